"""Every change of a project as a small value: it can be named, undone, repeated and journalled.

`apply` gives a new project and never changes the old one; it gives the same object back when nothing changes.
The edits themselves are in `mappingedits` and `projectedits`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable

from workbench.project.model import Project


class Edit(ABC):
    """A change of the project."""

    __slots__ = ()

    @property
    @abstractmethod
    def label(self) -> str:
        """What the edit does, in words that follow "Undo"."""

    @property
    def place(self) -> Hashable:
        """What the edit changes: consecutive edits of one place can be undone at once; never for `None`."""
        return None

    def describe(self, project: Project) -> str:  # noqa: ARG002 - most edits need no project for their name
        """The label with the name of the mapping in `project` that it changes."""
        return self.label

    @abstractmethod
    def apply(self, project: Project) -> Project:
        """`project` after the edit. Raises `WorkbenchError` when it cannot be made."""
