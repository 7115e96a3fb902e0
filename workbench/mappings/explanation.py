"""How a value came about, as a tree of directives and what each gave."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a value came about: a directive, what it gave, and the same for the parts that took part.

    `role` is what the part is to the directive around it (`exists`, `then`, a member's key; at the top the
    field's key), `label` the kind (`@path`, `value`, `object`), `text` its source on one line. `value` is
    `UNDEFINED` where nothing came out; `error` says why when the directive failed.
    """

    role: str
    label: str
    text: str
    value: Json
    children: tuple[Explanation, ...] = ()
    error: str = ""
