"""All checks of the project: each leads to its place, and most can be put right here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from workbench.project import NOTHING_FOUND, SEVERITIES, Check, counts_text
from workbench.text import visible
from workbench.tui.drawing import Line, fit
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

_NAME_WIDTH = 22
_SIGNS = {"error": ("✗ ", "bad"), "warning": ("! ", "warn"), "information": ("· ", "dim")}


class CheckList(LineList):
    """Severity, mapping and sentence of each check; `f` stands where there is a fix."""

    rows: tuple[Check, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        check = self.rows[index]
        return [
            _SIGNS[check.severity],
            (fit(check.name if check.mapping is not None else "the project", _NAME_WIDTH), "strong"),
            (" f " if check.fix else "   ", "accent"),
            (check.message, ""),
        ]


class Checks(Dialog[Check]):
    """The result is the check whose place is to be shown."""

    HELP = """\
What fails, what is probably a mistake, and what is worth knowing, the gravest first. Checks never change a
request. Enter goes to the place in the mapping."""

    KEYS_TEXT = "Enter goes there · f puts right · u takes that back · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "fix", "Put it right, where an f stands before it.", show=True),
        Binding("u,ctrl+z", "undo", "Take back what was put right here.", show=True),
        Binding("y,c", "copy", "Copy all checks.", show=True),
        Binding("q", "leave", "Close.", show=False),
    ]

    def __init__(self, owner: WorkbenchScreen) -> None:
        super().__init__()
        self._owner = owner
        self._undoable = 0

    def title_text(self) -> str:
        return "Checks"

    def compose(self) -> ComposeResult:
        yield self.box(CheckList(id="checks"), Static(id="check", markup=False, classes="body"))

    def on_mount(self) -> None:
        super().on_mount()
        self._list.empty = NOTHING_FOUND
        self._show()
        self._list.focus()

    @property
    def _list(self) -> CheckList:
        return self.query_one("#checks", CheckList)

    @property
    def _selected(self) -> Check | None:
        rows = self._list.rows
        return rows[self._list.cursor] if self._list.cursor < len(rows) else None

    def _show(self) -> None:
        """The gravest first, in the order of the mappings."""
        found = self._owner.session.checks
        rows = sorted(found, key=lambda check: SEVERITIES.index(check.severity))
        self._list.rows = tuple(rows)
        self._list.changed()
        box = self.query_one(".dialog")
        box.border_title = Content(f"Checks · {counts_text(found)}" if found else "Checks")
        self._explain()

    @on(LineList.Highlighted, "#checks")
    def _explain(self) -> None:
        check = self._selected
        lines: list[str] = []
        if check is not None:
            lines = [str(check), f"{check.field} · {check.rule}"]
            if check.fix is not None:
                lines.append(f"f puts it right: {check.fix.describe(self._owner.session.project)}")
        self.query_one("#check", Static).update(Content(visible("\n".join(lines), keep_lines=True)))

    @on(LineList.Chosen, "#checks")
    def _chosen(self) -> None:
        self.dismiss(self._selected)

    def action_fix(self) -> None:
        """Do the fix as any other edit."""
        check = self._selected
        if check is None or check.fix is None:
            self._owner.say("This can only be put right by hand: Enter goes there.", severity="warning")
            return
        described = check.fix.describe(self._owner.session.project)
        if self._owner.editing.do(check.fix):
            self._undoable += 1
            self._show()
            self._owner.say(f"Done: {described} · ctrl+z takes it back")

    def action_undo(self) -> None:
        """Take back what was put right here, never more."""
        if not self._undoable:
            self._owner.say("Nothing was put right here that could be taken back.", severity="warning")
            return
        self._undoable -= 1
        self._owner.run_command("project.undo")
        self._show()

    def action_copy(self) -> None:
        text = "\n".join(f"{check.severity}: {check} [{check.rule}]" for check in self._list.rows)
        self._owner.copy(text, "all checks")
