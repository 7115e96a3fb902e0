"""Where the bytes of events lie: files that are read piece by piece, and one spool for all that has no file.

Files are read with `pread`, not mapped: a mapped file that somebody truncates ends the process, and mapped
pages count as memory of the process until they are given back.
"""

from __future__ import annotations

import os
import stat
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, Protocol

from workbench.errors import WorkbenchError

_OPEN_FILES: Final = 16


class Place(Protocol):
    """Bytes that stay readable after they were scanned. `name` is the file as people know it."""

    name: str

    def read(self, offset: int, length: int) -> bytes:
        """Bytes of the place, fewer at its end. Raises `OSError`."""
        ...

    def unchanged(self) -> bool:
        """Whether the bytes are surely those of the time when they were scanned. Raises `OSError`."""
        ...


class FilePlace:
    """A regular file. It is opened when it is read; only a few stay open at a time."""

    def __init__(self, path: Path, name: str, files: OpenFiles) -> None:
        self.name = name
        self.path = path
        self._files = files
        self._seen = self._identity()
        self.size = self._seen[2]

    def _identity(self) -> tuple[int, int, int, int]:
        state = os.fstat(self._files.descriptor(self.path))
        return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns

    def read(self, offset: int, length: int) -> bytes:
        return self._files.read(self.path, offset, length)

    def unchanged(self) -> bool:
        return self._identity() == self._seen


class OpenFiles:
    """The files that were read last, kept open. Safe to use from several threads."""

    def __init__(self) -> None:
        self._descriptors: OrderedDict[Path, int] = OrderedDict()
        self._lock = threading.Lock()

    def descriptor(self, path: Path) -> int:
        """An open descriptor, to be used at once. Raises `OSError`; `WorkbenchError` for what is no file."""
        with self._lock:
            return self._opened(path)

    def read(self, path: Path, offset: int, length: int) -> bytes:
        with self._lock:
            return os.pread(self._opened(path), length, offset)

    def close(self) -> None:
        with self._lock:
            while self._descriptors:
                os.close(self._descriptors.popitem()[1])

    def _opened(self, path: Path) -> int:
        found = self._descriptors.get(path)
        if found is not None:
            self._descriptors.move_to_end(path)
            return found
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise WorkbenchError("This is not a regular file.", file=str(path))
        self._descriptors[path] = descriptor
        if len(self._descriptors) > _OPEN_FILES:
            os.close(self._descriptors.popitem(last=False)[1])
        return descriptor


class Spool:
    """A temporary file without a name for pasted, piped and unpacked text; it is gone with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="workbench-")  # noqa: SIM115 - it lives as long as the spool
        self.size = 0

    def append(self, data: bytes) -> int:
        """Where the data are. Raises `OSError` (a full disk)."""
        start = self.size
        view = memoryview(data)
        while view:
            written = os.pwrite(self._file.fileno(), view, self.size)
            self.size += written
            view = view[written:]
        return start

    def read(self, offset: int, length: int) -> bytes:
        return os.pread(self._file.fileno(), length, offset)

    def close(self) -> None:
        self._file.close()


class SpoolPlace:
    """What was spooled of one file, pipe or pasted text."""

    def __init__(self, name: str, spool: Spool) -> None:
        self.name = name
        self._spool = spool

    def read(self, offset: int, length: int) -> bytes:
        return self._spool.read(offset, length)

    def unchanged(self) -> bool:
        return True
