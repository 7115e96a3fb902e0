"""Which files are meant by files, folders, globs and `-`."""

from __future__ import annotations

import errno
import glob
import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from workbench.events.faults import Reason
from workbench.events.places import SpoolError

STANDARD_INPUT: Final = "-"

_PASSED_OVER: Final = re.compile(
    r"\.(?:md|markdown|rst|ya?ml|toml|cfg|ini|lock|tf|tfvars|py|js|ts|sh|html|css|svg|png|jpe?g|gif|pdf)",
    re.IGNORECASE,
).fullmatch
_PASSED_OVER_NAMES: Final = frozenset(
    {"_SUCCESS", "LICENSE", "README", "CHANGELOG", "NOTICE", "Makefile", "Dockerfile"}
)
_GLOB: Final = re.compile(r"[*?\[]").search
_DESCRIPTOR: Final = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/self/fd/\d+").fullmatch
_REASONS: Final = {
    errno.ENOENT: Reason("There is no such file or folder.", "Check the path."),
    errno.EACCES: Reason("Permission to read it is missing.", "Change its permissions, or ask its owner."),
    errno.ELOOP: Reason("This link leads back to itself.", "Remove the link."),
    errno.ENAMETOOLONG: Reason("The path is too long.", ""),
    errno.ENOSPC: Reason(
        "There is no room for temporary files.", "Free some, or set TMPDIR to another folder."
    ),
}


class Source(NamedTuple):
    """One file to read: its path, its name for people, its size in bytes, and whether it is a pipe.

    `given` tells files that were asked for by name from those found in a folder.
    """

    path: str
    name: str
    size: int
    pipe: bool = False
    given: bool = True


class NoSource(NamedTuple):
    """A path that leads to no file, and why."""

    name: str
    reason: Reason
    given: bool = True


def system_reason(error: OSError | ValueError) -> Reason:
    """Plain words for what the system says of a path."""
    if isinstance(error, SpoolError) and error.errno != errno.ENOSPC:
        reason = f"Temporary files cannot be written: {error.strerror}."
        return Reason(reason, "Set TMPDIR to a folder that can be written.")
    if isinstance(error, OSError):
        known = _REASONS.get(error.errno or 0)
        return known or Reason(f"It cannot be read: {error.strerror or 'unknown reason'}.", "")
    return Reason("This is not a path.", "")


class Finder:
    """Finds the files of many paths, each once, in the order given; folders in the order of their names."""

    def __init__(self) -> None:
        self._files: set[tuple[int, int]] = set()

    def find(self, sources: Sequence[str | Path]) -> Iterator[Source | NoSource]:
        """The files, and the paths that lead to none."""
        for source in dict.fromkeys(os.fspath(given) for given in sources):
            if source == STANDARD_INPUT:
                yield Source(source, "stdin", 0, pipe=True)
            else:
                yield from self._named(os.path.expanduser(source))

    def _named(self, path: str) -> Iterator[Source | NoSource]:
        try:
            state = os.stat(path)
        except (OSError, ValueError) as error:
            if isinstance(error, FileNotFoundError) and _GLOB(path):
                yield from self._glob(path)
            else:
                yield NoSource(path or "(no path)", system_reason(error))
            return
        if stat.S_ISDIR(state.st_mode):
            yield from self._folder(path)
        elif self._is_new(state):
            yield self._file(path, state)

    def _glob(self, pattern: str) -> Iterator[Source | NoSource]:
        matches = sorted(glob.glob(pattern, recursive=True))
        if not matches:
            yield NoSource(pattern, Reason("No file matches this pattern.", "Check the pattern."))
        for match in matches:
            if not (os.path.isdir(match) and "**" in pattern):
                yield from self._named(match)

    def _file(self, path: str, state: os.stat_result) -> Source | NoSource:
        mode = state.st_mode
        if stat.S_ISREG(mode):
            return Source(path, path, state.st_size)
        if not stat.S_ISFIFO(mode):
            return NoSource(
                path, Reason("This is a device or socket, not a file.", "Name a file or a folder.")
            )
        if _DESCRIPTOR(path):
            return Source(path, "stdin" if path == "/dev/stdin" else path, 0, pipe=True)
        reason = Reason("This is a named pipe, not a file.", "To read from a pipe: workbench - < PIPE")
        return NoSource(path, reason)

    def _is_new(self, state: os.stat_result) -> bool:
        identity = (state.st_dev, state.st_ino)
        if identity in self._files:
            return False
        self._files.add(identity)
        return True

    def _folder(self, path: str) -> Iterator[Source | NoSource]:
        """The files of a folder and its folders, without an own stack frame for each level."""
        found = False
        state = os.stat(path)
        top = (state.st_dev, state.st_ino)
        pending: list[tuple[str, tuple[tuple[int, int], ...]]] = [(path, (top,))]
        seen = {top}
        while pending:
            folder, above = pending.pop()
            try:
                with os.scandir(folder) as listing:
                    names = sorted(entry.name for entry in listing if not _is_passed_over(entry.name))
            except OSError as error:
                found = True
                yield NoSource(folder, system_reason(error), given=folder == path)
                continue
            folders = []
            for name in names:
                inner = os.path.join(folder, name)
                try:
                    state = os.stat(inner)
                except OSError as error:
                    yield NoSource(inner, system_reason(error), given=False)
                    continue
                identity = (state.st_dev, state.st_ino)
                if not stat.S_ISDIR(state.st_mode):
                    found = True
                    if self._is_new(state):
                        yield self._file(inner, state)._replace(given=False)
                elif identity in above:
                    reason = Reason("This link leads back to a folder above it.", "It was not followed.")
                    yield NoSource(inner, reason, given=False)
                elif identity not in seen:
                    seen.add(identity)
                    folders.append((inner, (*above, identity)))
            pending.extend(reversed(folders))
        if not found:
            yield NoSource(
                path, Reason("The folder holds no files of events.", "Name another folder."), given=False
            )


def _is_passed_over(name: str) -> bool:
    """Whether a file in a folder is plainly for something else: hidden, documentation, settings, code."""
    return (
        name.startswith(".")
        or name == "__pycache__"
        or name in _PASSED_OVER_NAMES
        or _PASSED_OVER(os.path.splitext(name)[1]) is not None
    )
