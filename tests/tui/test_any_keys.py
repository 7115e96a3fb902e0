"""Whatever is pressed, in whatever order: the program goes on, and its parts agree."""

from __future__ import annotations

import random

import pytest

from tests.tui.conftest import NARROW, SAMPLES, Driver, Open
from workbench.tui.commands import COMMANDS

COMMAND_KEYS = [key for command in COMMANDS if command.id != "app.quit" for key in command.keys.split(",")]
MOVING = [
    "up",
    "down",
    "left",
    "right",
    "tab",
    "shift+tab",
    "home",
    "end",
    "pageup",
    "pagedown",
    "enter",
    "escape",
]
TYPED = ["a", "quotation_mark", "dollar_sign", "left_square_bracket", "backspace", "ctrl+u", "ctrl+t", "f2"]
KEYS = [key for key in (*COMMAND_KEYS, *MOVING, *TYPED) if key]
SIZES = [(200, 60), (120, 36), NARROW, (60, 15), (40, 10)]
PASTES = ['{"type": "track", "event": "Pasted", "userId": "u"}', "$.properties.x", "[/]\x9b", '"']


def agrees(workbench: Driver) -> None:
    """What the widgets show is what the session says."""
    screen, session = workbench.screen, workbench.session
    if workbench.dialog == "":
        assert workbench.focus
    assert screen.field_editor.display is (screen.field_editor.row is not None)
    if session.mapping is not None:
        assert screen.mapping_list.cursor == session.mapping_index
        assert screen.trigger_editor.text_area.text == session.mapping.trigger
    if session.shown_count and session.event_index is not None:
        assert session.shown(screen.event_list.cursor) == session.event_index


@pytest.mark.parametrize("seed", [7, 8])
async def test_nothing_that_is_pressed_ends_the_program_or_sets_its_parts_at_odds(
    open_workbench: Open, seed: int
) -> None:
    chance = random.Random(seed)
    async with open_workbench(SAMPLES / "travel", SAMPLES / "edge_cases", size=(120, 36)) as workbench:
        for _ in range(9):
            await workbench.press_on(*chance.choices(KEYS, k=7))
            workbench.send_paste(chance.choice(PASTES))
            await workbench.pilot.resize_terminal(*chance.choice(SIZES))
            width, height = workbench.app.size
            await workbench.pilot.click(offset=(chance.randrange(width), chance.randrange(height)))
            await workbench.settle()
            agrees(workbench)
        assert workbench.app.is_running
