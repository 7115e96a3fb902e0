"""Classic's rules for what it does not send."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.compare.scenes import BY_ALIAS, NOW, SCENES, WEB, Scene, anonymous, identify, mapping, track
from workbench.classic.rules import RULES
from workbench.compare.absences import LEFT_OUT_OF_TRAITS, rule_text
from workbench.project import new_project, preview
from workbench.project.comparing import preview_differences


@pytest.mark.parametrize(
    ("scene", "key", "rule"),
    [
        (SCENES["gender unknown to classic"], "attributes[*].gender", "CC-IDENT-10"),
        (SCENES["trait id"], "attributes[*].id", "CC-IDENT-08"),
        (SCENES["reserved"], "events[*].properties.price", "CD-TRACK-01"),
        (SCENES["properties only actions"], "purchases[*].properties", "CC-ORDER-08"),
        (SCENES["web lists"], "events[*].properties.seats", "CW-TRACK-04"),
        (SCENES["web objects"], "attributes[*].company", "CW-IDENT-06"),
    ],
)
def test_the_rule_by_which_classic_leaves_something_out(scene: Scene, key: str, rule: str) -> None:
    (found,) = (one for one in scene.told() if one.key == key)
    assert found.classic_rule == rule_text(rule)
    assert found.classic_rule.startswith(f"{rule}: ")


def test_nothing_is_claimed_where_no_rule_says_so() -> None:
    scene = Scene(
        identify(plan="gold"), (mapping("updateUserProfile", custom_attributes={"plan": "gold", "tier": 1}),)
    )
    (found,) = (one for one in scene.told() if one.kind == "only_actions")
    assert (found.path, found.classic_rule) == ("attributes[0].tier", "")
    scene = Scene(track(), (mapping("trackEvent", properties={"price": 5}),), WEB)
    (found,) = (one for one in scene.told() if one.key == "events[*].properties.price")
    assert found.classic_rule == ""


def test_every_rule_named_exists() -> None:
    assert set(LEFT_OUT_OF_TRAITS.values()) <= RULES.keys()


def test_a_rejection_has_its_rule_too() -> None:
    project = replace(new_project(), mappings=(BY_ALIAS,))
    event = {**anonymous("track", event="A", properties={}), "integrations": {}}
    found = preview(project, event, now=NOW)
    (told,) = preview_differences(project, project.destination_settings(), found)
    assert found.classic.rejected is not None
    assert told.classic_rule == rule_text(found.classic.rejected.rule)
    assert told.classic_rule.startswith("C")
