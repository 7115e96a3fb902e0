"""Braze's documented rules for catalogs and their items, with its codes for what breaks them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from workbench.jsvalues import Json, dump_json, number_text
from workbench.sandbox.dates import is_attribute_date

TYPES = ("string", "number", "boolean", "time", "object", "array")
MAX_NAME = 250
MAX_FIELDS = 500
MAX_ITEMS = 50
MAX_VALUE = 5000
MAX_DEPTH = 50
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)

Fields = dict[str, str]
"""Field name -> type, in the catalog's order."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of `errors` in an answer of the catalog endpoints."""

    id: str
    message: str
    parameters: tuple[str, ...]
    values: tuple[Json, ...]

    def as_json(self) -> dict[str, Json]:
        """The entry as it is sent."""
        return {
            "id": self.id,
            "message": self.message,
            "parameters": list(self.parameters),
            "parameter_values": list(self.values),
        }


def catalog_fault(body: Json) -> Fault | None:
    """What is wrong with a body that creates a catalog (Braze docs, "Create catalog")."""
    catalogs = body.get("catalogs") if isinstance(body, dict) else None
    if not isinstance(catalogs, list) or not catalogs or not all(isinstance(one, dict) for one in catalogs):
        return Fault("catalog-array-invalid", "Catalogs must be an array of objects", ("catalogs",), ())
    if len(catalogs) > 1:
        return Fault(
            "too-many-catalog-atoms", "Only one catalog can be created per request", ("catalogs",), ()
        )
    name, description = catalogs[0].get("name"), catalogs[0].get("description", "")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return Fault("invalid-catalog-name", "The catalog's name is not valid", ("name",), (name,))
    if len(name) > MAX_NAME:
        return Fault("catalog-name-too-large", f"The name is over {MAX_NAME} characters", ("name",), (name,))
    if description is not None and (not isinstance(description, str) or len(description) > MAX_NAME):
        return Fault(
            "description-too-long", f"The description is over {MAX_NAME} characters", ("description",), ()
        )
    return _fields_fault(catalogs[0].get("fields"))


def _fields_fault(fields: Json) -> Fault | None:
    if not isinstance(fields, list) or not fields or not all(isinstance(one, dict) for one in fields):
        return Fault("invalid-fields", "Fields must be an array of objects", ("fields",), ())
    if len(fields) > MAX_FIELDS:
        return Fault("too-many-fields", f"A catalog has at most {MAX_FIELDS} fields", ("fields",), ())
    names = [field.get("name") for field in fields]
    if not all(isinstance(name, str) and _NAME.fullmatch(name) for name in names):
        return Fault("invalid-field-names", "Some field names are not valid", ("fields",), ())
    if any(len(name) > MAX_NAME for name in names):
        return Fault(
            "field-names-too-large", f"Some field names are over {MAX_NAME} characters", ("fields",), ()
        )
    if len(set(names)) < len(names):
        return Fault("field-names-not-unique", "Some field names are not unique", ("fields",), ())
    kinds = [field.get("type") for field in fields]
    if not all(kind in TYPES for kind in kinds):
        return Fault("invalid-field-types", f"Types are {', '.join(TYPES)}", ("fields",), ())
    if (names[0], kinds[0]) != ("id", "string"):
        return Fault("id-not-first-column", "The first field must be 'id' of type string", ("fields",), ())
    return None


def id_fault(ids: list[Json]) -> Fault | None:
    """What is wrong with the ids of items."""
    if not all(isinstance(one, str) for one in ids):
        wrong = tuple(one for one in ids if not isinstance(one, str))
        return Fault("ids-not-strings", "Item ids must be strings", ("id",), wrong)
    if any(len(one) > MAX_NAME for one in ids):
        long = tuple(one for one in ids if len(one) > MAX_NAME)
        return Fault("ids-too-large", f"Item ids have at most {MAX_NAME} characters", ("id",), long)
    if wrong := tuple(one for one in ids if not _NAME.fullmatch(one)):
        return Fault(
            "invalid-ids", "Item ids have letters, digits, hyphens and underscores only", ("id",), wrong
        )
    if twice := tuple(one for one in dict.fromkeys(ids) if ids.count(one) > 1):
        return Fault("ids-not-unique", "Item ids must be unique in a request", ("id",), twice)
    return None


