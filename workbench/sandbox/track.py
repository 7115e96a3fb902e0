"""POST /users/track."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from workbench.jsvalues import Json, dump_json
from workbench.sandbox import people
from workbench.sandbox.attributes import apply_attributes
from workbench.sandbox.context import Context, Incoming
from workbench.sandbox.dates import parse_time
from workbench.sandbox.identifying import Subject, subject_of
from workbench.sandbox.replies import Reply, refused
from workbench.sandbox.track_rules import (
    ARRAYS,
    NOTHING_VALID,
    attributes_error,
    body_error,
    body_notes,
    event_error,
    properties_notes,
    purchase_error,
)

_CHECKS: dict[str, Callable[[Json], str]] = {
    "attributes": attributes_error,
    "events": event_error,
    "purchases": purchase_error,
}


def track(context: Context, incoming: Incoming) -> Reply:
    """Take attributes, then events, then purchases. Objects that break a rule are refused one by one in a
    201; when none is left, or the body itself is wrong, nothing is processed and the answer is 400."""
    body = incoming.body
    if error := body_error(body):
        return refused(error)
    errors: list[Json] = []
    notes = list(body_notes(body))
    processed: dict[str, Json] = {}
    for array in ARRAYS:
        for index, item in enumerate(body.get(array) or []):
            if error := _CHECKS[array](item):
                errors.append({"type": error, "input_array": array, "index": index})
                continue
            processed[f"{array}_processed"] = processed.get(f"{array}_processed", 0) + 1
            notes += (f"{array}[{index}]: {note}" for note in _apply(context, array, item))
    if not processed:
        return refused(NOTHING_VALID, *errors)
    answer: dict[str, Json] = {**processed, "message": "success"}
    if errors:
        answer["errors"] = errors
    return Reply(201, answer, tuple(notes))


def _apply(context: Context, array: str, item: dict[str, Json]) -> tuple[str, ...]:
    subject = subject_of(item)
    if isinstance(subject, str):
        return ("Push tokens are accepted and not kept by the sandbox.",)
    person = people.find(context.database, subject)
    if person is None:
        if subject.kind == "braze_id" or _update_only(subject, item):
            return (f"No profile has this {subject.kind}, and none is made: nothing was changed.",)
        person = people.create(context.database, subject, braze_id=context.new_id(), now=context.now)
    if array == "attributes":
        return _apply_attributes(context, person, item)
    if array == "events":
        _store_event(context.database, person, item, context.now)
    else:
        _store_purchase(context.database, person, item, context.now)
    people.save(context.database, person, now=context.now)
    return tuple(properties_notes(item.get("properties")))


def _update_only(subject: Subject, item: dict[str, Json]) -> bool:
    """Profiles are made unless told otherwise; alias-only ones only when told to (Braze docs,
    "User attributes object")."""
    wish = item.get("_update_existing_only")
    return subject.kind == "user_alias" if wish is None else bool(wish)


def _apply_attributes(context: Context, person: people.Person, item: dict[str, Json]) -> tuple[str, ...]:
    attributes, notes = apply_attributes(person.attributes, item)
    changed = people.Person(person.braze_id, person.external_id, attributes)
    people.save(context.database, changed, now=context.now)
    return notes


def _store_event(
    database: sqlite3.Connection, person: people.Person, item: dict[str, Json], now: float
) -> None:
    database.execute(
        "INSERT INTO events (braze_id, name, time, app_id, properties) VALUES (?, ?, ?, ?, ?)",
        (person.braze_id, item["name"], _time(item, now), item.get("app_id") or "", _properties(item)),
    )


def _store_purchase(
    database: sqlite3.Connection, person: people.Person, item: dict[str, Json], now: float
) -> None:
    database.execute(
        "INSERT INTO purchases (braze_id, product_id, currency, price, quantity, time, properties)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            person.braze_id,
            item["product_id"],
            item["currency"].upper(),
            float(item["price"]),
            int(item.get("quantity") or 1),
            _time(item, now),
            _properties(item),
        ),
    )


def _time(item: dict[str, Json], now: float) -> float:
    """An accepted object's time; one in the future becomes now."""
    time = parse_time(item["time"])
    return now if time is None else min(time, now)


def _properties(item: dict[str, Json]) -> str:
    kept = list((item.get("properties") or {}).items())[:256]
    return dump_json(dict(kept))
