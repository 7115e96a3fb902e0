"""The differences of both destinations in words."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.compare import Difference
from workbench.tui.drawing import Line, wrap
from workbench.tui.widgets.line_list import LineList

_MARKS = {"only_actions": "+", "only_classic": "-"}


class DifferenceList(LineList):
    """One sentence for each difference, folded into lines."""

    HELP = """\
What differs between the request of Braze Cloud Mode (Actions) and what Braze Classic sent, one sentence each:
`+` only Actions sends it, `-` only Classic sent it, `~` both do, differently."""

    differences: tuple[Difference, ...] = ()
    _lines: list[tuple[int, str]]

    def show(self, differences: Sequence[Difference]) -> None:
        """Show other differences."""
        self.differences = tuple(differences)
        self._fold()
        self.changed()

    def _fold(self) -> None:
        width = max(10, self.area.width - 2)
        self._lines = [
            (index, line)
            for index, difference in enumerate(self.differences)
            for line in wrap(difference.sentence, width)
        ]

    def on_resize(self) -> None:
        self._fold()
        self.changed()
        super().on_resize()

    @property
    def row_count(self) -> int:
        return len(self._lines) if self.differences else 0

    @property
    def selected(self) -> Difference | None:
        """The difference under the cursor."""
        return self.differences[self._lines[self.cursor][0]] if self.differences else None

    def line(self, index: int, width: int) -> Line:
        at, text = self._lines[index]
        kind = self.differences[at].kind
        first = index == 0 or self._lines[index - 1][0] != at
        style = {"only_actions": "actions", "only_classic": "classic"}.get(kind, "mark")
        return [(f"{_MARKS.get(kind, '~')} " if first else "  ", style), (text, "")]
