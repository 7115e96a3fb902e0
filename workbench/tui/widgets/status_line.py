"""One line that tells project, environment, unsaved state and work in progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from workbench.text import counted, visible
from workbench.tui.drawing import fit_end

if TYPE_CHECKING:
    from workbench.tui.session import Session


@dataclass(frozen=True, slots=True)
class Status:
    """What the line says. `work` names what is under way, "" when nothing is."""

    project: str = ""
    unsaved: bool = False
    environment: str = ""
    target: str = ""
    events: str = ""
    work: str = ""
    problems: int = 0
    protected: bool = False

    @classmethod
    def of(cls, session: Session, sandbox: str, work: str) -> Status:
        """What there is to say of a session; `sandbox` tells where the sandbox is."""
        environment = session.environment
        return cls(
            project=session.path.name
            if session.path
            else f"{session.project.name or 'workbench.yaml'} (not saved yet)",
            unsaved=session.history.unsaved,
            environment=environment.name,
            target=sandbox if environment.kind == "sandbox" else environment.endpoint,
            events=f"{len(session.store):,} events",
            work=work,
            problems=session.store.problem_count,
            protected=environment.protected,
        )


class StatusLine(Static):
    """Draws a `Status`; a dot and the word say that there are unsaved changes."""

    status: reactive[Status] = reactive(Status(), init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def watch_status(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        """Show all there is room for: the address gives way first, then the events, then the file's name."""
        parts = _parts(self.status)
        for name in ("target", "events"):
            if _width(parts) > self.size.width:
                parts.pop(name, None)
        missing = _width(parts) - self.size.width
        if missing > 0:
            name, style = parts["project"]
            parts["project"] = (f" {fit_end(name.strip(), max(12, cell_len(name) - 1 - missing))}", style)
        self.update(Content.assemble(*parts.values()), layout=False)


def _parts(status: Status) -> dict[str, tuple[str, str]]:
    """What the line says, piece by piece, with styles."""
    parts = {"project": (f" {visible(status.project)}", "bold")}
    if status.unsaved:
        parts["unsaved"] = (" ● unsaved", "bold $text-warning")
    style = "bold $text-error" if status.protected else "$text-success"
    parts["environment"] = (f" │ {visible(status.environment)}", style)
    if status.target:
        parts["target"] = (f" {visible(status.target)}", "$text-muted")
    parts["events"] = (f" │ {status.events}", "")
    if status.problems:
        parts["problems"] = (f" │ ! {counted(status.problems, 'problem')}", "$text-warning")
    if status.work:
        parts["work"] = (f" │ {visible(status.work)}", "$text-accent")
    return parts


def _width(parts: dict[str, tuple[str, str]]) -> int:
    return sum(cell_len(text) for text, _ in parts.values())
