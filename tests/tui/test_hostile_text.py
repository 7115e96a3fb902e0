"""Text of events, files and projects is shown, never obeyed: markup, escapes, controls, bidi, surrogates."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

from tests.tui.conftest import Driver, Open, event_file, project_file, track
from tests.tui.terminal import CSI, ESCAPE, POINTER, Terminal, plain, terminal
from workbench.jsvalues import Json, dump_json
from workbench.mappings import Mapping
from workbench.project import Environment, Project
from workbench.text import UNSAFE, visible

MARKUP = "[@click=app.quit]quit[/] [/] [bold]b[/bold] [$primary]"
TITLE = "\x1b]0;owned\x07"
CLIPBOARD = "\x1b]52;c;b3duZWQ=\x07"
COLOUR = "\x1b[31;5;7mred\x1b[0m\x1b[2J"
C1 = "\x9b31mred\x9d0;owned\x9c"
NUL = "nul\x00del\x7f"
BIDI = "abc\u202efed\u2066x\u2069"
SURROGATE = "lone\ud800half"
TAG = "tag\U000e0041\ufeff"
PAYLOADS = (MARKUP, TITLE, CLIPBOARD, COLOUR, C1, NUL, BIDI, SURROGATE, TAG)
MARKS = (
    "[@click=app.quit]quit[/]",
    "␛]0;owned␇",
    "␛]52;c;b3duZWQ=␇",
    "␛[31;5;7mred␛[0m␛[2J",
    "\\x9b31mred\\x9d0;owned\\x9c",
    "nul␀del␡",
    "abc\\u202efed\\u2066x\\u2069",
    "lone\\ud800half",
    "tag\\U000e0041\\ufeff",
)
"""How each payload is seen."""
ALL = "".join(PAYLOADS)


def hostile_events() -> list[dict[str, Json]]:
    """Events of which every part that the screen shows is a payload."""
    named: list[dict[str, Json]] = [track(f"{text}", user=text) for text in PAYLOADS]
    everything = track(
        "Everything", user="ana", **{text: text for text in PAYLOADS}, both=ALL, nested={ALL: [ALL]}
    )
    strange: dict[str, Json] = {**track("Strange type"), "type": f"[/]{TITLE}", "timestamp": CLIPBOARD}
    return [everything, *named, strange]


def hostile_project() -> Project:
    """A project whose own texts are payloads too."""
    trigger = f'type = "track" and event != "{C1}{BIDI}"'
    fields: dict[str, Json] = {
        "external_id": {"@path": "$.userId"},
        "name": {"@path": "$.event"},
        "time": {"@path": "$.timestamp"},
        "properties": {"@path": "$.properties"},
        f"{MARKUP}{TITLE}": f"{C1}{CLIPBOARD}",
    }
    return Project(
        name=f"{MARKUP}{TITLE}",
        environments=(
            Environment(f"[/]{TITLE}", endpoint="https://rest.iad-01.braze.com", api_key="env:NO_SUCH_KEY"),
        ),
        mappings=(
            Mapping(f"{MARKUP}{TITLE}", "trackEvent", trigger, True, fields),
            Mapping(f"{C1}{BIDI}", "trackEvent", 'type = "track"', True, fields),
            Mapping(f"{NUL}{CLIPBOARD}", "trackPurchase", f'event = "{NUL}" or', False, {}),
        ),
    )


def nothing_was_obeyed(raw: bytes) -> None:
    """Everything that was written is Textual's own sequences and text without any control character."""
    text = raw[: raw.rfind(b"\x1b")].decode("utf-8")  # A lone surrogate could not have been written at all.
    assert not re.search(r"\x1b\](?!22;)", text), "an operating system command went through"
    for sequence in ("\x1b[31;5;7m", "\x1b[2J"):
        assert sequence not in text
    rest = CSI.sub("", POINTER.sub("", text))
    assert {character for character in rest if ord(character) in UNSAFE} <= {"\r", "\n"}


