"""The root of a mapping: `__segment_internal_directive` and mappings that are no objects."""

from __future__ import annotations

from typing import Final

from workbench.jsvalues import UNDEFINED, Json, own_members
from workbench.mappings.failures import MappingFailure

ROOT_DIRECTIVE: Final = "__segment_internal_directive"
"""The key whose directive is applied to the mapping as a whole."""


def root_directive(mapping: Json) -> Json:
    """What the official engine really resolves for a mapping (`getMappingToProcess`, actions-core 3.170.0).

    Usually the mapping itself. Raises `MappingFailure` for a root directive that it refuses.
    """
    if mapping is None or mapping is UNDEFINED:
        raise MappingFailure(
            "Cannot convert undefined or null to object",
            hint="Give the mapping an object of fields.",
            name="TypeError",
        )
    if not isinstance(mapping, dict):
        return own_members(mapping)
    if ROOT_DIRECTIVE not in mapping:
        return mapping
    fields = {key: value for key, value in mapping.items() if key != ROOT_DIRECTIVE}
    return _with_fields(mapping[ROOT_DIRECTIVE], fields)


def _with_fields(root: Json, fields: dict[str, Json]) -> Json:
    """The root directive with the other fields as its `mapping`, which replace one that it may have."""
    if root is None:
        raise MappingFailure(
            "Cannot convert undefined or null to object",
            hint=f"Give {ROOT_DIRECTIVE} a directive, or remove it.",
            field=ROOT_DIRECTIVE,
            name="TypeError",
        )
    members = own_members(root)
    if len(members) > 1:
        raise MappingFailure(
            "The root mapping must only have a single directive object",
            hint=f"Keep one directive in {ROOT_DIRECTIVE}, such as @transform.",
            field=ROOT_DIRECTIVE,
        )
    name, options = next(iter(members.items()), ("", None))
    if not isinstance(options, (dict, list)):
        raise MappingFailure(
            "The root directive must be an object",
            hint=f"Write {ROOT_DIRECTIVE} as a directive with options, such as @transform with apply.",
            field=ROOT_DIRECTIVE,
        )
    if isinstance(options, dict):
        options = {**options, "mapping": fields}
    return [options] if isinstance(root, list) else {name: options}
