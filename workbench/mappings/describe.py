"""Directives in a few words, and what kind of editor a field needs."""

from __future__ import annotations

from typing import Literal, TypeAlias

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.parse import parse

FieldKind: TypeAlias = Literal["path", "static", "template", "raw", "missing"]


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


def field_kind(directive: Json) -> FieldKind:
    """Which editor fits a field's directive.

    `path` and `template` are those directives of plain text, `static` is text, number, boolean or null
    (`@literal` of one too), `missing` is `UNDEFINED`; all else is edited as `raw` JSON.
    """
    if directive is UNDEFINED:
        return "missing"
    if not isinstance(directive, (dict, list)):
        return "static"
    if not isinstance(directive, dict):
        return "raw"
    match {key: value for key, value in directive.items() if key != "_metadata"}:
        case {"@path": str(), **others} if not others:
            return "path"
        case {"@template": str(), **others} if not others:
            return "template"
        case {"@literal": str() | int() | float() | None, **others} if not others:
            return "static"
        case _:
            return "raw"
