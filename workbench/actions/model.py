"""The destination's settings, actions, fields and presets as values.

The facts come from `facts.json` (see `workbench.actions.facts`); nothing here knows how they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from typing import Literal, Self

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings.model import Mapping

SyncMode = str
"""`add`, `update`, `upsert`, `delete` or `mirror`."""

SYNC_MODE_KEY = "__segment_internal_sync_mode"
"""The mapping key in which Segment keeps the sync mode."""

DEFAULT_ENDPOINT = "https://rest.iad-01.braze.com"


@dataclass(frozen=True, slots=True)
class DestinationSettings:
    """What the destination is configured with.

    The values are sent as they are: an `app_id` of `""` reaches Braze as `""`; leave it out when there is
    none.
    """

    api_key: Json = field(default="", repr=False)
    app_id: Json = UNDEFINED
    endpoint: Json = DEFAULT_ENDPOINT

    @classmethod
    def from_json(cls, settings: MappingType[str, Json]) -> Self:
        """The settings as Segment stores them; keys that are missing there stay missing."""
        return cls(
            settings.get("api_key", UNDEFINED),
            settings.get("app_id", UNDEFINED),
            settings.get("endpoint", UNDEFINED),
        )

    def to_json(self) -> dict[str, Json]:
        """The reverse of `from_json`."""
        pairs = {"api_key": self.api_key, "app_id": self.app_id, "endpoint": self.endpoint}
        return {key: value for key, value in pairs.items() if value is not UNDEFINED}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values a field allows, with the label people choose it by."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison of a condition: a field of the same payload with a value.

    `field` is a key; `value` is `UNDEFINED` where the clause asks whether the field is missing.
    """

    field: str
    operator: Literal["is", "is_not"]
    value: Json


@dataclass(frozen=True, slots=True)
class Condition:
    """When a field is required, or shown: all or any of its clauses hold."""

    match: Literal["all", "any"]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One input of an action, or one property of an object field.

    `type` is Segment's: string, text, number, integer, boolean, datetime, object, password. With `multiple`
    the value is a list of it. `default` is a directive, `UNDEFINED` where there is none. `required` means
    always; `required_when` only under a condition. `depends_on` is when the web form shows the field and has
    no effect on what is sent. `additional_properties` keeps properties that are not described.
    """

    key: str
    label: str
    description: str
    type: str
    required: bool = False
    required_when: Condition | None = None
    multiple: bool = False
    default: Json = UNDEFINED
    properties: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    allow_null: bool = False
    additional_properties: bool = False
    format: str = ""
    minimum: int | None = None
    maximum: int | None = None
    depends_on: Condition | None = None
    dynamic: bool = False
    hidden: bool = False
    editor: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One of the destination's actions.

    `default_trigger` is `""` where the destination ships none, `default_sync_mode` likewise. `hook` names the
    mapping key under which the outputs of the action's save hook are kept, `""` without one.
    """

    slug: str
    title: str
    description: str
    segment_id: str
    fields: tuple[Field, ...]
    sync_modes: tuple[Choice, ...]
    default_sync_mode: SyncMode
    default_trigger: str
    supports_batching: bool
    hook: str
    built: bool

    def default_fields(self) -> dict[str, Json]:
        """The directives a new mapping of this action starts with, its default sync mode included."""
        fields = {field.key: field.default for field in self.fields if field.default is not UNDEFINED}
        if self.default_sync_mode:
            fields[SYNC_MODE_KEY] = self.default_sync_mode
        return fields

    def field(self, key: str) -> Field | None:
        """The field of a key, also a dotted one such as `products.price`; `None` when there is none."""
        found: Field | None = None
        candidates = self.fields
        for step in key.split("."):
            found = next((field for field in candidates if field.key == step), None)
            if found is None:
                return None
            candidates = found.properties
        return found


@dataclass(frozen=True, slots=True)
class Preset:
    """A mapping the destination ships.

    The e-commerce presets name no sync mode, without which their actions fail: whoever stores one adds the
    action's default. `type` is `automatic` (added with a new destination) or `specificEvent` (added for the
    internal event that `event_slug` names; its trigger is `""`, Segment fills it in).
    """

    name: str
    mapping: Mapping
    type: str
    event_slug: str = ""
