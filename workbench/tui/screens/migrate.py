"""Migrate from Classic in steps: settings, behaviours, mappings, what changes; then one edit."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static
from textual.worker import get_current_worker

from workbench.classic import ClassicSettings
from workbench.errors import WorkbenchError
from workbench.jsvalues import dump_json
from workbench.migration import VERDICT_WORDS, EventFacts, MigrateFromClassic, Option
from workbench.text import visible
from workbench.tui.drawing import Line
from workbench.tui.migrating import Draft, OutlookFigures, look_ahead, look_at_events, options_of
from workbench.tui.screens.dialog import Dialog, TextView
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.migration_list import MigrationList, decision_rows, mapping_rows, outlook_rows
from workbench.tui.widgets.text_lines import TextLines

STEPS: Final = ("Settings", "Behaviour", "Mappings", "Outlook")
SETTINGS, BEHAVIOUR, MAPPINGS, OUTLOOK = range(len(STEPS))


class EventsLookedAt(Message):
    """All events were looked at for the names that occur in them."""

    def __init__(self, facts: EventFacts) -> None:
        super().__init__()
        self.facts = facts


class OutlookWent(Message):
    """The comparison went on: the share done, its figures at the end, or why it cannot be made."""

    def __init__(self, number: int, found: float | OutlookFigures | str) -> None:
        super().__init__()
        self.number, self.found = number, found

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, OutlookWent) and isinstance(message.found, float)


class OptionList(LineList):
    """The options of a choice."""

    def __init__(self, options: tuple[Option, ...], chosen: str) -> None:
        super().__init__(id="options")
        self.options, self._chosen = options, chosen

    @property
    def row_count(self) -> int:
        return len(self.options)

    def line(self, index: int, width: int) -> Line:
        option = self.options[index]
        return [("● " if option.value == self._chosen else "○ ", "good"), (option.label, "")]


class ChooseOption(Dialog[str]):
    """Enter takes the option under the cursor."""

    KEYS_TEXT = "Enter chooses · Esc keeps what was"

    def __init__(self, title: str, options: tuple[Option, ...], chosen: str) -> None:
        super().__init__()
        self._title, self._options, self._chosen = title, options, chosen

    def title_text(self) -> str:
        return self._title

    def compose(self) -> ComposeResult:
        yield self.box(OptionList(self._options, self._chosen))

    def on_mount(self) -> None:
        values = [option.value for option in self._options]
        if self._chosen in values:
            self.query_one(OptionList).cursor = values.index(self._chosen)

    @on(LineList.Chosen, "#options")
    def _take(self, message: LineList.Chosen) -> None:
        self.dismiss(self._options[message.index].value)


class Migrate(Dialog[MigrateFromClassic]):
    """The result is the edit to make; Escape leaves the project as it is."""

    HELP = """\
