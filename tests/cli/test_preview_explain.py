"""`workbench preview --explain`: the chain behind each key."""

from __future__ import annotations

import pytest

from tests.cli.conftest import NASTY, Invoke


@pytest.mark.usefixtures("project_file")
def test_text_has_each_key_with_its_rule_and_the_path_it_comes_from(invoke: Invoke) -> None:
    text = invoke("preview", "--event", "1", "--explain").out
    assert "  Where the keys of Trips come from" in text
    assert 'events[0].external_id → "u-1"' in text
    assert 'from external_id, @path $.userId: $.userId → "u-1"' in text
    assert "Written as an ISO date in UTC with milliseconds" in text
    assert "The destination's REST API key, which is not shown." in text
    assert "Classic's keys and their rules" in text
    assert "(verified)" in text
    told = " ".join(text[text.index("  Differences") :].split())
    assert "Actions Trips: Sent as it is." in told
    assert "Classic CD-REQ-03: src, and app_id when there is no App Identifier," in told
    assert "Braze An empty App ID names no app, as none does." in told
    assert "CD-REQ-03: src" not in invoke("preview", "--event", "1").out
    assert "Where the keys of" not in invoke("preview", "--event", "1").out


@pytest.mark.usefixtures("project_file")
def test_json_has_the_whole_chain_of_every_key(invoke: Invoke) -> None:
    (preview,) = invoke("preview", "--event", "1", "--explain", "--json", "--no-differences").json
    explained = preview["explained"]
    (request,) = preview["requests"]
    keys = {key["key"]: key for key in explained["keys"]}
    assert {f"events[0].{key}" for key in request["body"]["events"][0] if key != "properties"} <= set(keys)
    user = keys["events[0].external_id"]
    assert user["value"] == "u-1"
    assert user["sources"][0]["directive"]["label"] == "@path"
    assert user["sources"][0]["event"] == [{"path": "$.userId", "value": "u-1", "kind": "value"}]
    assert keys["headers.Authorization"]["value"] == "Bearer ••••"
    assert explained["not_sent"] == []
    assert {"verified", "documented", "unknown"} >= {key["trust"] for key in explained["classic_keys"]}
    assert len(explained["classic_keys"]) > 3


@pytest.mark.usefixtures("events_file")
def test_what_is_mapped_and_not_sent_is_told_with_its_reason(invoke: Invoke) -> None:
    asked = ("preview", "events.ndjson", "--presets", "--event", "1", "--explain")
    (preview,) = invoke(*asked, "--json").json
    reasons = {part["place"]: part["reason"] for part in preview["explained"]["not_sent"]}
    assert reasons["braze_id"] == "The field's directive gives nothing for this event."
    assert reasons["batch_size"] == "Tells Segment how to gather events into batches; Braze does not get it."
    assert "    Not sent" in invoke(*asked).out


@pytest.mark.usefixtures("project_file")
def test_events_that_no_mapping_takes_have_nothing_to_explain(invoke: Invoke) -> None:
    (preview,) = invoke("preview", "--event", "3", "--explain", "--json").json
    assert preview["explained"]["keys"] == preview["explained"]["not_sent"] == []


@pytest.mark.usefixtures("project_file")
def test_foreign_text_is_shown_as_marks(invoke: Invoke) -> None:
    for options in ((), ("--json",)):
        text = invoke("preview", "--event", "1", "--explain", *options).out
        assert "[@click=app.quit] [/]" in text
        assert not any(character in text for character in NASTY if not character.isprintable())
