"""The fields of the selected mapping: where each comes from and what it is for the selected event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.project import Severity
from workbench.project.checks.fields import place_of
from workbench.tui.commands import bindings, in_scope
from workbench.tui.drawing import Line, fit, json_spans
from workbench.tui.fields import FieldRow
from workbench.tui.widgets.line_list import LineList

_LABEL_SHARE = 0.4
_WIDEST_LABEL = 28
_PREVIEW_CHARACTERS = 400


def value_text(value: Json) -> str:
    """A value in one line, as JSON; a long one ends with an ellipsis. Nothing at all for `UNDEFINED`."""
    if value is UNDEFINED:
        return ""
    text = dump_json(value[: _PREVIEW_CHARACTERS + 1] if isinstance(value, str) else value)
    return text if len(text) <= _PREVIEW_CHARACTERS else f"{text[:_PREVIEW_CHARACTERS]}…"


class FieldList(LineList):
    """Label, source and the value for the selected event."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(in_scope("fields"))]
    HELP = """\
The fields of the mapping's action. Left the field (`*` is required, `!` that it fails), then its source (a
path into the event, a value, a template or a directive), then the value it resolves to for the selected
event. Enter edits it; where Braze has a list to choose from, l reads it."""

    rows: tuple[FieldRow, ...] = ()
    taken = False
    _flags: tuple[Severity | None, ...] = ()

    def show(self, rows: tuple[FieldRow, ...], taken: bool, flagged: Mapping[str, Severity]) -> None:
        """Show other rows; the cursor stays on its field where that still exists.

        `taken` says whether the trigger takes the selected event: for others a value may well be missing.
        `flagged` are the places that a check has something against, whatever the event.
        """
        here = self.rows[self.cursor].path if self.cursor < len(self.rows) else None
        self.rows, self.taken = rows, taken
        self._flags = tuple(flagged.get(place_of(row.path)) for row in rows)
        at = next((index for index, row in enumerate(rows) if row.path == here), None)
        self.changed()
        if at is not None and at != self.cursor:
            self.cursor = at

    @property
    def selected(self) -> FieldRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        label_width = min(_WIDEST_LABEL, int(width * _LABEL_SHARE))
        source_width = (width - label_width - 4) // 2
        value_width = width - label_width - source_width - 4
        label = f"{'  ' if row.depth else ''}{row.label}{'*' if row.required else ''}"
        mapped = row.directive is not UNDEFINED
        return [
            self._sign(row, self._flags[index]),
            (fit(label, label_width), "" if mapped else "dim"),
            (" ", ""),
            (fit(row.source or "not mapped", source_width), "accent" if mapped else "dim"),
            ("  ", ""),
            *self._value(row, value_width),
        ]

    def _sign(self, row: FieldRow, flag: Severity | None) -> tuple[str, str]:
        if flag == "error" or row.faulty or (self.taken and row.fails):
            return "!", "bad"
        return ("!", "warn") if flag else (" ", "")

    def _value(self, row: FieldRow, width: int) -> list[tuple[str, str]]:
        if row.error:
            return [(fit(row.error, width), "bad")]
        if not row.known:
            return [(fit("not a field of this action", width), "warn")]
        if row.value is UNDEFINED:
            return [(fit("–" if row.directive is not UNDEFINED else "", width), "dim")]
        return list(json_spans(value_text(row.value)))
