"""Reports of the workbench's own failures, without a single value in them.

A report names the exception's type and the places it passed through (module, function, line). It holds no
exception text, no local variables and no source lines: each of those could carry an event or a credential.
"""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

MAX_FRAMES = 200
"""Frames kept of one exception: the outer half and the inner half of a runaway recursion."""


def write_report(exception: BaseException, folder: Path) -> Path:
    """Write a report on `exception` into `folder` (made when missing) and return its path.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    text = report(exception)
    for attempt in range(1000):
        suffix = f"-{attempt}" if attempt else ""
        path = folder / f"crash-{moment}{suffix}.txt"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{folder} holds a thousand reports of this second")


def report(exception: BaseException) -> str:
    """The text of a report: versions, then each exception of the chain with its frames."""
    lines = [
        "Report of a failure inside the Braze mapping workbench.",
        "It holds no values: no event data, no settings, no exception text.",
        "",
        f"workbench {_version()}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
    ]
    for number, (link, error) in enumerate(_chain(exception)):
        lines += ["", f"{link}{_type_name(error)}" if number else _type_name(error)]
        lines += _frames(error.__traceback__)
    return "\n".join(lines) + "\n"


def _version() -> str:
    from importlib import metadata  # noqa: PLC0415 - only a crash pays for it

    try:
        return metadata.version("braze-workbench")
    except metadata.PackageNotFoundError:
        return "of unknown version"


def _chain(exception: BaseException) -> list[tuple[str, BaseException]]:
    """The exception and those behind it, newest first; cycles and long chains are cut."""
    chain: list[tuple[str, BaseException]] = []
    seen: set[int] = set()
    link = ""
    current: BaseException | None = exception
    while current is not None and id(current) not in seen and len(chain) < 20:
        seen.add(id(current))
        chain.append((link, current))
        if current.__cause__ is not None:
            link, current = "caused by ", current.__cause__
        elif current.__suppress_context__:
            current = None
        else:
            link, current = "while handling ", current.__context__
    return chain


def _type_name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _frames(trace: TracebackType | None) -> list[str]:
    frames = [
        f"  {frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(trace)
    ]
    if len(frames) <= MAX_FRAMES:
        return frames
    half = MAX_FRAMES // 2
    return [*frames[:half], f"  … {len(frames) - MAX_FRAMES} frames left out …", *frames[-half:]]


def report_folder() -> Path:
    """Where reports belong on this system: the user's log folder of the workbench."""
    from platformdirs import user_log_path  # noqa: PLC0415 - only a crash pays for it

    return user_log_path("braze-workbench", appauthor=False)
