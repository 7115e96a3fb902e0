"""The rows of the field list: each field of an action with its source and what it resolves to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.actions import SYNC_MODE_KEY, Action, Field, catalog_name
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Mapping, MappingFailure, compile_fields, describe

if TYPE_CHECKING:
    from workbench.braze import ListKind

_LISTED: dict[str, ListKind] = {"campaign_id": "campaigns", "canvas_id": "canvases"}
FieldPath = tuple[str | int, ...]
"""Where a directive stands inside a mapping's fields: keys, and list positions inside directives."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One line of the field list.

    `directive` and `value` are `UNDEFINED` where the field is not mapped or resolves to nothing; `error` is
    the reason why it cannot be resolved.
    """

    path: FieldPath
    label: str
    type: str
    required: bool
    directive: Json
    source: str
    value: Json
    error: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    known: bool = True
    wrong: bool = False
    """Whether `error` is about the directive, so that it holds for every event."""
    lists: ListKind | None = None
    """What the environment has to choose from for this field."""

    @property
    def faulty(self) -> bool:
        """Whether the field fails for every event."""
        return self.wrong or (self.required and self.directive is UNDEFINED)

    @property
    def fails(self) -> bool:
        """Whether the field fails for the event, if the mapping takes it."""
        return bool(self.error) or (self.required and self.value is UNDEFINED)

    @property
    def depth(self) -> int:
        """0 for a field of the action, 1 for a property of it."""
        return 0 if len(self.path) == 1 else 1

    @property
    def key(self) -> str:
        """The name as people write it: `products.price`."""
        return ".".join(str(part) for part in self.path if isinstance(part, str) and not part.startswith("@"))


def field_rows(action: Action, mapping: Mapping, event: dict[str, Json] | None) -> tuple[FieldRow, ...]:
    """All fields of the mapping's action, then the keys that the action does not know."""
    rows: list[FieldRow] = []
    if action.sync_modes:
        rows.append(_sync_mode(action, mapping))
    known = {SYNC_MODE_KEY}
    if action.hook:
        rows.append(_catalog(action, mapping))
        known.add(action.hook)
    for field in action.fields:
        known.add(field.key)
        rows += _rows(field, mapping, event)
    for key in mapping.fields:
        if key not in known:
            rows.append(_row((key,), key, "any", mapping.fields, event, known=False))
    return tuple(rows)


def _sync_mode(action: Action, mapping: Mapping) -> FieldRow:
    mode = mapping.fields.get(SYNC_MODE_KEY, UNDEFINED)
    modes = tuple(choice.value for choice in action.sync_modes)
    missing = "" if mode in modes else f"choose one of {', '.join(modes)}"
    return FieldRow(
        (SYNC_MODE_KEY,),
        "Sync mode",
        "string",
        True,
        mode,
        describe(mode) if mode is not UNDEFINED else "",
        mode,
        missing,
        "What Braze does with the records: a mapping of this action fails without it.",
        modes,
        wrong=bool(missing),
    )


def _catalog(action: Action, mapping: Mapping) -> FieldRow:
    """What the action's save hook has left in the mapping."""
    name = catalog_name(mapping.fields)
    return FieldRow(
        (action.hook,),
        "Catalog",
        "catalog",
        True,
        mapping.fields.get(action.hook, UNDEFINED),
        name,
        name or UNDEFINED,
        "" if name else "choose or create a catalog",
        "The catalog whose items are written. Segment asks for it when the mapping is saved.",
        wrong=not name,
        lists="catalogs",
    )


def _rows(field: Field, mapping: Mapping, event: dict[str, Json] | None) -> list[FieldRow]:
    row = _row(
        (field.key,),
        field.label,
        field.type,
        mapping.fields,
        event,
        required=field.required,
        help_text=field.description,
        choices=tuple(choice.value for choice in field.choices),
        lists=_LISTED.get(field.key) if field.dynamic else None,
    )
    return [row, *_children(field, row, event)]


def _children(field: Field, row: FieldRow, event: dict[str, Json] | None) -> list[FieldRow]:
    """Rows of an object's own properties, or of what `@arrayPath` makes of each item."""
    directive = row.directive
    if not isinstance(directive, dict) or not field.properties:
        return []
    place: FieldPath = row.path
    inner, data = directive, event
    if "@arrayPath" in directive:
        parts = directive["@arrayPath"]
        if not (isinstance(parts, list) and len(parts) == 2 and isinstance(parts[1], dict)):
            return []
        place, inner = (*place, "@arrayPath", 1), parts[1]
        source = {"items": {"@arrayPath": parts[:1]}}
        items = UNDEFINED if _fault(source, "items") else _resolve(source, "items", event)[0]
        data = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else None
    elif any(key.startswith("@") for key in directive):
        return []
    properties = {item.key: item for item in field.properties}
    keys = [*properties, *(key for key in inner if key not in properties)]
    return [
        _row(
            (*place, key),
            properties[key].label if key in properties else key,
            properties[key].type if key in properties else "any",
            inner,
            data,
            required=key in properties and properties[key].required,
            help_text=properties[key].description if key in properties else "",
        )
        for key in keys
    ]


def _row(
    path: FieldPath,
    label: str,
    kind: str,
    container: dict[str, Json],
    event: dict[str, Json] | None,
    *,
    required: bool = False,
    help_text: str = "",
    choices: tuple[str, ...] = (),
    known: bool = True,
    lists: ListKind | None = None,
) -> FieldRow:
    key = str(path[-1])
    directive = container.get(key, UNDEFINED)
    source = "" if directive is UNDEFINED else describe(directive)
    fault = "" if directive is UNDEFINED else _fault(container, key)
    value, error = UNDEFINED, fault
    if directive is not UNDEFINED and not fault:
        value, error = _resolve(container, key, event)
    return FieldRow(
        path,
        label,
        kind,
        required,
        directive,
        source,
        value,
        error,
        help_text,
        choices,
        known,
        wrong=bool(fault),
        lists=lists,
    )


def _fault(container: dict[str, Json], key: str) -> str:
    """What is wrong with a directive as it is written, "" when nothing is."""
    errors = compile_fields({key: container[key]}).errors
    return errors[0].hint or errors[0].message if errors else ""


def _resolve(container: dict[str, Json], key: str, event: dict[str, Json] | None) -> tuple[Json, str]:
    """The value for an event, or why there is none; of a directive without a fault."""
    if event is None:
        return UNDEFINED, ""
    try:
        return compile_fields({key: container[key]}).field(key).resolve(event), ""
    except MappingFailure as failure:
        return UNDEFINED, str(failure)


def directive_at(fields: dict[str, Json], path: FieldPath) -> Json:
    """The directive at a path, or `UNDEFINED`."""
    value: Json = fields
    for part in path:
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part in range(len(value)):
            value = value[int(part)]
        else:
            return UNDEFINED
    return value
