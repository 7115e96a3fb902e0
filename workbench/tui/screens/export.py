"""Writes the mappings for production: chooses a format, shows the text, writes a file."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static

from workbench.errors import WorkbenchError
from workbench.exports import FORMATS, export_project
from workbench.project import Project
from workbench.text import visible
from workbench.tui.drawing import Line, fit
from workbench.tui.screens.dialog import Dialog, typed_path
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.text_lines import TextLines

_NOTES = {
    "terraform": ("braze.tf", "Terraform for the Segment provider"),
    "public-api": ("braze-public-api.json", "bodies of Segment's Public API"),
    "json": ("braze-mappings.json", "the mappings as plain JSON"),
    "yaml": ("braze-mappings.yaml", "the mappings as plain YAML"),
}
_FINDINGS = 3


def _says_something_else(path: Path, text: str) -> bool:
    """Whether there is a file that writing would change. What cannot be read is left to writing to refuse."""
    try:
        return path.is_file() and path.read_bytes() != text.encode()
    except (OSError, ValueError):
        return False


class FormatList(LineList):
    """The formats, one line each."""

    @property
    def row_count(self) -> int:
        return len(FORMATS)

    def line(self, index: int, width: int) -> Line:
        return [(fit(FORMATS[index], 12), "strong"), (" ", ""), (_NOTES[FORMATS[index]][1], "dim")]


class Export(Dialog[str]):
    """The result is a sentence that says what was written."""

    TITLE_TEXT = "Export the mappings"
    KEYS_TEXT = "↑ ↓ format · Tab next · Enter writes · Esc closes"

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._text = ""

    def compose(self) -> ComposeResult:
        yield self.box(
            FormatList(id="formats"),
            TextLines(id="export-text"),
            Static(id="findings", markup=False),
            TextField(id="export-path"),
            Horizontal(
                Button("Close", id="no"),
                Button("Copy", id="copy"),
                Button("Write file", id="yes", variant="primary"),
                classes="buttons",
            ),
        )

    def on_mount(self) -> None:
        self.query_one("#formats").focus()
        self._show(0)

    @on(LineList.Highlighted, "#formats")
    def _highlighted(self, message: LineList.Highlighted) -> None:
        self._show(message.index)

    def _show(self, index: int) -> None:
        name = FORMATS[index]
        self.query_one("#export-path", Input).value = _NOTES[name][0]
        findings = self.query_one("#findings", Static)
        try:
            exported = export_project(self._project, name)
            self._text, found = exported.text, tuple(str(finding) for finding in exported.findings)
        except WorkbenchError as error:
            self._text, found = "", (str(error),)
        self.query_one("#export-text", TextLines).show(self._text)
        told = [f"! {text}" for text in found[:_FINDINGS]]
        if len(found) > _FINDINGS:
            told.insert(0, f"{len(found)} checks; ctrl+k on the main screen shows all:")
        findings.update(Content.styled(visible("\n".join(told), keep_lines=True), "$text-warning"))
        findings.display = bool(found)

    @on(LineList.Chosen, "#formats")
    def _chosen(self) -> None:
        self.query_one("#export-path").focus()

    @on(Input.Submitted, "#export-path")
    @on(Button.Pressed, "#yes")
    def _ask(self) -> None:
        path = typed_path(self.query_one("#export-path", Input).value.strip() or "export")
        if _says_something_else(path, self._text):
            self.ask_to_replace(path, lambda: self._write(path), "already, and it says something else")
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        from workbench.exports import write_export

        try:
            write_export(path, self._text)
        except WorkbenchError as error:
            self.complain(str(error))
            return
        self.dismiss(f"Wrote {path.name}")

    @on(Button.Pressed, "#copy")
    def _copy(self) -> None:
        self.copy(self._text)

    @on(Button.Pressed, "#no")
    def _close(self) -> None:
        self.action_leave()
