"""The difference that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.jsvalues import Json

DifferenceKind = Literal[
    "only_classic",
    "only_actions",
    "value_changed",
    "type_changed",
    "format_changed",
    "endpoint",
    "credential",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of two requests for the same event.

    `path` is the place in the body (`purchases[0].price`; Actions' name and index where the sides' differ)
    or `endpoint`, `authorization`, `requests`; with several requests it begins with `requests[1].`.
    `sentence` says it in words. `left` is Actions' value, `right` Classic's, `UNDEFINED` where a side has
    none; credentials are masked in all of them. Text is data: show it through the border for foreign text.
    """

    kind: DifferenceKind
    path: str
    sentence: str
    left: Json
    right: Json
