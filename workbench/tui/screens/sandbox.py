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
from workbench.tui.screens.dialog import Dialog
from workbench.tui.sending import sandbox_lines
from workbench.tui.widgets.text_lines import TextLines

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


class SandboxView(Dialog[None]):
    """Users, attributes, events and purchases; `d` empties the sandbox."""

    TITLE_TEXT = "Sandbox"
    KEYS_TEXT = "d empties it · r reads it again · Esc closes"
    BINDINGS = [  # noqa: RUF012 - Textual's class variable
        Binding("d", "clear", "Empty", show=True),
        Binding("r", "reload", "Reload", show=True),
        Binding("q", "leave", "Close", show=False),
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
        self.query_one("#where", Static).update(
            visible(f"Listens on {message.address}, on this machine only.")
        )
        self.query_one("#sandbox-lines", TextLines).show(message.text)
        self._owner.refresh_status()

    def action_reload(self) -> None:
        self.run_worker(
            self._read, thread=True, group="sandbox", description="read the sandbox", exit_on_error=False
        )

    def action_clear(self) -> None:
        def clear() -> None:
            self._owner.jobs.sandbox().store.clear()
            self._read()

        self.run_worker(
            clear, thread=True, group="sandbox", description="empty the sandbox", exit_on_error=False
        )