The migration in four steps: what becomes of each setting of Classic, what it did and whether the mappings do
it too, the mappings that are proposed, and what becomes of the events. Where a row ends in ‹ a choice ›,
Enter changes it. Nothing is changed before F2 applies all of it."""

    TITLE_TEXT = "Migrate from Classic"
    KEYS_TEXT = "← → step · Enter changes · o Classic's settings · F2 applies"
    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("right,right_square_bracket", "step(1)", "Go to the next step.", show=False),
        Binding("left,left_square_bracket", "step(-1)", "Go to the step before.", show=False),
        *(
            Binding(str(number + 1), f"go({number})", f"Go to the step {name}.", show=False)
            for number, name in enumerate(STEPS)
        ),
        Binding(
            "space",
            "change",
            "Change the choice under the cursor, or take the mapping or not; as Enter.",
            show=False,
        ),
        Binding("m", "turn", "Replace the project's mappings, or add to them.", show=False),
        Binding("o", "settings", "Change or load the settings of Classic.", show=False),
        Binding("w", "web", "Show the settings for Web Mode, where Classic ran in the browser.", show=False),
        Binding(
            "f2,ctrl+s",
            "apply",
            "Apply the migration as one edit; undo takes it back.",
            show=False,
            priority=True,
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._store = session, session.store
        self._draft = Draft(session.project, session.project.classic, EventFacts())
        self._ready = False
        self._step = SETTINGS
        self._number = 0
        self._figures: OutlookFigures | None = None
        self._share: float | None = None

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(id="steps", markup=False),
            Static(id="migration-sum", classes="help", markup=False),
            MigrationList(),
            TextLines(id="migration-detail"),
            Horizontal(
                Button("Cancel", id="no"),
                Button("Back", id="back"),
                Button("Next", id="next", variant="primary"),
                Button("Apply", id="yes"),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self._rows.empty = "Looking at the events…"
        self._show()
        self._rows.focus()
        self.run_worker(
            self._look, thread=True, group="facts", description="look at the events", exit_on_error=False
        )

    @property
    def _rows(self) -> MigrationList:
        return self.query_one(MigrationList)

    # The events

    def _look(self) -> None:
        worker = get_current_worker()
        facts = look_at_events(self._store, lambda: worker.is_cancelled)
        if facts is not None:
            self.post_message(EventsLookedAt(facts))

    @on(EventsLookedAt)
    def _looked(self, message: EventsLookedAt) -> None:
        draft = self._draft
        self._ready = True
        self._take(
            Draft(draft.project, draft.classic, message.facts, draft.choices, draft.left_out, draft.manner)
        )

    # The steps

    def _take(self, draft: Draft) -> None:
        """Go on with another draft; an outlook of the one before does not count any more."""
        self._draft = draft
        self._cancel_outlook()
        self._figures = None
        self.complain("")
        self._show(keep=True)

    def _show(self, *, keep: bool = False) -> None:
        names = [f" {number + 1} {name} " for number, name in enumerate(STEPS)]
        parts = [(name, "bold reverse" if number == self._step else "") for number, name in enumerate(names)]
        self.query_one("#steps", Static).update(Content.assemble(*parts))
        self.query_one("#migration-sum", Static).update(Content(visible(self._sum())))
        self.query_one("#next", Button).disabled = self._step == OUTLOOK
        self.query_one("#back", Button).disabled = self._step == SETTINGS
        self.query_one("#yes", Button).disabled = not self._ready
        if self._ready:
            self._show_rows(keep=keep)

    def _show_rows(self, *, keep: bool) -> None:
        proposal = self._draft.proposal
        match self._step:
            case 0:
                self._rows.show(decision_rows(proposal.settings), keep=keep)
            case 1:
                self._rows.show(decision_rows(proposal.behaviours), keep=keep)
            case 2:
                self._rows.show(mapping_rows(self._draft), keep=keep)
            case _:
                self._show_outlook(keep=keep)
        self._explain()

    def _sum(self) -> str:
        if not self._ready:
            return "The proposal follows the names that occur in the events."
        proposal = self._draft.proposal
        match self._step:
            case 0 | 1:
                decisions = proposal.settings if self._step == SETTINGS else proposal.behaviours
                counts = Counter(decision.verdict for decision in decisions)
                words = [
                    f"{counts[verdict]} {word}" for verdict, word in VERDICT_WORDS.items() if counts[verdict]
                ]
                more = ["w Web Mode's settings"] if proposal.web_settings else []
                return " · ".join((*more, *words))
            case 2:
                taken, own = len(self._draft.edit.mappings), len(self._draft.project.mappings)
                if self._draft.manner == "replace":
                    return f"{taken} mappings replace the project's {own} · m adds them instead"
                return f"{taken} mappings are added to the project's {own} · m replaces instead"
        if self._share is not None:
            return f"Comparing… {self._share:.0%} · Esc stops"
        return "The project now, and as it would be · F2 applies · undo takes back"

    @on(LineList.Highlighted, "#migration-rows")
    def _explain(self) -> None:
        row = self._rows.row
        self.query_one("#migration-detail", TextLines).show(row.detail if row is not None else "")

    def action_go(self, step: int) -> None:
        """Show a step."""
        self._step = step
        self._show()
        if self._ready and step == OUTLOOK and self._figures is None and self._share is None:
            self._compare()
        self._rows.focus()

    def action_step(self, by: int) -> None:
        self.action_go(max(SETTINGS, min(OUTLOOK, self._step + by)))

    @on(Button.Pressed, "#next")
    def _next(self) -> None:
        self.action_step(1)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_step(-1)

    # Changes

    @on(LineList.Chosen, "#migration-rows")
    def action_change(self) -> None:
        """Change what the row stands for: a choice, or whether a mapping is taken."""
        row = self._rows.row
        if row is None:
            return
        if row.mapping:
            self._take(self._draft.toggled(row.mapping))
        elif row.choice:
            decisions = (*self._draft.proposal.settings, *self._draft.proposal.behaviours)
            chosen = next(decision.chosen for decision in decisions if decision.choice == row.choice)
            self.app.push_screen(
                ChooseOption(row.text, options_of(row.choice), chosen), partial(self._choose, row.choice)
            )
        elif self._step < OUTLOOK:
            self.app.clear_notifications()
            self.app.notify("There is nothing to choose here · → goes to the next step", timeout=4)

    def _choose(self, name: str, value: str | None) -> None:
        if value is not None:
            self._take(self._draft.chosen(name, value))

    def action_turn(self) -> None:
        """Replace the project's mappings, or add to them."""
        self._take(self._draft.turned())

    def action_settings(self) -> None:
        """Change or load the settings of Classic that the migration starts from."""
        from workbench.tui.screens.classic_settings import ClassicSettingsForm

        def take(settings: ClassicSettings | None) -> None:
            if settings is not None:
                self._take(self._draft.with_classic(settings))

        self.app.push_screen(ClassicSettingsForm(self._draft.classic), take)

    def action_web(self) -> None:
        """Show the settings for Web Mode, where Classic ran in the browser."""
        if self._ready and (settings := self._draft.proposal.web_settings):
            text = dump_json(dict(settings), indent=2)
            self.app.push_screen(TextView("Settings of Braze Web Mode (Actions)", text))

    # The outlook

    def _compare(self) -> None:
        self._number += 1
        self._share = 0.0
        self._show()
        self.run_worker(
            partial(self._look_ahead, self._number, self._draft, time.time() * 1000),
            thread=True,
            group="outlook",
            exclusive=True,
            description="compare with Classic",
            exit_on_error=False,
        )

    def _look_ahead(self, number: int, draft: Draft, now: float) -> None:
        worker = get_current_worker()
        try:
            for found in look_ahead(draft, self._store, now, lambda: worker.is_cancelled):
                self.post_message(OutlookWent(number, found))
        except WorkbenchError as error:
            self.post_message(OutlookWent(number, str(error)))

    @on(OutlookWent)
    def _went(self, message: OutlookWent) -> None:
        if message.number != self._number:
            return
        if isinstance(message.found, float):
            self._share = message.found
        else:
            self._share = None
            if isinstance(message.found, str):
                self.complain(message.found)
            else:
                self._figures = message.found
        if self._step == OUTLOOK:
            self._show()

    def _show_outlook(self, *, keep: bool) -> None:
        if self._figures is not None:
            self._rows.show(outlook_rows(self._figures, self._session), keep=keep)
            return
        self._rows.empty = (
            "Both destinations run over all events…"
            if self._share is not None
            else "Not compared. Press 4 to compare."
        )
        self._rows.show(())

    def _cancel_outlook(self) -> None:
        self._number += 1
        self._share = None
        self.workers.cancel_group(self, "outlook")

    def action_leave(self) -> None:
        """Stop the comparison if it runs, else leave."""
        if self._share is not None:
            self._cancel_outlook()
            self._show()
        else:
            self.dismiss(None)

    @on(Button.Pressed, "#no")
    def _cancel(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#yes")
    def action_apply(self) -> None:
        """Hand the edit over, once it can be made."""
        if not self._ready:
            return
        try:
            self._draft.edit.apply(self._draft.project)
        except WorkbenchError as error:
            self.complain(str(error))
            return
        self.dismiss(self._draft.edit)
