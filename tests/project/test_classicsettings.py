"""Settings of Classic come from YAML, from JSON and from the Public API, and never bring a credential."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.classic.cases import JSON
from workbench.classic import ClassicSettings
from workbench.classic.settings import FIELDS
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json, dump_json
from workbench.project import read_classic_settings
from workbench.project.classicsettings import CLASSIC_ID, classic_settings_in

SETTINGS: dict[str, Json] = {"apiKey": "app-1", "datacenter": "eu", "trackAllPages": True}
EXPECTED = ClassicSettings(api_key="app-1", datacenter="eu", track_all_pages=True)


def answer(**changes: Any) -> dict[str, Any]:
    """What the Public API answers for a Classic destination."""
    destination = {
        "id": "d-1",
        "name": "Braze",
        "enabled": True,
        "metadata": {"id": CLASSIC_ID, "name": "Braze"},
        "settings": SETTINGS,
        **changes,
    }
    return {"data": {"destination": destination}}


@pytest.mark.parametrize(
    "value",
    [
        SETTINGS,
        {"classic": SETTINGS},
        {"version": 1, "mappings": [], "classic": SETTINGS},
        answer(),
        answer()["data"],
        answer()["data"]["destination"],
        {"settings": SETTINGS},
        {
            "data": {
                "destinations": [
                    answer(metadata={"id": "x"})["data"]["destination"],
                    answer()["data"]["destination"],
                ]
            }
        },
    ],
)
def test_all_shapes_are_read(value: Json) -> None:
    assert classic_settings_in(dump_json(value)).settings == EXPECTED
    assert classic_settings_in(json.dumps(value, indent="\t").encode()).settings == EXPECTED


def test_yaml_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "classic.yaml"
    path.write_text("# ours\napiKey: app-1\ndatacenter: eu\ntrackAllPages: true\n", encoding="utf-8")
    assert read_classic_settings(path).settings == EXPECTED


def test_a_credential_is_left_out_and_said_without_repeating_it() -> None:
    found = classic_settings_in(dump_json(answer(settings={**SETTINGS, "appGroupId": "rest-key-1"})))
    assert found.settings == EXPECTED
    (note,) = found.notes
    assert note.name == "appGroupId"
    assert "rest-key-1" not in str(note)


def test_a_reference_to_a_credential_is_kept() -> None:
    found = classic_settings_in("appGroupId: env:BRAZE_REST_KEY\n")
    assert found.settings.app_group_id == "env:BRAZE_REST_KEY"
    assert found.notes == ()


def test_what_the_api_knows_and_we_do_not_is_noted_with_its_line() -> None:
    found = classic_settings_in(json.dumps(answer(settings={**SETTINGS, "brandNew": 1}), indent=1))
    assert found.settings == EXPECTED
    assert [str(note) for note in found.notes] == [
        "line 15, brandNew: Not a setting that is known of Braze Classic; left out."
    ]


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("apiKey: app-1\ntrackAllpages: true\n", 2, "trackAllpages", "Did you mean trackAllPages"),
        ("classic:\n  apiKey: 17\n", 2, "classic.apiKey", "must be text"),
        ("apiKey: a\nsessionTimeoutInSeconds: [30]\n", 2, "sessionTimeoutInSeconds", "must be a number"),
        ("profile: 1.8\n", 1, "profile", "one of current or 1.7.0"),
        ("version: 1\nmappings: []\n", 1, "", "no Classic settings"),
        ("classic: []\n", 1, "classic", "a list"),
        ("[1, 2]", 1, "", "holds a list"),
        ("", None, "", "is empty"),
        ('{"data": {"status": "ok"}}', 1, "data", "holds no destination"),
        ('{"data": {"destinations": []}}', 1, "data.destinations", "no Braze Classic destination"),
        (
            '{"data": {"destination": {"metadata": {"id": 7, "name": "Slack"}, "settings": {}}}}',
            1,
            "data.destination.metadata",
            "not Braze Classic but Slack",
        ),
        ('{"data": {"destination": {}}}', 1, "data.destination", "has no settings"),
        ("apiKey: [\n", 2, "", "not valid YAML"),
    ],
)
def test_errors_name_line_field_and_next_step(text: str, line: int | None, field: str, said: str) -> None:
    with pytest.raises(WorkbenchError, match=said) as refused:
        classic_settings_in(text, "classic.yaml")
    error = refused.value
    assert (error.file, error.line, error.field) == ("classic.yaml", line, field)
    assert error.hint


def test_only_the_settings_that_a_file_names_replace_what_a_project_says() -> None:
    project = ClassicSettings(
        app_group_id="env:KEY", connection_mode="web", profile="1.7.0", enable_logging=True
    )
    taken = classic_settings_in(dump_json(answer())).over(project)
    assert taken == ClassicSettings(
        app_group_id="env:KEY",
        connection_mode="web",
        profile="1.7.0",
        api_key="app-1",
        datacenter="eu",
        track_all_pages=True,
    )
    assert classic_settings_in("profile: current\n").over(project).profile == "current"


@given(
    st.dictionaries(st.sampled_from(sorted(FIELDS)) | st.text(max_size=5), JSON, max_size=5) | JSON,
    st.booleans(),
)
def test_any_json_is_settings_or_a_clear_error(value: Json, wrapped: bool) -> None:
    document = {"data": {"destination": {"settings": value}}} if wrapped else value
    try:
        found = classic_settings_in(dump_json(document), "classic.json")
    except WorkbenchError:
        return
    again = classic_settings_in(dump_json(found.settings.to_json()))
    assert again.settings.to_json() == found.settings.to_json()


@pytest.mark.parametrize(
    "text", ["[" * 10_000, '{"data":' * 10_000, '{"settings":' * 3000 + "1" + "}" * 3000, "\ud800: 1", "\x00"]
)
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError):
        classic_settings_in(text)
