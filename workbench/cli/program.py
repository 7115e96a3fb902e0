"""The program around the commands: exit codes, and errors as one plain sentence.

Exit codes: 0 fine; 1 findings (a request was refused, a file has problems); 2 wrong use (unknown option,
missing file, bad project); 70 a fault of the workbench itself; 130 interrupted; 141 the reader of a pipe
went away.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from workbench.cli.root import root
from workbench.errors import WorkbenchError
from workbench.text import visible

FINE: Final = 0
FINDINGS: Final = 1
WRONG_USE: Final = 2
FAULT: Final = 70
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; the exit code. Never raises, never prints a traceback."""
    _never_fail_to_encode()
    try:
        code = root.main(list(arguments), prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        _complain(_usage_text(error))
        return WRONG_USE
    except WorkbenchError as error:
        _complain(f"workbench: {error}")
        return WRONG_USE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except SystemExit as stop:
        # click ends the process itself when a pipe is closed while it writes.
        return PIPE_CLOSED if isinstance(stop.__context__, BrokenPipeError) else _code(stop.code)
    except Exception as error:  # noqa: BLE001 - the last guard: whatever is left is our own fault
        _complain(_fault_text(error))
        return FAULT
    return _code(code)


def _code(value: object) -> int:
    return value if isinstance(value, int) else FINE


def _never_fail_to_encode() -> None:
    """A terminal that cannot show a character gets its escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):
        print(visible(text), file=sys.stderr, flush=True)


def _forget_output() -> None:
    """The interpreter flushes stdout once more at its end, into the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.close()


def _usage_text(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "workbench"
    text = error.format_message().rstrip()
    text = text if text.endswith((".", "?")) else f"{text}."
    return (
        f"{command}: {text} See {command} --help."
        if isinstance(error, click.UsageError)
        else f"{command}: {text}"
    )


def _fault_text(error: Exception) -> str:
    report = _written_report(error)
    where = f"A report without any of your data is in {report}." if report else "No report could be written."
    return f"workbench: A fault of the workbench itself ended this command ({type(error).__name__}). {where}"


def _written_report(error: Exception) -> Path | None:
    from workbench.crash import report_folder, write_report

    for folder in (report_folder, lambda: Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            return write_report(error, folder())
    return None
