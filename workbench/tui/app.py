"""The application: theme, keys of the user, crash handling. The work is done by the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen
from textual.theme import Theme

from workbench.tui.palette import WorkbenchCommands
from workbench.tui.session import Session
from workbench.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.project import ProjectFile
    from workbench.tui.screens.workbench import WorkbenchScreen


class WorkbenchApp(App[int]):
    """The Braze mapping workbench."""

    TITLE = "Braze mapping workbench"
    CSS_PATH = [  # noqa: RUF012 - Textual declares the class variable
        "styles/global.tcss",
        "styles/workbench.tcss",
        "styles/dialogs.tcss",
    ]
    COMMANDS = {WorkbenchCommands}  # noqa: RUF012 - Textual declares the class variable
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 4

    def __init__(
        self, session: Session, file: ProjectFile | None = None, keymap: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self._file = file
        self.crash_report: Path | None = None
        self.crash: Exception | None = None
        for theme in self._themes():
            self.register_theme(theme)
        self.theme = DARK.name
        if keymap:
            self.set_keymap(keymap)

    def _themes(self) -> Iterator[Theme]:
        yield DARK
        yield LIGHT

    def get_default_screen(self) -> Screen[None]:
        from workbench.tui.screens.workbench import WorkbenchScreen

        return WorkbenchScreen(self._session, self._file)

    @property
    def workbench(self) -> WorkbenchScreen:
        """The main screen."""
        from workbench.tui.screens.workbench import WorkbenchScreen

        screen = self.screen_stack[0]
        assert isinstance(screen, WorkbenchScreen)
        return screen

    def _handle_exception(self, error: Exception) -> None:
        """An error of the program: save the work, write a report without values, end with one short text.

        Each step is tried on its own. Textual's own handler would print local variables: people's data.
        """
        if self.crash is None:
            self.crash = error
            # Textual's own marks, by which its test driver raises the error again.
            self._save_work()
            self._report(error)
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
