"""Locks that the system releases when their process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.project.files import reason

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(slots=True)
class Lock:
    """A lock file that this process holds."""

    path: Path
    descriptor: int | None

    @classmethod
    def take(cls, path: Path) -> Lock:
        """Create the file at `path` and lock it. Raises `WorkbenchError` when that is not possible."""
        descriptor = None
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            _try_lock(descriptor)
            held = path.exists() and os.path.samestat(path.stat(), os.fstat(descriptor))
        except OSError as error:
            if descriptor is not None:
                os.close(descriptor)
            raise _unusable(path, error) from error
        if not held:  # Another process took the new file for an abandoned one and removed it: once more.
            os.close(descriptor)
            return cls.take(path)
        return cls(path, descriptor)

    def release(self) -> None:
        """Give the lock up and remove its file. Again is harmless."""
        if self.descriptor is None:
            return
        descriptor, self.descriptor = self.descriptor, None
        os.close(descriptor)
        with contextlib.suppress(OSError):
            self.path.unlink()


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock file at `path`."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        _try_lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _unusable(path: Path, error: OSError) -> WorkbenchError:
    return WorkbenchError(
        f"The state folder cannot be used: {reason(error)}.",
        "Set WORKBENCH_STATE_DIR to a folder that you may write to.",
        str(path),
    )
