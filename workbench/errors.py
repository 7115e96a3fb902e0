"""The one family of errors that people read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkbenchError(Exception):
    """Something the user can put right.

    `message` is a plain sentence without values of events or credentials; `hint` says what to do next.
    `file`, `line` (from 1) and `field` (a dotted path such as `mappings[2].trigger`) say where.
    """

    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.file and self.line is not None:
            place = f"{self.file}:{self.line}"
        parts = [part for part in (place, self.field) if part]
        text = ": ".join([*parts, self.message])
        return f"{text} {self.hint}" if self.hint else text
