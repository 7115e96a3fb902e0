"""JSON text: `JSON.parse` and `JSON.stringify` with V8's numbers and key order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Final, NoReturn

import orjson

from workbench.jsvalues.convert import number_text
from workbench.jsvalues.refusals import plain_refusal
from workbench.jsvalues.units import from_units
from workbench.jsvalues.values import UNDEFINED, Function, Json, Undefined, has_index_keys, ordered_keys

MAX_DEPTH: Final = 1024
"""How deep lists and objects may nest in text that is read. Segment's events are far below."""

_EXACT: Final = 2**53
_INDEX_KEY: Final = re.compile(rb'"[0-9]{1,10}"\s*:').search


def _shape(signs: dict[bytes, bytes]) -> bytes:
    """A table for `bytes.translate` that writes each of some characters as their sign, all else as a dot."""
    table = bytearray(b"." * 256)
    for characters, sign in signs.items():
        for character in characters:
            table[character] = ord(sign)
    return bytes(table)


_READ_SHAPE: Final = _shape({b"0123456789": b"0", b": \t\r\n": b":", b'"': b'"'})
_WRITTEN_SHAPE: Final = _shape({b"0123456789": b"0", b'"e': b'"', b":+-": b":"})
"""With it, keys that end in a digit and exponents, which orjson writes with their sign, look the same."""

