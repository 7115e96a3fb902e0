"""The difference that people read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from workbench.jsvalues import Json

DifferenceKind = Literal[
    "only_classic",
    "only_actions",
    "moved",
    "value_changed",
    "type_changed",
    "format_changed",
    "endpoint",
    "credential",
]

KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)
"""Every kind of difference."""

_PREFIX: Final = re.compile(r"requests\[\d+\](\.|$)")
_INDEX: Final = re.compile(r"\[\d+\]")

RuleLookup: TypeAlias = Callable[[int, tuple[str | int, ...]], str]
"""Says which rule put a value where it is, in one short sentence, `""` when that is not known.

It gets the request's place among its side's requests and the way to the value: `("url",)`,
`("headers", "Authorization")`, or the steps into the body (`("body", "events", 0, "time")`). Of a side that
sends nothing it is asked for `(0, ("body",))`: the rule by which there is nothing.
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference of two requests for the same event.

    `path` is the place in the body (`purchases[0].price`; Actions' name and index where the sides' differ)
    or `endpoint`, `authorization`, `requests`; with several requests it begins with `requests[1].`.
    `sentence` says it in words. `left` is Actions' value, `right` Classic's, `UNDEFINED` where a side has
    none; credentials are masked in all of them. `classic_path` is where Classic has what Actions has at
    `path` (kind `moved`), else `""`. `actions_rule` and `classic_rule` say by which rule each side has its
    value there; `harmless` says why Braze ends with the same in spite of the difference, `""` when it does
    not. Text is data: show it through the border for foreign text.
    """

    kind: DifferenceKind
    path: str
    sentence: str
    left: Json
    right: Json
    classic_path: str = ""
    actions_rule: str = ""
    classic_rule: str = ""
    harmless: str = ""

    @property
    def key(self) -> str:
        """Its place in whichever request and object, see `key_of`."""
        return key_of(self.path)


def key_of(path: str) -> str:
    """The place of a `Difference.path` in whichever request and object: `events[*].properties.total`."""
    found = _PREFIX.match(path)
    if found:
        path = path[found.end() :] if found[1] else "requests"
    return _INDEX.sub("[*]", path)
