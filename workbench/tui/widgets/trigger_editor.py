"""The trigger of the selected mapping, edited as text."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import TextArea

from workbench.project import SEVERITIES, Check
from workbench.text import visible
from workbench.triggers import Trigger
from workbench.tui.widgets.inputs import TextBox
from workbench.tui.widgets.verdict import Verdict

_MOST_CHECKS = 2
_SAID = frozenset({"trigger-empty", "trigger-unreadable", "time-received"})
"""Rules that are told in the line above, or by the list of checks only."""


class TriggerText(TextBox):
    """The text itself: Enter takes it, Escape gives the text before back."""

    BINDINGS = [  # noqa: RUF012 - Textual declares the class variable
        Binding("enter", "take", "Keep", show=True, priority=True),
        Binding("escape", "give_back", "Cancel", show=True, priority=True),
    ]

    class Left(Message):
        """Editing ended; `taken` says whether the text counts."""

        def __init__(self, *, taken: bool) -> None:
            super().__init__()
            self.taken = taken

    def action_take(self) -> None:
        self.post_message(self.Left(taken=True))

    def action_give_back(self) -> None:
        self.post_message(self.Left(taken=False))


class TriggerEditor(Vertical):
    """The text, and under it whether it can be read, what it matches and what to know about it."""

    HELP = """\
The trigger decides which events the mapping takes. It is FQL as the destination reads it:
`type = "track" and event = "Trip Booked"`. Text stands in double quotes; one level of parentheses; `and` and
`or` are not mixed in one group. Enter takes the text, Escape gives the text before back."""

    BINDING_GROUP_TITLE = "Trigger"
    text_area = query_one("#trigger-text", TriggerText)
    verdict = query_one("#trigger-verdict", Verdict)

    class Edited(Message):
        """The text was changed by typing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield TriggerText(id="trigger-text", soft_wrap=True, tab_behavior="focus", compact=True)
        yield Verdict(id="trigger-verdict")

    def show(self, text: str) -> None:
        """Show a trigger that was not typed here."""
        if self.text_area.text != text:
            self.text_area.load_text(text)
        self._shown = self.text_area.text

    @on(TextArea.Changed, "#trigger-text")
    def _typed(self, message: TextArea.Changed) -> None:
        message.stop()
        text = self.text_area.text
        if text != self._shown:
            self._shown = text
            self.post_message(self.Edited())

    def judge(
        self, trigger: Trigger, matches: bool | None, counted: str, checks: Sequence[Check], more: str
    ) -> None:
        """Say whether the trigger can be read, whether it matches the selected event, and the count.

        Then the first of the mapping's `checks`; `more` says how to see all.
        """
        if trigger.error is not None:
            error = trigger.error
            where = f"✗ at character {error.position + 1}: {error.message}"
            more = f" Expected {error.expected}." if error.expected else ""
            parts: list[tuple[str, str]] = [(visible(where + more), "$text-error")]
            if error.hint:
                parts.append((f" {visible(error.hint)}", "$text-muted"))
        else:
            verdict = {
                True: "● matches this event",
                False: "○ does not match this event",
                None: "no event selected",
            }
            parts = [
                (verdict[matches], "$text-success" if matches else "$text-muted"),
                (f" · {counted}", "$text-muted"),
            ]
        told = [check for check in checks if check.rule not in _SAID]
        told.sort(key=lambda check: SEVERITIES.index(check.severity))
        if told:
            parts.append((f" · {more}", "$text-muted"))
        for check in told[:_MOST_CHECKS]:
            style = "$text-error" if check.severity == "error" else "$text-warning"
            parts.append((f"\n! {visible(check.message)}", style))
        self.verdict.say(*parts)
