"""What the sandbox holds: its users with what was sent for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.text import visible
from workbench.tui.screens.dialog import Confirm, Dialog
from workbench.tui.sending import sandbox_lines
from workbench.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


class SandboxView(Dialog[None]):
    """Users, attributes, events and purchases; `d` empties the sandbox."""

    TITLE_TEXT = "Sandbox"
    KEYS_TEXT = "d empties it · r reads it again · Esc closes"
    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("d", "clear", "Forget all that the sandbox holds.", show=True),
        Binding("r", "reload", "Show what it holds now.", show=True),
        Binding("q", "leave", "Close.", show=False),
    ]

    class Read(Message):
        """The sandbox was read."""

        def __init__(self, address: str, text: str) -> None:
            super().__init__()
            self.address, self.text = address, text

    def __init__(self, owner: WorkbenchScreen) -> None:
        super().__init__()
        self._owner = owner

    def compose(self) -> ComposeResult:
        yield self.box(
            Static("Starting the sandbox…", id="where", markup=False),
            TextLines(id="sandbox-lines"),
        )

    def on_mount(self) -> None:
        self.action_reload()
        self.query_one("#sandbox-lines").focus()

    def _read(self) -> None:
        try:
            server = self._owner.jobs.sandbox()
        except WorkbenchError as error:
            self.post_message(self.Read("", str(error)))
            return
        self.post_message(self.Read(server.url, "\n".join(sandbox_lines(server.store))))

    @on(Read)
    def _show(self, message: Read) -> None:
        where = (
            f"Listens on {message.address}, on this machine only." if message.address else "It does not run."
        )
        self.query_one("#where", Static).update(visible(where))
        self.query_one("#sandbox-lines", TextLines).show(message.text)
        self._owner.refresh_status()

    def action_reload(self) -> None:
        self.run_worker(
            self._read, thread=True, group="sandbox", description="read the sandbox", exit_on_error=False
        )

    def action_clear(self) -> None:
        """Ask, then forget everything."""
        self.app.push_screen(
            Confirm(
                "Empty the sandbox?",
                "All users, and what was sent for them, are forgotten. This cannot be taken back.",
                yes="Empty it",
                no="Keep it",
            ),
            self._clear,
        )

    def _clear(self, sure: bool | None) -> None:
        if sure:
            self.run_worker(
                self._forget,
                thread=True,
                group="sandbox",
                description="empty the sandbox",
                exit_on_error=False,
            )

    def _forget(self) -> None:
        try:
            self._owner.jobs.sandbox().store.clear()
        except WorkbenchError as error:
            self.post_message(self.Read("", str(error)))
        else:
            self._read()
