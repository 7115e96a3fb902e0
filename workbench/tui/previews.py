"""Keeps the right half of the screen in step with the selected event and the project."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.worker import get_current_worker

from workbench.actions import ActionsOutcome
from workbench.compare import Difference, differences, side_by_side
from workbench.project.preview import Preview
from workbench.tui.messages import DifferencesFound

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

_SETTLE = 0.08
"""Seconds to wait before the differences are computed: the requests are painted first, typing goes on."""
NO_EVENT = "Select an event to see what both destinations make of it."
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
        rows = side_by_side(preview.actions.requests, preview.classic.requests)
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
        self._screen.post_message(DifferencesFound(number, _differences(preview)))

    def show_differences(self, message: DifferencesFound) -> None:
        """Show differences, unless the selection went on meanwhile."""
        if message.number != self._number or self.preview is None:
            return
        found = message.differences
        self._screen.difference_list.empty = (
            SAME if self.preview.actions.requests else _why_none(self.preview.actions)
        )
        self._screen.difference_list.show(found)
        self._screen.difference_list.border_title = Content(
            f"Differences {len(found)}" if found else "Differences"
        )


def _differences(preview: Preview) -> tuple[Difference, ...]:
    rejected = preview.classic.rejected
    return differences(
        preview.actions.requests,
        preview.classic.requests,
        actions_reason=preview.actions.reason,
        classic_reason=rejected.reason if rejected else "",
    )


def _title(preview: Preview) -> str:
    actions, classic = len(preview.actions.requests), len(preview.classic.requests)
    return f"Actions: {_requests(actions)}  │  Classic: {_requests(classic)}"


def _requests(count: int) -> str:
    return "1 request" if count == 1 else f"{count or 'no'} requests"


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
    rejected = preview.classic.rejected
    return left, [f"○ {rejected.code}: {rejected.reason}"] if rejected else []
