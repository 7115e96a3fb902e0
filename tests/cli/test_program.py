"""The program around the commands: exit codes, errors, pipes, terminals."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.conftest import NASTY, Invoke, run_process
from workbench import __version__
from workbench.actions import RELEASE
from workbench.cli.root import root

COMMANDS = ["preview", "send", "check", "export", "sandbox", "events"]
PATHS_TO_HELP = [[], *[[name] for name in COMMANDS], ["events", "list"], ["events", "validate"]]


@pytest.mark.parametrize("command", PATHS_TO_HELP)
def test_every_command_has_help_with_examples_and_exit_codes(command: list[str]) -> None:
    answer = CliRunner().invoke(root, [*command, "--help"])
    assert answer.exit_code == 0
    if command != ["events"]:
        assert "Examples:\n" in answer.output
        assert "xit codes:" in answer.output
    assert max(len(line) for line in answer.output.splitlines()) <= 100


def test_the_help_lists_every_command(invoke: Invoke) -> None:
    text = invoke("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z]", text, re.MULTILINE)


def test_the_version_names_the_release_it_mirrors(invoke: Invoke) -> None:
    answer = invoke("--version")
    assert answer.code == 0
    assert answer.out == f"workbench {__version__} (mirrors @segment/action-destinations {RELEASE})\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--nope"], "workbench: No such option '--nope'. See workbench --help."),
        (
            ["previw"],
            "workbench: There is no command or file named 'previw'. Did you mean 'preview'? See ",
        ),
        (["preview", "--nope"], "workbench preview: No such option '--nope'. See workbench preview --help."),
        (["preview", "nothing.ndjson"], "workbench: nothing.ndjson: There is no such file or folder."),
        (["events", "nope"], "workbench events: No such command 'nope'. See workbench events --help."),
        (["preview"], "workbench: No events are named."),
        (["send", "--presets"], "workbench: No events are named."),
        (
            ["preview", "--event", "0", "x"],
            "workbench preview: Invalid value for '--event' / '-e': 0 is no whole number from 1 upwards. ",
        ),
        (
            ["preview", "-e", "two", "x"],
            "workbench preview: Invalid value for '--event' / '-e': two is no whole number from 1 upwards. ",
        ),
        (
            ["sandbox", "--port", "99999"],
            "workbench sandbox: Invalid value for '--port': 99999 is no whole number from 0 to 65535. See ",
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_use_is_one_sentence_and_exit_2(invoke: Invoke, arguments: list[str], sentence: str) -> None:
    answer = invoke(*arguments)
    assert answer.code == 2
    assert answer.err.splitlines()[-1].startswith(sentence)
    assert answer.out == ""


def test_a_group_without_a_command_shows_its_help(invoke: Invoke) -> None:
    answer = invoke("events")
    assert (answer.code, answer.out) == (2, "")
    assert "\nCommands:\n  list " in answer.err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("version: 9\n", "workbench.yaml:1: version: "),
        ("version: [\n", "workbench.yaml:"),
        ("version: 1\nmappings:\n  - name: a\n    action: nope\n    trigger: x\n", "workbench.yaml:4: "),
    ],
)
def test_a_bad_project_is_named_with_file_and_line(
    invoke: Invoke, events_file: Path, text: str, sentence: str
) -> None:
    events_file.with_name("workbench.yaml").write_text(text, encoding="utf-8")
    answer = invoke("preview")
    assert answer.code == 2
    assert answer.err.startswith(f"workbench: {sentence}")
    assert answer.err.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_foreign_text_in_errors_is_made_visible(invoke: Invoke) -> None:
    answer = invoke("preview", "a\x1b]0;x\x07.json")
    assert "a␛]0;x␇.json" in answer.err
    assert "\x1b" not in answer.err


def test_a_fault_of_our_own_is_a_short_text_and_a_report_without_values(
    invoke: Invoke, events_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("ana@example.com")

    monkeypatch.setattr("workbench.project.preview", fail)
    answer = invoke("preview", "--presets", str(events_file))
    assert answer.code == 70
    assert "RuntimeError" in answer.err
    assert "ana@example.com" not in answer.err
    assert "Traceback" not in answer.err
    report = Path(answer.err.rpartition(" is in ")[2].strip().rstrip("."))
    assert "ana@example.com" not in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["events.ndjson"], ["--project", "workbench.yaml"]])
@pytest.mark.usefixtures("project_file")
def test_without_a_terminal_one_line_says_what_to_run_instead(arguments: list[str]) -> None:
    answer = run_process(arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert "workbench preview" in answer.err


def test_a_dumb_terminal_cannot_show_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "workbench"],
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(leader)
    os.close(follower)
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr


def test_a_closed_pipe_ends_the_command_quietly(events_file: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "preview", "--presets", str(events_file)],
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    "options", [["--version"], ["preview", "--presets"], ["preview", "--presets", "--json"]]
)
def test_a_full_disk_is_no_fault_of_ours(events_file: Path, options: list[str]) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", *options, str(events_file)],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("workbench: The output was not written: No space left on device.")
    assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_a_path_that_cannot_be_followed_is_wrong_use(invoke: Invoke) -> None:
    answer = invoke("preview", "--presets", "x" * 300 + ".json")
    assert answer.code == 2
    assert "The path cannot be followed: File name too long." in answer.err


@pytest.mark.usefixtures("events_file")
@pytest.mark.parametrize("command", [["preview"], ["send"], ["export", "-f", "json"], ["events", "list"]])
def test_a_project_in_a_folder_that_cannot_be_followed_is_wrong_use(
    invoke: Invoke, command: list[str]
) -> None:
    answer = invoke("-p", f"{'x' * 300}/workbench.yaml", *command)
    assert answer.code == 2
    assert "workbench.yaml: The file cannot be read: File name too long. " in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_a_word_that_no_file_can_be_called_is_wrong_use(invoke: Invoke) -> None:
    answer = invoke("preview\0")
    assert answer.code == 2


UNREADABLE = {"broken.json": b"{bad", "binary.json": b"\0\1\xff", "empty.json": b""}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("command", [["preview", "--presets"], ["send", "--presets"], ["events", "list"]])
def test_files_without_one_readable_event_are_a_finding(
    invoke: Invoke, folder: Path, command: list[str], name: str
) -> None:
    (folder / name).write_bytes(UNREADABLE[name])
    answer = invoke(*command, name)
    assert answer.code == 1
    assert answer.err.startswith(f"workbench: {name}")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [["preview", "--presets"], ["events", "list"], ["events", "validate"]])
@pytest.mark.parametrize("pattern", ["none*.json", "**/none?.json", "nul*\0"])
def test_a_glob_that_matches_nothing_is_wrong_use(invoke: Invoke, command: list[str], pattern: str) -> None:
    answer = invoke(*command, pattern)
    assert answer.code == 2
    assert answer.err.endswith(": No file matches this pattern. Check the pattern.\n")


def test_a_name_with_a_bracket_is_no_glob_where_the_file_exists(invoke: Invoke, events_file: Path) -> None:
    events_file.rename(events_file.with_name("events[x.y].ndjson"))
    assert invoke("events", "list", "events[x.y].ndjson").code == 0


def test_nothing_on_standard_input_is_a_finding() -> None:
    answer = run_process(["preview", "--presets", "-"])
    assert answer.code == 1
    assert "stdin: The file is empty." in answer.err


def test_one_of_something_is_counted_as_one(invoke: Invoke, folder: Path) -> None:
    (folder / "one.json").write_text('{"type":"page","name":"Home","userId":"u-1"}', encoding="utf-8")
    assert invoke("preview", "--presets", "one.json").out.endswith("1 of 1 event shown.\n")
    answer = invoke("preview", "--presets", "--filter", "nowhere", "one.json")
    assert answer.out == "No event was chosen out of 1 event.\n"
    (folder / "bad.ndjson").write_text("{}\n" * 21, encoding="utf-8")
    assert invoke("events", "list", "bad.ndjson").err.endswith("… and 1 more problem in the events.\n")


@pytest.mark.usefixtures("folder")
def test_ctrl_c_ends_the_command_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "sandbox", "--port", "0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Ctrl+C"):
            break
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == ""


@pytest.mark.usefixtures("events_file")
def test_a_terminal_that_cannot_encode_a_character_gets_its_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    answer = run_process(["events", "list", "events.ndjson"])
    assert answer.code == 0
    assert "Trip Booked" in answer.out


def test_colour_is_for_terminals_and_no_color_switches_it_off(
    events_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    command = [sys.executable, "-m", "workbench", "preview", "--presets", str(events_file)]
    coloured = in_terminal(command)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = in_terminal(command)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert click.unstyle(coloured) == plain


def in_terminal(command: list[str]) -> str:
    """What a command writes to a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL)
    os.close(follower)
    pieces = []
    try:
        while piece := os.read(leader, 65536):
            pieces.append(piece)
    except OSError:
        # Linux reports the end of a terminal's output as an error.
        assert process.wait(timeout=60) == 0
    finally:
        process.wait(timeout=60)
        os.close(leader)
    return b"".join(pieces).decode("utf-8")


def test_no_event_can_act_on_the_terminal(events_file: Path) -> None:
    for command in (["preview", "--presets"], ["events", "list"], ["preview", "--presets", "--json"]):
        answer = run_process([*command, str(events_file)])
        assert answer.code == 0
        for character in NASTY:
            if not character.isprintable():
                assert character not in answer.out
        assert "\x1b" not in answer.out
