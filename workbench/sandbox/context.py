"""What an endpoint works with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from workbench.jsvalues import Json
from workbench.sandbox.replies import Reply


@dataclass(frozen=True, slots=True)
class Context:
    """An open transaction, the time in epoch milliseconds, and a maker of new ids (24 hexadecimal digits)."""

    database: sqlite3.Connection
    now: float
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request at its endpoint: the parsed body (None without one), the parts of the path that name
    something (catalog, item), and the query's parameters."""

    body: Json = None
    names: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)


Handler: TypeAlias = Callable[[Context, Incoming], Reply]
