"""The answer to "Why?": a chain to read, scroll and copy, with lines that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from workbench.tui.drawing import Line, wrap
from workbench.tui.explaining import Goal, WhyLine
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.line_list import LineList

_INDENT = 2
_WORKING = "Finding out…"


class WhyLines(LineList):
    """Lines of an answer, folded to the width; those that lead somewhere end in an arrow."""

    _answer: tuple[WhyLine, ...] = ()
    _rows: tuple[tuple[str, WhyLine], ...] = ()

    def show(self, answer: tuple[WhyLine, ...]) -> None:
        """Show an answer from its beginning."""
        self._answer = answer
        self._fold()
        self.cursor = 0

    @property
    def text(self) -> str:
        """The answer as text, unfolded."""
        return "\n".join(" " * _INDENT * line.depth + line.text for line in self._answer)

    @property
    def goal(self) -> Goal | None:
        """Where the line under the cursor leads."""
        return self._rows[self.cursor][1].goal if self._rows else None

    def on_resize(self) -> None:
        self._fold()
        super().on_resize()

    def _fold(self) -> None:
        width = max(20, self.area.width - 2)
        rows: list[tuple[str, WhyLine]] = []
        for line in self._answer:
            indent = " " * min(_INDENT * line.depth, width // 2)
            first, *rest = wrap(f"{indent}{line.text}", width)
            rows.append((f"{first} →" if line.goal is not None and not rest else first, line))
            rows += ((f"{indent}{text[len(indent) :]}", line) for text in rest)
        self._rows = tuple(rows)
        self.changed()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def line(self, index: int, width: int) -> Line:
        text, line = self._rows[index]
        return [(text, line.style)]


class Why(Dialog[Goal]):
    """Shows an answer, which a worker puts together. The result is where the chosen line leads."""

    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("y,c", "copy", "Copy.", show=True),
        Binding("q,w", "leave", "Close.", show=False),
    ]

    def __init__(self, about: str, answer: Callable[[], Iterable[WhyLine]], *, leads: str = "") -> None:
        """`about` is what is asked about, `leads` what Enter does on a line that leads somewhere."""
        super().__init__()
        self._about, self._answer = about, answer
        self.KEYS_TEXT = " · ".join(part for part in (leads, "y copies", "Esc closes") if part)

    def title_text(self) -> str:
        return f"Why? {self._about}"

    def compose(self) -> ComposeResult:
        yield self.box(WhyLines(id="why-lines"))

    @property
    def lines(self) -> WhyLines:
        """The lines of the answer."""
        return self.query_one("#why-lines", WhyLines)

    def on_mount(self) -> None:
        self.lines.empty = _WORKING
        self.lines.focus()
        self.run_worker(self._find, thread=True, description="the answer to why", exit_on_error=False)

    def _find(self) -> None:
        answer = tuple(self._answer())
        self.app.call_from_thread(partial(self._found, answer))

    def _found(self, answer: tuple[WhyLine, ...]) -> None:
        if self.is_attached:
            self.lines.show(answer)

    @on(LineList.Chosen, "#why-lines")
    def _chosen(self) -> None:
        if (goal := self.lines.goal) is not None:
            self.dismiss(goal)

    def action_copy(self) -> None:
        self.copy(self.lines.text)
