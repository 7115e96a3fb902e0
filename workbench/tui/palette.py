"""The command palette: the table of commands, with each command's key beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from workbench.tui.commands import COMMANDS, Command, shown_keys

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.screens.workbench import WorkbenchScreen


class WorkbenchCommands(Provider):
    """Offers what applies now; themes too."""

    @property
    def _workbench(self) -> WorkbenchScreen:
        return cast("WorkbenchApp", self.app).workbench

    def _offered(self) -> list[tuple[str, str, Any]]:
        screen = self._workbench
        offered = [
            (self._title(command), command.help, _runner(screen, command))
            for command in COMMANDS
            if command.when(screen)
        ]
        app = cast("WorkbenchApp", self.app)
        themes = sorted(app.available_themes)
        return offered + [(f"theme: {name}", "Use these colours.", _theme(app, name)) for name in themes]

    def _title(self, command: Command) -> str:
        keys = shown_keys(self.app, command)
        return f"{command.title}   {keys[0]}" if keys else command.title

    async def discover(self) -> Hits:
        for title, help_text, run in self._offered():
            yield DiscoveryHit(title, run, help=help_text)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for title, help_text, run in self._offered():
            score = matcher.match(title)
            if score > 0 and title.startswith(query.lower()):
                score += 1  # what begins like this is meant before what only holds it
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=help_text)


def _runner(screen: WorkbenchScreen, command: Command) -> Any:
    return lambda: screen.run_command(command.id)


def _theme(app: WorkbenchApp, name: str) -> Any:
    def use() -> None:
        app.theme = name

    return use
