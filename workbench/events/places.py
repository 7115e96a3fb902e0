"""Where the bytes of events lie: files that are read piece by piece, and one spool for all that has no file.

Files are read with `pread`, not mapped: a mapped file that somebody truncates ends the process, and mapped
pages count as memory of the process until they are given back.
"""

from __future__ import annotations

import os
import stat
import tempfile
import threading
import weakref
from collections import OrderedDict
from typing import Final, Protocol

_OPEN_FILES: Final = 16
_READ_FLAGS: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


class NotAFileError(OSError):
    """The path leads to a pipe, a device or a socket."""


class SpoolError(OSError):
    """Temporary files cannot be written or read."""


class Place(Protocol):
    """Bytes that stay readable after they were scanned. `name` is the file as people know it."""

    @property
    def name(self) -> str: ...

    def read(self, offset: int, length: int) -> bytes:
        """Bytes of the place, fewer at its end. Raises `OSError`."""
        ...

    def unchanged(self) -> bool:
        """Whether the bytes are surely those that were scanned. Raises `OSError`."""
        ...


class OpenFiles:
    """The files that were read last, kept open. Safe to use from several threads."""

    def __init__(self) -> None:
        self._descriptors: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()
        self._close = weakref.finalize(self, _close_all, self._descriptors)

    def read(self, path: str, offset: int, length: int) -> bytes:
        """Bytes of a file. Raises `OSError`."""
        with self._lock:
            return os.pread(self._opened(path), length, offset)

    def state(self, path: str) -> os.stat_result:
        """What the system tells of a file. Raises `OSError`."""
        with self._lock:
            return os.fstat(self._opened(path))

    def close(self) -> None:
        """Closes all; they open again when they are read."""
        with self._lock:
            _close_all(self._descriptors)

    def _opened(self, path: str) -> int:
        found = self._descriptors.get(path)
        if found is not None:
            self._descriptors.move_to_end(path)
            return found
        # Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
        descriptor = os.open(path, _READ_FLAGS)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise NotAFileError(f"{path} is not a file")
        self._descriptors[path] = descriptor
        if len(self._descriptors) > _OPEN_FILES:
            os.close(self._descriptors.popitem(last=False)[1])
        return descriptor


class FilePlace:
    """A regular file. It is opened when it is read; only a few stay open at a time."""

    __slots__ = ("_files", "_seen", "name", "path", "size")

    def __init__(self, path: str, name: str, files: OpenFiles) -> None:
        self.name = name
        self.path = path
        self._files = files
        state = files.state(path)
        self.size = state.st_size
        self._seen = _identity(state)

    def read(self, offset: int, length: int) -> bytes:
        return self._files.read(self.path, offset, length)

    def unchanged(self) -> bool:
        return _identity(self._files.state(self.path)) == self._seen

    def changed_on_disk(self) -> bool:
        """Whether the path now leads to other content than was loaded, or to none."""
        try:
            return _identity(os.stat(self.path)) != self._seen
        except OSError:
            return True


class Spool:
    """A temporary file without a name for pasted, piped and unpacked text; it is gone with the process."""

    def __init__(self) -> None:
        self._descriptors: OrderedDict[str, int] = OrderedDict()
        self._close = weakref.finalize(self, _close_all, self._descriptors)
        self._lock = threading.Lock()
        self._size = 0

    @property
    def size(self) -> int:
        """How much has been put there."""
        return self._size

    def append(self, data: bytes) -> int:
        """Puts the data behind the rest; where they are. Raises `SpoolError` (no room)."""
        with self._lock:
            start = self._size
            view = memoryview(data)
            try:
                while view:
                    written = os.pwrite(self._opened(), view, self._size)
                    self._size += written
                    view = view[written:]
            except OSError as error:
                raise SpoolError(error.errno, error.strerror) from error
            return start

    def read(self, offset: int, length: int) -> bytes:
        """Data put there before. Raises `OSError`."""
        with self._lock:
            return os.pread(self._opened(), length, offset)

    def close(self) -> None:
        """Gives the room back; what was spooled cannot be read again."""
        with self._lock:
            _close_all(self._descriptors)
            self._size = 0

    def _opened(self) -> int:
        descriptor = self._descriptors.get("")
        if descriptor is None:
            descriptor, path = tempfile.mkstemp(prefix="workbench-")
            self._descriptors[""] = descriptor
            os.unlink(path)
        return descriptor


class SpoolPlace:
    """What was spooled of one file, pipe or pasted text."""

    __slots__ = ("_spool", "name")

    def __init__(self, name: str, spool: Spool) -> None:
        self.name = name
        self._spool = spool

    def read(self, offset: int, length: int) -> bytes:
        return self._spool.read(offset, length)

    def unchanged(self) -> bool:
        return True


def _identity(state: os.stat_result) -> tuple[int, int, int, int]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _close_all(descriptors: OrderedDict[str, int]) -> None:
    while descriptors:
        os.close(descriptors.popitem()[1])
