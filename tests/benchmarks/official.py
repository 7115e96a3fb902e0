"""The official packages, measured in a Node process of their own on the same events."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from workbench.jsvalues import Json

HERE: Final = Path(__file__).parent
PACKAGES: Final = HERE.parent / "parity" / "node_modules" / "@segment"
INSTALL: Final = "npm ci --prefix tests/parity --ignore-scripts"


class Round(NamedTuple):
    """What one round over all events took, in seconds of CPU time, and what it sent."""

    seconds: float
    requests: int
    events: int


def is_installed() -> bool:
    """Whether there are Node and the packages."""
    return shutil.which("node") is not None and (PACKAGES / "action-destinations").is_dir()


class Official:
    """The running process; a context manager. `task` says which file and mappings, see `official.cjs`."""

    def __init__(self, task: dict[str, Json]) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "official.cjs")],
            env=os.environ | {"TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._tell(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.communicate()  # closes its input, on which it ends

    def round(self, name: str) -> Round:
        """One round of a run. Raises `RuntimeError` when the process has ended."""
        self._tell(name)
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The Node process ended with code {self._process.wait()}.")
        return Round(**json.loads(answer))

    def _tell(self, value: Json) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(value).encode() + b"\n")
        self._process.stdin.flush()
