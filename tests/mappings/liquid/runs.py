"""Runs templates through the directive, for the tests."""

from __future__ import annotations

from workbench.jsvalues import Json
from workbench.mappings import MappingFailure, compile_fields

NOW = 1_709_618_828_123.0
"""2024-03-05T06:07:08.123Z."""


def run(template: str, event: dict[str, Json] | None = None) -> str:
    """The text of a template for an event, or the message of its failure, which has a place."""
    try:
        return str(compile_fields({"@liquid": template}).resolve(event or {}, now=NOW))
    except MappingFailure as failure:
        return f"{failure.name}: {failure.message}"


def value(expression: str, event: dict[str, Json] | None = None) -> str:
    """The text of an expression with its filters."""
    return run("{{ " + expression + " }}", event)