def test_the_real_program_writes_marks_and_obeys_nothing(tmp_path: Path) -> None:
    events = event_file(tmp_path / f"ev[bold]{TITLE}{BIDI}.ndjson", *hostile_events())
    with events.open("a", encoding="utf-8") as file:
        file.write(f'{{"type": "track", "{TITLE}\n')
    project = project_file(tmp_path / f"proj{CLIPBOARD}.yaml", hostile_project())
    with terminal("--project", project, events, folder=tmp_path) as program:
        everywhere(program)
        nothing_was_obeyed(program.raw)
        told = len(program.raw)
        program.press("1\t")
        program.read_until("v View")
        program.press("Gy")
        program.read_until("Copied $.receivedAt")
        copied = base64.b64encode(b"2026-03-01T10:00:00.000Z").decode()
        assert f"\x1b]52;c;{copied}\x07".encode() in program.raw[told:]
        told = len(program.raw)
        program.press("\x11")
        program.read_until("Leave without saving")
        program.press("\t\r")
        assert program.read_to_end() == 0
    nothing_was_obeyed(program.raw[told:])
    text = plain(program.raw)
    assert [mark for mark in MARKS if mark not in text] == []


PASTE = f"\x1b[200~{C1}{BIDI}{TAG}[/]\x1b[201~"
"""What terminals let through when it is pasted: they keep escape sequences away themselves."""
PASTED = "�31mred�0;owned�abc�fed�x�tag��[/]"


def everywhere(program: Terminal) -> None:
    """Go by keys through everything that shows foreign text."""
    program.read_until("request 2:")  # the differences of the first event
    for line in range(2, 12):
        program.press("j")
        program.read_until(f"ndjson:{line} ")
    program.press("g")
    program.read_until("request 2:")
    look_at_values(program)
    look_at_mappings(program)
    look_at_requests(program)
    look_at_dialogs(program)


def back(program: Terminal) -> None:
    """Close a dialog: what it covered is drawn again."""
    program.press(ESCAPE)
    program.read_until("Differences")


def look_at_values(program: Terminal) -> None:
    program.press("\t")
    program.read_until("v View")
    program.press("G")
    program.press("v")
    program.read_until("y copies")
    back(program)
    program.press("/")
    program.read_until("ilter events")
    program.press(PASTE)
    program.read_until(PASTED)
    program.press(ESCAPE)
    program.read_until("Events 11")
    program.press(ESCAPE)
    program.read_until("space Choose")


def look_at_mappings(program: Terminal) -> None:
    program.press("2")
    program.read_until("r Rename")
    program.press("r")
    program.read_until("Rename mapping")
    back(program)
    program.press("jj")
    program.read_until("or")
    program.press("d")
    program.read_until("Deleted nul␀del␡")
    program.press("\x1a")
    program.read_until("Undone: ")
    program.press("t")
    program.read_until("Esc Cancel")
    program.press(PASTE)
    program.read_until("✗ at")
    program.press(ESCAPE)
    program.read_until("r Rename")
    program.press("\t\t")
    program.read_until("e Edit")
    program.press("G\r")
    program.read_until("Field: ")
    program.press("\x14\x14")
    program.press(ESCAPE)
    program.read_until("e Edit")


def look_at_requests(program: Terminal) -> None:
    program.press("3")
    program.read_until("Next difference")
    program.press(".\r")
    program.read_until("The whole line")
    back(program)


def look_at_dialogs(program: Terminal) -> None:
    program.press("s")
    program.read_until("Send 2 requests")
    program.press("\r")
    program.read_until("2 of 2 accepted")
    back(program)
    program.press("b")
    program.read_until("The sandbox holds 1 user")
    back(program)
    program.press("x")
    program.read_until("Export the mappings")
    for _ in range(3):
        program.press("j")
        program.read_until("mappings")
    back(program)
    program.press("o")
    program.read_until("Open events")
    program.press(f"{PASTE}\r")
    program.read_until("is called like")
    back(program)
    program.press("!")
    program.read_until("What could not be read")
    back(program)
    program.press("E")
    program.read_until("Choose the environment")
    program.press("j\r")
    program.read_until("Differences")
    program.press("s")
    program.read_until("✗ ")
    back(program)


def seen(workbench: Driver, selector: str) -> str:
    """What a widget of the screen shows, after a look at everything that the screen would write."""
    for strip in workbench.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            assert not UNSAFE.intersection(map(ord, text)), text
            assert "@click" not in (style.meta if style else {})
    return workbench.text_of(selector)


