"""Commands on the requests: look, compare, copy, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from workbench.jsvalues import dump_json
from workbench.tui.commands.table import Command

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen


def _has_requests(screen: WorkbenchScreen) -> bool:
    preview = screen.previews.preview
    return preview is not None and bool(preview.actions.requests)


def _has_row(screen: WorkbenchScreen) -> bool:
    return screen.side_by_side.selected is not None


def go(screen: WorkbenchScreen, step: Literal[1, -1]) -> None:
    screen.set_focus(screen.side_by_side)
    if not screen.side_by_side.next_difference(step):
        screen.say("No further difference " + ("below" if step > 0 else "above"))


def open_row(screen: WorkbenchScreen) -> None:
    from workbench.tui.screens.dialog import TextView

    row = screen.side_by_side.selected
    if row is not None:
        text = (
            row.left if row.mark == "same" else f"Actions\n{row.left or '–'}\n\nClassic\n{row.right or '–'}"
        )
        screen.app.push_screen(TextView("The whole line", text))


def copy_json(screen: WorkbenchScreen) -> None:
    preview = screen.previews.preview
    if preview is not None:
        bodies = [request.body for request in preview.actions.requests]
        screen.copy(dump_json(bodies[0] if len(bodies) == 1 else bodies, indent=2), "the request's body")


def copy_curl(screen: WorkbenchScreen) -> None:
    from workbench.braze import curl

    preview = screen.previews.preview
    if preview is not None:
        screen.copy(
            "\n\n".join(curl(request) for request in preview.actions.requests),
            "the request as cURL, key masked",
        )


def send(screen: WorkbenchScreen) -> None:
    from workbench.tui.sending import start

    start(screen)


def show_sandbox(screen: WorkbenchScreen) -> None:
    from workbench.tui.sending import show_sandbox as show

    show(screen)


COMMANDS = (
    Command(
        "requests.send",
        "send: to the environment",
        "Send the chosen events' requests, or the selected one's.",
        send,
        "s",
        footer="Send",
        rank=20,
        when=lambda screen: bool(screen.session.chosen_events),
    ),
    Command(
        "requests.next",
        "requests: next difference",
        "Go to the next line that differs.",
        lambda screen: go(screen, 1),
        "full_stop,greater_than_sign",
        footer="Next difference",
        scope="requests",
    ),
    Command(
        "requests.previous",
        "requests: previous difference",
        "Go to the previous line that differs.",
        lambda screen: go(screen, -1),
        "comma,less_than_sign",
        scope="requests",
    ),
    Command(
        "requests.open",
        "requests: open line",
        "Show the whole line, both sides.",
        open_row,
        scope="requests",
        when=_has_row,
    ),
    Command(
        "requests.copy",
        "requests: copy body",
        "Copy the Actions request's body as JSON.",
        copy_json,
        "y",
        scope="requests",
        footer="Copy",
        when=_has_requests,
    ),
    Command(
        "requests.curl",
        "requests: copy as cURL",
        "Copy the Actions request as a cURL command, the key masked.",
        copy_curl,
        "c",
        scope="requests",
        when=_has_requests,
    ),
    Command(
        "sandbox.show",
        "sandbox: what it holds",
        "Show users and calls that the sandbox got.",
        show_sandbox,
        "b",
        footer="Sandbox",
        rank=70,
    ),
)
