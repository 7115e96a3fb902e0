"""What the sandbox got, kept in SQLite."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from os import fspath
from pathlib import Path

from workbench.braze import masked
from workbench.jsvalues import Json, dump_json, parse_json
from workbench.requests import BrazeRequest
from workbench.sandbox import people
from workbench.sandbox.bodies import well_formed
from workbench.sandbox.context import Context
from workbench.sandbox.identifying import Subject
from workbench.sandbox.messaging import Kind, make_target
from workbench.sandbox.replies import Reply
from workbench.sandbox.schema import TABLES, open_database
from workbench.sandbox.values import (
    Alias,
    Call,
    Identifiers,
    Message,
    Profile,
    StoredEvent,
    StoredPurchase,
    UserSummary,
)

MAX_CALLS = 1000
_MAX_LOGGED = 256 * 1024


class SandboxStore:
    """Profiles, events, purchases, catalogs, messages and received calls. Any thread may use it.

    `path` is a file, or ":memory:" (the default) for a store that ends with the process.

    Raises:
        WorkbenchError: the file cannot be used.
    """

    def __init__(self, path: str | Path = ":memory:") -> None:
        self.path = fspath(path)
        self._database = open_database(self.path)
        self._lock = threading.RLock()

    def close(self) -> None:
        """Give the file back. The store cannot be used afterwards."""
        with self._lock:
            self._database.close()

    @contextmanager
    def transaction(self, now: float) -> Iterator[Context]:
        """One request's work: all of it is kept, or nothing when it raises. `now` is epoch milliseconds."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield Context(self._database, now, lambda: secrets.token_hex(12))
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def users(self) -> tuple[UserSummary, ...]:
        """All profiles, the most recently updated first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT braze_id, external_id, attributes, updated,"
                " (SELECT count(*) FROM events e WHERE e.braze_id = u.braze_id),"
                " (SELECT count(*) FROM purchases p WHERE p.braze_id = u.braze_id)"
                " FROM users u ORDER BY updated DESC, rowid DESC"
            ).fetchall()
            aliases = people.aliases(self._database)
            return tuple(
                UserSummary(
                    _identifiers(
                        people.Person(row[0], row[1] or "", attributes := parse_json(row[2])),
                        aliases.get(row[0], ()),
                    ),
                    attributes=len(attributes),
                    events=row[4],
                    purchases=row[5],
                    updated=row[3],
                )
                for row in rows
            )

    def profile(self, key: str) -> Profile | None:
        """The profile whose external_id, alias (`label:name`), braze_id, e-mail address or phone number is
        `key`; looked for in this order."""
        with self._lock:
            person = self._find(well_formed(key))
            if person is None:
                return None
            created, updated = self._database.execute(
                "SELECT created, updated FROM users WHERE braze_id = ?", (person.braze_id,)
            ).fetchone()
            return Profile(
                _identifiers(person, people.aliases(self._database, person).get(person.braze_id, ())),
                person.attributes,
                self._events(person),
                self._purchases(person),
                created,
                updated,
            )

    def make_target(self, kind: Kind, name: str, *, now: float) -> str:
        """Make a campaign or a Canvas of that name that the lists show; its id."""
        with self.transaction(now) as context:
            return make_target(context, kind, well_formed(name))

    def calls(self, limit: int = 100) -> tuple[Call, ...]:
        """The last received requests with their answers, newest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT * FROM calls ORDER BY number DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(
            Call(
                number,
                at,
                method,
                path,
                parse_json(body),
                status,
                parse_json(reply),
                tuple(parse_json(notes)),
            )
            for number, at, method, path, body, status, reply, notes in rows
        )

    def messages(self, limit: int = 100) -> tuple[Message, ...]:
        """The last triggered campaigns and Canvases, one entry for each recipient, newest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT kind, target, recipient, properties, dispatch_id, at FROM messages"
                " ORDER BY number DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(
            Message(kind, target, recipient, parse_json(properties), dispatch_id, at)
            for kind, target, recipient, properties, dispatch_id, at in rows
        )

    def catalog_items(self, catalog: str) -> tuple[dict[str, Json], ...]:
        """The items of a catalog, by id; none when there is no such catalog."""
        with self._lock:
            rows = self._database.execute(
                "SELECT item FROM catalog_items WHERE catalog = ? ORDER BY id", (catalog,)
            ).fetchall()
        return tuple(parse_json(text) for (text,) in rows)

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction(0) as context:
            for table in TABLES:
                context.database.execute(f"DELETE FROM {table}")

    def log_call(self, method: str, path: str, body: Json, reply: Reply, *, now: float) -> None:
        """Keep a received request, its credentials masked; the oldest over `MAX_CALLS` are dropped."""
        shown = masked(BrazeRequest(method, path, (), body))
        text = dump_json(shown.body)
        if len(text) > _MAX_LOGGED:
            text = dump_json(f"{text[:_MAX_LOGGED]}…")
        with self.transaction(now) as context:
            context.database.execute(
                "INSERT INTO calls (at, method, path, body, status, reply, notes)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (now, method, path, text, reply.status, dump_json(reply.body), dump_json(list(reply.notes))),
            )
            context.database.execute(
                "DELETE FROM calls WHERE number <= (SELECT max(number) FROM calls) - ?", (MAX_CALLS,)
            )

    def _find(self, key: str) -> people.Person | None:
        return (
            people.find(self._database, Subject(external_id=key))
            or people.find_alias_text(self._database, key)
            or people.find(self._database, Subject(braze_id=key))
            or people.find(self._database, Subject(email=key))
            or people.find(self._database, Subject(phone=key))
        )

    def _events(self, person: people.Person) -> tuple[StoredEvent, ...]:
        rows = self._database.execute(
            "SELECT name, time, app_id, properties FROM events WHERE braze_id = ? ORDER BY number",
            (person.braze_id,),
        )
        return tuple(StoredEvent(name, time, app_id, parse_json(text)) for name, time, app_id, text in rows)

    def _purchases(self, person: people.Person) -> tuple[StoredPurchase, ...]:
        rows = self._database.execute(
            "SELECT product_id, currency, price, quantity, time, properties FROM purchases"
            " WHERE braze_id = ? ORDER BY number",
            (person.braze_id,),
        )
        return tuple(
            StoredPurchase(product_id, currency, price, quantity, time, parse_json(text))
            for product_id, currency, price, quantity, time, text in rows
        )


def _identifiers(person: people.Person, aliases: tuple[Alias, ...]) -> Identifiers:
    email, phone = (
        value if isinstance(value := person.attributes.get(kind), str) else "" for kind in ("email", "phone")
    )
    return Identifiers(person.braze_id, person.external_id, aliases, email, phone)
