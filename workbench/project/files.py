"""Reading and replacing files so that a crash, a full disk or another program loses nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import stat
from pathlib import Path

from workbench.errors import WorkbenchError

MAX_BYTES = 64 * 1024 * 1024
"""The largest project file that is read; real ones stay below one megabyte."""


class FileChanged(WorkbenchError):  # noqa: N818 - an outcome the screen asks about
    """Another program changed the file since it was read; nothing was written."""


def fingerprint(data: bytes) -> str:
    """What tells one content of a file from another."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path, *, missing_hint: str = "Check the path.") -> bytes:
    """The content of `path`.

    Raises `WorkbenchError` when it is missing, no regular file, unreadable or too large.
    """
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise WorkbenchError("This is a folder, not a file.", "Name a file in it.", name)
        if not stat.S_ISREG(status.st_mode):
            raise WorkbenchError("This is not a regular file.", "Name a file.", name)
        if status.st_size > MAX_BYTES:
            limit = MAX_BYTES // (1024 * 1024)
            raise WorkbenchError(f"The file is larger than {limit} MB.", "Name a smaller file.", name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbenchError("There is no such file.", missing_hint, name) from error
    except (OSError, ValueError) as error:
        raise WorkbenchError(
            f"The file cannot be read: {reason(error)}.",
            "Check the path and your permission to read it.",
            name,
        ) from error


def reason(error: OSError | ValueError) -> str:
    """Why the operating system refused, without the path it repeats."""
    text = error.strerror if isinstance(error, OSError) else str(error)
    return text or type(error).__name__


def current_fingerprint(path: Path) -> str | None:
    """The fingerprint of what is at `path` now, `None` when nothing is or its folder may not be looked into.

    Raises as `read_bytes` does.
    """
    if not os.path.exists(path):
        return None
    return fingerprint(read_bytes(path))


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the content of `path` by `data`, or leave it as it was.

    The data goes to a temporary file in the same folder, is forced to the disk and renamed over the old
    file, whose mode it takes; a symbolic link keeps pointing where it did. Raises `WorkbenchError` when the
    target is no regular file or read-only, the folder is missing or cannot be written, or the disk is full.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _replaceable(target)
        _remove_leftovers(target)
        temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
        try:
            _write_through(temporary, data, mode)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:
        raise _not_written(error, path) from error


def _replaceable(target: Path) -> int | None:
    """The permission bits of the file to replace, `None` when there is none yet."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise WorkbenchError("This is not a regular file.", "Choose another name.", str(target))
    if not os.access(target, os.W_OK):
        raise WorkbenchError(
            "The file is read-only; it was left as it is.",
            "Allow writing it, or save under another name.",
            str(target),
        )
    return stat.S_IMODE(status.st_mode)


def _write_through(temporary: Path, data: bytes, mode: int | None) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Force the rename itself to the disk, where the system lets a folder be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with contextlib.suppress(OSError):  # Some network file systems refuse; the data itself is safe by now.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_leftovers(target: Path) -> None:
    """Remove temporary files that a process left when it was killed in the middle of a save."""
    prefix = f".{target.name[:100]}."
    for entry in os.scandir(target.parent):
        if not (entry.name.startswith(prefix) and entry.name.endswith(".tmp")):
            continue
        process = entry.name.removeprefix(prefix).partition("-")[0]
        if process.isdecimal() and not is_running(int(process)):
            with contextlib.suppress(OSError):
                os.unlink(entry.path)


def is_running(process: int) -> bool:
    """Whether a process of that id exists. Where that cannot be asked without harm, yes."""
    if os.name != "posix" or process <= 0:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _not_written(error: OSError | ValueError, path: Path) -> WorkbenchError:
    hint = "Free some space or choose another place, then save again."
    if isinstance(error, FileNotFoundError):
        hint = "Create the folder first, or choose another one."
    elif isinstance(error, PermissionError):
        hint = "Choose a folder that you may write to."
    return WorkbenchError(
        f"The file was not written: {reason(error)}. What was there before is unchanged.", hint, str(path)
    )
