"""One line that tells project, environment, unsaved state and work in progress."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from workbench.text import visible


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


class StatusLine(Static):
    """Draws a `Status`; a dot and the word say that there are unsaved changes."""

    status: reactive[Status] = reactive(Status(), init=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def watch_status(self, status: Status) -> None:
        parts: list[tuple[str, str]] = [(f" {visible(status.project)}", "bold")]
        if status.unsaved:
            parts.append((" ● unsaved", "bold $text-warning"))
        environment = f" │ {visible(status.environment)}"
        parts.append((environment, "bold $text-error" if status.protected else "$text-success"))
        if status.target:
            parts.append((f" {visible(status.target)}", "$text-muted"))
        parts.append((f" │ {status.events}", ""))
        if status.problems:
            parts.append(
                (f" │ ! {status.problems:,} problem{'s' if status.problems != 1 else ''}", "$text-warning")
            )
        if status.work:
            parts.append((f" │ {visible(status.work)}", "$text-accent"))
        self.update(Content.assemble(*parts), layout=False)
