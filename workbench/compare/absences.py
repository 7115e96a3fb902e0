"""Classic's rule for what it does not send, where it has one: a lookup by place finds none there."""

from __future__ import annotations

from typing import Final

from workbench.classic import TRUST_TEXTS
from workbench.classic.rules import RULES
from workbench.compare.changes import Change
from workbench.compare.places import Place
from workbench.compare.values import MISSING, is_container

LEFT_OUT_OF_PROPERTIES: Final = frozenset({"time", "quantity", "event_name", "price", "currency"})
"""Names that cloud mode is documented to take out of event properties (CD-TRACK-01)."""

LEFT_OUT_OF_TRAITS: Final = {
    **dict.fromkeys(("firstName", "lastName", "birthday", "avatar"), "CC-IDENT-07"),
    **dict.fromkeys(("id", "name", "address"), "CC-IDENT-08"),
}
"""Traits that cloud mode takes out, and by which rule."""


def absence(change: Change, place: Place) -> str:
    """The id of the rule by which Classic leaves out what only Actions sends; `""` when none says so."""
    if change.right is not MISSING:
        return ""
    name, key = place.lists[0], place.inside[-1] if place.inside else ""
    if name == "attributes" and len(place.inside) == 1:
        return _of_trait(change, place, str(key))
    if name == "events" and place.inside[:1] == ("properties",) and len(place.inside) == 2:
        if place.web:
            return "CW-TRACK-04" if is_container(change.left) else ""
        return "CD-TRACK-01" if key in LEFT_OUT_OF_PROPERTIES else ""
    return "CC-ORDER-08" if name == "purchases" and key == "properties" and not place.web else ""


def _of_trait(change: Change, place: Place, key: str) -> str:
    if key == "gender":
        return "CW-IDENT-03" if place.web else "CC-IDENT-10"
    if place.web:
        return "CW-IDENT-06" if isinstance(change.left, dict) else ""
    return LEFT_OUT_OF_TRAITS.get(key, "")


def rule_text(rule: str) -> str:
    """A rule of Classic with its id, what it says, and how sure that is; `""` for none."""
    if not rule:
        return ""
    known = RULES[rule]
    return f"{rule}: {known.text} ({TRUST_TEXTS[known.trust]})"
