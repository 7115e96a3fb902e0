"""The official npm packages as a long-lived Node process that is asked in JSON lines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from workbench.jsvalues import Json

HERE: Final = Path(__file__).parent
_FOLDER: Final = HERE / "node_modules"
_INSTALL: Final = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]


class MissingPackagesError(Exception):
    """Node or the packages are not there; the message says what to run."""


def install() -> None:
    """Install the pinned packages next to this file unless they are there.

    Raises `MissingPackagesError` where that cannot be done.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise MissingPackagesError(
            "The comparison with the official packages needs Node 20 or later and npm on the PATH, "
            "for example: apt-get install nodejs npm"
        )
    if _FOLDER.is_symlink():
        raise MissingPackagesError(f"{_FOLDER} is a link; remove it, so that the packages can be put there.")
    if not _is_current():
        _install_afresh()


def _is_current() -> bool:
    installed = _FOLDER / ".package-lock.json"  # npm writes it last
    lock = HERE / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime


def _install_afresh() -> None:
    """Install aside and move the whole into place, so that test processes at the same time do not collide."""
    with tempfile.TemporaryDirectory(prefix=".installing-", dir=HERE) as name:
        aside = Path(name)
        for file in ("package.json", "package-lock.json"):
            shutil.copy2(HERE / file, aside / file)
        done = subprocess.run(_INSTALL, cwd=aside, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode:
            raise MissingPackagesError(
                f"The official packages could not be installed. In {HERE} run: {' '.join(_INSTALL)}\n"
                f"{done.stderr}"
            )
        if _is_current():
            return  # another process was faster
        if _FOLDER.exists():
            _FOLDER.rename(aside / "old")
        (aside / "node_modules").rename(_FOLDER)


class Official:
    """The running process; a context manager. Answers are JSON texts, a case each."""

    def __init__(self) -> None:
        install()
        self._process = subprocess.Popen(
            ["node", "official.cjs"],
            cwd=HERE,
            env=os.environ | {"TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.communicate()  # closes its input, on which it ends

    def ask(self, kind: str, cases: Sequence[dict[str, Json]]) -> list[str]:
        """What the packages make of each case. Raises `RuntimeError` when the process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        line = json.dumps([case | {"kind": kind} for case in cases]).encode() + b"\n"
        self._process.stdin.write(line)
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The Node process ended with code {self._process.wait()}.")
        answers: list[str] = json.loads(answer)
        return answers
