"""Makes a differing case small: parts are left out and made simpler as long as a difference remains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.jsvalues import Json

Differ = Callable[[Sequence[dict[str, Json]]], list[bool]]
"""Which of some cases still show a difference."""

_WHOLE = ("action", "settings", "subscribe")
_AT_ONCE = 40
_MAX_ROUNDS = 400


def shrink(case: dict[str, Json], differ: Differ, fixed: frozenset[str]) -> dict[str, Json]:
    """The smallest case found. Members of the case in `fixed` keep their type, those in `_WHOLE` are kept."""
    for _ in range(_MAX_ROUNDS):
        simpler = _first_differing(_simpler_cases(case, fixed), differ)
        if simpler is None:
            return case
        case = simpler
    return case


def _first_differing(candidates: Iterator[dict[str, Json]], differ: Differ) -> dict[str, Json] | None:
    while chunk := [one for _, one in zip(range(_AT_ONCE), candidates, strict=False)]:
        for one, differs in zip(chunk, differ(chunk), strict=True):
            if differs:
                return one
    return None


def _simpler_cases(case: dict[str, Json], fixed: frozenset[str]) -> Iterator[dict[str, Json]]:
    for key, value in case.items():
        for simpler in () if key in _WHOLE else _simpler(value):
            if key not in fixed or type(simpler) is type(value):
                yield case | {key: simpler}


def _simpler(value: Json) -> Iterator[Json]:
    """Values that are a step simpler than this one, the boldest steps first."""
    if isinstance(value, dict):
        yield from _simpler_dicts(value)
    elif isinstance(value, list):
        yield from _simpler_lists(value)
    elif isinstance(value, str) and value:
        half = len(value) // 2
        yield from ("", value[:half], value[half:])
        if len(value) <= 80:
            yield from (value[:index] + value[index + 1 :] for index in range(len(value)))
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and value != 0:
        yield 0
        if isinstance(value, float) and abs(value) < 1e15 and value != int(value):
            yield int(value)


def _simpler_dicts(value: dict[str, Json]) -> Iterator[Json]:
    if not value:
        return
    yield {}
    yield from (member for member in value.values() if isinstance(member, dict))
    for key in value:
        yield {name: member for name, member in value.items() if name != key}
    for key, member in value.items():
        for simpler in _simpler(member):
            yield value | {key: simpler}


def _simpler_lists(value: list[Json]) -> Iterator[Json]:
    if not value:
        return
    yield []
    if len(value) > 3:
        yield value[: len(value) // 2]
        yield value[len(value) // 2 :]
    for index in range(len(value)):
        yield value[:index] + value[index + 1 :]
    for index, item in enumerate(value):
        for simpler in _simpler(item):
            yield [*value[:index], simpler, *value[index + 1 :]]
