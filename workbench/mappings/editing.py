"""Between a field's directive and the text of its editor."""

from __future__ import annotations

import math
import re
from typing import Final, Literal, TypeAlias

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json, JsonError, dump_json, parse_json

FieldKind: TypeAlias = Literal["path", "static", "template", "raw", "missing"]

_OTHER_THAN_TEXT: Final = re.compile(r"true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def field_kind(directive: Json) -> FieldKind:
    """Which editor fits a field's directive.

    `path` and `template` are those directives of plain text, `static` is text, number, boolean or null
    (`@literal` of one too), `missing` is `UNDEFINED`; all else is edited as `raw` JSON.
    """
    if directive is UNDEFINED:
        return "missing"
    if not isinstance(directive, (dict, list)):
        return "static"
    match _single(directive):
        case ("@path", str()):
            return "path"
        case ("@template", str()):
            return "template"
        case ("@literal", value) if not isinstance(value, (dict, list)):
            return "static"
        case _:
            return "raw"


def _single(directive: Json) -> tuple[str, Json] | None:
    """The one member of an object. With others, `_metadata` too, an editor of text would lose something."""
    if not isinstance(directive, dict) or len(directive) != 1:
        return None
    return next(iter(directive.items()))


def editor_text(directive: Json) -> str:
    """The text that an editor of the directive's kind starts with; `read_editor` reads it back.

    Static text that would be read as a number, boolean, null or JSON text is in quotes.
    """
    match field_kind(directive):
        case "missing":
            return ""
        case "path":
            return directive["@path"] if directive["@path"].strip() else "$."
        case "template":
            return str(directive["@template"])
        case "static":
            value = directive["@literal"] if isinstance(directive, dict) else directive
            if isinstance(value, str) and _read_static(value) == value:
                return value
            return dump_json(value)
        case "raw":
            return dump_json(directive, indent=2)


def read_editor(kind: FieldKind, text: str) -> Json:
    """The directive that an editor's text means; `UNDEFINED` for a field that is not mapped.

    Paths get the `$.` that they may lack. Raises `WorkbenchError` for an empty path and for raw text that is
    not JSON.
    """
    match kind:
        case "missing":
            return UNDEFINED
        case "path":
            return {"@path": _read_path(text)}
        case "template":
            return {"@template": text}
        case "static":
            return _read_static(text)
        case "raw":
            return _read_raw(text)


def _read_path(text: str) -> str:
    if not text.strip():
        raise WorkbenchError("A path is needed.", hint="Write where the value is, such as $.userId.")
    return text if "$." in text else f"$.{text}"


def _read_static(text: str) -> Json:
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    if not quoted and not _OTHER_THAN_TEXT.fullmatch(text):
        return text
    try:
        value = parse_json(text)
    except JsonError:
        return text
    return text if value in (math.inf, -math.inf) else value


def _read_raw(text: str) -> Json:
    try:
        return parse_json(text)
    except JsonError as error:
        line = text.count("\n", 0, error.position) + 1
        raise WorkbenchError(
            f"This is not JSON: {error.message}.",
            hint="Text and keys need double quotes, and the last entry has no comma.",
            line=line,
        ) from None
