"""Changing one place inside JSON without touching the value it came from."""

from __future__ import annotations

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.paths import Path, field_text


def with_value(container: Json, path: Path, value: Json) -> Json:
    """A copy of `container` with `value` at `path`; missing mappings on the way are made.

    A list's index may name its end, which appends. Only the containers along `path` are copied. Raises
    `WorkbenchError` when `path` leads through something that is neither a mapping nor a list.
    """
    if not path:
        return value
    trail = _trail(container, path)
    result = value
    for step, parent in zip(reversed(path), reversed(trail), strict=True):
        if isinstance(parent, list) and isinstance(step, int):
            result = [*parent[:step], result, *parent[step + 1 :]]
        else:
            result = {**parent, step: result}
    return result


def without_value(container: Json, path: Path) -> Json:
    """A copy of `container` without what is at `path`. Raises `WorkbenchError` when nothing is there."""
    if not path:
        raise _no_way(path)
    *way, last = path
    parent = _trail(container, path)[-1]
    if isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        shorter: Json = [*parent[:last], *parent[last + 1 :]]
    elif isinstance(parent, dict) and last in parent:
        shorter = {key: part for key, part in parent.items() if key != last}
    else:
        raise _no_way(path)
    return with_value(container, tuple(way), shorter)


def _trail(container: Json, path: Path) -> list[Json]:
    """The containers that `path` passes, the outermost first."""
    trail = []
    current = container
    for step in path:
        trail.append(current)
        if isinstance(current, dict) and isinstance(step, str):
            current = current.get(step, {})
        elif isinstance(current, list) and isinstance(step, int) and 0 <= step <= len(current):
            current = current[step] if step < len(current) else {}
        else:
            raise _no_way(path)
    return trail


def _no_way(path: Path) -> WorkbenchError:
    return WorkbenchError(
        "There is no such place in this field.", "Edit the field as a whole.", field=field_text(path)
    )
