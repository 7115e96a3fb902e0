"""The program as people run it: in this process for its answers, as a process for its terminal and exit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.program import run as run_program

NASTY = "[@click=app.quit] [/] \x1b]52;c;eA==\x07 \x00 \x9b31m \u202etxet"

EVENTS: tuple[dict[str, Any], ...] = (
    {
        "type": "track",
        "event": "Trip Booked",
        "userId": "u-1",
        "messageId": "m-1",
        "timestamp": "2024-03-05T06:07:08.123Z",
        "receivedAt": "2024-03-05T06:07:09.456Z",
        "properties": {"city": "Porto", "price": 120.5, "note": NASTY},
    },
    {
        "type": "identify",
        "userId": "u-1",
        "messageId": "m-2",
        "timestamp": "2024-03-05T06:07:08.123Z",
        "traits": {"firstName": "Ana", "email": "ana@example.com", "gender": "female"},
    },
    {
        "type": "page",
        "name": "Home",
        "anonymousId": "a-1",
        "messageId": "m-3",
        "timestamp": "2024-03-05T06:07:08.123Z",
        "properties": {},
    },
)

PROJECT = """\
version: 1
name: trips
events:
  - events.ndjson
environments:
  - name: staging
    kind: braze
    endpoint: https://rest.iad-03.braze.com
    api_key: env:WORKBENCH_TEST_KEY
  - name: production
    kind: braze
    endpoint: https://rest.iad-01.braze.com
    api_key: env:WORKBENCH_TEST_KEY
    protected: true
mappings:
  - name: Trips
    action: trackEvent
    trigger: type = "track" and event = "Trip Booked"
    enabled: true
    fields:
      external_id:
        "@path": $.userId
      name: Trip Booked
      time:
        "@path": $.timestamp
      properties:
        "@path": $.properties
"""


@dataclass(frozen=True)
class Answer:
    """What a command wrote and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


Invoke = Callable[..., Answer]


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the developer's home, settings or terminal counts."""
    home = tmp_path / "home"
    home.mkdir()
    for name in list(os.environ):
        if name.startswith(("XDG_", "WORKBENCH_", "NO_COLOR", "COLUMNS", "BRAZE_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def events_file(folder: Path) -> Path:
    """Three good events in the current folder."""
    path = folder / "events.ndjson"
    path.write_text("".join(json.dumps(event) + "\n" for event in EVENTS), encoding="utf-8")
    return path


@pytest.fixture
def project_file(events_file: Path) -> Path:
    """A project on those events, with one mapping and environments that need a key."""
    path = events_file.with_name("workbench.yaml")
    path.write_text(PROJECT, encoding="utf-8")
    return path


@pytest.fixture
def invoke(capsys: pytest.CaptureFixture[str]) -> Invoke:
    """Runs a command in this process."""

    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run_program(arguments)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


def run_process(
    arguments: Sequence[str], *, stdin: int | None = subprocess.DEVNULL, text: str | None = None
) -> Answer:
    """Runs a command as a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "workbench", *arguments],
        stdin=None if text is not None else stdin,
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)
