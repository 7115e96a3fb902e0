"""What each way into the workbench imports, told by a fresh interpreter.

A start pays for every import, and a static graph of imports cannot see one that was meant to wait.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import workbench

HEAVY = frozenset(
    {"textual", "rich", "deepdiff", "starlette", "uvicorn", "httpx", "keyring", "liquid", "yaml"}
)
EVENT = {"type": "track", "event": "Trip Booked", "userId": "u-1", "messageId": "m-1", "properties": {}}


def imported(code: str, folder: Path) -> set[str]:
    """The top-level modules that a fresh interpreter has after running `code` in `folder`."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)",
        ],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(done.stderr.splitlines()[-1])}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one event and an empty project."""
    (tmp_path / "events.json").write_text(json.dumps(EVENT), encoding="utf-8")
    (tmp_path / "project.yaml").write_text("version: 1\n", encoding="utf-8")
    return tmp_path


def command(*arguments: str) -> str:
    """Code that runs a command in the interpreter itself."""
    return f"from workbench.cli.program import run\nassert run({list(arguments)!r}) == 0"


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import workbench", set()),
        ("import workbench.cli", set()),
        ("import workbench.tui", set()),
        (command("--version"), set()),
        (command("--help"), set()),
        (command("preview", "--presets", "--no-differences", "events.json"), set()),
        (command("preview", "--presets", "--no-differences", "--json", "events.json"), set()),
        (command("preview", "--presets", "events.json"), {"deepdiff"}),
        (command("export", "--presets", "--format", "terraform"), {"yaml"}),
        (command("export", "--presets", "--format", "public-api"), {"yaml"}),
        (command("export", "--presets", "--format", "json"), {"yaml"}),
        (command("export", "--presets", "--format", "yaml"), {"yaml"}),
        (command("check", "project.yaml"), {"yaml"}),
        (
            "open('classic.yaml', 'w').write('datacenter: eu')\n"
            + command("migrate", "classic.yaml", "events.json"),
            {"yaml"},
        ),
        (command("report", "--presets", "events.json"), set()),
        (command("report", "--presets", "--format", "json", "events.json"), set()),
        (command("report", "--presets", "--format", "html", "--events", "events.json"), set()),
        (command("report", "--presets", "--values", "events.json"), {"deepdiff"}),
        (command("cutover", "2026-04-01"), set()),
        (command("outcome", "--presets", "events.json"), set()),
        (command("classic", "settings"), set()),
        (command("classic", "rules"), set()),
        (command("events", "list", "events.json"), set()),
        (command("events", "validate", "events.json"), set()),
        (command("send", "--presets", "--dry-run", "events.json"), set()),
        (
            command("send", "--presets", "events.json"),
            # httpx imports rich for a command line of its own.
            {"httpx", "rich", "starlette", "uvicorn"},
        ),
        ("import workbench\nworkbench.load_project", {"yaml"}),
        ("import workbench\nworkbench.preview, workbench.read_events, workbench.side_by_side", set()),
    ],
)
def test_nothing_heavy_is_imported_that_is_not_used(code: str, allowed: set[str], folder: Path) -> None:
    found = imported(code, folder)
    assert found & HEAVY <= allowed


def test_the_differences_in_words_are_those_of_deepdiff(folder: Path) -> None:
    assert "deepdiff" in imported(command("preview", "--presets", "events.json"), folder)


def test_every_public_name_is_there_and_no_other() -> None:
    assert sorted(workbench.__all__) == workbench.__all__
    for name in workbench.__all__:
        assert getattr(workbench, name) is not None
    assert dir(workbench) == workbench.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_the_kind'"):
        _ = workbench.nothing_of_the_kind


def test_the_version_imports_no_engine(folder: Path) -> None:
    code = f"""{command("--version")}
import sys
assert not [name for name in sys.modules if name.startswith(("workbench.actions", "workbench.jsvalues"))]
"""
    assert "click" in imported(code, folder)


def test_the_root_itself_imports_no_module_of_the_workbench_but_its_version(folder: Path) -> None:
    code = (
        "import sys, workbench\n"
        "assert [name for name in sys.modules if name.startswith('workbench.')] == ['workbench.release']"
    )
    assert "workbench" in imported(code, folder)
