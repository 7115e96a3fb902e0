"""`workbench classic`: settings from files, and the rules."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Invoke
from workbench.classic import RULES
from workbench.project import load_project
from workbench.project.classicsettings import CLASSIC_ID


def answer(folder: Path) -> Path:
    """A file with the Public API's answer for a Classic destination."""
    settings = {"apiKey": "app-9", "appGroupId": "super-secret", "trackAllPages": True, "brandNew": 1}
    path = folder / "braze.json"
    value = {"data": {"destination": {"metadata": {"id": CLASSIC_ID}, "settings": settings}}}
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    return path


def test_settings_of_a_file_are_shown_with_defaults_effects_and_notes(invoke: Invoke, folder: Path) -> None:
    shown = invoke("classic", "settings", str(answer(folder)))
    assert shown.code == 0
    lines = [" ".join(line.split()) for line in shown.out.splitlines()]
    assert "App Identifier app-9 default (empty)" in lines
    assert "Track All Pages on default off" in lines
    assert "Enable Logging off no effect: web mode only" in lines
    assert "appGroupId: A credential; left out." in " ".join(shown.err.split())
    assert "brandNew" in shown.err
    assert "super-secret" not in shown.out + shown.err


def test_settings_are_stored_in_the_project_and_shown_from_it(invoke: Invoke, project_file: Path) -> None:
    file = answer(project_file.parent)
    stored = invoke("classic", "settings", str(file), "--save", "--project", str(project_file))
    assert stored.code == 0
    classic = load_project(project_file).classic
    assert (classic.api_key, classic.track_all_pages, classic.app_group_id) == ("app-9", True, "")
    values = invoke("classic", "settings", "--json", "--project", str(project_file)).json
    assert values["apiKey"]["value"] == "app-9"
    assert values["trackAllPages"]["default"] is False
    assert values["enableLogging"]["no_effect"] == "web mode only"


def test_a_wrong_file_is_told_with_line_and_next_step(invoke: Invoke, folder: Path) -> None:
    path = folder / "classic.yaml"
    path.write_text("apiKey: app\ntrackAllpages: true\n", encoding="utf-8")
    refused = invoke("classic", "settings", str(path))
    assert refused.code == 2
    assert "classic.yaml:2" in refused.err
    assert "Did you mean trackAllPages?" in refused.err
    assert invoke("classic", "settings", "--save").code == 2


def test_rules_are_listed_with_their_trust(invoke: Invoke) -> None:
    assert set(invoke("classic", "rules", "--json").json) == set(RULES)
    unknown = invoke("classic", "rules", "--unknown").out
    assert "? CD-REQ-02" in unknown
    assert "CC-REQ-01" not in unknown
