"""The paths that the loaded events have, for completion."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import Json, type_name


@dataclass(frozen=True, slots=True)
class PathSuggestion:
    """A path that events have, with the kinds of value found there, one of them, and in how many events."""

    path: str
    kinds: tuple[str, ...]
    example: Json
    count: int


class PathIndex:
    """The keys of events with their kinds, counts and an example."""

    def __init__(self) -> None:
        self._paths: dict[str, tuple[set[str], Json, int]] = {}

    def add(self, data: dict[str, Json]) -> None:
        """Takes note of an event's keys."""
        stack = [("$", data)]
        while stack:
            path, value = stack.pop()
            for key, inner in value.items():
                kinds, example, count = self._paths.get(f"{path}.{key}", (set(), inner, 0))
                kinds.add(type_name(inner))
                self._paths[f"{path}.{key}"] = (kinds, example, count + 1)
                if isinstance(inner, dict):
                    stack.append((f"{path}.{key}", inner))

    def complete(self, prefix: str, limit: int = 50) -> list[PathSuggestion]:
        """The paths that begin with the text, the most frequent first."""
        found = [
            PathSuggestion(path, tuple(sorted(kinds)), example, count)
            for path, (kinds, example, count) in self._paths.items()
            if path.startswith(prefix)
        ]
        return sorted(found, key=lambda suggestion: (-suggestion.count, suggestion.path))[:limit]
