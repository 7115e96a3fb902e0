"""`workbench preview`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import EVENTS, NASTY, Invoke, run_process


@pytest.mark.usefixtures("project_file")
def test_json_has_requests_or_a_reason_for_every_event(invoke: Invoke) -> None:
    answer = invoke("preview", "--json")
    assert (answer.code, answer.err) == (0, "")
    previews = answer.json
    assert [preview["origin"] for preview in previews] == [f"events.ndjson:{line}" for line in (1, 2, 3)]
    assert [preview["type"] for preview in previews] == ["track", "identify", "page"]
    assert [preview["event"] for preview in previews] == ["Trip Booked", "", "Home"]
    for preview in previews:
        assert bool(preview["requests"]) is not bool(preview["reason"])
        assert set(preview) == {
            "origin", "number", "type", "event", "requests", "reason", "mappings", "classic", "differences",
        }  # fmt: skip
    (request,) = previews[0]["requests"]
    assert request["mapping"] == "Trips"
    assert request["body"]["events"][0]["properties"] == EVENTS[0]["properties"]
    assert previews[0]["mappings"][0]["matched"] is True
    assert previews[1]["mappings"][0]["matched"] is False
    assert previews[0]["classic"]["requests"][0]["body"]["events"][0]["name"] == "Trip Booked"
    assert {note["trust"] for note in previews[0]["classic"]["notes"]} <= {
        "verified",
        "documented",
        "unknown",
    }
    assert previews[2]["classic"]["rejected"]["code"] == "MESSAGE_REJECTED"
    assert any(found["kind"] == "only_actions" for found in previews[0]["differences"])


@pytest.mark.usefixtures("project_file")
def test_json_is_one_event_on_a_line(invoke: Invoke) -> None:
    lines = invoke("preview", "--json").out.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert [json.loads(line.rstrip(","))["number"] for line in lines[1:-1]] == [1, 2, 3]


@pytest.mark.usefixtures("project_file")
def test_no_credential_is_read_or_shown(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEST_KEY", "very-secret-key-of-staging")
    for output in (invoke("preview", "--json").out, invoke("preview").out):
        assert "very-secret" not in output
        assert "••••" in output


@pytest.mark.usefixtures("project_file")
def test_text_shows_both_sides_their_differences_and_what_is_not_certain(invoke: Invoke) -> None:
    answer = invoke("preview", "--event", "1")
    assert answer.code == 0
    text = answer.out
    assert text.startswith("── 1  events.ndjson:1  track  Trip Booked  u-1 ──")
    assert "  Actions  Trips → POST https://rest.iad-01.braze.com/users/track" in text
    assert "  Classic  POST https://" in text
    assert '  <         "price": 120.5,' in text
    assert "  ≠ properties.price: only Actions sends it: 120.5;" in text
    assert "  Not certain about Classic" in text
    assert text.endswith("1 of 3 events shown.\n")


@pytest.mark.usefixtures("project_file")
@pytest.mark.parametrize("columns", [40, 80, 100, 160, 200])
def test_text_keeps_to_the_width(invoke: Invoke, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = invoke("preview").out.splitlines()
    # Names and JSON are whole whatever the width; the rest is laid out.
    whole = ("── ", "  < ", "  > ", "    ", "  Actions", "  Classic")
    rows = [line for line in lines if columns >= 120 or not line.startswith(whole)]
    assert max(len(line) for line in rows) <= columns
    if columns >= 120:
        assert any(line.endswith(" <") for line in lines)


@pytest.mark.usefixtures("project_file")
def test_foreign_text_is_shown_literally(invoke: Invoke) -> None:
    text = invoke("preview", "--event", "1").out
    assert "[@click=app.quit] [/]" in text
    assert not any(character in text for character in NASTY if not character.isprintable())


@pytest.mark.usefixtures("project_file")
def test_why_nothing_is_sent(invoke: Invoke) -> None:
    text = invoke("preview", "--event", "3").out
    assert "  Actions  sends nothing: No enabled mapping has a trigger that takes this event." in text
    assert "  Classic  sends nothing: " in text
    assert "  Differences: none" in text


def test_without_a_project_the_presets_are_used_and_that_is_said(invoke: Invoke, events_file: Path) -> None:
    answer = invoke("preview", events_file.name, "--json")
    assert "shipped presets" in answer.err
    assert answer.json[0]["requests"][0]["mapping"] == "Track Calls"
    assert invoke("preview", "--presets", events_file.name).err == ""


@pytest.mark.usefixtures("project_file")
def test_presets_may_be_asked_for_where_a_project_is(invoke: Invoke) -> None:
    answer = invoke("preview", "--presets", "events.ndjson", "--json")
    assert answer.json[1]["requests"][0]["mapping"] == "Identify Calls"


def test_a_project_elsewhere_brings_its_own_events(
    invoke: Invoke, project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (
        ["preview", "-p", str(project_file)],
        ["-p", str(project_file), "preview"],
        ["preview", "-p", str(project_file.parent)],
    ):
        assert len(invoke(*arguments, "--json").json) == 3


@pytest.mark.usefixtures("project_file")
def test_events_are_chosen_by_number_and_by_text(invoke: Invoke) -> None:
    def chosen(*arguments: str) -> list[int]:
        return [preview["number"] for preview in invoke("preview", "--json", *arguments).json]

    assert chosen("-e", "2", "-e", "3") == [2, 3]
    assert chosen("--filter", "trip booked") == [1]
    assert chosen("--filter", "u-1") == [1, 2]
    assert chosen("--filter", "u-1", "-e", "2") == [2]
    assert chosen("--filter", "nothing has this") == []


@pytest.mark.usefixtures("project_file")
def test_a_number_that_no_event_has(invoke: Invoke) -> None:
    answer = invoke("preview", "-e", "9")
    assert answer.code == 2
    assert "There is no event 9; there are 3." in answer.err


@pytest.mark.usefixtures("project_file")
def test_differences_may_be_left_out(invoke: Invoke) -> None:
    assert "differences" not in invoke("preview", "--no-differences", "--json").json[0]
    assert "≠" not in invoke("preview", "--no-differences").out


def test_problems_in_files_are_named_and_only_strict_minds(invoke: Invoke, project_file: Path) -> None:
    events = project_file.with_name("events.ndjson")
    events.write_text(events.read_text(encoding="utf-8") + "not json\n", encoding="utf-8")
    answer = invoke("preview", "--json")
    assert answer.code == 0
    assert len(answer.json) == 3
    assert "events.ndjson:4: " in answer.err
    assert invoke("preview", "--strict").code == 1


def test_strict_minds_a_mapping_that_fails(invoke: Invoke, project_file: Path) -> None:
    assert invoke("preview", "--strict").code == 0
    text = project_file.read_text(encoding="utf-8").replace("name: Trip Booked", "name: {'@path': $.nope}")
    project_file.write_text(text, encoding="utf-8")
    answer = invoke("preview", "--strict", "--json")
    assert answer.code == 1
    assert answer.json[0]["mappings"][0]["error"]["fields"]
    assert answer.json[0]["reason"].startswith("Trips fails: ")
    shown = invoke("preview", "-e", "1").out
    assert "  ✗ Trips: " in shown
    assert "  Actions  sends nothing.\n" in shown


def test_a_trigger_that_cannot_be_read_is_said(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text(encoding="utf-8").replace(
        'type = "track" and event = "Trip Booked"', "'nope('"
    )
    project_file.write_text(text, encoding="utf-8")
    assert "✗ Trips: its trigger cannot be read" in invoke("preview", "-e", "1").out


@pytest.mark.usefixtures("folder")
def test_events_come_from_standard_input() -> None:
    text = "".join(json.dumps(event) + "\n" for event in EVENTS)
    answer = run_process(["preview", "--presets", "--json", "-"], text=text)
    assert answer.code == 0
    assert len(answer.json) == 3


@pytest.mark.usefixtures("folder")
def test_an_empty_folder_has_nothing_to_show(invoke: Invoke, folder: Path) -> None:
    (folder / "none").mkdir()
    answer = invoke("preview", "--presets", "none", "--json")
    assert answer.out == "[]\n"


def test_in_web_mode_classic_calls_the_sdk(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text(encoding="utf-8")
    project_file.write_text(f"{text}classic:\n  connectionMode: web\n", encoding="utf-8")
    shown = invoke("preview", "-e", "1").out
    assert '  Classic  calls changeUser("u-1")' in shown
    assert "  Classic  calls logCustomEvent(" in shown
    assert "web SDK calls, by what they do" in shown
    assert "Differences: none" in shown
    (preview,) = invoke("preview", "-e", "1", "--json").json
    assert preview["classic"]["calls"][0] == {
        "method": "changeUser",
        "args": ["u-1"],
        "text": 'changeUser("u-1")',
        "refused": False,
    }
    (effect,) = preview["classic"]["effect"]
    assert effect["events"][0]["external_id"] == "u-1"


def test_an_environment_elsewhere_is_previewed_with_the_projects_own_endpoint(
    invoke: Invoke, project_file: Path
) -> None:
    text = project_file.read_text(encoding="utf-8").replace(
        "https://rest.iad-03.braze.com", "http://127.0.0.1:9"
    )
    project_file.write_text(
        text.replace("name: trips", "name: trips\nenvironment: staging"), encoding="utf-8"
    )
    answer = invoke("preview", "-e", "1")
    assert answer.code == 0
    assert "Trips → POST https://rest.iad-01.braze.com/users/track" in answer.out
    assert "must be one of" not in answer.out


FAULT = "mappings[0].fields.properties: @bogus is no directive. Known directives are @if, "


def test_a_faulty_field_is_named_with_file_line_and_next_step(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text(encoding="utf-8").replace('"@path": $.properties', '"@bogus": $.properties')
    project_file.write_text(text, encoding="utf-8")
    line = text.splitlines().index("      properties:") + 1
    answer = invoke("preview", "-e", "1")
    assert f"✗ Trips: workbench.yaml:{line}: {FAULT}" in " ".join(answer.out.split())
    assert "/properties" not in answer.out
    (found,) = invoke("preview", "-e", "1", "--json").json
    assert found["reason"].startswith(f"Trips fails: workbench.yaml:{line}: {FAULT}")
    assert found["mappings"][0]["error"]["message"] == "/properties has an invalid directive: @bogus."
    answer = invoke("send", "-e", "1")
    assert answer.code == 1
    words = " ".join(answer.out.split())
    assert f"No request: events.ndjson:1: Trips: workbench.yaml:{line}: {FAULT}" in words
    assert words.count("@bogus") == 1


def test_a_project_file_among_the_paths_is_the_project(invoke: Invoke, project_file: Path) -> None:
    inner = project_file.parent / "inner"
    inner.mkdir()
    (inner / "shop.yaml").write_text(project_file.read_text(encoding="utf-8"), encoding="utf-8")
    (inner / "events.ndjson").write_text(json.dumps(EVENTS[0]), encoding="utf-8")
    assert [found["origin"] for found in invoke("preview", "inner/shop.yaml", "--json").json] == [
        "inner/events.ndjson:1"
    ]
    (found,) = invoke("preview", "inner/shop.yaml", "events.ndjson", "-e", "1", "--json").json
    assert (found["origin"], found["mappings"][0]["name"]) == ("events.ndjson:1", "Trips")
    assert "events.ndjson" in invoke("events", "list", "inner/shop.yaml").out


@pytest.mark.parametrize(
    "option", [("--project", "workbench.yaml"), ("--presets",)], ids=["project", "presets"]
)
def test_a_project_file_in_place_of_events_is_told_from_them(
    invoke: Invoke, project_file: Path, option: tuple[str, ...]
) -> None:
    project_file.with_name("other.yaml").write_text(
        project_file.read_text(encoding="utf-8"), encoding="utf-8"
    )
    answer = invoke("preview", "other.yaml", *option)
    assert (answer.code, answer.out) == (2, "")
    assert (
        "other.yaml: This is a project file, which holds no events. Name it with --project other.yaml"
        in " ".join(answer.err.split())
    )
