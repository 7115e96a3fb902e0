"""The save hook of Upsert Catalog Item: a catalog is selected, or created, when the mapping is saved.

Inputs, outputs and the body that creates a catalog are those of @segment/action-destinations 3.497.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json

COLUMN_TYPES: Final = ("string", "number", "time", "boolean", "object", "array")
"""The types of a catalog's fields, in the order of Segment's form."""
MAX_COLUMNS: Final = 500
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_LONGEST: Final = 250

Column = tuple[str, str]
"""A field of a catalog: name and type."""


def selected_catalog(name: str) -> Json:
    """What Segment keeps under the hook's key for a catalog that exists."""
    return {
        "inputs": {"operation": "select", "selected_catalog_name": name},
        "outputs": {"catalog_name": name},
    }


def created_catalog(name: str, description: str, columns: Iterable[Column]) -> Json:
    """What Segment keeps under the hook's key for a catalog that the hook has created."""
    inputs: dict[str, Json] = {"operation": "create", "created_catalog_name": name}
    if description:
        inputs["description"] = description
    inputs["columns"] = [{"name": column, "type": kind} for column, kind in columns]
    return {"inputs": inputs, "outputs": {"catalog_name": name}}


def new_catalog_body(name: str, description: str, columns: Iterable[Column]) -> dict[str, Json]:
    """The body of POST /catalogs; the field `id` comes first, whatever is said about it.

    Raises `WorkbenchError` for what Braze would refuse (Braze docs, "Create catalog"): `field` is `name`,
    `description` or `columns`.
    """
    _check_name(name, "name", "The catalog")
    if len(description) > _LONGEST:
        raise WorkbenchError(
            f"The description has more than {_LONGEST} characters.", "Shorten it.", field="description"
        )
    kept = [(column, kind) for column, kind in columns if column != "id"]
    if len(kept) >= MAX_COLUMNS:
        raise WorkbenchError(
            f"A catalog has at most {MAX_COLUMNS} fields, id included.", "Leave some out.", field="columns"
        )
    if not kept:
        raise WorkbenchError(
            "The catalog has no field but id.", "Write one on a line: title string", field="columns"
        )
    seen: set[str] = set()
    for column, kind in kept:
        _check_name(column, "columns", f"The field {column[:60]}")
        if column in seen:
            raise WorkbenchError(
                f"The field {column[:60]} is there twice.", "Remove one of them.", field="columns"
            )
        if kind not in COLUMN_TYPES:
            raise WorkbenchError(
                f"The field {column[:60]} has no type that Braze knows.",
                f"Types are {', '.join(COLUMN_TYPES)}.",
                field="columns",
            )
        seen.add(column)
    fields = [{"name": "id", "type": "string"}, *({"name": column, "type": kind} for column, kind in kept)]
    return {"catalogs": [{"name": name, "description": description, "fields": fields}]}


def _check_name(name: str, field: str, subject: str) -> None:
    if not _NAME(name) or len(name) > _LONGEST:
        raise WorkbenchError(
            f"{subject} has no name that Braze takes.",
            f"Names have 1 to {_LONGEST} letters, digits, hyphens and underscores.",
            field=field,
        )
