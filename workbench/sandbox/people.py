"""Profiles in the database: found, made, changed, merged, deleted. Each function runs in the caller's
transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from workbench.jsvalues import Json, dump_json, parse_json
from workbench.sandbox.identifying import Subject
from workbench.sandbox.values import Alias


@dataclass(frozen=True, slots=True)
class Person:
    """A stored user: its key, and its attributes (with `email` and `phone`)."""

    braze_id: str
    external_id: str
    attributes: dict[str, Json]


def find(database: sqlite3.Connection, subject: Subject) -> Person | None:
    """The user that the strongest identifier of `subject` names.

    Of several users with one e-mail address or phone number: those with an external_id first, then the most
    recently updated (Braze docs, "Track users")."""
    match subject.kind:
        case "external_id":
            return _one(database, "external_id = ?", subject.external_id)
        case "user_alias" if subject.alias is not None:
            return find_alias(database, subject.alias)
        case "braze_id":
            return _one(database, "braze_id = ?", subject.braze_id)
        case "email":
            return _one(database, f"email = ? {_MOST_RECENT}", subject.email.lower())
        case "phone":
            return _one(database, f"phone = ? {_MOST_RECENT}", subject.phone)
        case _:
            return None


def find_alias(database: sqlite3.Connection, alias: Alias) -> Person | None:
    """The user that has `alias`."""
    return _one(
        database,
        "braze_id = (SELECT braze_id FROM aliases WHERE label = ? AND name = ?)",
        alias.label,
        alias.name,
    )


def find_alias_text(database: sqlite3.Connection, text: str) -> Person | None:
    """The user with an alias that is written `text` (`label:name`)."""
    return _one(database, "braze_id = (SELECT braze_id FROM aliases WHERE label || ':' || name = ?)", text)


_MOST_RECENT = "ORDER BY external_id IS NULL, updated DESC, rowid DESC LIMIT 1"


def _one(database: sqlite3.Connection, condition: str, *values: str) -> Person | None:
    # The conditions are this module's own texts; values are always bound.
    row = database.execute(
        f"SELECT braze_id, external_id, attributes FROM users WHERE {condition}", values
    ).fetchone()
    return Person(row[0], row[1] or "", parse_json(row[2])) if row else None


def create(database: sqlite3.Connection, subject: Subject, *, braze_id: str, now: float) -> Person:
    """A new user known by the strongest identifier of `subject`."""
    attributes: dict[str, Json] = {}
    if subject.kind in ("email", "phone"):
        attributes[subject.kind] = getattr(subject, subject.kind)
    external_id = subject.external_id if subject.kind == "external_id" else ""
    database.execute(
        "INSERT INTO users (braze_id, external_id, created, updated) VALUES (?, ?, ?, ?)",
        (braze_id, external_id or None, now, now),
    )
    person = Person(braze_id, external_id, attributes)
    save(database, person, now=now)
    if subject.kind == "user_alias" and subject.alias is not None:
        add_alias(database, person, subject.alias)
    return person


def save(database: sqlite3.Connection, person: Person, *, now: float) -> None:
    """Write a user's attributes; its e-mail address (in any case) and phone number find it from now on."""
    email, phone = person.attributes.get("email"), person.attributes.get("phone")
    database.execute(
        "UPDATE users SET external_id = ?, attributes = ?, email = ?, phone = ?, updated = ?"
        " WHERE braze_id = ?",
        (
            person.external_id or None,
            dump_json(person.attributes),
            email.lower() if isinstance(email, str) else None,
            phone if isinstance(phone, str) else None,
            now,
            person.braze_id,
        ),
    )


def add_alias(database: sqlite3.Connection, person: Person, alias: Alias) -> bool:
    """Give a user an alias; false when the user has another one of that label, or another user has it."""
    cursor = database.execute(
        "INSERT OR IGNORE INTO aliases (label, name, braze_id) VALUES (?, ?, ?)",
        (alias.label, alias.name, person.braze_id),
    )
    return cursor.rowcount == 1


def delete(database: sqlite3.Connection, person: Person) -> None:
    """Remove a user with everything of it."""
    database.execute("DELETE FROM users WHERE braze_id = ?", (person.braze_id,))


def aliases(database: sqlite3.Connection, person: Person | None = None) -> dict[str, tuple[Alias, ...]]:
    """The aliases of one user, or of all, by braze_id; those without any are not in it."""
    condition, values = ("WHERE braze_id = ?", (person.braze_id,)) if person else ("", ())
    found: defaultdict[str, list[Alias]] = defaultdict(list)
    for braze_id, name, label in database.execute(
        f"SELECT braze_id, name, label FROM aliases {condition} ORDER BY label", values
    ):
        found[braze_id].append(Alias(name, label))
    return {braze_id: tuple(mine) for braze_id, mine in found.items()}


def has_label(database: sqlite3.Connection, person: Person, label: str) -> bool:
    """Whether a user has an alias of that label."""
    row = database.execute(
        "SELECT 1 FROM aliases WHERE braze_id = ? AND label = ?", (person.braze_id, label)
    ).fetchone()
    return row is not None


def with_contact(database: sqlite3.Connection, kind: str, value: str) -> list[Person]:
    """All users with an e-mail address (`kind` "email") or phone number ("phone"), the most recently updated
    first."""
    column, wanted = ("email", value.lower()) if kind == "email" else ("phone", value)
    rows = database.execute(
        f"SELECT braze_id, external_id, attributes FROM users WHERE {column} = ?"
        " ORDER BY updated DESC, rowid DESC",
        (wanted,),
    )
    return [Person(braze_id, external_id or "", parse_json(text)) for braze_id, external_id, text in rows]


def move_aliases(database: sqlite3.Connection, source: Person, target: Person) -> None:
    """Give the aliases of `source` to `target`, but those whose label it has."""
    database.execute(
        "UPDATE OR IGNORE aliases SET braze_id = ? WHERE braze_id = ?", (target.braze_id, source.braze_id)
    )


def merge(database: sqlite3.Connection, source: Person, target: Person, *, now: float) -> None:
    """Move events, purchases and aliases of `source` to `target`, fill what `target` lacks from its
    attributes, and remove it (Braze docs, "Identify users")."""
    for table in ("events", "purchases"):
        database.execute(
            f"UPDATE {table} SET braze_id = ? WHERE braze_id = ?", (target.braze_id, source.braze_id)
        )
    move_aliases(database, source, target)
    filled = {**source.attributes, **target.attributes}
    delete(database, source)
    save(database, Person(target.braze_id, target.external_id, filled), now=now)
