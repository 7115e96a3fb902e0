"""The facts of the destination, read from `facts.json` when first asked for.

Keys, labels, types, defaults, choices, conditions, triggers and presets are those of
@segment/action-destinations 3.497.0; the descriptions are ours.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from workbench.actions.model import Action, Choice, Clause, Condition, Field, Preset
from workbench.actions.performs import PERFORMS
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.model import Mapping


@cache
def facts() -> dict[str, Json]:
    """The parsed file. Treat as frozen."""
    import orjson  # noqa: PLC0415 - only who looks at actions pays for reading them

    parsed: dict[str, Json] = orjson.loads(files("workbench.actions").joinpath("facts.json").read_bytes())
    return parsed


@cache
def settings_fields() -> tuple[Field, ...]:
    """The fields of the destination settings: API key, App ID, REST endpoint."""
    return tuple(_field(entry) for entry in facts()["settings"])


@cache
def endpoints() -> tuple[tuple[str, str], ...]:
    """Braze's REST endpoints as (label, URL)."""
    endpoint = next(field for field in settings_fields() if field.key == "endpoint")
    return tuple((" ".join(choice.label.split()), choice.value) for choice in endpoint.choices)


@cache
def actions() -> MappingType[str, Action]:
    """Every action by its slug, in the destination's order."""
    return MappingProxyType({entry["slug"]: _action(entry) for entry in facts()["actions"]})


@cache
def presets() -> tuple[Preset, ...]:
    """The mappings the destination ships, in its order."""
    return tuple(_preset(entry) for entry in facts()["presets"])


def _preset(entry: dict[str, Json]) -> Preset:
    mapping = Mapping(entry["name"], entry["action"], entry["trigger"], fields=entry["fields"])
    return Preset(entry["name"], mapping, entry["type"], entry["event_slug"])


def _action(entry: dict[str, Json]) -> Action:
    return Action(
        slug=entry["slug"],
        title=entry["title"],
        description=entry["description"],
        segment_id=entry["segment_id"],
        fields=tuple(_field(field) for field in entry["fields"]),
        sync_modes=tuple(_choice(choice) for choice in entry["sync_modes"]),
        default_sync_mode=entry["default_sync_mode"],
        default_trigger=entry["default_trigger"],
        supports_batching=entry["supports_batching"],
        hook=entry["hook"],
        built=entry["slug"] in PERFORMS,
    )


def _field(entry: dict[str, Json]) -> Field:
    return Field(
        key=entry["key"],
        label=entry["label"],
        description=entry["description"],
        type=entry["type"],
        required=entry.get("required", False),
        required_when=_condition(entry.get("required_when")),
        multiple=entry.get("multiple", False),
        default=entry.get("default", UNDEFINED),
        properties=tuple(_field(part) for part in entry.get("properties", ())),
        choices=tuple(_choice(choice) for choice in entry.get("choices", ())),
        allow_null=entry.get("allow_null", False),
        additional_properties=entry.get("additional_properties", False),
        format=entry.get("format", ""),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        depends_on=_condition(entry.get("depends_on")),
        dynamic=entry.get("dynamic", False),
        hidden=entry.get("hidden", False),
        editor=entry.get("editor", ""),
    )


def _choice(entry: Json) -> Choice:
    return Choice(entry, entry) if isinstance(entry, str) else Choice(entry["label"], entry["value"])


def _condition(entry: Json) -> Condition | None:
    if entry is None:
        return None
    clauses = tuple(
        Clause(clause["field"], clause["operator"], clause.get("value", UNDEFINED))
        for clause in entry["clauses"]
    )
    return Condition(entry["match"], clauses)
