"""Files are named as short as they can be read, wherever the screen tells where an event comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open, event_file, project_file, track
from workbench.events import Origin
from workbench.project import Project, default_project
from workbench.tui.places import place_text


def test_what_need_not_be_said_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = folder.parent / "home"
    monkeypatch.setenv("HOME", str(home))
    project = folder / "shop" / "workbench.yaml"
    assert place_text(Origin(str(folder / "shop" / "events" / "a.ndjson"), 3), project) == "events/a.ndjson:3"
    assert place_text(Origin(str(folder / "other.json"), 1, 2), project) == "other.json:1 (item 2)"
    assert place_text(Origin(str(home / "old" / "b.json")), project) == "~/old/b.json"
    assert place_text(Origin("/var/events/c.json", 4), None) == "/var/events/c.json:4"
    assert place_text(Origin("pasted text", 1), project) == "pasted text:1"


async def test_no_dialog_shows_the_way_to_the_project(open_workbench: Open, folder: Path) -> None:
    away = folder.parent / "elsewhere"
    (away / "events").mkdir(parents=True)
    event_file(away / "events" / "trips.ndjson", track("Trip Booked", currency="EUR"))
    project = Project(name="x", events=("events",), mappings=default_project().mappings)
    async with open_workbench(project=project_file(away / "workbench.yaml", project)) as workbench:
        await workbench.press("s")
        assert "1. Track Calls   (events/trips.ndjson:1)" in workbench.text_of("#send-lines")
        await workbench.press("escape", "ctrl+r", "enter")
        assert "events/trips.ndjson:1" in workbench.screen_text()
        assert str(away) not in workbench.screen_text()
        await workbench.press("escape", "3")
        assert "events/trips.ndjson:1" in workbench.words_of("#report-detail")
        assert "elsewhere" not in workbench.screen_text()
        await workbench.press("escape", "M", "4", "end")
        assert workbench.text_of("#migration-detail").startswith("events/trips.ndjson:1")
