"""Directives that change text: `@case` and `@replace`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.jsvalues import (
    UNDEFINED,
    Json,
    ThrownError,
    dump_json,
    from_units,
    to_text,
    to_units,
    unit_length,
)
from workbench.mappings.nodes import MAX_TEXT, Node, Part
from workbench.mappings.paths import Resolve

MAX_REPLACE_LENGTH: Final = 10
"""How many UTF-16 units a pattern and a replacement of `@replace` may have."""


@dataclass(frozen=True, slots=True)
class Case(Node):
    """`@case`: text in lower or upper case, any other value as it is.

    `operator` is checked only when there is text to change. Without a `value` it gives nothing.
    """

    operator: Json
    value: Node | None

    label: ClassVar[str] = "@case"

    @property
    def text(self) -> str:
        operator = self.operator if isinstance(self.operator, str) else dump_json(self.operator)
        return f"{operator} {self.value.text if self.value else 'nothing'}"

    def parts(self, payload: Json) -> Iterator[Part]:
        if self.value:
            yield Part("value", self.value, payload)

    def _compile(self) -> Resolve:
        if self.value is None:
            return _nothing
        read = self.value.raw
        if self.operator not in ("lower", "upper"):
            return self._wrong_operator(read)
        change = str.lower if self.operator == "lower" else str.upper

        def recase(payload: Json) -> Json:
            value = read(payload)
            return change(value) if isinstance(value, str) else value

        return recase

    def _wrong_operator(self, read: Resolve) -> Resolve:
        def refuse_text(payload: Json) -> Json:
            value = read(payload)
            if isinstance(value, str):
                self.fail(
                    'operator key should have a value of "lower" or "upper"',
                    "Write the operator of @case as lower or upper, in small letters.",
                )
            return value

        return refuse_text


def _nothing(_: Json) -> Json:
    return UNDEFINED


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change that `@replace` makes. `pattern` is plain; `with_` may hold `$&`, `$$`, `` $` ``, `$'`."""

    pattern: str
    with_: str


@dataclass(frozen=True, slots=True)
class Replace(Node):
    """`@replace`: up to two replacements in a text; numbers and booleans count as their text.

    Anything else gives `""`, and so does every value when `replacements` is `None` (its options have wrong
    types, which the validator finds in most places). Without a `value` it gives nothing.
    """

    value: Node | None
    replacements: tuple[Replacement, ...] | None
    ignore_case: bool = False
    everywhere: bool = True

    label: ClassVar[str] = "@replace"

    @property
    def text(self) -> str:
        changes = " and ".join(
            f"{dump_json(change.pattern)} with {dump_json(change.with_)}"
            for change in self.replacements or ()
        )
        first = "" if self.everywhere else "first "
        case = " (any case)" if self.ignore_case else ""
        return f"replace {first}{changes}{case} in {self.value.text if self.value else 'nothing'}"

    def parts(self, payload: Json) -> Iterator[Part]:
        if self.value:
            yield Part("value", self.value, payload)

    def _compile(self) -> Resolve:
        if self.value is None:
            return _nothing
        read = self.value.raw
        replacements = self.replacements

        def replace(payload: Json) -> Json:
            value = read(payload)
            if isinstance(value, (bool, int, float)):
                value = to_text(value)
            if replacements is None or not isinstance(value, str):
                return ""
            for replacement in replacements:
                value = self._apply(value, replacement)
            return value

        return replace

    def _compile_clean(self) -> Resolve:
        return self.raw

    def _apply(self, value: str, replacement: Replacement) -> str:
        for part, text in (("pattern", replacement.pattern), ("replacement", replacement.with_)):
            if unit_length(text) > MAX_REPLACE_LENGTH:
                self.fail(
                    f'@replace requires a "{part}" less than {MAX_REPLACE_LENGTH} characters',
                    f"Shorten the {part} to at most {MAX_REPLACE_LENGTH} characters.",
                )
        try:
            return replace_text(
                value,
                replacement.pattern,
                replacement.with_,
                ignore_case=self.ignore_case,
                everywhere=self.everywhere,
            )
        except ThrownError as thrown:
            self.fail_thrown(thrown)


def replace_text(text: str, pattern: str, with_: str, *, ignore_case: bool, everywhere: bool) -> str:
    """`text.replace(pattern, with_)` of JavaScript for a regular expression that is plain text.

    Text is searched by UTF-16 units. `$&`, `$$`, `` $` `` and `$'` in `with_` mean the match, a dollar,
    what precedes and what follows; `pattern` must not be empty. Raises `ThrownError` for a result that is too
    long.
    """
    units, wanted = to_units(text), to_units(pattern)
    if not ignore_case and "$" not in with_:
        return from_units(units.replace(wanted, with_, -1 if everywhere else 1))
    searched = folded(units) if ignore_case else units
    if ignore_case:
        wanted = folded(wanted)
    pieces = []
    done = length = 0
    while (start := searched.find(wanted, done)) >= 0:
        end = start + len(wanted)
        pieces.append(units[done:start])
        pieces.append(_expanded(with_, units, start, end))
        length += start - done + len(pieces[-1])
        if length > MAX_TEXT:
            raise ThrownError("RangeError", "Invalid string length")
        done = end
        if not everywhere:
            break
    pieces.append(units[done:])
    return from_units("".join(pieces))


def folded(units: str) -> str:
    """Text as a regular expression with `i` compares it: upper case where that is one unit.

    A unit beyond ASCII never becomes an ASCII one (ECMAScript, Canonicalize without the `u` flag).
    """
    if units.isascii():
        return units.upper()
    return units.translate({ord(unit): _folded_unit(unit) for unit in set(units)})


def _folded_unit(unit: str) -> str:
    upper = unit.upper()
    if len(upper) != 1 or (unit > "\x7f" and upper <= "\x7f"):
        return unit
    return upper


def _expanded(with_: str, units: str, start: int, end: int) -> str:
    if "$" not in with_:
        return with_
    pieces = []
    index = 0
    while index < len(with_):
        match with_[index : index + 2]:
            case "$$":
                pieces.append("$")
            case "$&":
                pieces.append(units[start:end])
            case "$`":
                pieces.append(units[:start])
            case "$'":
                pieces.append(units[end:])
            case _:
                pieces.append(with_[index])
                index -= 1
        index += 2
    return "".join(pieces)
