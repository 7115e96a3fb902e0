"""Reading a member of any value, `value[key]`, with what JavaScript's values inherit."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from workbench.jsvalues.units import to_units, unit_length
from workbench.jsvalues.values import UNDEFINED, Function, Json, index_of_key


def _methods(kind: str, names: str) -> MappingProxyType[str, Function]:
    """The inherited members of a kind: methods as `name` or `name:length`, and the constructor."""
    methods = {"constructor": Function(kind, 1)}
    for entry in names.split():
        name, _, length = entry.partition(":")
        methods[name] = Function(name, int(length or 0))
    return MappingProxyType(methods)


_OBJECT: Final = _methods(
    "Object",
    "__defineGetter__:2 __defineSetter__:2 __lookupGetter__:1 __lookupSetter__:1 hasOwnProperty:1 "
    "isPrototypeOf:1 propertyIsEnumerable:1 toLocaleString toString valueOf",
)
_ARRAY: Final = _methods(
    "Array",
    "at:1 concat:1 copyWithin:2 entries every:1 fill:1 filter:1 find:1 findIndex:1 findLast:1 "
    "findLastIndex:1 flat flatMap:1 forEach:1 includes:1 indexOf:1 join:1 keys lastIndexOf:1 map:1 pop "
    "push:1 reduce:1 reduceRight:1 reverse shift slice:2 some:1 sort:1 splice:2 "
    "toLocaleString toReversed toSorted:1 toSpliced:2 toString unshift:1 values with:2",
)
_STRING: Final = _methods(
    "String",
    "anchor:1 at:1 big blink bold charAt:1 charCodeAt:1 codePointAt:1 concat:1 endsWith:1 fixed fontcolor:1 "
    "fontsize:1 includes:1 indexOf:1 isWellFormed italics lastIndexOf:1 link:1 localeCompare:1 match:1 "
    "matchAll:1 normalize padEnd:1 padStart:1 repeat:1 replace:2 replaceAll:2 search:1 slice:2 small split:2 "
    "startsWith:1 strike sub substr:2 substring:2 sup toLocaleLowerCase toLocaleUpperCase toLowerCase "
    "toString toUpperCase toWellFormed trim trimEnd trimStart valueOf",
)
_NUMBER: Final = _methods(
    "Number", "toExponential:1 toFixed:1 toLocaleString toPrecision:1 toString:1 valueOf"
)
_BOOLEAN: Final = _methods("Boolean", "toString valueOf")
_FUNCTION: Final = _methods("Function", "apply:2 bind:1 call:1 toString")

OBJECT_MEMBERS: Final = frozenset(_OBJECT) | {"__proto__"}
"""The keys that every object has without owning them."""


def member(value: Json, key: str) -> Json:
    """`value[key]` for any value but null and undefined; `UNDEFINED` when there is none.

    Lists and text have indexes and a `length`; what a value inherits is there too, methods as `Function`.
    `__proto__` reads as what its JSON is: an empty list or text, 0, false, a function, else an empty object.
    """
    if isinstance(value, dict):
        return value[key] if key in value else _inherited(_OBJECT, key, {})
    if isinstance(value, list):
        return (
            _element(value, len(value), key)
            if key == "length" or key[:1].isdigit()
            else _inherited(_ARRAY, key, [])
        )
    if isinstance(value, str):
        if key == "length" or key[:1].isdigit():
            return _element(value, unit_length(value), key)
        return _inherited(_STRING, key, "")
    if isinstance(value, Function):
        own = {"name": value.name, "length": value.length}
        return own[key] if key in own else _inherited(_FUNCTION, key, Function("", 0))
    if isinstance(value, bool):
        return _inherited(_BOOLEAN, key, False)
    return _inherited(_NUMBER, key, 0)


def _element(value: list[Json] | str, length: int, key: str) -> Json:
    if key == "length":
        return length
    index = index_of_key(key)
    if index is None or index >= length:
        return UNDEFINED
    return to_units(value)[index] if isinstance(value, str) else value[index]


def _inherited(methods: MappingProxyType[str, Function], key: str, prototype: Json) -> Json:
    if key == "__proto__":
        return prototype
    return methods.get(key) or _OBJECT.get(key, UNDEFINED)
