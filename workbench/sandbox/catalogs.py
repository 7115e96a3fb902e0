"""The catalog endpoints: /catalogs, /catalogs/{name}/items and /catalogs/{name}/items/{id}."""

from __future__ import annotations

import sqlite3

from workbench.jsvalues import Json, dump_json, parse_json
from workbench.sandbox.catalog_rules import (
    Fault,
    Fields,
    catalog_fault,
    checked_item,
    id_fault,
    items_fault,
    single_item_fault,
)
from workbench.sandbox.context import Context, Incoming
from workbench.sandbox.dates import iso_text
from workbench.sandbox.replies import Reply, refused

INVALID = "Invalid Request"


def list_catalogs(context: Context, _incoming: Incoming) -> Reply:
    """All catalogs (Braze docs, "List catalogs")."""
    rows = context.database.execute(
        "SELECT name, description, fields, updated,"
        " (SELECT count(*) FROM catalog_items WHERE catalog = name) FROM catalogs ORDER BY rowid"
    )
    catalogs = [_catalog_json(*row) for row in rows]
    return Reply(200, {"catalogs": catalogs, "message": "success"})


def create_catalog(context: Context, incoming: Incoming) -> Reply:
    """Make one catalog (Braze docs, "Create catalog")."""
    if fault := catalog_fault(incoming.body):
        return _invalid(fault)
    (catalog,) = incoming.body["catalogs"]
    name = catalog["name"]
    if _fields(context.database, name) is not None:
        return _invalid(
            Fault("catalog-name-already-exists", "A catalog of this name exists already", ("name",), (name,))
        )
    # Pairs, since a JSON object would put fields such as "1" first.
    fields = dump_json([[field["name"], field["type"]] for field in catalog["fields"]])
    description = catalog.get("description") or ""
    context.database.execute(
        "INSERT INTO catalogs (name, description, fields, updated) VALUES (?, ?, ?, ?)",
        (name, description, fields, context.now),
    )
    echo = _catalog_json(name, description, fields, context.now, 0)
    return Reply(201, {"catalogs": [echo], "message": "success"})


def replace_items(context: Context, incoming: Incoming) -> Reply:
    """Make or replace items (Braze docs, "Update catalog items")."""
    return _bulk(context, incoming, patching=False)


def edit_items(context: Context, incoming: Incoming) -> Reply:
    """Change existing items (Braze docs, "Edit multiple catalog items")."""
    return _bulk(context, incoming, patching=True)


def delete_items(context: Context, incoming: Incoming) -> Reply:
    """Remove items; of their objects only the ids count (Braze docs, "Delete multiple catalog items")."""
    catalog = incoming.names[0]
    if _fields(context.database, catalog) is None:
        return _no_catalog(catalog)
    if fault := items_fault(incoming.body):
        return _invalid(fault)
    notes = []
    for index, item in enumerate(incoming.body["items"]):
        if not _delete(context.database, catalog, item["id"]):
            notes.append(f"items[{index}]: no such item.")
    return Reply(202, {"message": "success"}, tuple(notes))


def replace_item(context: Context, incoming: Incoming) -> Reply:
    """Make or replace the item that the path names (Braze docs, "Update catalog item")."""
    return _single(context, incoming, patching=False)


def edit_item(context: Context, incoming: Incoming) -> Reply:
    """Change the item that the path names (Braze docs, "Edit catalog item")."""
    return _single(context, incoming, patching=True)


def delete_item(context: Context, incoming: Incoming) -> Reply:
    """Remove the item that the path names; a body is not looked at, the destination sends one."""
    catalog, item_id = incoming.names
    if _fields(context.database, catalog) is None:
        return _no_catalog(catalog)
    if fault := id_fault([item_id]):
        return _invalid(fault)
    deleted = _delete(context.database, catalog, item_id)
    return Reply(200, {"message": "success"}) if deleted else _no_item(item_id)


