"""Directives in a few words."""

from __future__ import annotations

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.parse import parse


def describe(directive: Json) -> str:
    """One short line for people: `$.userId`, `"Trip Booked"`, `if exists $.a then $.b else $.c`.

    Takes anything, valid or not; `UNDEFINED`, a field that is not mapped, is `not mapped`.
    """
    if directive is UNDEFINED:
        return "not mapped"
    try:
        return parse(directive).text
    except RecursionError:
        return "nested too deeply"
