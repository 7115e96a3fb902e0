"""Differences in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.jsvalues import Json
from workbench.requests import BrazeRequest

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
    """One difference of two requests.

    `path` is the place in the body (`purchases[0].price`), or `endpoint`, `authorization`, `requests`;
    `left` is Actions' value, `right` Classic's, `UNDEFINED` where a side has none. Credentials are masked.
    """

    kind: DifferenceKind
    path: str
    sentence: str
    left: Json
    right: Json


def differences(
    actions: Sequence[BrazeRequest],
    classic: Sequence[BrazeRequest],
    *,
    actions_reason: str = "",
    classic_reason: str = "",
) -> tuple[Difference, ...]:
    """What differs between the requests of both sides; the reasons say why a side sends nothing."""
    return ()
