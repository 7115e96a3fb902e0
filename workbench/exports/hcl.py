"""Values in HCL, Terraform's language, laid out as `terraform fmt` does."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_KEYWORDS = frozenset({"for", "in", "if", "else", "endif", "endfor", "null", "true", "false"})
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_SPECIAL = re.compile(r"""["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\$+(?=\{)|%+(?=\{)""")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INDENT = "  "
_NUMBER_BITS = 512


@dataclass(frozen=True, slots=True)
class Raw:
    """An expression that is written as it is, such as `var.source_id`."""

    text: str


def quoted(text: str) -> str:
    """`text` as an HCL string in which nothing is interpolated.

    HCL has no lone surrogates and composes its text (NFC); see `holds_exactly`.
    """
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] in "$%":
        # `$${` stands for `${`. Further signs before it are escaped, or they would be taken for such a pair.
        return f"\\u{ord(text[0]):04x}" * (len(text) - 1) + text[0] * 2
    return _ESCAPES.get(text) or f"\\u{ord(text):04x}"


def holds_exactly(value: Json) -> bool:
    """Whether HCL gives `value` back as it is.

    Its texts are composed (NFC) and have no lone surrogates, its numbers 512 bits.
    """
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            if _SURROGATE.search(current) or not unicodedata.is_normalized("NFC", current):
                return False
        elif isinstance(current, dict):
            pending.extend(current)
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
        elif isinstance(current, int) and current.bit_length() > _NUMBER_BITS:
            return False
    return True


def key(text: str) -> str:
    """A key of an object, quoted unless it is a plain word."""
    return text if _IDENTIFIER.fullmatch(text) and text not in _KEYWORDS else quoted(text)


def expression(value: Json | Raw, level: int = 0) -> str:
    """`value` as an expression whose further lines are indented by `level` steps.

    Raises `WorkbenchError` for a number that JSON has no form for.
    """
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        return _object(value, level)
    if isinstance(value, list):
        return _list(value, level)
    return _scalar(value)


def _scalar(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise WorkbenchError("JSON has no form for this number.", "Use a finite number or text.")
    return repr(value)


def _object(value: dict[str, Json], level: int) -> str:
    if not value:
        return "{}"
    if len(value) == 1:
        ((only, inner),) = value.items()
        if not isinstance(inner, dict | list) or not inner:
            return f"{{ {key(only)} = {expression(inner)} }}"
    inside = attributes([(key(name), expression(part, level + 1)) for name, part in value.items()])
    return _block("{", inside, "}", level)


def _list(value: list[Json], level: int) -> str:
    if all(not isinstance(part, dict | list) or not part for part in value):
        return f"[{', '.join(expression(part) for part in value)}]"
    return _block("[", [f"{expression(part, level + 1)}," for part in value], "]", level)


def _block(opening: str, lines: Iterable[str], closing: str, level: int) -> str:
    indent = _INDENT * (level + 1)
    return "\n".join([opening, *(indent + line for line in lines), _INDENT * level + closing])


def attributes(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """`name = value` lines, their signs aligned over neighbours of one line each."""
    lines: list[str] = []
    group: list[tuple[str, str]] = []
    for name, value in pairs:
        if "\n" in value:
            lines += _aligned(group)
            group = []
            lines.append(f"{name} = {value}")
        else:
            group.append((name, value))
    return lines + _aligned(group)


def _aligned(group: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in group), default=0)
    return [f"{name:{width}} = {value}" for name, value in group]


def block(header: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A block such as a resource with its attributes; an empty one on one line."""
    if not pairs:
        return f"{header} {{}}\n"
    return _block(f"{header} {{", attributes(pairs), "}", 0) + "\n"