async def test_every_widget_shows_marks(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", *hostile_events())
    project = project_file(folder / "workbench.yaml", hostile_project())
    async with open_workbench(events, project=project, size=(240, 70)) as workbench:
        screen = workbench.screen
        screen.event_tree.action_first()
        for selector in ("#events", "#tree"):
            text = seen(workbench, selector)
            assert "␛]52;c;b3duZWQ=␇" in text
            assert "abc\\u202efed\\u2066" in text
        assert "nul␀del␡␛]52;c;b3duZWQ=␇" in seen(workbench, "#mappings")
        assert "[@click=app.quit]quit[/]" in seen(workbench, "#mappings")
        assert "�31mred�0;owned�abc�fed�x�" in seen(workbench, "#trigger-text")
        for row, event in enumerate(hostile_events()):
            screen.event_list.cursor = row
            await workbench.settle()
            for selector in ("#fields", "#requests", "#differences"):
                seen(workbench, selector)
            shown = visible(dump_json(event["event"]))[:20]
            assert shown in seen(workbench, "#requests") + seen(workbench, "#tree")
        await workbench.event("Everything")

        screen.field_list.action_last()
        await workbench.focus_on("#fields")
        assert "[@click=app.quit]quit[/]" in seen(workbench, "#fields")
        await workbench.press("enter")
        assert '"\\u009b31mred' in seen(workbench, "#field-text")
        assert "\\x9b31mred" in seen(workbench, "#field-verdict")
        await workbench.press("ctrl+t", "ctrl+t")
        assert "\\u009b31mred" in seen(workbench, "#field-json")
        await workbench.press("escape")
        assert not workbench.session.history.unsaved

        await workbench.focus_on("#mappings")
        await workbench.press("r")
        assert "[@click=app.quit]quit[/]" in seen(workbench, "#answer")
        assert "␛]0;owned␇" in seen(workbench, "#answer")
        await workbench.press("escape", "n")
        assert "Trigger on the selected event (Everything)" in seen(workbench, "#from-event")
        await workbench.press("escape", "E")
        assert "[/]␛]0;owned␇" in seen(workbench, "#environments")
        await workbench.press("escape", "x")
        for _ in range(4):
            seen(workbench, "#export-text")
            await workbench.press("down")
        await workbench.press("escape", "1")
        screen.say(f"Toast {ALL}", severity="error")
        await workbench.pilot.pause()
        assert "Toast [@click=app.quit]quit[/]" in "\n".join(seen_toasts(workbench))


def seen_toasts(workbench: Driver) -> list[str]:
    seen(workbench, "#status")
    return [str(toast.render()) for toast in workbench.app.screen.query("Toast")]


async def test_a_lone_surrogate_can_be_copied(open_workbench: Open, folder: Path) -> None:
    events = event_file(folder / "events.ndjson", track("Copied", text=SURROGATE))
    async with open_workbench(events) as workbench:
        workbench.select_path("$.properties.text")
        await workbench.press("y")
        assert workbench.app.clipboard == "lone\ufffdhalf"


async def test_typing_beside_a_control_character_leaves_it_there(open_workbench: Open, folder: Path) -> None:
    trigger = f'type = "track" and event != "{C1}\u2028{BIDI}"'
    project = Project(mappings=(Mapping("One", "trackEvent", trigger, True, {}),))
    async with open_workbench(project=project_file(folder / "workbench.yaml", project)) as workbench:
        assert not workbench.session.history.unsaved
        await workbench.press("2", "t")
        await workbench.type(" ")
        await workbench.press("enter")
        assert workbench.project.mappings[0].trigger == f"{trigger} "


async def test_text_of_many_lines_is_pasted_whole(open_workbench: Open, folder: Path) -> None:
    line = json.dumps(track("Two\u2028lines\x85here", user="a\u202eb"), ensure_ascii=False)
    async with open_workbench() as workbench:
        await workbench.press("p")
        await workbench.paste(f"{line}\n{line}\n")
        await workbench.press("f2")
        assert len(workbench.session.store) == 2
        assert workbench.session.store.event(1).data["event"] == "Two\u2028lines\x85here"
        await workbench.press("slash")
        await workbench.paste("Two\r\nlines")
        assert workbench.screen.filter_input.value == "Two lines"
