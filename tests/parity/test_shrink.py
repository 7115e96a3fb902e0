"""Making a case small."""

from __future__ import annotations

from collections.abc import Sequence

from tests.parity.shrink import shrink
from workbench.jsvalues import Json


def test_what_does_not_matter_goes() -> None:
    def differ(cases: Sequence[dict[str, Json]]) -> list[bool]:
        return ["z" in str(case["event"]) for case in cases]

    case: dict[str, Json] = {
        "mapping": {"a": {"@path": "$.b"}},
        "event": {"a": [1, {"b": "xyz"}, 2.5], "c": {"d": None}},
    }
    assert shrink(case, differ, frozenset({"mapping"})) == {"mapping": {}, "event": {"a": [{"b": "z"}]}}


def test_parts_keep_their_type_where_they_must() -> None:
    case: dict[str, Json] = {"event": {"a": {"b": {"c": 1}}}}
    smallest = shrink(case, lambda cases: ["c" in str(one) for one in cases], frozenset({"event"}))
    assert smallest == {"event": {"c": 0}}


def test_the_action_stays() -> None:
    case: dict[str, Json] = {"action": "trackEvent", "event": {"a": 1}}
    assert shrink(case, lambda cases: [True for _ in cases], frozenset({"event"})) == {
        "action": "trackEvent",
        "event": {},
    }
