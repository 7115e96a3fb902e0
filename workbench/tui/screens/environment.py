"""Chooses the environment that requests are sent to."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.project import Project
from workbench.tui.drawing import Line, fit
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.line_list import LineList


class EnvironmentList(LineList):
    """Name, address and protection of each environment."""

    def __init__(self, project: Project) -> None:
        super().__init__(id="environments")
        self.project = project

    @property
    def row_count(self) -> int:
        return len(self.project.all_environments)

    def line(self, index: int, width: int) -> Line:
        environment = self.project.all_environments[index]
        active = environment.name == self.project.environment
        where = "this machine, nothing leaves it" if environment.kind == "sandbox" else environment.endpoint
        return [
            ("▸ " if active else "  ", "good"),
            (fit(environment.name, 20), "strong"),
            (" ", ""),
            (where, "dim"),
            ("  protected" if environment.protected else "", "bad"),
        ]


class ChooseEnvironment(Dialog[str]):
    """Enter takes the environment under the cursor."""

    TITLE_TEXT = "Choose the environment"
    KEYS_TEXT = "Enter chooses · Esc keeps the one there is"

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    def compose(self) -> ComposeResult:
        yield self.box(
            EnvironmentList(self._project),
            Static(
                "More environments are added in the project file, under environments:. Keys stay out of it: "
                "env:NAME or keyring:SERVICE/NAME say where the key is.",
                classes="help",
                markup=False,
            ),
        )

    @on(LineList.Chosen, "#environments")
    def _chosen(self, message: LineList.Chosen) -> None:
        self.dismiss(self._project.all_environments[message.index].name)
