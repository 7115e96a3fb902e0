"""The differences of both destinations in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import BindingType

from workbench.compare import Difference
from workbench.project import Acceptance
from workbench.text import counted
from workbench.tui.commands import bindings, in_scope
from workbench.tui.drawing import Line, wrap
from workbench.tui.widgets.line_list import LineList

_MARKS = {"only_actions": "+", "only_classic": "-", "moved": ">"}
_STYLES = {"only_actions": "actions", "only_classic": "classic"}
HARMLESS: Final = "harmless"
"""Stands among the kinds that are folded for all differences after which Braze holds the same."""

_WORDS = {
    "only_classic": "only Classic",
    "only_actions": "only Actions",
    "moved": "moved",
    "value_changed": "value",
    "type_changed": "type",
    "format_changed": "format",
    "endpoint": "address",
    "credential": "credential",
    HARMLESS: "harmless",
}
KNOWN: Final = frozenset({"endpoint", "credential", HARMLESS})
"""What is folded until somebody asks for it: it differs for every event, and changes nothing in Braze."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line: which difference it is of, None for the line about folded ones."""

    at: int | None
    text: str
    first: bool
    accepted: bool = False


class DifferenceList(LineList):
    """One sentence for each difference, folded into lines; accepted ones at the end."""

    HELP = """\
What differs between the request of Braze Cloud Mode (Actions) and what Braze Classic sent, one sentence each:
`+` only Actions sends it, `-` only Classic sent it, `~` both do, differently, `>` it has another key.
Known differences that change nothing in Braze are folded into one line. `✓` are those that the project
accepts, with the note that says why."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(in_scope("differences"))]

    differences: tuple[Difference, ...] = ()
    accepted: tuple[Acceptance | None, ...] = ()
    folded: frozenset[str] = KNOWN
    """The kinds that are folded, kept for as long as the screen is open."""

    _rows: tuple[_Row, ...] = ()

    def show(
        self, differences: Sequence[Difference], accepted: Sequence[Acceptance | None] | None = None
    ) -> None:
        """Show other differences, with the acceptance that covers each."""
        self.differences = tuple(differences)
        self.accepted = (None,) * len(self.differences) if accepted is None else tuple(accepted)
        self._fold()
        self._entitle()
        self.changed()

    def fold_more(self, kind: str) -> None:
        """Fold the differences of a kind too."""
        self.folded |= {kind}
        self._refold()

    def toggle_folded(self) -> None:
        """Show all differences, or fold the known ones again."""
        self.folded = frozenset() if self.folded else KNOWN
        self._refold()

    def _refold(self) -> None:
        chosen = self.selected
        self._fold()
        self._entitle()
        self.changed()
        places = [at for at, row in enumerate(self._rows) if row.at is not None and row.first]
        self.cursor = next((at for at in places if self._difference(at) is chosen), self.cursor)

    def _difference(self, row: int) -> Difference | None:
        at = self._rows[row].at if row < len(self._rows) else None
        return None if at is None else self.differences[at]

    def is_folded(self, difference: Difference) -> bool:
        """Whether a difference is part of the one line about folded ones."""
        return difference.kind in self.folded or (bool(difference.harmless) and HARMLESS in self.folded)

    def _parts(self) -> tuple[list[int], list[int], list[int]]:
        """The differences that are shown, folded, and accepted."""
        accepted = [at for at, one in enumerate(self.accepted) if one is not None]
        others = [at for at, one in enumerate(self.accepted) if one is None]
        folded = [at for at in others if self.is_folded(self.differences[at])]
        return [at for at in others if at not in folded], folded, accepted

    def _fold(self) -> None:
        width = max(10, self.area.width - 2)
        shown, folded, accepted = self._parts()
        rows: list[_Row] = []
        for at in shown:
            rows += _lines(at, self.differences[at].sentence, width)
        if folded:
            rows += _lines(None, self._folded_text(folded), width)
        for at in accepted:
            note = self.accepted[at]
            why = f" Accepted: {note.note}" if note is not None and note.note else " Accepted."
            rows += _lines(at, f"{self.differences[at].sentence}{why}", width, accepted=True)
        self._rows = tuple(rows)

    def _folded_text(self, folded: Sequence[int]) -> str:
        """`2 known differences folded: address, credential · h shows them`."""
        kinds = Counter(self._reason(self.differences[at]) for at in folded)
        named = ", ".join(
            f"{count} {_WORDS[kind]}" if count > 1 else _WORDS[kind] for kind, count in kinds.items()
        )
        return f"{counted(len(folded), 'known difference')} folded: {named} · h shows them"

    def _reason(self, difference: Difference) -> str:
        """By which kind a difference is folded."""
        return difference.kind if difference.kind in self.folded else HARMLESS

    def _entitle(self) -> None:
        shown, folded, accepted = self._parts()
        parts = [f"Differences {len(shown)}" if self.differences else "Differences"]
        parts += [f"{len(folded)} folded"] if folded else []
        parts += [f"{len(accepted)} accepted"] if accepted else []
        self.entitle(" · ".join(parts))

    def on_resize(self) -> None:
        self._fold()
        self.changed()
        super().on_resize()

    async def on_line_list_chosen(self, message: LineList.Chosen) -> None:
        """Enter opens a difference, or shows the folded ones."""
        message.stop()
        await self.run_action("screen.command('differences.open')")

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def selected(self) -> Difference | None:
        """The difference under the cursor, None on the line about folded ones."""
        return self._difference(self.cursor)

    @property
    def acceptance(self) -> Acceptance | None:
        """What accepts the difference under the cursor."""
        at = self._rows[self.cursor].at if self._rows else None
        return None if at is None else self.accepted[at]

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if row.at is None:
            return [("… " if row.first else "  ", "dim"), (row.text, "dim")]
        if row.accepted:
            return [("✓ " if row.first else "  ", "dim"), (row.text, "dim")]
        kind = self.differences[row.at].kind
        return [
            (f"{_MARKS.get(kind, '~')} " if row.first else "  ", _STYLES.get(kind, "mark")),
            (row.text, ""),
        ]


def _lines(at: int | None, text: str, width: int, *, accepted: bool = False) -> list[_Row]:
    return [_Row(at, line, number == 0, accepted) for number, line in enumerate(wrap(text, width))]
