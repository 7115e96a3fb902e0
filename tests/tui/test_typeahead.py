"""Keys that arrive faster than the screen goes on land where they belong."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import SAMPLES, Open, event_file, track
from tests.tui.terminal import ESCAPE, terminal


async def test_letters_behind_a_command_go_to_the_dialog_it_opens(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", track("Trip Booked"))) as workbench:
        before = workbench.project.mappings
        await workbench.type("ntrack purchase\n")
        assert workbench.project.mappings[:-1] == before
        assert workbench.project.mappings[-1].name == "Track Purchase: Trip Booked"
        await workbench.type("rBooked trips\n")
        assert workbench.project.mappings[-1].name == "Booked trips"
        await workbench.type('t or event = "Trip Moved"\n1')
        assert workbench.project.mappings[-1].trigger.endswith(' or event = "Trip Moved"')
        assert workbench.focus == "events"


async def test_a_key_behind_text_waits_until_the_field_has_it(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", track("Trip Booked"))) as workbench:
        await workbench.field("name")
        await workbench.press("enter", "end", "ctrl+u")
        workbench.send_keys("$.userId")
        workbench.send_key("f2")
        workbench.send_keys("1")
        await workbench.settle()
        assert workbench.project.mappings[0].fields["name"] == {"@path": "$.userId"}
        assert workbench.focus == "events"


async def test_a_paste_waits_for_the_dialog_too(open_workbench: Open, folder: Path) -> None:
    async with open_workbench() as workbench:
        workbench.send_keys("/")
        workbench.send_paste("Trip")
        workbench.send_keys("s")
        await workbench.settle()
        assert workbench.screen.filter_input.value == "Trips"


def test_keys_typed_while_the_program_starts_are_not_lost(tmp_path: Path) -> None:
    with terminal(SAMPLES / "travel", folder=tmp_path, size=(120, 40)) as program:
        program.read_until("Opening")
        program.press(f"/Trip Cancelled\r2rCancelled{ESCAPE}3")
        program.read_until("Next difference")
        assert "Trip Cancelled" in program.recent
        program.press("\x11")
        assert program.read_to_end() == 0
