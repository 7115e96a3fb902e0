"""Commands on Braze Classic: what the mappings are compared with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.classic import ClassicSettings, ConnectionMode
    from workbench.tui.screens.workbench import WorkbenchScreen


def edit_settings(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.classic_settings import ClassicSettingsForm

    def take(settings: ClassicSettings | None) -> None:
        if settings is not None and settings != screen.session.project.classic:
            _do(screen, settings)

    screen.app.push_screen(ClassicSettingsForm(screen.session.project.classic), take)


def switch_mode(screen: WorkbenchScreen) -> None:
    settings = screen.session.project.classic
    mode: ConnectionMode = "web" if settings.connection_mode == "cloud" else "cloud"
    _do(screen, replace(settings, connection_mode=mode))
    screen.say(f"Compared with Classic in {mode} mode")


def _do(screen: WorkbenchScreen, settings: ClassicSettings) -> None:
    from workbench.project import SetClassicSettings

    screen.editing.do(SetClassicSettings(settings))


def show_rules(screen: WorkbenchScreen) -> None:
    from workbench.classic import RULES, TRUST_TEXTS
    from workbench.tui.screens.dialog import TextView

    lines = [f"{'?' if trust == 'unknown' else ' '} {trust}: {text}" for trust, text in TRUST_TEXTS.items()]
    for name, rule in RULES.items():
        lines += ["", f"{'?' if rule.trust == 'unknown' else ' '} {name}, {rule.trust}", f"  {rule.text}"]
    screen.app.push_screen(TextView("The rules of Braze Classic", "\n".join(lines)))


COMMANDS = (
    Command(
        "classic.settings",
        "classic: settings",
        "Change or load the settings of the Classic destination.",
        edit_settings,
        "C",
        top="Classic",
    ),
    Command(
        "classic.mode",
        "classic: cloud or web mode",
        "Compare with Classic's requests, or with its calls in the browser.",
        switch_mode,
    ),
    Command(
        "classic.rules",
        "classic: rules",
        "List the rules of Classic and how sure each of them is.",
        show_rules,
    ),
)
