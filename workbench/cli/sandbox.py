"""`workbench sandbox`: the local Braze, in the foreground."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from workbench.cli.inputs import HELP, WholeNumber
from workbench.cli.output import Printer, json_text

if TYPE_CHECKING:
    from types import FrameType

    from workbench.sandbox import Call, SandboxServer, SandboxStore

_LOOK_SECONDS: Final = 0.25


@click.command(short_help="Run the local Braze.", context_settings=HELP)
@click.option(
    "--port", type=WholeNumber(0, 65535), default=8742, show_default=True, help="0 takes a free port."
)
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep what is received in this SQLite file. Default: in memory, gone at the end.",
)
@click.option("--key", default="", metavar="KEY", help="The API key to accept. Default: a new one.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line: the address, then each call."
)
def sandbox(*, port: int, db: Path | None, key: str, as_json: bool) -> int:
    """Run a local Braze that takes the destination's requests and keeps what it got.

    It listens on this machine only, checks the key and the documented rules, and answers as Braze documents.
    Each call is printed as it comes; Ctrl+C stops it.

    \b
    Examples:
      workbench sandbox
      workbench sandbox --port 0 --db sandbox.sqlite --key my-test-key
      workbench sandbox --json | tee calls.ndjson

    Exit codes: 0 ended by SIGTERM, 2 wrong use (such as a port in use), 130 stopped by Ctrl+C.
    """
    from workbench.sandbox import SandboxServer, SandboxStore

    store = SandboxStore(db if db is not None else ":memory:")
    try:
        with SandboxServer(store, port=port, api_key=key) as server:
            _announce(server, db, as_json=as_json)
            _follow(store, _stopped_by_signal(), as_json=as_json)
    finally:
        store.close()
    return 0


def _announce(server: SandboxServer, db: Path | None, *, as_json: bool) -> None:
    if as_json:
        click.echo(json_text({"url": server.url, "api_key": server.api_key}))
        return
    printer = Printer()
    printer.line(f"The sandbox answers at {server.url}", bold=True)
    printer.line(f"API key   {server.api_key}")
    printer.line(f"Kept in   {db if db is not None else 'memory; it is gone at the end'}")
    printer.line()
    printer.line("Use it as the endpoint of an environment in workbench.yaml, or try:")
    printer.line(f"  curl {server.url}/users/track -H 'Content-Type: application/json' \\")
    printer.line(f"    -H 'Authorization: Bearer {server.api_key}' \\")
    printer.line('    -d \'{"attributes": [{"external_id": "u-1", "first_name": "Ana"}]}\'')
    printer.line("Ctrl+C stops it.")


def _stopped_by_signal() -> threading.Event:
    """An event that a signal to terminate sets, so that the database is closed and the port freed."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
    return stopped


def _follow(store: SandboxStore, stopped: threading.Event, *, as_json: bool) -> None:
    """Print the calls as they come, until the event is set."""
    printer = Printer()
    seen = max((call.number for call in store.calls(1)), default=0)
    while not stopped.wait(_LOOK_SECONDS):
        new = [call for call in store.calls(1000) if call.number > seen] if _newest(store) > seen else []
        for call in reversed(new):
            seen = call.number
            if as_json:
                click.echo(json_text(_call_json(call)))
            else:
                printer.line(f"{call.status}  {call.method} {call.path}{_remark(call)}")


def _newest(store: SandboxStore) -> int:
    return max((call.number for call in store.calls(1)), default=0)


def _remark(call: Call) -> str:
    message = call.reply.get("message", "") if isinstance(call.reply, dict) else ""
    remarks = [
        text for text in (message, *call.notes) if isinstance(text, str) and text and text != "success"
    ]
    return f"  {'; '.join(remarks)}" if remarks else ""


def _call_json(call: Call) -> dict[str, object]:
    return {
        "at": call.at,
        "method": call.method,
        "path": call.path,
        "status": call.status,
        "body": call.body,
        "reply": call.reply,
        "notes": list(call.notes),
    }
