"""How what is typed becomes edits of the project.

A draft always starts from the state before it: however long one types, it is one step of undo, and Escape
takes it back whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED, Json
from workbench.project import Edit, RemoveField, SetField

if TYPE_CHECKING:
    from workbench.tui.fields import FieldRow
    from workbench.tui.screens.workbench import WorkbenchScreen


class Editing:
    """Does edits, and keeps the state that Escape gives back."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        self._base = screen.session.history

    def do(self, edit: Edit) -> bool:
        """Do a named edit, a field being edited kept first; one that cannot be done is said."""
        self.finish()
        try:
            self._screen.session.edit(edit)
        except WorkbenchError as error:
            self._screen.say(str(error), severity="error")
            return False
        self._screen.jobs.journal()
        self._screen.refresh_project()
        return True

    def finish(self, *, taken: bool = True) -> bool:
        """Close the field editor if it is open: what follows is about another state. Whether it was."""
        editor = self._screen.field_editor
        if editor.row is None:
            return False
        editor.forget()
        self.close_field(taken=taken)
        return True

    def begin(self) -> None:
        """Remember the state that Escape gives back."""
        self._base = self._screen.session.history

    def draft(self, edit: Edit) -> None:
        """Show the project as it would be; typing replaces the draft before."""
        try:
            self._screen.session.history = self._base.do(edit)
        except WorkbenchError as error:
            self._screen.say(str(error), severity="error")
            return
        self._screen.keeper.journal()
        if isinstance(edit, SetField | RemoveField):
            self._screen.refresh_event()
        else:
            self._screen.refresh_project()

    def give_back(self) -> None:
        """Take the draft back."""
        self._screen.session.history = self._base
        self._screen.keeper.journal()
        self._screen.refresh_project()

    def end(self) -> None:
        """Typing ended: keep what it changed for recovery."""
        if self._screen.session.history is not self._base:
            self._screen.jobs.journal()

    def of_field(self, row: FieldRow, directive: Json) -> Edit:
        """The edit that gives a field, or a part of one, a directive; `UNDEFINED` removes it."""
        if directive is UNDEFINED:
            return RemoveField(self._screen.session.mapping_index, row.path)
        return SetField(self._screen.session.mapping_index, row.path, directive)

    def open_field(self, row: FieldRow) -> None:
        """Edit a field under the list; a catalog is chosen in a dialog."""
        screen = self._screen
        if row.lists == "catalogs":
            screen.run_command("fields.catalog")
            return
        self.begin()
        screen.field_editor.display = True
        screen.mapping_list.display = screen.trigger_editor.display = False
        screen.field_editor.open(row)

    def close_field(self, *, taken: bool) -> None:
        """Put the mappings back where the editor was."""
        screen = self._screen
        if taken:
            self.end()
        else:
            self.give_back()
        screen.field_editor.display = False
        screen.mapping_list.display = True
        screen.trigger_editor.display = screen.session.mapping is not None
        screen.set_focus(screen.field_list)
