"""Undo and redo over an immutable project."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from workbench.project.edits import Edit
from workbench.project.model import Project

MAX_STEPS = 500
"""How many edits can be undone."""


@dataclass(frozen=True, slots=True)
class Step:
    """An edit that was made: its name, the project on the other side of it, and the place it changed."""

    label: str
    project: Project
    place: Hashable = None


@dataclass(frozen=True, slots=True)
class History:
    """The open project with the way back and forth. Every method gives a new history.

    `saved` is the project that its file holds, `None` when it has none yet. `past` are the steps that can be
    undone, the latest last; `future` those that can be redone, the next one last.
    """

    project: Project
    saved: Project | None = None
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    joinable: bool = False

    @classmethod
    def opened(cls, project: Project) -> History:
        """The history of a project that was just read from its file."""
        return cls(project, saved=project)

    @property
    def unsaved(self) -> bool:
        """Whether the file does not hold this project."""
        return self.project is not self.saved

    @property
    def undo_label(self) -> str:
        """What `undo` would take back, `""` when there is nothing."""
        return self.past[-1].label if self.past else ""

    @property
    def redo_label(self) -> str:
        """What `redo` would make again, `""` when there is nothing."""
        return self.future[-1].label if self.future else ""

    def do(self, edit: Edit, *, join: bool = False) -> History:
        """The history after `edit`, itself when the edit changes nothing.

        With `join` an edit of the same place as the one before, made with `join` too, becomes one step with
        it: typing a word is undone at once. Raises `WorkbenchError` when the edit cannot be made.
        """
        project = edit.apply(self.project)
        if project is self.project:
            return self
        place = edit.place
        if join and self.joinable and self.past and place is not None and self.past[-1].place == place:
            return replace(self, project=project, future=())
        step = Step(edit.describe(self.project), self.project, place)
        past = (*self.past, step)[-MAX_STEPS:]
        return replace(self, project=project, past=past, future=(), joinable=join)

    def ended(self) -> History:
        """The history in which the next edit begins a step of its own: the field lost the focus."""
        return replace(self, joinable=False) if self.joinable else self

    def undo(self) -> History:
        """The history with the latest step taken back; itself when there is none."""
        if not self.past:
            return self
        step = self.past[-1]
        back = replace(step, project=self.project)
        return replace(
            self, project=step.project, past=self.past[:-1], future=(*self.future, back), joinable=False
        )

    def redo(self) -> History:
        """The history with the step undone last made again; itself when there is none."""
        if not self.future:
            return self
        step = self.future[-1]
        back = replace(step, project=self.project)
        return replace(
            self, project=step.project, past=(*self.past, back), future=self.future[:-1], joinable=False
        )

    def mark_saved(self, project: Project | None = None) -> History:
        """The history once `project` (the present one, when not given) is in the file."""
        return replace(self, saved=self.project if project is None else project, joinable=False)
