"""Unsaved work that outlives a crash: one snapshot per project file and process in the user's state folder.

A snapshot is offered once its process is gone, which its lock file tells: the system releases the lock
whatever ends the process. Nothing is opened by itself, and a snapshot remembers how often it was adopted, so
that one that brings the workbench down is told from others the next time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.files import current_fingerprint, read_bytes, reason, write_atomically
from workbench.project.locks import Lock, is_held
from workbench.project.model import Project
from workbench.project.sameness import same_json
from workbench.project.schema import project_json, read_project
from workbench.project.storage import PathText, load_project
from workbench.project.yamltext import Document

STATE_VARIABLE = "WORKBENCH_STATE_DIR"
"""The environment variable that names another state folder."""

_FORMAT = 1
_KEPT = 100  # Abandoned snapshots beyond these, the oldest, are removed.


def state_folder(folder: PathText | None = None) -> Path:
    """Where state is kept: `folder`, `$WORKBENCH_STATE_DIR`, or the system's place for it."""
    chosen = folder or os.environ.get(STATE_VARIABLE)
    if chosen:
        return Path(chosen)
    return platformdirs.user_state_path("braze-workbench", appauthor=False)


@dataclass(frozen=True, slots=True)
class RecoveredState:
    """Work that a process which is gone did not save.

    `time` is when it was last written, in seconds since 1970. `attempts` counts how often it was adopted
    and neither changed nor saved nor discarded afterwards: above 0 it may be what ended the workbench.
    """

    project: Project
    time: float
    attempts: int
    file: Path

    def discard(self) -> None:
        """Give the work up for good."""
        _remove(self.file, self.file.with_suffix(".lock"))


@dataclass(slots=True)
class Recovery:
    """The snapshot that this process keeps of one project file.

    Raises `WorkbenchError` when the state folder cannot be used; the workbench then runs without recovery.
    """

    project_path: Path
    folder: Path
    file: Path
    lock: Lock
    adopted: RecoveredState | None = None
    latest: Project | None = field(default=None, repr=False)

    @classmethod
    def start(cls, project_path: PathText, *, state_dir: PathText | None = None) -> Recovery:
        """Begin keeping snapshots of the project at `project_path`, which need not exist yet."""
        folder = state_folder(state_dir) / "recovery"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise WorkbenchError(
                f"The state folder cannot be made: {reason(error)}.",
                f"Set {STATE_VARIABLE} to a folder that you may write to.",
                str(folder),
            ) from error
        stem = f"{_key(project_path)}-{os.getpid()}-{secrets.token_hex(4)}"
        lock = Lock.take(folder / f"{stem}.lock")
        _prune(folder)
        return cls(Path(project_path), folder, folder / f"{stem}.json", lock)

    @staticmethod
    def find(project_path: PathText, *, state_dir: PathText | None = None) -> RecoveredState | None:
        """The latest unsaved work on the project at `project_path` whose process is gone, if there is any.

        It is work on what the file holds now, or newer than the file, and differs from it; or the file cannot
        be read. A damaged snapshot is set aside as `….bad`. Never raises for what the state folder holds.
        """
        folder = state_folder(state_dir) / "recovery"
        found = []
        for file in _snapshots(folder, _key(project_path)):
            if is_held(file.with_suffix(".lock")):
                continue
            state = _read_state(file, Path(project_path))
            if state is not None:
                found.append(state)
        return max(found, key=lambda state: state.time, default=None)

    def record(self, project: Project) -> None:
        """Keep `project` as the unsaved work. Raises `WorkbenchError` when it cannot be written.

        Forces the disk: call it from a worker, some tens of milliseconds after the latest edit.
        """
        if project is self.latest:
            return
        content: dict[str, Json] = {
            "format": _FORMAT,
            "path": os.path.realpath(self.project_path),
            "base": current_fingerprint(self.project_path),
            "attempts": 0,
            "project": project_json(project),
        }
        _write_snapshot(self.file, content)
        self.latest = project
        self._drop_adopted()

    def adopt(self, state: RecoveredState) -> Project:
        """Go on with recovered work. It stays in the state folder until it is changed, saved or discarded."""
        with contextlib.suppress(WorkbenchError, ValueError):
            content = _load_snapshot(state.file)
            _write_snapshot(state.file, {**content, "attempts": state.attempts + 1})
            os.utime(state.file, (state.time, state.time))
        self.adopted = state
        self.latest = state.project
        return state.project

    def saved(self) -> None:
        """The project's file holds everything now: drop the snapshot."""
        self.latest = None
        _remove(self.file)
        self._drop_adopted()

    def close(self) -> None:
        """The workbench ends as it should and nothing is to be recovered."""
        self.saved()
        self.lock.release()

    def _drop_adopted(self) -> None:
        if self.adopted is not None:
            self.adopted.discard()
            self.adopted = None


