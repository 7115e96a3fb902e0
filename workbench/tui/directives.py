"""Between what is typed in the field editor and directive JSON."""

from __future__ import annotations

import json
import re
from typing import Literal, TypeAlias

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json, JsonError, dump_json, parse_json
from workbench.mappings import compile_fields, field_kind
from workbench.text import UNSAFE, visible

Mode: TypeAlias = Literal["path", "value", "template", "json"]
MODES: tuple[Mode, ...] = ("path", "value", "template", "json")
TITLES: dict[Mode, str] = {"path": "Path", "value": "Value", "template": "Template", "json": "JSON"}
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}
_PLAIN_NUMBER = "0123456789-"
_UNSEEN = re.compile("[" + "".join(chr(code) for code in sorted(UNSAFE) if code != 0x0A) + "]")


def mode_of(directive: Json) -> Mode:
    """The mode in which a directive can be edited without loss."""
    kind = field_kind(directive)
    if kind == "missing":
        return "path"
    if kind == "static":
        return "json" if isinstance(directive, dict | list) else "value"
    return kind if kind in ("path", "template") else "json"


def text_of(directive: Json, mode: Mode, field_type: str) -> str:
    """The text that stands for a directive in a mode; "" where the mode cannot show it."""
    if directive is UNDEFINED:
        return ""
    if mode == "json":
        return _json_text(directive, indent=2)
    if mode != mode_of(directive):
        return ""
    if mode == "path":
        return str(directive["@path"])
    if mode == "template":
        return str(directive["@template"])
    return _value_text(directive, field_type)


def _value_text(value: Json, field_type: str) -> str:
    """Text as it is; in quotes where typing it would mean something else, or would hide what is in it."""
    if (
        isinstance(value, str)
        and visible(value) == value
        and _typed_value(value, field_type) == value
        and value.strip() == value
        and value
    ):
        return value
    return _json_text(value)


def _json_text(value: Json, indent: int | None = None) -> str:
    """JSON in which what a terminal would obey or hide is written as an escape."""
    return _UNSEEN.sub(_escape, dump_json(value, indent=indent))


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def directive_of(text: str, mode: Mode, field_type: str) -> Json:
    """What typed text means in a mode: a directive, or `UNDEFINED` for an empty text (field not mapped).

    Raises `WorkbenchError` for text that means nothing, with the place and what to do.
    """
    if not text.strip():
        if mode == "json":
            raise WorkbenchError(
                "There is no directive here yet.", hint="d in the list of fields removes a field."
            )
        return UNDEFINED
    if mode == "path":
        directive: Json = {"@path": text.strip()}
    elif mode == "template":
        directive = {"@template": text}
    elif mode == "value":
        directive = _typed_value(text, field_type)
    else:
        directive = _json(text)
    errors = compile_fields({"field": directive}).errors
    if errors:
        error = errors[0]
        raise WorkbenchError(
            error.message, hint=error.hint, field=error.path.removeprefix("field").lstrip(".")
        )
    return directive


def _json(text: str) -> Json:
    try:
        return parse_json(text)
    except JsonError as error:
        line = text.count("\n", 0, error.position) + 1
        character = error.position - text.rfind("\n", 0, error.position)
        where = f"line {line}, character {character}" if "\n" in text else f"character {character}"
        raise WorkbenchError(
            f"This is not JSON at {where}: {error.message}.", hint="Text stands in double quotes."
        ) from error


def _typed_value(text: str, field_type: str) -> Json:
    """Numbers, true, false and null where the field's type takes them; quoted text; else the text itself."""
    stripped = text.strip()
    if stripped[:1] == '"':
        try:
            return parse_json(stripped)
        except ValueError as error:
            raise WorkbenchError(
                "The quote is not closed.", hint='Write "text" or leave the quotes out.'
            ) from error
    if field_type in ("string", "text", "password", "datetime"):
        return None if stripped == "null" else text
    if stripped in _WORDS:
        return _WORDS[stripped]
    if stripped[0] in _PLAIN_NUMBER:
        try:
            return parse_json(stripped)
        except ValueError:
            return text
    return text


def value_kind(value: Json) -> str:
    """What a static value is, in a word."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "JSON"
