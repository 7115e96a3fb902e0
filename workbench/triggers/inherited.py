"""What JavaScript values have without having been given it, so that a path to it exists.

The names are those of the prototypes of V8 in Node 20. A path such as `properties.title.link` finds a
function when the title is a text.
"""

from __future__ import annotations

from typing import Final

from workbench.jsvalues import Json


class Inherited:
    """A function that a value inherits: it exists, and equals no text, number or boolean."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "function"


INHERITED: Final = Inherited()

OBJECT_MEMBERS: Final = frozenset({
    "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
    "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString",
    "toString", "valueOf",
})  # fmt: skip
"""What every value has."""

_TEXT_MEMBERS: Final = OBJECT_MEMBERS | {
    "anchor", "at", "big", "blink", "bold", "charAt", "charCodeAt", "codePointAt", "concat", "endsWith",
    "fixed", "fontcolor", "fontsize", "includes", "indexOf", "isWellFormed", "italics", "lastIndexOf",
    "link", "localeCompare", "match", "matchAll", "normalize", "padEnd", "padStart", "repeat",
    "replace", "replaceAll", "search", "slice", "small", "split", "startsWith", "strike", "sub",
    "substr", "substring", "sup", "toLocaleLowerCase", "toLocaleUpperCase", "toLowerCase",
    "toUpperCase", "toWellFormed", "trim", "trimEnd", "trimLeft", "trimRight", "trimStart",
}  # fmt: skip
_LIST_MEMBERS: Final = OBJECT_MEMBERS | {
    "at", "concat", "copyWithin", "entries", "every", "fill", "filter", "find", "findIndex", "findLast",
    "findLastIndex", "flat", "flatMap", "forEach", "includes", "indexOf", "join", "keys", "lastIndexOf",
    "map", "pop", "push", "reduce", "reduceRight", "reverse", "shift", "slice", "some", "sort",
    "splice", "toReversed", "toSorted", "toSpliced", "unshift", "values", "with",
}  # fmt: skip
_NUMBER_MEMBERS: Final = OBJECT_MEMBERS | {"toExponential", "toFixed", "toPrecision"}
_FUNCTION_MEMBERS: Final = OBJECT_MEMBERS | {"apply", "bind", "call", "length", "name"}


def inherits(value: Json | Inherited, key: str) -> bool:
    """Whether a value that is neither null nor undefined has `key` from its prototype."""
    if isinstance(value, str):
        return key in _TEXT_MEMBERS
    if isinstance(value, list):
        return key in _LIST_MEMBERS
    if isinstance(value, Inherited):
        return key in _FUNCTION_MEMBERS
    if isinstance(value, (dict, bool)):
        return key in OBJECT_MEMBERS
    return key in _NUMBER_MEMBERS
