"""What a project file, and whatever is exported from it, can hold."""

from __future__ import annotations

import math
from typing import Final

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.paths import Path, field_text

MAX_DEPTH: Final = 100
"""How deep a project file may nest; real mappings stay below 20."""


def check_storable(value: Json) -> None:
    """Raise `WorkbenchError`, with the field, for a value that cannot be stored.

    That is one nested deeper than `MAX_DEPTH`, or one that JSON has no form for: NaN, other types.
    """
    pending: list[tuple[Json, Path]] = [(value, ())]
    while pending:
        current, path = pending.pop()
        if isinstance(current, dict | list):
            if len(path) >= MAX_DEPTH:
                raise WorkbenchError(
                    f"This value is nested deeper than {MAX_DEPTH} levels.",
                    "A project cannot hold it; make it flatter.",
                    field=field_text(path[:4]),
                )
            if isinstance(current, dict) and not all(isinstance(key, str) for key in current):
                raise WorkbenchError("A key must be text.", "Put it between quotes.", field=field_text(path))
            items = current.items() if isinstance(current, dict) else enumerate(current)
            pending.extend((part, (*path, step)) for step, part in items)
        elif isinstance(current, float):
            if not math.isfinite(current):
                raise WorkbenchError(
                    "JSON has no form for this number.",
                    "Use a finite number or text.",
                    field=field_text(path),
                )
        elif current is not None and not isinstance(current, str | int):
            raise WorkbenchError(
                f"A project cannot hold a {type(current).__name__}.",
                "It holds text, numbers, true, false, null, lists and mappings.",
                field=field_text(path),
            )
