"""`workbench migrate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import NASTY, Invoke
from workbench.project import load_project

SETTINGS = """\
apiKey: app-1
appGroupId: rest-key-0123456789
datacenter: us02
trackAllPages: true
"""
SECRET = "rest-key-0123456789"


@pytest.fixture
def classic(events_file: Path) -> Path:
    """Classic's settings beside three events."""
    path = events_file.with_name("classic.yaml")
    path.write_text(SETTINGS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("classic")
def test_it_tells_every_line_and_writes_nothing(invoke: Invoke, folder: Path) -> None:
    answer = invoke("migrate", "classic.yaml", "events.ndjson")
    assert answer.code == 0
    words = " ".join(answer.out.split())
    for part in (
        "endpoint https://rest.iad-02.braze.com",
        "api_key env:BRAZE_API_KEY",
        "carried over Endpoint Region = us02",
        "replaced Track All Pages = on [pages=all]",
        "no counterpart Enable Logging = off",
        "Published tables: The web table moves it to Web Mode's API Key",
        "Page Calls (trackEvent)",
        "Compared with Classic over 3 events",
        "Nothing was written; --apply writes it.",
    ):
        assert part in words
    assert SECRET not in answer.out + answer.err
    assert "appGroupId" in answer.err
    assert not (folder / "workbench.yaml").exists()


@pytest.mark.usefixtures("classic")
def test_the_project_is_written_once_and_never_with_a_key(invoke: Invoke, folder: Path) -> None:
    answer = invoke("migrate", "classic.yaml", "events.ndjson", "--apply")
    assert answer.code == 0
    assert answer.out.endswith("Wrote workbench.yaml.\n")
    text = (folder / "workbench.yaml").read_text(encoding="utf-8")
    assert SECRET not in text
    project = load_project(folder)
    assert project.endpoint == "https://rest.iad-02.braze.com"
    assert project.events == ("events.ndjson",)
    assert project.classic.track_all_pages is True
    assert "Page Calls" in [mapping.name for mapping in project.mappings]
    assert project.find_environment("production").protected
    assert invoke("preview", "--strict").code == 0


@pytest.mark.usefixtures("classic")
def test_a_file_is_replaced_only_by_force(invoke: Invoke, folder: Path) -> None:
    file = folder / "mine.yaml"
    file.write_text("mine\n", encoding="utf-8")
    answer = invoke("migrate", "classic.yaml", "-o", "mine.yaml")
    assert answer.code == 2
    assert "There is a file of this name already" in answer.err
    assert file.read_text(encoding="utf-8") == "mine\n"
    assert invoke("migrate", "classic.yaml", "-o", "mine.yaml", "--force").code == 0
    assert load_project(file).app_id == "app-1"


@pytest.mark.usefixtures("classic", "project_file")
def test_a_project_that_is_there_is_migrated(invoke: Invoke, folder: Path) -> None:
    before = load_project(folder)
    answer = invoke("migrate", "classic.yaml", "--add", "--apply", "--force")
    assert answer.code == 0
    after = load_project(folder)
    assert after.mappings[: len(before.mappings)] == before.mappings
    assert len(after.mappings) > len(before.mappings)
    assert after.environments == before.environments
    assert after.events == before.events
    assert invoke("migrate", "classic.yaml", "--apply", "--force").code == 0
    assert "Trips" not in [mapping.name for mapping in load_project(folder).mappings]


@pytest.mark.usefixtures("classic")
def test_everything_is_told_as_json(invoke: Invoke) -> None:
    told = invoke("migrate", "classic.yaml", "events.ndjson", "--json").json
    assert told["destination"] == {
        "endpoint": "https://rest.iad-02.braze.com",
        "app_id": "app-1",
        "api_key": "env:BRAZE_API_KEY",
    }
    assert len(told["settings"]) == 26
    assert told["outlook"]["events"] == 3
    assert told["written"] is None
    assert {"name", "action", "trigger", "fields", "reasons", "rows"} <= set(told["mappings"][0])


@pytest.mark.usefixtures("classic")
def test_choices_are_taken(invoke: Invoke) -> None:
    told = invoke(
        "migrate", "classic.yaml", "--json", "--choose", "pages=named", "--choose", "groups=none"
    ).json
    names = {mapping["name"]: mapping["trigger"] for mapping in told["mappings"]}
    assert "name != null" in names["Page Calls"]
    assert "Group Calls" not in names


@pytest.mark.parametrize("choice", ["pages", "pages=some", "mood=good"])
@pytest.mark.usefixtures("classic")
def test_a_choice_that_is_not_offered_is_refused(invoke: Invoke, choice: str) -> None:
    answer = invoke("migrate", "classic.yaml", "--choose", choice)
    assert answer.code == 2
    assert answer.err.count("\n") == 2


def test_what_the_public_api_answers_is_read(invoke: Invoke, events_file: Path) -> None:
    settings = {"datacenter": "eu", "appGroupId": SECRET, "unheard": 1}
    metadata = {"id": "54efbf12db31d978f14aa8b5"}
    body = {"data": {"destination": {"settings": settings, "metadata": metadata}}}
    events_file.with_name("classic.json").write_text(json.dumps(body), encoding="utf-8")
    answer = invoke("migrate", "classic.json", "events.ndjson", "--json")
    assert answer.json["destination"]["endpoint"] == "https://rest.fra-01.braze.eu"
    assert SECRET not in answer.out + answer.err


def test_web_mode_lists_the_settings_of_web_mode(invoke: Invoke, folder: Path) -> None:
    (folder / "web.yaml").write_text(
        f"connectionMode: web\napiKey: public\nappGroupId: {SECRET}\ndatacenter: eu\n", encoding="utf-8"
    )
    answer = invoke("migrate", "web.yaml")
    words = " ".join(answer.out.split())
    assert 'api_key "public"' in words
    assert 'endpoint "sdk.fra-01.braze.eu"' in words
    assert SECRET not in answer.out


@pytest.mark.usefixtures("classic")
def test_strict_tells_by_its_exit_code(invoke: Invoke, folder: Path) -> None:
    fine = {"type": "track", "event": "A", "userId": "u", "timestamp": "2026-03-01T10:00:00.000Z"}
    (folder / "fine.ndjson").write_text(json.dumps(fine), encoding="utf-8")
    assert invoke("migrate", "classic.yaml", "fine.ndjson", "--strict").code == 0
    listed = {**fine, "properties": {"days": ["2026-03-01"]}}
    (folder / "listed.ndjson").write_text(json.dumps(listed), encoding="utf-8")
    assert invoke("migrate", "classic.yaml", "listed.ndjson", "--strict").code == 1
    assert invoke("migrate", "classic.yaml", "listed.ndjson").code == 0


@pytest.mark.usefixtures("events_file")
def test_files_that_cannot_be_read_are_told(invoke: Invoke, folder: Path) -> None:
    assert invoke("migrate", "missing.yaml").code == 2
    (folder / "odd.yaml").write_text("mood: good\n", encoding="utf-8")
    assert "mood" in invoke("migrate", "odd.yaml").err
    (folder / "classic.yaml").write_text(SETTINGS, encoding="utf-8")
    assert invoke("migrate", "classic.yaml", "missing.ndjson").code == 2


def test_foreign_text_cannot_act_on_the_terminal(invoke: Invoke, folder: Path) -> None:
    settings = {"apiKey": NASTY, "datacenter": NASTY}
    (folder / "nasty.json").write_text(json.dumps(settings), encoding="utf-8")
    answer = invoke("migrate", "nasty.json")
    assert answer.code == 0
    assert "\x1b]52" not in answer.out
    assert "␛" in answer.out
