"""The application: themes, the user's keys, the first frame, crash handling. The screens do the work."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.command import Provider
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from workbench.errors import WorkbenchError
from workbench.text import visible
from workbench.tui.screens.shell import Shell
from workbench.tui.themes import DARK, LIGHT, VARIABLES
from workbench.tui.typeahead import TypeAhead

if TYPE_CHECKING:
    from workbench.events import EventStore
    from workbench.project import ProjectFile
    from workbench.tui.keymap import Keymap
    from workbench.tui.screens.workbench import WorkbenchScreen
    from workbench.tui.session import Session

_FUNCTION_KEY = re.compile(r"f\d+")
_PAINT = 0.3
"""Seconds to wait at most for the first rows to be painted."""


def _palette() -> type[Provider]:
    from workbench.tui.palette import WorkbenchCommands

    return WorkbenchCommands


class WorkbenchApp(TypeAhead[int]):
    """The Braze mapping workbench.

    The first frame is drawn before the engine is imported: `opened` is set once the main screen is there, or
    will never be.
    """

    TITLE = "Braze mapping workbench"
    CSS_PATH = ["styles/global.tcss", "styles/shell.tcss"]  # noqa: RUF012 - Textual declares the class variable
    COMMANDS = {_palette}  # noqa: RUF012 - Textual declares the class variable
    NOTIFICATION_TIMEOUT = 4
    # ctrl+p is in the table of commands, so that footer and help show it; this is the palette's older key.
    COMMAND_PALETTE_BINDING = "ctrl+backslash"

    def __init__(
        self,
        project_path: Path | None = None,
        event_paths: tuple[str, ...] = (),
        keymap: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._project_path = project_path
        self._event_paths = event_paths
        self.opened = asyncio.Event()
        self.failure: WorkbenchError | None = None
        self.crash: Exception | None = None
        self.crash_report: Path | None = None
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        if keymap:
            self.set_keymap(keymap)

    @property
    def wants_keys(self) -> bool:
        return self.opened.is_set()

    async def wait_for_keys(self) -> None:
        await self.opened.wait()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLES

    def get_default_screen(self) -> Screen[None]:
        name = self._project_path.name if self._project_path else "a new project"
        return Shell(visible(f" Opening {name}…"), then=self._open)

    def _open(self) -> None:
        self.run_worker(
            self._read, thread=True, group="open", description="open the project", exit_on_error=False
        )

    def _read(self) -> None:
        from workbench.tui.keymap import keymap_file, read_keymap
        from workbench.tui.opening import first_events, open_session

        first = first_events(self._event_paths)
        painted = threading.Event()
        self.call_from_thread(self._show_first, first.store, painted)
        # Importing holds the interpreter: the rows would be painted only when all is there.
        painted.wait(_PAINT)
        from workbench.tui.commands import BY_ID

        session, file = open_session(self._project_path, self._event_paths, first)
        self.call_from_thread(self._show, session, file, read_keymap(keymap_file(), BY_ID))

    def _show_first(self, store: EventStore, painted: threading.Event) -> None:
        if isinstance(self.screen, Shell):
            self.screen.show_events(store)
        self.screen.call_after_refresh(painted.set)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The project could not be read, or worse."""
        error = event.worker.error if event.state is WorkerState.ERROR else None
        if isinstance(error, WorkbenchError):
            self.failure = error
            self.opened.set()
            self.exit(2)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def _show(self, session: Session, file: ProjectFile | None, keymap: Keymap) -> None:
        from workbench.tui.screens.workbench import WorkbenchScreen

        self.update_keymap(keymap.keys)
        screen = WorkbenchScreen(session, file)
        # Before it is told its size it would be drawn once as if it had all the room.
        rooms = reversed(screen.HORIZONTAL_BREAKPOINTS)
        screen.add_class(next(name for least, name in rooms if self.size.width >= least))
        self.push_screen(screen)
        for problem in keymap.problems:
            self.notify(visible(problem), severity="warning", markup=False, timeout=8)

    def get_key_display(self, binding: Binding) -> str:
        """A key as people read it, the same in the bar, in help and in the frames of dialogs."""
        shown = super().get_key_display(binding)
        return shown.capitalize() if shown == "esc" or _FUNCTION_KEY.fullmatch(shown) else shown

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text; a lone surrogate, which UTF-8 cannot write, becomes a replacement character."""
        super().copy_to_clipboard(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    async def action_quit(self) -> None:
        """Leave as the command does, from a dialog too: unsaved changes are asked about."""
        try:
            screen = self.workbench
        except LookupError:
            self.exit(0)
        else:
            screen.run_command("app.quit")

    @property
    def workbench(self) -> WorkbenchScreen:
        """The main screen. Raises `LookupError` while the first frame is all there is."""
        from workbench.tui.screens.workbench import WorkbenchScreen

        for screen in self.screen_stack:
            if isinstance(screen, WorkbenchScreen):
                return screen
        raise LookupError("the main screen is not there yet")

    def _handle_exception(self, error: Exception) -> None:
        """An error of the program: save the work, write a report without values, end with one short text.

        Each step is tried on its own. Textual's own handler would print local variables: people's data.
        """
        if self.crash is None:
            self.crash = error
            self._save_work()
            self._report(error)
            # Textual's own marks, by which its test driver raises the error again.
            self.opened.set()
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def _save_work(self) -> None:
        try:
            screen = self.workbench
            if screen.session.history.unsaved:
                screen.keeper.record_now(screen.session.project)
        except Exception as failure:  # noqa: BLE001 - the report must still be written
            self.log.error(type(failure).__name__)

    def _report(self, error: Exception) -> None:
        from workbench.crash import write_report
        from workbench.project.recovery import state_folder

        try:
            self.crash_report = write_report(error, state_folder() / "crashes")
        except Exception as failure:  # noqa: BLE001 - the short text must still be printed
            self.log.error(type(failure).__name__)
