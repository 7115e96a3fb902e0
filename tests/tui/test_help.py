"""One table of commands: keys, key bar, palette and help say the same and do what they say."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from tests.tui.conftest import NARROW, Driver, Open, event_file, track
from workbench.tui import screens
from workbench.tui.commands import COMMANDS, in_scope
from workbench.tui.screens.dialog import KEYS_ROOM, Dialog
from workbench.tui.screens.workbench import WorkbenchScreen
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.line_list import LineList

SCOPES = ("screen", "events", "tree", "mappings", "fields", "requests", "differences")
PLACES = {
    "#events": "events",
    "#tree": "tree",
    "#mappings": "mappings",
    "#fields": "fields",
    "#requests": "requests",
    "#differences": "differences",
}


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(folder / "events.ndjson", track("Trip Booked"), track("Trip Moved"))


def test_every_command_has_an_id_a_title_and_a_sentence_of_its_own() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []
    assert [name for name, count in Counter(command.title for command in COMMANDS).items() if count > 1] == []
    assert [command.id for command in COMMANDS if not command.help.endswith(".")] == []
    assert [command.id for command in COMMANDS if len(command.footer) > 16] == []


@pytest.mark.parametrize("scope", SCOPES)
def test_no_key_means_two_things_in_one_place(scope: str) -> None:
    commands = {*(command for command in COMMANDS if command.scope == scope), *in_scope("screen")}
    keys = Counter(key for command in commands for key in command.keys.split(",") if key)
    assert [key for key, count in keys.items() if count > 1] == []
    moving = {key for binding in LineList.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]  # all are Binding
    assert moving.intersection(keys) == set()


async def test_keys_that_terminals_cannot_tell_apart_are_not_used() -> None:
    used = {key for command in COMMANDS for key in command.keys.split(",")}
    assert (
        used.intersection({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket", "ctrl+enter"})
        == set()
    )


async def test_each_key_in_the_bar_does_what_it_says(
    open_workbench: Open, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    async with open_workbench(events) as workbench:
        for command in ("events.choose",):
            await workbench.run(command)
        monkeypatch.setattr(WorkbenchScreen, "run_command", lambda _screen, name: ran.append(name))
        for selector in PLACES:
            await workbench.focus_on(selector)
            pressed: dict[str, str] = {}
            for active in workbench.screen.active_bindings.values():
                if active.binding.show and active.binding.id and active.enabled:
                    pressed.setdefault(active.binding.id, active.binding.key)
            shown = workbench.text_of("#keys")
            for name, key in pressed.items():
                ran.clear()
                await workbench.press_on(key)
                assert ran == [name], f"{key} in {selector}"
            words = {command.footer for command in COMMANDS if command.id in pressed}
            assert sum(word in shown for word in words) >= 6, "the bar of a wide terminal is full"


async def test_the_bar_shows_what_matters_where_one_types(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("t")
        bar = workbench.text_of("#keys")
        assert "⏎ Keep" in bar
        assert "Esc Cancel" in bar
        assert "s Send" not in bar, "letters are text now"
        assert "? Help" not in bar
        assert "F1 Help" in bar
        await workbench.press("escape", "slash")
        assert "n New" not in workbench.text_of("#keys")
        await workbench.press("escape", "n")
        assert workbench.dialog == "NewMapping"
        await workbench.press("escape")


async def test_the_bar_keeps_help_and_palette_at_80_columns(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=NARROW) as workbench:
        for selector, scope in PLACES.items():
            await workbench.focus_on(selector)
            bar = workbench.text_of("#keys")
            assert "? Help" in bar
            assert "^p Commands" in bar
            assert "\n" not in bar
            own = [command for command in COMMANDS if command.scope == scope and command.footer]
            able = [command for command in own if command.when(workbench.screen)]
            assert all(command.footer in bar for command in able[:3]), selector


async def test_a_click_on_the_bar_runs_the_command(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        bar = workbench.app.screen.query_one(KeyBar)
        column = workbench.text_of("#keys").index("New")
        await workbench.pilot.click(bar, offset=(column, 0))
        await workbench.settle()
        assert workbench.dialog == "NewMapping"


async def test_help_tells_about_what_has_the_focus(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        for selector, words in {
            "#events": "The loaded events",
            "#tree": "The selected event",
            "#mappings": "Segment's API calls subscriptions",
            "#trigger-text": "FQL as the destination reads it",
            "#fields": "The fields of the mapping's action",
            "#requests": "Actions left, Classic right",
            "#differences": "one sentence each",
        }.items():
            await workbench.focus_on(selector)
            await workbench.press("f1")
            assert workbench.dialog == "Help"
            rows = workbench.rows_of("#help-lines")
            assert words in " ".join(" ".join(rows).split()), selector
            await workbench.press("escape")
            assert workbench.focus == selector[1:], "the focus is back where it was"


async def test_help_lists_every_command_with_its_key_and_narrows(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=NARROW) as workbench:
        await workbench.press("question_mark")
        text = " ".join(" ".join(workbench.rows_of("#help-lines")).split())
        assert [command.id for command in COMMANDS if command.help not in text] == []
        await workbench.type("curl")
        rows = workbench.rows_of("#help-lines")
        assert [row[:1] for row in rows if not row.startswith(" ")] == ["c"]
        await workbench.press("end", "ctrl+u")
        await workbench.type("zzz")
        assert "No command is described like this" in workbench.text_of("#help-lines")
        await workbench.press("tab", "pagedown", "escape")
        assert workbench.focus == "events"


def offered(workbench: Driver) -> list[str]:
    screen = workbench.app.screen
    assert isinstance(screen, CommandPalette)
    options = screen.query_one(OptionList)
    return [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]


async def test_the_palette_offers_what_applies_now_and_runs_it(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("ctrl+p")
        await workbench.until(lambda: len(offered(workbench)) > 20, "the palette is filled")
        text = "\n".join(offered(workbench))
        assert "mapping: new   n" in text
        assert "project: undo" not in text
        assert "events: problems" not in text
        await workbench.type("rename")
        await workbench.until(lambda: len(offered(workbench)) == 1, "the palette is narrowed")
        await workbench.press("enter")
        assert workbench.dialog == "Prompt"
        await workbench.press("escape")
        assert workbench.focus == "events"
        await workbench.press("2", "space", "ctrl+p")
        await workbench.until(lambda: len(offered(workbench)) > 20)
        assert "project: undo   ^z" in "\n".join(offered(workbench))
        await workbench.press("escape")
        assert workbench.focus == "mappings"


async def test_keys_of_ones_own_are_shown_and_work(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, keymap={"requests.send": "f5", "mappings.new": "ctrl+n"}) as workbench:
        bar = workbench.text_of("#keys")
        assert "F5 Send" in bar
        assert "^n New" in bar
        await workbench.press("s", "n")
        assert workbench.dialog == ""
        await workbench.press("f5")
        assert workbench.dialog == "Send"
        await workbench.press("escape", "f1")
        await workbench.type("send the chosen")
        assert workbench.rows_of("#help-lines")[0].startswith("F5 ")
        await workbench.press("escape", "ctrl+p")
        await workbench.until(lambda: len(offered(workbench)) > 20)
        text = "\n".join(offered(workbench))
        assert "send: to the environment   F5" in text
        assert "mapping: new   ^n" in text
        await workbench.press("escape", "ctrl+n")
        assert workbench.dialog == "NewMapping"


async def test_the_file_of_keys_is_read_and_wrong_entries_are_said(
    open_workbench: Open, events: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config" / "keys.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"requests.send": "f6", "requests.sent": "f7"}), encoding="utf-8")
    async with open_workbench(events) as workbench:
        assert "there is no command requests.sent. Did you mean requests.send?" in workbench.toasts
        assert "F6 Send" in workbench.text_of("#keys")
        await workbench.press("f6")
        assert workbench.dialog == "Send"


async def test_a_command_that_does_not_apply_says_so(open_workbench: Open) -> None:
    async with open_workbench() as workbench:
        await workbench.run("requests.send")
        assert "Not possible now: Send the chosen events' requests" in workbench.toasts


def _dialogs(kind: type[Dialog[Any]]) -> Iterator[type[Dialog[Any]]]:
    for each in kind.__subclasses__():
        yield each
        yield from _dialogs(each)


def test_the_keys_in_the_frame_of_a_dialog_fit_at_80_columns() -> None:
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    long = [each.__name__ for each in _dialogs(Dialog) if len(each.KEYS_TEXT) > KEYS_ROOM]
    assert not long


async def test_a_dialog_has_help_about_itself(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events, size=NARROW) as workbench:
        await workbench.press("ctrl+r")
        assert workbench.dialog == "ReportView"
        await workbench.press("f1")
        assert workbench.dialog == "DialogHelp"
        rows = workbench.rows_of("#help-lines")
        assert "The report over all events." in " ".join(" ".join(rows).split())
        assert any(row.split() == ["r", "Make", "it", "again."] for row in rows)
        await workbench.type("again")
        assert len(workbench.rows_of("#help-lines")) == 1
        await workbench.press("escape")
        assert (workbench.dialog, workbench.focus) == ("ReportView", "report-rows")


@pytest.mark.parametrize(
    ("key", "about", "own"),
    [
        ("M", "The migration in four steps", "Go to the next step."),
        ("C", "How the Braze Classic destination is set up", "Give the setting its default."),
        ("O", "What Braze would hold", "Let Braze know the user already, or not."),
        ("ctrl+k", "What fails, what is probably a mistake", "Copy all checks."),
    ],
)
async def test_help_about_a_dialog_begins_with_what_it_is_and_its_own_keys(
    open_workbench: Open, events: Path, key: str, about: str, own: str
) -> None:
    async with open_workbench(events, size=NARROW) as workbench:
        await workbench.press(key, "f1")
        shown = workbench.text_of("#help-lines")
        words = " ".join(shown.split())
        assert about in words
        assert own in words, "it is seen without scrolling"
        everything = "\n".join(workbench.rows_of("#help-lines"))
        assert "One step back; nothing is lost." in everything
        assert "Scroll" not in everything, "the toolkit's own names of keys say nothing"
        assert "Focus" not in everything


async def test_the_differences_answer_why_as_every_pane_does(open_workbench: Open, events: Path) -> None:
    async with open_workbench(events) as workbench:
        await workbench.press("3", "tab", "w")
        assert "known" not in workbench.text_of("#differences"), "the folded ones are shown"
        await workbench.press("w")
        assert workbench.dialog == "TextView"
        assert "Classic" in workbench.text_of(".dialog TextLines")