def items_fault(body: Json) -> Fault | None:
    """What is wrong with the list of items of a bulk request, before their values are looked at."""
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or not items or not all(isinstance(one, dict) for one in items):
        return Fault("item-array-invalid", "Items must be an array of objects", ("items",), ())
    if len(items) > MAX_ITEMS:
        return Fault("request-includes-too-many-items", f"At most {MAX_ITEMS} items", ("items",), ())
    if not all("id" in item for item in items):
        return Fault("items-missing-ids", "Some items have no id", ("items",), ())
    return id_fault([item["id"] for item in items])


def single_item_fault(body: Json, item_id: str) -> Fault | None:
    """What is wrong with the body of a request for one item, whose id is in the path."""
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or not items or not all(isinstance(one, dict) for one in items):
        return Fault("item-array-invalid", "Items must be an array of objects", ("items",), ())
    if len(items) > 1:
        return Fault("request-includes-too-many-items", "Only one item is allowed", ("items",), ())
    if "id" in items[0]:
        return Fault("id-in-body", "The id is given in the path, not in the body", ("id",), (items[0]["id"],))
    return id_fault([item_id])


def checked_item(item: dict[str, Json], fields: Fields, *, patching: bool) -> dict[str, Json] | Fault:
    """An item with its values coerced to the catalog's types, or what is wrong with it.

    `patching` allows `{"$add": [...], "$remove": [...]}` for arrays."""
    item_id = item.get("id")
    if unknown := [name for name in item if name not in fields]:
        # Braze names "id" as the parameter here, whatever the field is (Braze docs, "Update catalog items").
        return Fault(
            "invalid-fields",
            f"Some of the fields given do not exist in the catalog: {', '.join(unknown)[:200]}",
            ("id",),
            (item_id,),
        )
    result: dict[str, Json] = {}
    for name, value in item.items():
        if fault := _value_fault(name, value, item_id, patching=patching):
            return fault
        if patching and fields[name] == "array" and _is_array_edit(value):
            result[name] = value
            continue
        coerced = _coerced(value, fields[name])
        if coerced is None and value is not None:
            return Fault(
                "unable-to-coerce-value", f"A value cannot be read as {fields[name]}", ("id",), (item_id,)
            )
        result[name] = coerced
    return result


def _value_fault(name: str, value: Json, item_id: Json, *, patching: bool) -> Fault | None:
    if len(value if isinstance(value, str) else dump_json(value)) > MAX_VALUE:
        return Fault("items-too-large", f"Values have at most {MAX_VALUE} characters", (name,), (item_id,))
    if not isinstance(value, dict | list) or (patching and _is_array_edit(value)):
        return None
    if _has_bad_key(value):
        return Fault("invalid-keys-in-value-object", "Keys have no '.' and no '$'", (name,), (item_id,))
    if _depth(value) > MAX_DEPTH:
        return Fault("too-deep-nesting-in-value-object", f"At most {MAX_DEPTH} levels", (name,), (item_id,))
    return None


def _is_array_edit(value: Json) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and set(value) <= {"$add", "$remove"}
        and all(isinstance(part, list) for part in value.values())
    )


def _has_bad_key(value: Json) -> bool:
    if isinstance(value, list):
        return any(_has_bad_key(item) for item in value)
    return isinstance(value, dict) and any(
        "." in key or "$" in key or _has_bad_key(item) for key, item in value.items()
    )


def _depth(value: Json) -> int:
    if isinstance(value, list):
        return 1 + max((_depth(item) for item in value), default=0)
    return 1 + max((_depth(item) for item in value.values()), default=0) if isinstance(value, dict) else 0


def _coerced(value: Json, kind: str) -> Json:
    """`value` as the type, or None when it cannot be read as one."""
    match kind, value:
        case "string", str():
            return value
        case "string", bool():
            return "true" if value else "false"
        case "string", int() | float():
            return number_text(value)
        case "number", bool():
            return None
        case "number", int() | float():
            return value if math.isfinite(value) else None
        case "number", str() if _NUMBER.fullmatch(value) and len(value) < 400:
            number = float(value)
            return number if math.isfinite(number) else None
        case "boolean", bool():
            return value
        case "boolean", "true" | "false":
            return value == "true"
        case "time", str() if is_attribute_date(value):
            return value
        case ("object", dict()) | ("array", list()):
            return value
        case _:
            return None
