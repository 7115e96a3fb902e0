"""The program around the commands: exit codes, and errors as one plain sentence.

Exit codes: 0 fine; 1 findings (a request was refused, a file has problems); 2 wrong use (unknown option,
missing file, bad project); 70 a fault of the workbench itself; 130 interrupted; 141 the reader of a pipe
went away.
"""

from __future__ import annotations

import contextlib
import errno
import os
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
WRONG_USE: Final = 2
FAULT: Final = 70
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Why output ends without a fault of ours: a full disk, a used quota, a file at its greatest size."""

COMPLETION: Final = "_WORKBENCH_COMPLETE"
"""The variable by which a shell asks click for completions."""


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; the exit code. Never raises, never prints a traceback."""
    _never_fail_to_encode()
    try:
        code = _run(list(arguments))
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG_USE
    except click.ClickException as error:
        _complain(_usage_text(error))
        return WRONG_USE
    except WorkbenchError as error:
        _complain(f"workbench: {error}")
        return WRONG_USE
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except OSError as error:
        _forget_output()
        if error.errno not in NO_ROOM:
            _complain(_fault_text(error))
            return FAULT
        _complain(
            f"workbench: The output was not written: {os.strerror(error.errno)}. "
            "Free some space, or write to another place."
        )
        return WRONG_USE
    except Exception as error:  # noqa: BLE001 - the last guard: whatever is left is our own fault
        _complain(_fault_text(error))
        return FAULT
    return code


def _run(arguments: list[str]) -> int:
    """Run the command. Not by `Command.main`, which ends the process on a closed pipe."""
    if COMPLETION in os.environ:
        root.main(arguments, "workbench", COMPLETION)
    with root.make_context("workbench", arguments) as context:
        code = root.invoke(context)
    return code if isinstance(code, int) else FINE


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
    text = " ".join(error.format_message().split())
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
