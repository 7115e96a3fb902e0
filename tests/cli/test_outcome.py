"""`workbench outcome`, and what `workbench preview` says of accepted differences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

pytestmark = pytest.mark.usefixtures("project_file")


def test_what_braze_would_hold_by_both_with_a_verdict(invoke: Invoke) -> None:
    answer = invoke("outcome", "--event", "1", "--presets", "events.ndjson")
    assert answer.code == 0
    assert "● u-1" in answer.out
    assert "Trip Booked" in answer.out
    assert "\x1b" not in answer.out
    assert answer.out.rstrip().splitlines()[-1].startswith(("Equal outcome", "Unlike outcomes"))


def test_json_has_each_row_with_both_sides(invoke: Invoke) -> None:
    answer = invoke("outcome", "--user", "u-1", "--presets", "events.ndjson", "--json")
    found = json.loads(answer.out)
    assert found["events"] == 2
    sections = {row["section"] for row in found["rows"]}
    assert {"user", "attribute", "event"} <= sections
    name = next(row for row in found["rows"] if row["name"] == "first_name")
    assert name == {
        "section": "attribute",
        "user": "u-1",
        "name": "first_name",
        "same": False,
        "actions": "Ana",
    }
    assert found["equal"] is all(row["same"] for row in found["rows"])
    assert found["refused"] == {"actions": [], "classic": ["attributes of u-1: 'gender' is not valid"]}
    assert "not what becomes of an object" in found["choices"][0]


def test_strict_tells_by_the_exit_code_and_known_users_take_updates(invoke: Invoke) -> None:
    assert invoke("outcome", "--event", "1", "--presets", "events.ndjson", "--strict").code == 1
    assert invoke("outcome", "--event", "1", "--presets", "events.ndjson", "--strict", "--known").code == 1
    nobody = invoke("outcome", "--user", "nobody", "--presets", "events.ndjson", "--strict")
    assert nobody.code == 0
    assert "By both Braze would hold nothing." in nobody.out
    assert invoke("outcome", "nowhere.json").code == 2


def test_a_preview_says_which_differences_are_accepted(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text()
    accepted = "accepted:\n  - kind: only_classic\n    place: src\n    note: agreed\n"
    project_file.write_text(text + accepted)
    found = json.loads(invoke("preview", "--event", "1", "--json").out)[0]["differences"]
    (src,) = (one for one in found if one["place"] == "src")
    assert (src["accepted"], src["note"], bool(src["harmless"])) == (True, "agreed", True)
    assert all(not one["accepted"] for one in found if one is not src)
    assert any(one.get("classic_rule", "").startswith("CC-") for one in found)
    assert any(one.get("actions_rule", "").startswith("Trips: ") for one in found)
    out = invoke("preview", "--event", "1").out
    assert "1 accepted" in out
    assert "Accepted: agreed" in " ".join(out.split())
