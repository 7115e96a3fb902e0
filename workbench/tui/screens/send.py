"""Shows what would be sent and where, sends it, and shows what came back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Static
from textual.worker import get_current_worker

from workbench.braze import Outcome, Response
from workbench.errors import WorkbenchError
from workbench.text import counted, visible
from workbench.tui.screens.dialog import Dialog
from workbench.tui.sending import (
    Parcel,
    Target,
    outcome_lines,
    parcel_lines,
    parcels,
    sandbox_lines,
    target_of,
)
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

_REPORT = 0.1


class Send(Dialog[None]):
    """Nothing leaves before the button is pressed; a protected environment wants its name typed first."""

    KEYS_TEXT = "Enter presses · Tab next · Esc stops, then closes"

    class Ready(Message):
        """The requests and their target are known, or why there is none."""

        def __init__(
            self, found: list[Parcel], without: list[str], target: Target | None, error: str
        ) -> None:
            super().__init__()
            self.found, self.without, self.target, self.error = found, without, target, error

    class Went(Message):
        """So many requests were answered."""

        def __init__(self, done: int) -> None:
            super().__init__()
            self.done = done

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Send.Went)

    class Finished(Message):
        """All was sent, or stopped."""

        def __init__(self, text: str, verdict: str) -> None:
            super().__init__()
            self.text, self.verdict = text, verdict

    def __init__(self, owner: WorkbenchScreen) -> None:
        super().__init__()
        self._owner = owner
        self._events = owner.session.chosen_events
        self._project = owner.session.project
        self._environment = owner.session.environment
        self._found: list[Parcel] = []
        self._target: Target | None = None
        self._stop = threading.Event()
        self._sending = False

    def title_text(self) -> str:
        return f"Send {counted(len(self._events), 'event')} to {self._environment.name}"

    def compose(self) -> ComposeResult:
        parts: list[Widget] = [Static("Preparing…", id="where", markup=False), TextLines(id="send-lines")]
        if self._environment.protected:
            parts.append(
                TextField(
                    placeholder=visible(
                        f"This environment is protected: type {self._environment.name} to send"
                    ),
                    id="typed",
                )
            )
        parts.append(
            Horizontal(
                Button("Close", id="no"),
                Button("Send", id="yes", variant="primary", disabled=True),
                classes="buttons",
            )
        )
        yield self.box(*parts)

    def on_mount(self) -> None:
        self._work("prepare", self._prepare)

    def _work(self, name: str, work: Callable[[], None]) -> None:
        self.run_worker(
            work, thread=True, group="send", exclusive=True, description=name, exit_on_error=False
        )

    def _prepare(self) -> None:
        worker = get_current_worker()
        session = self._owner.session
        found, without = parcels(
            self._project, session.store, self._events, lambda: worker.is_cancelled, place=session.place
        )
        target, error = None, ""
        try:
            target = target_of(self._environment, self._owner.jobs.sandbox_address, self._project.endpoint)
        except WorkbenchError as failure:
            error = str(failure)
        if not worker.is_cancelled:
            self.post_message(self.Ready(found, without, target, error))

    @on(Ready)
    def _show(self, message: Ready) -> None:
        self._found, self._target = message.found, message.target
        lines = self.query_one("#send-lines", TextLines)
        lines.show("\n".join(parcel_lines(message.found, message.without)))
        where = self.query_one("#where", Static)
        self._owner.refresh_status()
        if message.error:
            where.update(Content.styled(visible(f"✗ {message.error}"), "$text-error"))
            self.query_one("#no").focus()
            return
        assert message.target is not None
        count = len(message.found)
        where.update(
            Content(
                visible(
                    f"{counted(count, 'request')} to {message.target.address}"
                    if count
                    else "There is nothing to send."
                )
            )
        )
        button = self.query_one("#yes", Button)
        button.label = Content(f"Send {counted(count, 'request')}")
        button.display = bool(count)
        button.refresh(layout=True)
        self._allow()
        self.query_one("#typed" if self._environment.protected else "#yes" if count else "#no").focus()

    @on(Input.Changed, "#typed")
    def _allow(self) -> None:
        typed = (
            not self._environment.protected or self.query_one("#typed", Input).value == self._environment.name
        )
        ready = self._target is not None and bool(self._found) and not self._sending and typed
        self.query_one("#yes", Button).disabled = not ready

    @on(Button.Pressed, "#no")
    def _close(self) -> None:
        self.action_leave()

    @on(Input.Submitted, "#typed")
    def _submitted(self) -> None:
        self.query_one("#yes", Button).press()

    @on(Button.Pressed, "#yes")
    def _go(self) -> None:
        self._sending = True
        self._owner.jobs.sending = "sending requests"
        self._allow()
        self.query_one("#where", Static).update("Sending… Escape stops")
        self._work("send", self._send)

    def _send(self) -> None:
        from workbench.braze import send

        assert self._target is not None
        outcomes: list[Outcome] = []
        reported = time.monotonic()

        def note(_index: int, outcome: Outcome) -> None:
            nonlocal reported
            outcomes.append(outcome)
            if time.monotonic() - reported > _REPORT:
                reported = time.monotonic()
                self.post_message(self.Went(len(outcomes)))

        try:
            send(
                [parcel.request for parcel in self._found],
                base_url=self._target.address,
                api_key=self._target.api_key,
                cancel=self._stop,
                on_outcome=note,
            )
        except WorkbenchError as error:
            self.post_message(self.Finished(str(error), "✗ Nothing was sent."))
            return
        lines = [
            line
            for parcel, outcome in zip(self._found, outcomes, strict=False)
            for line in outcome_lines(parcel, outcome)
        ]
        if self._environment.kind == "sandbox":
            lines += sandbox_lines(self._owner.jobs.sandbox().store)
        accepted = sum(isinstance(outcome, Response) and outcome.status < 300 for outcome in outcomes)
        verdict = (
            f"{'✓' if accepted == len(self._found) else '✗'} {accepted:,} of {len(self._found):,} accepted"
        )
        self.post_message(self.Finished("\n".join(lines), verdict))

    @on(Went)
    def _progress(self, message: Went) -> None:
        self.query_one("#where", Static).update(
            f"Sending… {message.done:,} of {len(self._found):,} · Escape stops"
        )

    @on(Finished)
    def _finished(self, message: Finished) -> None:
        self._sending = False
        self._owner.jobs.sending = ""
        good = message.verdict.startswith("✓")
        self.query_one("#where", Static).update(
            Content.styled(visible(message.verdict), "bold $text-success" if good else "bold $text-error")
        )
        self.query_one("#send-lines", TextLines).show(message.text)
        self.query_one("#no", Button).focus()

    def action_leave(self) -> None:
        """Stop sending first; only then close."""
        if self._sending:
            self._stop.set()
            self.query_one("#where", Static).update("Stopping…")
            return
        self.workers.cancel_group(self, "send")
        self.dismiss(None)
