"""The one family of errors that people read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Self


class _ErrorType(type):
    """The type of frozen errors that Python may still raise through a context manager.

    A frozen dataclass refuses every assignment, also `__traceback__` and `__context__`, which contextlib
    writes on an exception that passes it; the error would then be replaced by a FrozenInstanceError.
    """

    def __setattr__(cls, name: str, value: object) -> None:
        super().__setattr__(name, _but_not_pythons_own(value) if name == "__setattr__" else value)


def _but_not_pythons_own(refuse: object) -> Callable[[object, str, object], None]:
    def assign(self: object, name: str, value: object) -> None:
        if name.startswith("__") and name.endswith("__"):
            object.__setattr__(self, name, value)
        elif callable(refuse):
            refuse(self, name, value)

    return assign


@dataclass(frozen=True)
class WorkbenchError(Exception, metaclass=_ErrorType):
    """Something the user can put right.

    `message` is a plain sentence without values of events or credentials; `hint` says what to do next.
    `file`, `line` (from 1) and `field` (a dotted path such as `mappings[2].trigger`) say where.
    """

    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    field: str = ""

    def __reduce__(self) -> tuple[partial[Self], tuple[()]]:
        """Copies are made from the fields; an exception's own way loses those that were given by name."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        return partial(type(self), **values), ()

    def __str__(self) -> str:
        place = self.file
        if self.file and self.line is not None:
            place = f"{self.file}:{self.line}"
        parts = [part for part in (place, self.field) if part]
        text = ": ".join([*parts, self.message])
        return f"{text} {self.hint}" if self.hint else text