_LONG_RUN: Final = b"0" * 16
_EXPONENT: Final = re.compile(rb"[0-9]e[+-][0-9]+[,}\]]").search
_WHOLE_FRACTION: Final = re.compile(rb"\.0(?=[,}\]])").finditer
_ALWAYS_PLAIN: Final = frozenset((str, bool, type(None)))
_LEAST_DECIMAL: Final = 1e-4
"""Smaller numbers have an exponent in one of the two notations."""
_ROOTS: Final = frozenset((dict, list, str))
_JSON_ONLY: Final = (
    orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPES: Final = {unit: f"\\u{unit:04x}" for unit in range(0xD800, 0xE000)}


class JsonError(ValueError):
    """Text that is not JSON. `position` counts characters from 0; `message` is a plain phrase without it."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


def parse_json(text: str | bytes | memoryview) -> Json:
    """The value of JSON text, as `JSON.parse` reads it.

    Integers beyond 2**53 become the double that JavaScript makes of them, array-index keys come first, of
    equal keys the last value stays at the first one's place. Lone surrogates in escapes are kept. Bytes
    must be UTF-8. Raises `JsonError` (a `ValueError`) for anything else, NaN, a byte order mark and nesting
    beyond `MAX_DEPTH` included.
    """
    try:
        value = orjson.loads(text)
        raw = text if type(text) is bytes else text.encode() if isinstance(text, str) else bytes(text)
    except orjson.JSONDecodeError as refusal:
        if "depth" in refusal.msg:
            raise JsonError(f"nested deeper than {MAX_DEPTH} levels", refusal.pos) from None
        if "surrogate" not in refusal.msg and "infinity" not in refusal.msg:
            raise JsonError(plain_refusal(refusal.msg), refusal.pos) from None
        value, raw = _parse_leniently(text)
    return _as_javascript(value) if _may_differ(raw) else value


def _may_differ(raw: bytes) -> bool:
    """Whether the text may hold an array-index key or an integer beyond 2**53."""
    shape = raw.translate(_READ_SHAPE)
    if _LONG_RUN in shape or (b"\\" in raw and b"\\u003" in raw):
        return True
    # The search for keys is the dear part: only where some key ends in a digit.
    return b'0":' in shape and _INDEX_KEY(raw) is not None


def _parse_leniently(text: str | bytes | memoryview) -> tuple[Json, bytes]:
    """What orjson refuses and `JSON.parse` takes: lone surrogates and numbers beyond the doubles."""
    try:
        decoded = text if isinstance(text, str) else str(text, "utf-8")
        value = json.loads(decoded, parse_constant=_refuse_constant, parse_int=_integer)
    except json.JSONDecodeError as refusal:
        message = plain_refusal(refusal.msg[:1].lower() + refusal.msg[1:])
        raise JsonError(message, refusal.pos) from None
    except UnicodeDecodeError as refusal:
        raise JsonError("not UTF-8", refusal.start) from None
    except RecursionError:
        raise JsonError("nested too deeply for text with lone surrogates or endless numbers", 0) from None
    return value, decoded.encode("utf-8", "surrogatepass")


def _refuse_constant(name: str) -> NoReturn:
    raise JsonError(f"{name} is not JSON", 0)


def _integer(digits: str) -> float:
    return int(digits) if len(digits) < 16 else _number(float(digits))


def _number(value: float) -> float:
    """Integers that doubles cannot tell apart as the double; others as they are."""
    if isinstance(value, int) and not -_EXACT <= value <= _EXACT:
        return float(value)
    return value


def _as_javascript(root: Json) -> Json:
    """A fresh value's numbers as doubles and its keys in order, changed in place, whatever its depth."""
    box = [root]
    pending: list[dict[str, Json] | list[Json]] = [box]
    while pending:
        holder = pending.pop()
        if isinstance(holder, dict):
            if has_index_keys(holder):
                ordered = {key: holder[key] for key in ordered_keys(holder)}
                holder.clear()
                holder.update(ordered)
            entries: Iterator[tuple[Json, Json]] = iter(holder.items())
        else:
            entries = iter(enumerate(holder))
        for key, value in entries:
            if isinstance(value, (dict, list)):
                pending.append(value)
            elif type(value) is int and not -_EXACT <= value <= _EXACT:
                holder[key] = float(value)
    return box[0]


def dump_json(value: Json | Undefined, *, indent: float | str | None = None) -> str:
    """`JSON.stringify(value, null, indent)` as text; `indent` is a number of blanks or text.

    A number between 0 and 1 gives lines without blanks, as V8 has it. Members that are undefined or functions
    are left out. In lists these are `null`, as are NaN and the infinities anywhere, and an undefined value
    itself, for which JavaScript gives no text. Raises `TypeError` for what is no JSON.
    """
    if indent is None and (quick := _quick(value)) is not None:
        return quick
    blanks = " " * int(indent) if isinstance(indent, (int, float)) else from_units(indent or "")
    return "".join(_pieces(value, blanks if indent else None))


def _quick(value: Json) -> str | None:
    """The text by orjson, of the value or of a copy that orjson writes as JavaScript does; else `None`."""
    if type(value) not in _ROOTS:
        return None
    try:
        written = _in_javascript(orjson.dumps(value, option=_JSON_ONLY))
    except orjson.JSONEncodeError:
        written = None
    if written is None:
        try:
            written = orjson.dumps(_made_plain(value), option=_JSON_ONLY)
        except (orjson.JSONEncodeError, RecursionError, _NotPlainError):
            return None
    return written.decode()


class _NotPlainError(Exception):
    """Something in the value has a notation of its own in JavaScript."""


def _in_javascript(written: bytes) -> bytes | None:
    """What orjson wrote of an object, a list or text as JavaScript writes it; `None` where that is not sure.

    The two differ in whole floats, exponents, integers beyond 2**53 and the order of array-index keys.
    """
    shape = written.translate(_WRITTEN_SHAPE)
    if _LONG_RUN in shape or (b'0":' in shape and (_INDEX_KEY(written) or _EXPONENT(written))):
        return None
    return _without_fractions(written) if b".0" in written else written


def _without_fractions(written: bytes) -> bytes | None:
    """The text with `2.0` as `2` outside of strings; `None` where quotes do not show what is a string."""
    if b"\\" in written or b"-0.0" in written:
        return None
    pieces = []
    done = quotes = counted = 0
    for found in _WHOLE_FRACTION(written):
        start = found.start()
        quotes += written.count(b'"', counted, start)
        counted = start
        if quotes % 2 == 0:
            pieces.append(written[done:start])
            done = start + 2
    return b"".join(pieces) + written[done:]


def _made_plain(value: Json) -> Json:
    """A copy that orjson writes as JavaScript writes the value; `_NotPlainError` where there is none."""
    kind = type(value)
    if kind in _ALWAYS_PLAIN:
        return value
    if kind is dict:
        return {
            key: value[key] if type(value[key]) in _ALWAYS_PLAIN else _made_plain(value[key])
            for key in ordered_keys(value)
            if value[key] is not UNDEFINED and not isinstance(value[key], Function)
        }
    if kind is list:
        return [item if type(item) in _ALWAYS_PLAIN else _made_plain(item) for item in value]
    if value is UNDEFINED or isinstance(value, Function):
        return None
    if kind in (int, float) and -_EXACT <= value <= _EXACT:
        if value == int(value):
            return int(value)
        if abs(value) >= _LEAST_DECIMAL:
            return value
    raise _NotPlainError


def _pieces(root: Json | Undefined, indent: str | None) -> Iterator[str]:
    """The text of a value in pieces, without recursion; on lines unless `indent` is `None`."""
    levels: list[tuple[Iterator[tuple[str, Json]], str]] = [(iter([("", root)]), "")]
    while levels:
        entry = next(levels[-1][0], None)
        if entry is None:
            yield levels.pop()[1]
            continue
        before, value = entry
        yield before
        if not isinstance(value, (dict, list)):
            yield _scalar(value)
            continue
        entries = _entries(value, ":" if indent is None else ": ")
        brackets = "{}" if isinstance(value, dict) else "[]"
        if not entries:
            yield brackets
            continue
        yield brackets[0]
        line = "" if indent is None else "\n" + indent * len(levels)
        outer = "" if indent is None else "\n" + indent * (len(levels) - 1)
        levels.append((_on_lines(entries, line), outer + brackets[1]))


def _entries(value: dict[str, Json] | list[Json], colon: str) -> list[tuple[str, Json]]:
    if isinstance(value, list):
        return [("", item) for item in value]
    return [
        (_quoted(key) + colon, value[key])
        for key in ordered_keys(value)
        if value[key] is not UNDEFINED and not isinstance(value[key], Function)
    ]


def _quoted(text: str) -> str:
    """The text in quotes; lone surrogates are escaped there and nowhere else."""
    quoted = encode_basestring(text)
    if text.isascii() or not _SURROGATES.search(quoted):
        return quoted
    return from_units(quoted).translate(_SURROGATE_ESCAPES)


def _on_lines(entries: list[tuple[str, Json]], line: str) -> Iterator[tuple[str, Json]]:
    separator = ""
    for before, value in entries:
        yield separator + line + before, value
        separator = ","


def _scalar(value: Json | Undefined) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or value is UNDEFINED or isinstance(value, Function):
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        text = number_text(value)
        return text if text[-1].isdigit() else "null"
    raise TypeError(f"{type(value).__name__} is not JSON")
