"""The sandbox's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from workbench.errors import WorkbenchError

SCHEMA_VERSION = 2

# JSON is kept as text (workbench.jsvalues.dump_json); times are epoch milliseconds.
_TABLES = """
CREATE TABLE users (
    braze_id TEXT PRIMARY KEY,
    external_id TEXT UNIQUE,
    email TEXT,
    phone TEXT,
    attributes TEXT NOT NULL DEFAULT '{}',
    created REAL NOT NULL,
    updated REAL NOT NULL
);
CREATE INDEX users_by_email ON users (email);
CREATE INDEX users_by_phone ON users (phone);
CREATE TABLE aliases (
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    braze_id TEXT NOT NULL REFERENCES users (braze_id) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (label, name),
    UNIQUE (braze_id, label)
);
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    braze_id TEXT NOT NULL REFERENCES users (braze_id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    time REAL NOT NULL,
    app_id TEXT NOT NULL,
    properties TEXT NOT NULL
);
CREATE INDEX events_by_user ON events (braze_id);
CREATE TABLE purchases (
    number INTEGER PRIMARY KEY,
    braze_id TEXT NOT NULL REFERENCES users (braze_id) ON DELETE CASCADE,
    product_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    price REAL NOT NULL,
    quantity INTEGER NOT NULL,
    time REAL NOT NULL,
    properties TEXT NOT NULL
);
CREATE INDEX purchases_by_user ON purchases (braze_id);
CREATE TABLE catalogs (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    fields TEXT NOT NULL,
    updated REAL NOT NULL
);
CREATE TABLE catalog_items (
    catalog TEXT NOT NULL REFERENCES catalogs (name) ON DELETE CASCADE,
    id TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (catalog, id)
);
CREATE TABLE messages (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    recipient TEXT NOT NULL,
    properties TEXT NOT NULL,
    dispatch_id TEXT NOT NULL,
    at REAL NOT NULL
);
CREATE TABLE targets (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created REAL NOT NULL,
    UNIQUE (kind, id)
);
CREATE TABLE calls (
    number INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    body TEXT NOT NULL,
    status INTEGER NOT NULL,
    reply TEXT NOT NULL,
    notes TEXT NOT NULL
);
"""
_FROM_1_TO_2 = _TABLES[_TABLES.index("CREATE TABLE targets") : _TABLES.index("CREATE TABLE calls")]
TABLES = (
    "calls",
    "targets",
    "messages",
    "catalog_items",
    "catalogs",
    "purchases",
    "events",
    "aliases",
    "users",
)


def open_database(path: str) -> sqlite3.Connection:
    """A connection to the database at `path` (":memory:" for none on disk), its tables made when missing.

    Transactions are explicit. The connection may be used from any thread, by one at a time.

    Raises:
        WorkbenchError: the file cannot be opened, is no database, or was made by another version.
    """
    memory = path == ":memory:"
    try:
        if not memory:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            # For its owner only, since test events may be about real people; SQLite's own files follow it.
            Path(path).touch(mode=0o600)
        database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error, ValueError) as error:
        raise _unusable(path) from error
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("PRAGMA synchronous = NORMAL")
        if not memory:
            database.execute("PRAGMA journal_mode = WAL")
        _prepare(database, path)
    except sqlite3.Error as error:
        database.close()
        raise _unusable(path) from error
    except WorkbenchError:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, path: str) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        return
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version == 1:
        database.executescript(f"BEGIN; {_FROM_1_TO_2} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        return
    if version or tables:
        raise WorkbenchError(
            "The sandbox's data was made by another version of the workbench, or by another program.",
            hint="Remove the file, or name another one; it holds test data only.",
            file=path,
        )
    database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")


def _unusable(path: str) -> WorkbenchError:
    return WorkbenchError(
        "The sandbox's data cannot be opened.",
        hint="Check that the place is writable and the file is the sandbox's own, or name another one.",
        file=path,
    )
