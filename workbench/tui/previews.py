"""Keeps the right half of the screen in step with the selected event and the project."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from workbench.actions import ActionsOutcome
from workbench.classic import ClassicOutcome, call_text
from workbench.compare import Difference, side_by_side
from workbench.project import Preview, acceptance_of, preview_differences
from workbench.requests import SdkCall
from workbench.text import counted
from workbench.tui.messages import DifferencesFound
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

_SETTLE = 0.08
"""Seconds to wait before the differences are computed: the requests are painted first, typing goes on."""
NO_EVENT = "Select an event to see what both destinations make of it."
LONGEST_CALL = 600
"""Longer calls are cut; what they do is below them in whole."""
NOT_CERTAIN = "Not certain about Classic"
SAME_EFFECT = "No difference: both destinations do the same to the user."
SAME = "No difference: both destinations send the same."


class Previews:
    """Computes what both destinations send: the requests at once, the differences in a worker."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        self._number = 0
        self.preview: Preview | None = None

    def refresh(self) -> None:
        """Compute the preview anew. A newer call makes the differences of an older one stale."""
        screen = self._screen
        self._number += 1
        self.preview = preview = screen.session.preview(time.time() * 1000)
        if preview is None:
            screen.side_by_side.empty = screen.session.unreadable or NO_EVENT
            screen.side_by_side.show(())
            screen.side_by_side.entitle("Requests")
            screen.difference_list.show(())
            return
        screen.side_by_side.entitle(_title(preview))
        rows = side_by_side(preview.actions.requests, preview.classic.comparable)
        screen.side_by_side.show(rows, reasons(preview))
        screen.run_worker(
            partial(self._differences, self._number, preview),
            thread=True,
            exclusive=True,
            group="differences",
            description="differences of the selected event",
            exit_on_error=False,
        )

    def _differences(self, number: int, preview: Preview) -> None:
        worker = get_current_worker()
        time.sleep(_SETTLE)
        if worker.is_cancelled or number != self._number:
            return
        found = _differences(self._screen.session, preview)
        self._screen.post_message(DifferencesFound(number, found))

    def show_differences(self, message: DifferencesFound) -> None:
        """Show differences, unless the selection went on meanwhile."""
        if message.number != self._number or self.preview is None:
            return
        found = message.differences
        same = SAME_EFFECT if self.preview.classic.sdk_file else SAME
        self._screen.difference_list.empty = (
            same if self.preview.actions.requests else _why_none(self.preview.actions)
        )
        session = self._screen.session
        accepted = session.project.accepted
        index = session.event_index
        name = "" if index is None else session.store.summary(index).name
        self._screen.difference_list.show(found, [acceptance_of(accepted, one, name) for one in found])


def _differences(session: Session, preview: Preview) -> tuple[Difference, ...]:
    return preview_differences(session.project, session.project.destination_settings(), preview)


def _title(preview: Preview) -> str:
    classic = preview.classic
    sent = counted(len(classic.requests), "request")
    what = f"Classic web: {counted(len(classic.calls), 'call')}" if classic.sdk_file else f"Classic: {sent}"
    return f"Actions: {counted(len(preview.actions.requests), 'request')}  │  {what}"


def _why_none(actions: ActionsOutcome) -> str:
    return actions.reason or SAME


def reasons(preview: Preview) -> tuple[list[str], list[str]]:
    """For either side which mapping made a request, which failed and why, or why there is no request."""
    left = (
        [f"→ {outcome.name}" for outcome in preview.actions.mappings for _ in outcome.requests]
        if len(preview.actions.requests) > 1
        else []
    )
    left += [
        f"✗ {outcome.name}: {outcome.error.message}" for outcome in preview.actions.mappings if outcome.error
    ]
    if not preview.actions.requests and not left:
        left.append(f"○ {preview.actions.reason}")
    return left, classic_reasons(preview.classic)


def classic_reasons(classic: ClassicOutcome) -> list[str]:
    """Why Classic sends nothing; in web mode its calls in order, those that change nothing crossed out."""
    unknown = _unknown(classic)
    if classic.rejected is not None:
        return [f"○ {classic.rejected.code}: {classic.rejected.reason}", *unknown]
    refused = classic.refused_calls
    lines = [
        f"✗ {_call(call)} – not taken by the SDK" if index in refused else f"→ {_call(call)}"
        for index, call in enumerate(classic.calls)
    ]
    if classic.error:
        lines.append(f"✗ then it fails: {classic.error}")
    if classic.sdk_file and not classic.calls:
        lines.append("○ Nothing is called.")
    return [*lines, *unknown]


def _unknown(classic: ClassicOutcome) -> list[str]:
    """Which parts of the outcome nobody outside Segment can know, on one line; none when all are known."""
    paths = [note.key_path for note in classic.notes if note.trust == "unknown"]
    if not paths:
        return []
    names = ", ".join(dict.fromkeys(path.removeprefix("headers.").replace("[*]", "") for path in paths))
    return [f"? {NOT_CERTAIN}{f': {names}' if names else ''}"]


def _call(call: SdkCall) -> str:
    text = call_text(call)
    return text if len(text) <= LONGEST_CALL else f"{text[:LONGEST_CALL]}…"
