"""What Braze would hold after events: by Actions left, by Classic right."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final, Literal, TypeAlias, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.project import EventsOutcome, events_of_user, outcome_of_events
from workbench.sandbox.outcomelines import OutcomeLine, held_text, outcome_lines, outcome_text, remark_lines
from workbench.text import visible
from workbench.tui.drawing import Line, cut, fit, wrap
from workbench.tui.screens.dialog import Dialog, TextView
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList

Scope: TypeAlias = Literal["this event", "the chosen events", "all events of the user"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

_TOLD_EACH: Final = 0.1
_STACKED: Final = 72
"""Cells below which both sides stand under each other."""


class OutcomeRows(LineList):
    """Attributes, events and purchases in two columns; `≠` marks what differs."""

    HELP = "What Braze would hold, by Actions left and by Classic right; ≠ marks what differs."

    _held: tuple[OutcomeLine, ...] = ()
    _remarks: tuple[str, ...] = ()
    _rows: tuple[tuple[OutcomeLine | None, Line], ...] = ()

    def show(self, held: Sequence[OutcomeLine], remarks: Sequence[str]) -> None:
        """Show other outcomes, and what Braze refuses of them."""
        self._held, self._remarks = tuple(held), tuple(remarks)
        self._lay_out()
        self.cursor = 0

    @property
    def selected(self) -> OutcomeLine | None:
        """The row under the cursor, None on a remark or without rows."""
        return self._rows[self.cursor][0] if self._rows else None

    def on_resize(self) -> None:
        self._lay_out()
        super().on_resize()

    def _lay_out(self) -> None:
        width = max(20, self.area.width)
        rows: list[tuple[OutcomeLine | None, Line]] = [(None, _head(width))] if self._held else []
        for line in self._held:
            rows += ((line, spans) for spans in _lines(line, width))
        rows += ((None, [(text, "warn")]) for remark in self._remarks for text in wrap(f"! {remark}", width))
        self._rows = tuple(rows)
        self.changed()

    @property
    def row_count(self) -> int:
        return len(self._rows)

    def line(self, index: int, width: int) -> Line:
        return self._rows[index][1]


def _columns(width: int) -> tuple[int, int]:
    """Cells for a name and for each side."""
    name = min(24, width // 5)
    return name, (width - name - 6) // 2


def _head(width: int) -> Line:
    """Whose side is which."""
    if width < _STACKED:
        return [("+ Actions", "actions"), ("  ", ""), ("- Classic", "classic")]
    name, half = _columns(width)
    return [(" " * (name + 3), ""), (fit("Actions", half), "actions"), (" │ ", "dim"), ("Classic", "classic")]


def _lines(line: OutcomeLine, width: int) -> list[Line]:
    """A heading, or one thing that Braze would hold; under each other where there is no room."""
    if line.row is None:
        return [[(line.heading, "head")]]
    mark, style = ("  ", "") if line.row.same or line.part else ("≠ ", "mark")
    title, weight = (f"  {line.part}", "") if line.part else (line.row.name, "strong")
    if not line.actions and not line.classic:
        return [[(mark, style), (title, weight), (f"  {line.alike}", "dim")]]
    if width < _STACKED:
        name: Line = [(mark, style), (title, weight)]
        if line.row.same:
            return [name, [("    ", ""), (line.actions, "")]]
        return [
            name,
            [("  + ", "actions"), (line.actions, "")],
            [("  - ", "classic"), (line.classic, "")],
        ]
    room, half = _columns(width)
    shown = "" if line.row.same else "changed"
    return [
        [
            (mark, style),
            (fit(title, room), weight),
            (" ", ""),
            *cut([(line.actions, shown)], half),
            (" │ ", "dim"),
            *cut([(line.classic, shown)], half),
        ]
    ]


class OutcomeView(Dialog[None]):
    """Computes in a worker; Escape stops it, then closes."""

    TITLE_TEXT = "What Braze would hold"
    KEYS_TEXT = "Tab scope · n new/known user · Enter whole · y copies · Esc closes"
    BINDINGS: ClassVar = [
        Binding(
            "tab", "scope(1)", "Go on to more events: this one, the chosen ones, all of the user.", show=True
        ),
        Binding("shift+tab", "scope(-1)", "Go back to fewer events.", show=False),
        Binding("n", "known", "Let Braze know the user already, or not.", show=True),
        Binding("y,c", "copy", "Copy all of it as text.", show=True),
        Binding("q,O", "leave", "Close.", show=False),
    ]

    class Found(Message):
        """The outcome of a numbered question, or why there is none."""

        def __init__(self, number: int, outcome: EventsOutcome | None, error: str = "") -> None:
            super().__init__()
            self.number, self.outcome, self.error = number, outcome, error

    class Went(Message):
        """So much of the work is done."""

        def __init__(self, number: int, done: int, total: int) -> None:
            super().__init__()
            self.number, self.done, self.total = number, done, total

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, OutcomeView.Went)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._scope: Scope = SCOPES[1] if session.marked else SCOPES[0]
        self._known = False
        self._number = 0
        self._running = False
        self._found: EventsOutcome | None = None

    @property
    def rows(self) -> OutcomeRows:
        """The list of what is held."""
        return self.query_one("#outcome-rows", OutcomeRows)

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(id="outcome-scope", markup=False),
            Static(id="outcome-verdict", markup=False),
            OutcomeRows(id="outcome-rows"),
        )

    def on_mount(self) -> None:
        self.rows.focus()
        self._ask()

    def action_scope(self, step: Literal[1, -1]) -> None:
        """Ask for other events: the next scope that there is."""
        scopes = self._scopes()
        self._scope = scopes[(scopes.index(self._scope) + step) % len(scopes)]
        self._ask()

    def _scopes(self) -> list[Scope]:
        """What can be asked about; nothing is chosen when no event is marked."""
        return [scope for scope in SCOPES if scope != SCOPES[1] or self._session.marked]

    def action_known(self) -> None:
        """Let Braze know the user already, or not."""
        self._known = not self._known
        self._ask()

    def _ask(self) -> None:
        self._number += 1
        self._running = True
        self._found = None
        self._say_scope()
        self._say_verdict("working… Esc stops")
        self.run_worker(
            partial(self._compute, self._number, self._scope, self._known),
            thread=True,
            group="outcome",
            exclusive=True,
            description="what Braze would hold",
            exit_on_error=False,
        )

    def _compute(self, number: int, scope: Scope, known: bool) -> None:
        worker, session = get_current_worker(), self._session
        told = time.monotonic()

        def progress(done: int, total: int) -> bool:
            nonlocal told
            if time.monotonic() - told > _TOLD_EACH:
                told = time.monotonic()
                self.post_message(self.Went(number, done, total))
                time.sleep(0.0005)  # the screen's thread comes first
            return worker.is_cancelled

        project, store = session.project, session.store
        assert session.event_index is not None
        try:
            if scope == SCOPES[2]:
                indices: Sequence[int] = events_of_user(store, session.event_index, progress)
            else:
                indices = session.chosen_events if scope == SCOPES[1] else (session.event_index,)
            found = outcome_of_events(
                project,
                store,
                indices,
                now=time.time() * 1000,
                known_users=known,
                progress=progress,
            )
        except WorkbenchError as error:
            self.post_message(self.Found(number, None, str(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(number, found))

    @on(Went)
    def _went(self, message: Went) -> None:
        if message.number == self._number and self._running:
            self._say_verdict(f"working… {message.done:,} of {message.total:,} events · Esc stops")

    @on(Found)
    def _show(self, message: Found) -> None:
        if message.number != self._number:
            return
        self._running = False
        self._found = message.outcome
        self.complain(message.error)
        if message.outcome is None:
            self.rows.show((), ())
            self._say_verdict("")
            return
        comparison = message.outcome.comparison
        self.rows.show(tuple(outcome_lines(comparison.rows)), tuple(remark_lines(comparison)))
        self._say_scope()
        mark, style = ("✓", "bold $text-success") if comparison.equal else ("≠", "bold $text-warning")
        self._say_verdict(f"{mark} {comparison.verdict}", style)

    def _say_scope(self) -> None:
        scopes = [(f" {'▸' if scope == self._scope else ' '}{scope} ", scope) for scope in self._scopes()]
        parts = [(text, "bold reverse" if scope == self._scope else "$text-muted") for text, scope in scopes]
        whom = "Braze knows the user" if self._known else "the user is new to Braze"
        count = (
            "" if self._found is None else f"{self._found.events:,} event{'s' * (self._found.events != 1)} · "
        )
        unread = self._found.unreadable if self._found is not None else 0
        lost = f" · {unread:,} cannot be read any more" if unread else ""
        self.query_one("#outcome-scope", Static).update(
            Content.assemble(*parts, (f"  {count}{whom}{lost}", "$text-muted"))
        )

    def _say_verdict(self, text: str, style: str = "$text-muted") -> None:
        self.query_one("#outcome-verdict", Static).update(Content.styled(visible(text), style))

    @on(LineList.Chosen, "#outcome-rows")
    def _open(self) -> None:
        line = self.rows.selected
        if line is not None and line.row is not None:
            actions, classic = (
                held_text(line.row.section, held) for held in (line.row.actions, line.row.classic)
            )
            text = f"Actions\n{actions}\n\nClassic\n{classic}"
            self.app.push_screen(TextView(line.row.name, text))

    def action_copy(self) -> None:
        """Copy all of it as text."""
        if self._found is None:
            return
        comparison = self._found.comparison
        lines = [comparison.verdict, "", *(mark + text for mark, text in outcome_text(comparison))]
        self.copy("\n".join(lines))

    def action_leave(self) -> None:
        """First stops the work under way, then closes."""
        if self._running:
            self._running = False
            self._number += 1
            self.workers.cancel_group(self, "outcome")
            self._say_verdict("Stopped. Tab asks again.")
        else:
            self.dismiss(None)
