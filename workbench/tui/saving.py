"""Saving, recovery and leaving: what keeps people's work."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.project import History, Project
from workbench.tui.messages import WorkDone, WorkFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from workbench.project import ProjectFile, RecoveredState, Recovery
    from workbench.tui.screens.workbench import WorkbenchScreen

DEFAULT_NAME = "workbench.yaml"
_SETTLE = 0.2
"""Seconds after an edit before the recovery copy is written, so that typing writes one."""


class Keeper:
    """Keeps the project: its file, and a recovery copy of what is not saved."""

    def __init__(self, screen: WorkbenchScreen, file: ProjectFile | None) -> None:
        self._screen = screen
        self.file = file
        self._recovery: Recovery | None = None
        self._unavailable = False
        self._waiting: Timer | None = None

    @property
    def path(self) -> Path:
        """The project file, or the one that it would be."""
        return self.file.path if self.file is not None else Path(DEFAULT_NAME)

    def start(self) -> None:
        """Look for work that a crash left behind."""
        self._screen.jobs.run("journal", "look for unsaved work", self._find)

    def _find(self) -> None:
        from workbench.project import Recovery

        state = Recovery.find(self.path)
        if state is not None:
            self._screen.post_message(WorkDone(partial(self._offer, state)))

    def _offer(self, state: RecoveredState) -> None:
        from workbench.tui.screens.dialog import Confirm

        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.time))
        body = (
            f"The workbench ended without saving. There is work of {when} (local time) on {self.path.name}."
        )
        if state.attempts:
            body += "\n\nIt was opened before and the workbench ended again: it may be the cause."

        def decide(adopt: bool | None) -> None:
            if adopt:
                self._adopt(state)
            elif adopt is False:
                state.discard()

        self._screen.app.push_screen(
            Confirm(
                "Recover unsaved work?", body, yes="Recover it", no="Discard it", safe=bool(state.attempts)
            ),
            decide,
        )

    def _adopt(self, state: RecoveredState) -> None:
        recovery = self.recovery()
        project = recovery.adopt(state) if recovery else state.project
        session = self._screen.session
        session.history = History(project, saved=session.history.saved)
        self._screen.refresh_project()
        self._screen.say("Recovered. ctrl+s saves it.")

    def recovery(self) -> Recovery | None:
        """The recovery copy of this process; `None` where the state folder cannot be used."""
        if self._recovery is None and not self._unavailable:
            from workbench.project import Recovery

            try:
                self._recovery = Recovery.start(self.path)
            except WorkbenchError as error:
                self._unavailable = True
                self._warn(f"Unsaved work cannot be kept for recovery. {error}")
        return self._recovery

    def _warn(self, text: str) -> None:
        """Say it in passing: nobody asked for a copy, and it must not take the focus from what is typed."""
        self._screen.post_message(WorkDone(partial(self._screen.say, text, severity="warning")))

    def journal(self) -> None:
        """Keep the project, as it is when typing pauses, beside the screen."""
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self._screen.set_timer(_SETTLE, self._record)

    def _record(self) -> None:
        project = self._screen.session.project
        self._screen.jobs.run("journal", "keep a recovery copy", partial(self.record_now, project))

    def record_now(self, project: Project) -> None:
        """Keep a project at once; a failure is said once."""
        recovery = self.recovery()
        if recovery is None:
            return
        try:
            recovery.record(project)
        except WorkbenchError as error:
            self._warn(f"The recovery copy was not written. {error}")

    def write(
        self, path: Path, project: Project, *, overwrite: bool, then: Callable[[], None] | None = None
    ) -> None:
        """Save beside the screen, then go on."""
        self._screen.jobs.run(
            "save", "save the project", partial(self._write, path, project, overwrite, then)
        )

    def _write(self, path: Path, project: Project, overwrite: bool, then: Callable[[], None] | None) -> None:
        from workbench.project import FileChanged, ProjectFile

        file = self.file
        if file is None or file.path != path:
            file = ProjectFile.new(path, project)
        try:
            saved = file.save(project, overwrite=overwrite)
        except FileChanged as changed:
            self._screen.post_message(
                WorkDone(partial(self._ask_overwrite, path, project, str(changed), then))
            )
        except WorkbenchError as error:
            self._screen.post_message(WorkFailed(f"Not saved. {error}"))
        else:
            self._screen.post_message(WorkDone(partial(self._saved, saved, project, then)))

    def _ask_overwrite(
        self, path: Path, project: Project, text: str, then: Callable[[], None] | None
    ) -> None:
        from workbench.tui.screens.dialog import Overwrite

        def decide(answer: str | None) -> None:
            if answer == "overwrite":
                self.write(path, project, overwrite=True, then=then)
            elif answer == "other":
                save_as(self._screen, then)

        self._screen.app.push_screen(Overwrite(text), decide)

    def _saved(self, file: ProjectFile, project: Project, then: Callable[[], None] | None) -> None:
        session = self._screen.session
        if self._recovery is not None and self.file is not None and file.path != self.file.path:
            self._recovery.close()
            self._recovery = None
        self.file = file
        session.path = file.path
        session.history = session.history.mark_saved(project)
        if self._recovery is not None and not session.history.unsaved:
            self._recovery.saved()
        self._screen.refresh_status()
        unfinished = (
            " · without the field's text: it is not right yet" if self._screen.field_editor.error else ""
        )
        self._screen.say(f"Saved {file.path.name}{unfinished}")
        if then is not None:
            then()

    def close(self) -> None:
        """The program ends as the user wished: nothing is to be recovered, nor kept any more."""
        self._unavailable = True
        if self._waiting is not None:
            self._waiting.stop()
        if self._recovery is not None:
            self._recovery.close()
            self._recovery = None


def save(screen: WorkbenchScreen, then: Callable[[], None] | None = None) -> None:
    """Save the project; ask for a name when it has no file yet."""
    screen.session.history = screen.session.history.ended()
    if screen.keeper.file is None:
        save_as(screen, then)
    else:
        screen.keeper.write(screen.keeper.path, screen.session.project, overwrite=False, then=then)


def save_as(screen: WorkbenchScreen, then: Callable[[], None] | None = None) -> None:
    """Save the project under a name that is asked for."""
    from workbench.tui.screens.dialog import Prompt, typed_path

    def write(name: str | None) -> None:
        if name is not None:
            screen.keeper.write(typed_path(name), screen.session.project, overwrite=False, then=then)

    screen.app.push_screen(
        Prompt(
            "Save the project",
            str(screen.keeper.path),
            check=lambda name: "" if name.strip() else "Type a file name such as workbench.yaml.",
            help_text="A plain YAML file without any credentials.",
            ok="Save",
        ),
        write,
    )


def leave(screen: WorkbenchScreen) -> None:
    """Leave the program; ask first when there are unsaved changes."""
    from workbench.tui.screens.dialog import Leave, LeaveSending

    if isinstance(screen.app.screen, Leave | LeaveSending):
        return
    if not screen.session.history.unsaved:
        if screen.jobs.sending:
            screen.app.push_screen(LeaveSending(), lambda answer: screen.leave() if answer else None)
        else:
            screen.leave()
        return

    def decide(answer: str | None) -> None:
        if answer == "save":
            save(screen, then=screen.leave)
        elif answer == "discard":
            screen.leave()

    work = (
        f" {screen.jobs.status.partition(' · ')[0].capitalize()} would be stopped."
        if screen.jobs.busy
        else ""
    )
    screen.app.push_screen(Leave(screen.keeper.path.name, work), decide)
