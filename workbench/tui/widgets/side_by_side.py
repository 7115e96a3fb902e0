"""The Actions requests beside what Classic sent, aligned row by row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import ClassVar, Literal

from textual.binding import BindingType

from workbench.compare import Place, Row
from workbench.tui.commands import bindings, in_scope
from workbench.tui.drawing import Line, Span, cut, json_spans, wrap
from workbench.tui.widgets.line_list import LineList

_ROOM_FOR_COLUMNS = 60
_MARKS = {"same": " ", "changed": "~", "left": "+", "right": "-"}
_REASONS = {"✗": "bad", "○": "dim", "→": "head", "?": "warn"}
"""Styles of the sentences that are no part of a request but tell about it, by their sign."""
_NO_REASON = ("", "")
Reasons = tuple[Sequence[str], Sequence[str]]
"""Sentences for either side; a sign in front says what kind they are."""
Side = Literal["actions", "classic", "both"]


class SideBySide(LineList):
    """Two columns that scroll together; one under the other where there is no room for two.

    The mark of a row needs no colour: `~` differs, `+` only Actions sends it, `-` only Classic sent it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(in_scope("requests"))]
    HELP = """\
The requests for the selected event: Actions left, Classic right. `~` marks a line that differs, `+` one that
only Actions sends, `-` one that only Classic sent. What differs in it is underlined. After `?` stands what is
not certain about Classic, whose source closed in 2017. Enter opens a whole line, `.` and `,` go to the next
difference and back, `w` tells what made the key on either side."""

    rows: tuple[Row, ...] = ()
    _requests: tuple[Row, ...] = ()
    _styles: Sequence[tuple[str, str]] = ()
    _reasons: Reasons = ((), ())
    _lines: list[tuple[int, Side]]

    def show(self, rows: tuple[Row, ...], reasons: Reasons = ((), ())) -> None:
        """Show other rows, and above them what each side says about its requests, or why there are none."""
        self._requests, self._reasons = rows, reasons
        self._arrange()
        self.changed()

    @property
    def columns(self) -> bool:
        """Whether both sides fit beside each other."""
        return self.area.width >= _ROOM_FOR_COLUMNS

    def _arrange(self) -> None:
        self._lines = []
        columns = self.columns
        width = max(20, (self.area.width - 3) // 2 if columns else self.area.width - 2)
        left, right = (_folded(side, width) for side in self._reasons)
        if columns:
            pairs = list(zip_longest(left, right, fillvalue=_NO_REASON))
        else:
            pairs = [(one, _NO_REASON) for one in left] + [(_NO_REASON, other) for other in right]
        self._styles = [(one, other) for (_, one), (_, other) in pairs]
        self.rows = (*(Row(one, other, "same") for (one, _), (other, _) in pairs), *self._requests)
        for index, row in enumerate(self.rows):
            if columns or row.mark != "changed":
                self._lines.append((index, "both"))
            else:
                self._lines += [(index, "classic"), (index, "actions")]

    def on_resize(self) -> None:
        self._arrange()
        self.changed()
        super().on_resize()

    @property
    def row_count(self) -> int:
        return len(self._lines) if self.rows else 0

    @property
    def selected(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self._lines[self.cursor][0]] if self.rows else None

    def line(self, index: int, width: int) -> Line:
        at, side = self._lines[index]
        row = self.rows[at]
        if at < len(self._styles):
            return self._reason(at, width)
        if self.columns:
            return _columns(row, width)
        if side == "both":
            mark, right = _MARKS[row.mark], row.mark == "right" or not row.left
            text, span = (row.right, row.right_span) if right else (row.left, row.left_span)
            return [(f"{mark} ", "mark"), *_side(text, span, row.mark, "classic" if right else "actions")]
        if side == "classic":
            return [("- ", "classic"), *_side(row.right, row.right_span, row.mark, "classic")]
        return [("+ ", "actions"), *_side(row.left, row.left_span, row.mark, "actions")]

    def _reason(self, at: int, width: int) -> Line:
        """A line of what a side says about its requests."""
        row, (left, right) = self.rows[at], self._styles[at]
        if self.columns:
            half = (width - 3) // 2
            return [*cut([(row.left, left)], half), ("   ", ""), *cut([(row.right, right)], width - half - 3)]
        if row.left:
            return [("+ ", "actions"), (row.left, left)]
        return [("- ", "classic"), (row.right, right)]

    def go_to(self, place: Place) -> bool:
        """Go to the row of a part of Actions' requests, or to what is around it; `False` without one."""
        places = [self.rows[at].left_at if side != "classic" else None for at, side in self._lines]
        request, steps = place
        while steps:
            if (request, steps) in places:
                self.cursor = places.index((request, steps))
                return True
            steps = steps[:-1]
        return False

    def next_difference(self, step: Literal[1, -1]) -> bool:
        """Move the cursor to the next run of differing rows; `False` when there is none."""
        marks = [self.rows[at].mark != "same" for at, _ in self._lines]
        index = self.cursor
        while 0 <= index < len(marks) and marks[index]:
            index += step
        while 0 <= index < len(marks) and not marks[index]:
            index += step
        if not 0 <= index < len(marks):
            return False
        while step < 0 and index > 0 and marks[index - 1]:
            index -= 1
        self.cursor = index
        return True


def _folded(sentences: Sequence[str], width: int) -> list[tuple[str, str]]:
    """The lines of sentences with their style; those that go on stand below the text, not below the sign."""
    return [
        (f"{'  ' if number else ''}{line}", _REASONS.get(sentence[:1], ""))
        for sentence in sentences
        for number, line in enumerate(wrap(sentence, width - 4))
    ]


@lru_cache(maxsize=2048)
def _columns(row: Row, width: int) -> Line:
    """Both sides of a row. Most rows stay the same from one keystroke to the next."""
    half = (width - 3) // 2
    return [
        *cut(_side(row.left, row.left_span, row.mark, "actions"), half),
        (f" {_MARKS[row.mark]} ", "mark" if row.mark != "same" else "dim"),
        *cut(_side(row.right, row.right_span, row.mark, "classic"), width - half - 3),
    ]


def _side(text: str, span: tuple[int, int] | None, mark: str, style: str) -> list[Span]:
    """One side of a row: JSON colours where both agree, the side's own colour and underline where not."""
    if mark == "same":
        return json_spans(text)
    if span is None or mark != "changed":
        return [(text, style)]
    start, end = span
    return [(text[:start], style), (text[start:end], "changed"), (text[end:], style)]