def _bulk(context: Context, incoming: Incoming, *, patching: bool) -> Reply:
    catalog = incoming.names[0]
    fields = _fields(context.database, catalog)
    if fields is None:
        return _no_catalog(catalog)
    if fault := items_fault(incoming.body):
        return _invalid(fault)
    checked = [checked_item(item, fields, patching=patching) for item in incoming.body["items"]]
    if faults := [item for item in checked if isinstance(item, Fault)]:
        return _invalid(*faults)
    notes = []
    for index, item in enumerate(checked):
        if isinstance(item, dict) and not _write(context, catalog, item["id"], item, patching=patching):
            notes.append(f"items[{index}]: no such item: nothing was changed.")
    return Reply(202, {"message": "success"}, tuple(notes))


def _single(context: Context, incoming: Incoming, *, patching: bool) -> Reply:
    catalog, item_id = incoming.names
    fields = _fields(context.database, catalog)
    if fields is None:
        return _no_catalog(catalog)
    if fault := single_item_fault(incoming.body, item_id):
        return _invalid(fault)
    item = checked_item({"id": item_id, **incoming.body["items"][0]}, fields, patching=patching)
    if isinstance(item, Fault):
        return _invalid(item)
    written = _write(context, catalog, item_id, item, patching=patching)
    return Reply(200, {"message": "success"}) if written else _no_item(item_id)


def _write(context: Context, catalog: str, item_id: str, item: dict[str, Json], *, patching: bool) -> bool:
    """Keep an item; false when it should have existed and does not."""
    if patching:
        row = context.database.execute(
            "SELECT item FROM catalog_items WHERE catalog = ? AND id = ?", (catalog, item_id)
        ).fetchone()
        if row is None:
            return False
        item = _patched(parse_json(row[0]), item)
    context.database.execute(
        "INSERT OR REPLACE INTO catalog_items (catalog, id, item) VALUES (?, ?, ?)",
        (catalog, item_id, dump_json(item)),
    )
    context.database.execute("UPDATE catalogs SET updated = ? WHERE name = ?", (context.now, catalog))
    return True


def _patched(old: dict[str, Json], changes: dict[str, Json]) -> dict[str, Json]:
    result = dict(old)
    for name, value in changes.items():
        if isinstance(value, dict) and value and set(value) <= {"$add", "$remove"}:
            before = old.get(name) if isinstance(old.get(name), list) else []
            kept = [item for item in before or [] if item not in value.get("$remove", [])]
            result[name] = kept + [item for item in value.get("$add", []) if item not in kept]
        else:
            result[name] = value
    return result


def _delete(database: sqlite3.Connection, catalog: str, item_id: str) -> bool:
    cursor = database.execute("DELETE FROM catalog_items WHERE catalog = ? AND id = ?", (catalog, item_id))
    return cursor.rowcount > 0


def _fields(database: sqlite3.Connection, catalog: str) -> Fields | None:
    row = database.execute("SELECT fields FROM catalogs WHERE name = ?", (catalog,)).fetchone()
    return dict(parse_json(row[0])) if row else None


def _catalog_json(name: str, description: str, fields: str, updated: float, items: int) -> dict[str, Json]:
    return {
        "name": name,
        "description": description,
        "fields": [{"name": field, "type": kind} for field, kind in parse_json(fields)],
        "num_items": items,
        "updated_at": iso_text(updated),
    }


def _invalid(*faults: Fault) -> Reply:
    return refused(INVALID, *(fault.as_json() for fault in faults))


def _no_catalog(name: str) -> Reply:
    fault = Fault("catalog-not-found", "Could not find catalog", ("catalog_name",), (name,))
    return refused(INVALID, fault.as_json(), status=404)


def _no_item(item_id: str) -> Reply:
    fault = Fault("item-not-found", "Could not find item", ("item_id",), (item_id,))
    return refused(INVALID, fault.as_json(), status=404)
