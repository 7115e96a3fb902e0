"""Saving over a file that people wrote: what they did not change stays as they laid it out.

The order of settings, defaults written or left out, comments, blank lines and line ends are kept. Layout is
a courtesy: wherever it could change what the file means, the plain form is written instead.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from workbench.actions import DEFAULT_ENDPOINT
from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.comments import find_comments, with_comments
from workbench.project.model import SANDBOX_NAME
from workbench.project.paths import Path
from workbench.project.sameness import same_json
from workbench.project.yamltext import parse_yaml
from workbench.project.yamlwriter import write_yaml

_TOP: dict[str, Json] = {
    "name": "",
    "events": [],
    "destination": {"endpoint": DEFAULT_ENDPOINT},
    "environment": SANDBOX_NAME,
    "environments": [],
    "classic": {},
    "mappings": [],
    "accepted": [],
}
_DESTINATION: dict[str, Json] = {"endpoint": DEFAULT_ENDPOINT, "app_id": ""}
_ENVIRONMENT: dict[str, Json] = {"endpoint": "", "app_id": "", "api_key": "", "protected": False}
_MAPPING: dict[str, Json] = {"trigger": "", "enabled": True, "fields": {}}
_ACCEPTANCE: dict[str, Json] = {"event": "", "note": ""}
_NAMED_LISTS = ("environments", "mappings", "accepted")


def laid_out_as(values: dict[str, Json], text: str) -> str:
    """`values` of a project as YAML in the layout of `text`, the file as it was.

    The result reads as `values`, with or without defaults as in `text`. Raises `WorkbenchError` as
    `write_yaml` does.
    """
    try:
        document = parse_yaml(text)
    except WorkbenchError:
        return write_yaml(values)
    old = document.value
    if not isinstance(old, dict):
        return write_yaml(values)
    shaped = _shaped_project(values, old)
    plain = write_yaml(shaped)
    written = with_comments(plain, parse_yaml(plain), find_comments(text, document), _follower(old, shaped))
    try:
        unchanged = same_json(parse_yaml(written).value, shaped)
    except WorkbenchError:
        unchanged = False
    chosen = written if unchanged else plain
    return chosen.replace("\n", "\r\n") if "\r\n" in text else chosen


def _shaped_project(values: dict[str, Json], old: dict[str, Json]) -> dict[str, Json]:
    inner = dict(values)
    for key, defaults in (("destination", _DESTINATION), ("classic", _classic_defaults(old.get("classic")))):
        section = old.get(key)
        if isinstance(section, dict) and (key in inner or section):
            inner[key] = _shaped(inner.get(key, {}), section, defaults)
    items = (("environments", _ENVIRONMENT), ("mappings", _MAPPING), ("accepted", _ACCEPTANCE))
    for key, defaults in items:
        if key in inner:
            places = _matches(old.get(key), inner[key])
            inner[key] = [
                _shaped(item, old[key][places[index]], defaults) if index in places else item
                for index, item in enumerate(inner[key])
            ]
    return _shaped(inner, old, _TOP)


def _shaped(values: dict[str, Json], old: dict[str, Json], defaults: dict[str, Json]) -> dict[str, Json]:
    """`values` in the order of `old`, with the defaults that are in `old` and without those that are not."""
    shaped: dict[str, Json] = {}
    for key, value in old.items():
        if key in values:
            shaped[key] = values[key]
        elif key in defaults and (value is None or same_json(value, defaults[key])):
            shaped[key] = value
    for key in reversed(values):
        if key not in shaped and not (key in defaults and same_json(values[key], defaults[key])):
            shaped = _inserted(shaped, key, values)
    return shaped


def _inserted(shaped: dict[str, Json], key: str, values: dict[str, Json]) -> dict[str, Json]:
    """`shaped` with `key` behind the nearest one that stands before it in `values`."""
    order = list(values)
    before = next((other for other in reversed(order[: order.index(key)]) if other in shaped), None)
    result: dict[str, Json] = {} if before is not None else {key: values[key]}
    for other, value in shaped.items():
        result[other] = value
        if other == before:
            result[key] = values[key]
    return result


def _classic_defaults(section: Json) -> dict[str, Json]:
    """The settings in `section` that say what Classic does anyway."""
    if not isinstance(section, dict):
        return {}
    return {
        key: value for key, value in section.items() if not ClassicSettings.from_json({key: value}).to_json()
    }


def _matches(old: Json, new: Json) -> dict[int, int]:
    """For items of the list `new` the item of `old` that they were: by what they are, else by position."""
    if not isinstance(old, list) or not isinstance(new, list):
        return {}
    free = dict(enumerate(old))
    found: dict[int, int] = {}
    for index, item in enumerate(new):
        for place, other in free.items():
            if isinstance(other, dict) and isinstance(item, dict) and _called(other) == _called(item):
                found[index] = place
                del free[place]
                break
    if len(old) == len(new):
        found |= {index: index for index in range(len(new)) if index not in found and index in free}
    return found


def _called(item: dict[str, Json]) -> Hashable:
    """What tells an item from the others of its list: its name, for an acceptance what it accepts."""
    if "place" in item:
        return tuple(str(item.get(key) or "") for key in ("kind", "place", "event"))
    name = item.get("name")
    return name if isinstance(name, str) else None


def _follower(old: dict[str, Json], new: dict[str, Json]) -> Callable[[Path], Path | None]:
    """Where a place of `old` is in `new`; `None` when an item of a list is gone."""
    moves = {
        key: {place: index for index, place in _matches(old.get(key), new.get(key)).items()}
        for key in _NAMED_LISTS
    }

    def moved(path: Path) -> Path | None:
        if len(path) < 2 or path[0] not in moves or not isinstance(path[1], int):
            return path
        index = moves[str(path[0])].get(path[1])
        return None if index is None else (path[0], index, *path[2:])

    return moved
