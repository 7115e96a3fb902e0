"""What an endpoint works with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """An open transaction, the time in epoch milliseconds, and a maker of new ids (24 hexadecimal digits)."""

    database: sqlite3.Connection
    now: float
    new_id: Callable[[], str]
