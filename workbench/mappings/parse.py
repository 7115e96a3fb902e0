"""From directive JSON to nodes. Parsing never fails: what cannot run becomes a `Broken` node.

The checks are those that @segment/actions-core 3.170.0 makes when a directive runs; the validator's, which
come before, are in `validate`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from workbench.jsvalues import UNDEFINED, Json, is_truthy, ordered_keys, real_type, type_name
from workbench.mappings.conditions import ExcludeWhenNull, If
from workbench.mappings.failures import MappingFailure
from workbench.mappings.lookups import ArrayPath, Path, Template
from workbench.mappings.nodes import Broken, Constant, List, Node, Object
from workbench.mappings.places import dotted, indexed
from workbench.mappings.root import root_directive
from workbench.mappings.structures import Flatten, JsonText, Merge, Transform
from workbench.mappings.texts import Case, Replace, Replacement
from workbench.mappings.validate import check_mapping

Reader: TypeAlias = Callable[[Json, str], Node]
"""Makes the node of a directive from its value and its place, the directive's own key included.

Raises `MappingFailure` for a value with which the directive fails whatever the event.
"""


def parse(mapping: Json, place: str = "") -> Node:
    """The node of a mapping or a part of it (`resolve` of @segment/actions-core 3.170.0)."""
    if isinstance(mapping, list):
        items = tuple(parse(item, indexed(place, index)) for index, item in enumerate(mapping))
        values = [item.value for item in items if isinstance(item, Constant)]
        return Constant(place, values) if len(values) == len(items) else List(place, items)
    if not isinstance(mapping, dict):
        return Constant(place, mapping)
    return _parse_directive(mapping, place) if is_directive(mapping) else _parse_object(mapping, place)


def _parse_object(mapping: dict[str, Json], place: str) -> Node:
    """An object that is no directive. A key `__proto__` never becomes a member."""
    members = tuple(
        (key, parse(mapping[key], dotted(place, key))) for key in ordered_keys(mapping) if key != "__proto__"
    )
    values = {key: node.value for key, node in members if isinstance(node, Constant)}
    return Constant(place, values) if len(values) == len(members) else Object(place, members)


def is_directive(mapping: dict[str, Json]) -> bool:
    """Whether an object is a directive: it has `@` keys, and beside them at most `_metadata`."""
    others = [key for key in mapping if not key.startswith("@")]
    return len(others) < len(mapping) and all(key == "_metadata" for key in others)


def _parse_directive(mapping: dict[str, Json], place: str) -> Node:
    name = next(key for key in mapping if key.startswith("@"))
    where = dotted(place, name)
    try:
        return _reader(name)(mapping[name], where)
    except MappingFailure as failure:
        return Broken(where, name, failure.message, failure.hint)


def _reader(name: str) -> Reader:
    reader = DIRECTIVES.get(name)
    if reader is None:
        raise MappingFailure(
            f"{name} is not a valid directive, got undefined",
            hint=f"Known directives are {', '.join(DIRECTIVES)}.",
        )
    return reader


def _options(name: str, value: Json, needed: str) -> dict[str, Json]:
    if isinstance(value, dict):
        return value
    raise MappingFailure(
        f"{name} requires an object with {needed}", hint=f"Give {name} an object with {needed}."
    )


def _need(name: str, options: dict[str, Json], *keys: str) -> None:
    """Each key must be there and not be 0, false, null or empty text."""
    for key in keys:
        if not is_truthy(options.get(key)):
            raise MappingFailure(
                f'{name} requires a "{key}" key', hint=f"Add {key}; it may not be empty, 0, false or null."
            )


def _member(options: dict[str, Json], key: str, place: str) -> Node:
    return parse(options.get(key, UNDEFINED), dotted(place, key))


def _truthy_member(options: dict[str, Json], key: str, place: str) -> Node | None:
    return _member(options, key, place) if is_truthy(options.get(key)) else None


def _or_default(options: dict[str, Json], key: str, default: Json) -> Json:
    value = options.get(key)
    return default if value is None else value


def _read_path(value: Json, place: str) -> Node:
    return Path(place, parse(value, place))


def _read_template(value: Json, place: str) -> Node:
    return Template(place, parse(value, place))


def _read_if(value: Json, place: str) -> Node:
    options = _options("@if", value, 'an "exists" key')
    if not is_truthy(options.get("exists")) and not is_truthy(options.get("blank")):
        raise MappingFailure(
            '@if requires an "exists" key or a "blank" key',
            hint="Say what @if tests: add exists or blank with a directive, such as a path.",
        )
    then = _member(options, "then", place) if "then" in options else None
    otherwise = _truthy_member(options, "else", place)
    if "exists" in options:
        return If(place, "exists", _member(options, "exists", place), then, otherwise)
    return If(place, "blank", _member(options, "blank", place), then, otherwise)


def _read_case(value: Json, place: str) -> Node:
    options = _options("@case", value, 'a "operator" key')
    _need("@case", options, "operator")
    return Case(place, options["operator"], _truthy_member(options, "value", place))


def _read_replace(value: Json, place: str) -> Node:
    options = _options("@replace", value, 'a "pattern" key')
    _need("@replace", options, "pattern")
    node = _truthy_member(options, "value", place)
    pattern, replacement = options["pattern"], _or_default(options, "replacement", "")
    ignore_case = _or_default(options, "ignorecase", False)
    everywhere = _or_default(options, "global", True)
    if not (isinstance(pattern, str) and isinstance(replacement, str)):
        return Replace(place, node, None)
    if not (isinstance(ignore_case, bool) and isinstance(everywhere, bool)):
        return Replace(place, node, None)
    replacements = [Replacement(pattern, replacement)]
    pattern2, replacement2 = options.get("pattern2"), _or_default(options, "replacement2", "")
    if pattern2 and isinstance(pattern2, str) and isinstance(replacement2, str):
        replacements.append(Replacement(pattern2, replacement2))
    return Replace(place, node, tuple(replacements), ignore_case, everywhere)


def _read_array_path(value: Json, place: str) -> Node:
    if not isinstance(value, list):
        raise MappingFailure(
            f"@arrayPath expected array, got {real_type(value)}",
            hint="Give @arrayPath a list: the path, then the shape of an item.",
        )
    path, shape = (*value, UNDEFINED, UNDEFINED)[:2]
    root = parse(path, indexed(place, 0))
    if isinstance(path, str):
        root = Path(indexed(place, 0), root)
    return ArrayPath(
        place, root, parse(shape, indexed(place, 1)) if shape and isinstance(shape, dict) else None
    )


def _read_literal(value: Json, place: str) -> Node:
    return parse(value, place)


def _read_flatten(value: Json, place: str) -> Node:
    options = _options("@flatten", value, 'a "separator" key')
    _need("@flatten", options, "separator")
    return Flatten(
        place,
        _member(options, "value", place),
        _member(options, "separator", place),
        is_truthy(options.get("omitArrays")),
    )


def _read_json(value: Json, place: str) -> Node:
    options = _options("@json", value, 'a "value" key')
    _need("@json", options, "mode", "value")
    return JsonText(place, options["mode"], _member(options, "value", place))


def _read_merge(value: Json, place: str) -> Node:
    options = _options("@merge", value, 'an "objects" key and a "direction" key')
    _need("@merge", options, "direction")
    direction = _member(options, "direction", place)
    try:
        objects = _merged(options)
    except MappingFailure as failure:
        return Merge(place, direction, (), Broken(place, "@merge", failure.message, failure.hint))
    nodes = (parse(item, indexed(dotted(place, "objects"), index)) for index, item in enumerate(objects))
    return Merge(place, direction, tuple(nodes))


def _merged(options: dict[str, Json]) -> list[Json]:
    _need("@merge", options, "objects")
    objects = options["objects"]
    if not isinstance(objects, list):
        raise MappingFailure(
            f"@merge: expected opts.array, got {type_name(objects)}", hint="Give objects of @merge a list."
        )
    return objects


def _read_transform(value: Json, place: str) -> Node:
    options = _options("@transform", value, 'an "apply" key and a "mapping" key')
    _need("@transform", options, "mapping", "apply")
    where = dotted(place, "apply")
    if not isinstance(options["apply"], dict):
        raise MappingFailure(
            '@transform "apply" key should be an object', hint="Give apply an object of fields."
        )
    apply, refusal = prepare(options["apply"], where)
    return Transform(place, apply, _member(options, "mapping", place), refusal)


def _read_exclude_when_null(value: Json, place: str) -> Node:
    return ExcludeWhenNull(place, parse(value, place))


def _read_liquid(value: Json, place: str) -> Node:
    from workbench.mappings.liquid import Liquid  # noqa: PLC0415 - its engine is heavy and rarely needed

    return Liquid(place, value)


DIRECTIVES: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "@path": _read_path,
        "@template": _read_template,
        "@literal": _read_literal,
        "@if": _read_if,
        "@case": _read_case,
        "@replace": _read_replace,
        "@arrayPath": _read_array_path,
        "@flatten": _read_flatten,
        "@json": _read_json,
        "@merge": _read_merge,
        "@transform": _read_transform,
        "@excludeWhenNull": _read_exclude_when_null,
        "@liquid": _read_liquid,
    }
)
"""Every directive and how it is read. `@liquid` brings its engine in only when a mapping has one."""


def prepare(mapping: Json, place: str = "") -> tuple[Node, MappingFailure | None]:
    """What a whole mapping runs as, and why it must not run: the validator's findings, if any.

    A list or text counts as an object with index keys, other scalars as an empty one, and a root directive
    (`__segment_internal_directive`) takes the other fields as its own `mapping`.
    """
    try:
        prepared = root_directive(mapping)
    except MappingFailure as failure:
        return Broken(place, "mapping", failure.message, failure.hint, failure.name), failure
    return parse(prepared, place), check_mapping(prepared, place)
