"""YAML with the values of JSON, and the line of each of them.

Only `true` and `false` are booleans, only what JSON writes as a number is a number, dates are text: `no`,
`010`, `0x1F` and `2024-01-02` stay what they look like. Keys are always text. The reader works on parser
events with a stack of its own, so that neither depth nor aliases can exhaust memory or the call stack.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.paths import Path, field_text, shortened
from workbench.project.storable import MAX_DEPTH

MAX_VALUES = 1_000_000
"""How many values a project file may hold once its aliases are followed."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset({"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_MAX_DIGITS = 4000  # Python refuses to convert longer integers by default.
# libyaml knows no lone surrogates, which JSON text may hold.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]|[\ud800-\udfff]")
_NOT_ALLOWED = yaml.reader.Reader.NON_PRINTABLE
_FAST_LOADER: type[Any] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a YAML text, and the line (from 1) on which each part of it begins.

    `lines` is keyed by the way to the value: `("mappings", 0, "trigger")`; a key's own line, not its value's.
    """

    value: Json
    lines: dict[Path, int]
    file: str = ""

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest part around it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def parse_yaml(text: str, file: str = "") -> Document:
    """The one document in `text`.

    Raises `WorkbenchError` with line and field when the text is not YAML, holds several documents, repeats a
    key, uses a tag or a key that JSON has no equal for, or grows beyond `MAX_DEPTH` or `MAX_VALUES`.
    """
    try:
        return _Builder(file).build(yaml.parse(text, Loader=loader_for(text)))
    except yaml.YAMLError as error:
        raise _syntax_error(error, text, file) from error


def loader_for(text: str) -> type[Any]:
    """The loader of PyYAML that can read `text`, libyaml's where possible."""
    return yaml.SafeLoader if _SURROGATE.search(text) else _FAST_LOADER


def _syntax_error(error: yaml.YAMLError, text: str, file: str) -> WorkbenchError:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and mark.line >= text.rstrip().count("\n") + 1:
            mark = error.context_mark  # The end is missing: where it began says more.
        reasons = [shortened(part, 200) for part in (error.context, error.problem) if part]
        hint = "Check the indentation and the quotes of this line and the one above it."
        if error.problem and "\\t" in error.problem:
            hint = "Indent with spaces: YAML does not allow tabs."
        line = mark.line + 1 if mark else None
        return WorkbenchError(f"This is not valid YAML: {', '.join(reasons)}.", hint, file, line)
    found = _NOT_ALLOWED.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else None
    return WorkbenchError(
        "The file contains a character that YAML does not allow.",
        "Remove it, or write it as an escape such as `\\x07` between double quotes.",
        file,
        line,
    )


@dataclass(slots=True)
class _Frame:
    """A list or a mapping that is being read."""

    value: Any
    path: Path
    anchor: str | None
    size: int = 1
    depth: int = 1
    key: str | None = None
    key_line: int = 0


@dataclass(slots=True)
class _Builder:
    """Turns parser events into values."""

    file: str
    stack: list[_Frame] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    anchors: dict[str, tuple[Json, int, int]] = field(default_factory=dict)
    root: Json = None
    documents: int = 0
    total: int = 0

    def build(self, events: Iterator[Any]) -> Document:
        for event in events:
            self._take(event)
        return Document(self.root, self.lines, self.file)

    def _take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                frame = self.stack.pop()
                if frame.anchor is not None:
                    self.anchors[frame.anchor] = (frame.value, frame.size, frame.depth)
                self._attach(frame.value, frame.size, frame.depth)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise self._error("The file holds more than one YAML document.", "Keep one.", event)

    def _error(self, message: str, hint: str, event: Any) -> WorkbenchError:
        path = self._path() if self.stack else ()
        return WorkbenchError(message, hint, self.file, event.start_mark.line + 1, field_text(path))

    def _path(self) -> Path:
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            return (*frame.path, len(frame.value))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def _expects_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag not in _PLAIN_TAGS:
            raise self._error(
                f"The tag {shortened(event.tag)} is not allowed here.",
                "Remove it: a project holds text, numbers, true, false, null, lists and mappings.",
                event,
            )

    def _scalar(self, event: Any) -> None:
        self._check_tag(event)
        if self._expects_key():
            self._key(event)
            return
        value: Json = event.value
        if event.implicit[0] and not event.style and event.tag is None:
            value = self._plain(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1, 0)
        self._note_line(event)
        self._attach(value, 1, 0)

    def _key(self, event: Any) -> None:
        frame = self.stack[-1]
        key = event.value
        if key in frame.value:
            frame.key = key
            raise self._error(f"The key {shortened(key)} is here twice.", "Keep one of the two.", event)
        if key == "<<" and not event.style:
            raise self._error("Merge keys (<<) are not supported.", "Write the keys out.", event)
        if event.anchor is not None:
            self.anchors[event.anchor] = (key, 1, 0)
        frame.key, frame.key_line = key, event.start_mark.line + 1

    def _plain(self, event: Any) -> Json:
        text: str = event.value
        if text == "true":
            return True
        if text == "false":
            return False
        if text in _NULLS:
            return None
        number = _NUMBER.fullmatch(text)
        if number is None:
            return text
        if number[1] is None and number[2] is None:
            if len(text) > _MAX_DIGITS:
                raise self._error(
                    "This number is too long.", "Put it between quotes to keep it as text.", event
                )
            return int(text)
        value = float(text)
        if math.isinf(value):
            raise self._error("This number is too large.", "Put it between quotes to keep it as text.", event)
        return value

    def _open(self, event: Any) -> None:
        self._check_tag(event)
        if self._expects_key():
            raise self._error("A key must be text.", "Write the key on one line, between quotes.", event)
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(
                f"The file nests deeper than {MAX_DEPTH} levels.", "Check the brackets here.", event
            )
        self._note_line(event)
        path = self._path() if self.stack else ()
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        value: Json = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Frame(value, path, event.anchor))

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self._error(
                f"The alias *{shortened(event.anchor)} has no complete anchor before it.",
                "Write the value out, or name an anchor that stands above.",
                event,
            )
        value, size, depth = self.anchors[event.anchor]
        if self._expects_key():
            if not isinstance(value, str):
                raise self._error("A key must be text.", "Write the key out.", event)
            self._key(
                yaml.ScalarEvent(None, None, (False, True), value, event.start_mark, event.end_mark, "'")
            )
            return
        if len(self.stack) + depth > MAX_DEPTH:
            raise self._error(f"The file nests deeper than {MAX_DEPTH} levels.", "Write it out.", event)
        self._note_line(event)
        self._attach(value, size, depth, event)

    def _note_line(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if self.stack and isinstance(self.stack[-1].value, dict):
            line = self.stack[-1].key_line
        self.lines[self._path() if self.stack else ()] = line

    def _attach(self, value: Json, size: int, depth: int, event: Any = None) -> None:
        self.total += size if event is not None else 1
        if self.total > MAX_VALUES:
            raise WorkbenchError(
                f"The file holds more than {MAX_VALUES:,} values once its aliases are followed.",
                "Write the values out instead of using aliases.",
                self.file,
                event.start_mark.line + 1 if event is not None else None,
            )
        if not self.stack:
            self.root = value
            return
        frame = self.stack[-1]
        frame.size += size
        frame.depth = max(frame.depth, depth + 1)
        if isinstance(frame.value, list):
            frame.value.append(value)
        else:
            frame.value[frame.key] = value
            frame.key = None