def _key(project_path: PathText) -> str:
    """What the recovery files of one project file begin with."""
    return hashlib.sha256(os.fsencode(os.path.realpath(project_path))).hexdigest()[:16]


def _snapshots(folder: Path, key: str) -> list[Path]:
    try:
        return sorted(folder.glob(f"{key}-*.json"))
    except OSError:
        return []


def _load_snapshot(file: Path) -> dict[str, Json]:
    """The content of a snapshot. Raises `WorkbenchError` or `ValueError` when it is damaged."""
    try:
        content = json.loads(read_bytes(file))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise ValueError("not a snapshot")
    return content


def _write_snapshot(file: Path, content: dict[str, Json]) -> None:
    try:
        data = json.dumps(content).encode()
    except (RecursionError, ValueError, TypeError) as error:
        raise WorkbenchError(
            "The unsaved work cannot be kept for recovery: a field is nested too deeply or is no JSON.",
            "Undo the latest change of a field.",
        ) from error
    write_atomically(file, data)


def _read_state(file: Path, project_path: Path) -> RecoveredState | None:
    try:
        content = _load_snapshot(file)
        project = read_project(Document(content.get("project"), {}, str(file)))
        attempts = content.get("attempts")
        time_ns = file.stat().st_mtime_ns
    except (WorkbenchError, ValueError, OSError, RecursionError):
        _set_aside(file)
        return None
    state = RecoveredState(project, time_ns / 1e9, attempts if isinstance(attempts, int) else 0, file)
    try:
        saved = load_project(project_path)
    except WorkbenchError:
        return state
    if same_json(project_json(saved), project_json(project)):
        state.discard()
        return None
    return state if _is_ahead(content.get("base"), time_ns, project_path) else None


def _is_ahead(base: Json, time_ns: int, project_path: Path) -> bool:
    """Whether a snapshot continues what the project's file holds, or is newer than it.

    Time alone would not do: checking another branch out makes an unchanged file new.
    """
    try:
        return base == current_fingerprint(project_path) or time_ns > project_path.stat().st_mtime_ns
    except (WorkbenchError, OSError):
        return True


def _set_aside(file: Path) -> None:
    """Keep a damaged snapshot where `find` does not look."""
    with contextlib.suppress(OSError):
        file.replace(file.with_suffix(".bad"))


def _remove(*files: Path) -> None:
    for file in files:
        with contextlib.suppress(OSError):
            file.unlink()


def _prune(folder: Path) -> None:
    """Remove the locks that dead processes left without a snapshot, and the oldest of too many snapshots."""
    with contextlib.suppress(OSError):
        for lock in folder.glob("*.lock"):
            if not lock.with_suffix(".json").exists() and not is_held(lock):
                _remove(lock)
        abandoned = [
            file
            for pattern in ("*.json", "*.bad")
            for file in folder.glob(pattern)
            if not is_held(file.with_suffix(".lock"))
        ]
        abandoned.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in abandoned[_KEPT:]:
            _remove(file, file.with_suffix(".lock"))
