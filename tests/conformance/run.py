"""Runs conformance vectors: inputs with what the official packages really produced.

    python tests/conformance/run.py FILE… [--kind KIND] [--show N]

The kind is the file name's stem (`fql.jsonl` holds `fql` cases) unless `--kind` names it. Prints
`N passed, M failed` by feature and the first differences. Exits 0 when all cases pass, 1 when any fails (an
exception and a kind that is not built are failures too), 2 on wrong use, such as a line that is not JSON.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

VECTORS = Path(__file__).parent / "vectors"
KINDS = ("fql", "transform", "liquid", "perform", "batch", "destination", "classic_cloud", "classic_web")


@dataclass(frozen=True)
class Mismatch:
    """What a case expected and what the workbench gave, each as printable JSON text."""

    expected: str
    actual: str


@dataclass(frozen=True)
class Result:
    """One case: its id and feature, and the mismatch when it failed."""

    id: str
    feature: str
    mismatch: Mismatch | None


class WrongUseError(Exception):
    """The call or a file cannot be used; the message says where."""


Check = Callable[[dict[str, Any]], Mismatch | None]


def json_mismatch(expected: Any, actual: Any) -> Mismatch | None:
    """Compare two JSON values as JSON text, key order included."""
    left, right = (json.dumps(value, ensure_ascii=False) for value in (expected, actual))
    return None if left == right else Mismatch(left, right)


def find_check(kind: str) -> Check:
    """The check of a kind; one that fails every case for kinds the workbench does not do."""
    try:
        module = importlib.import_module(f"tests.conformance.kinds.{kind}")
    except ModuleNotFoundError as missing:
        if missing.name != f"tests.conformance.kinds.{kind}":
            raise
        return lambda case: Mismatch(json.dumps(case.get("expect")), "not built")
    check: Check = module.check
    return check


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file, one JSON object a line; raises `WrongUseError` with file and line for others."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise WrongUseError(f"{path}:{number}: not JSON: {error}") from error
            if not isinstance(case, dict):
                raise WrongUseError(f"{path}:{number}: not a JSON object")
            yield case


def run_file(path: Path, kind: str) -> list[Result]:
    """Run every case of a file; an exception of the workbench is a failed case."""
    check = find_check(kind)
    results = []
    for case in read_cases(path):
        try:
            mismatch = check(case)
        except Exception as error:  # noqa: BLE001 - a crash is a finding, the run goes on
            mismatch = Mismatch(json.dumps(case.get("expect")), f"{type(error).__name__}: {error}")
        results.append(Result(str(case.get("id", "?")), str(case.get("feature", "?")), mismatch))
    return results


def report(path: Path, results: list[Result], show: int) -> int:
    """Print the figures of a file and its first differences; the number of failed cases."""
    passed = Counter(result.feature for result in results if result.mismatch is None)
    failed = Counter(result.feature for result in results if result.mismatch is not None)
    _say(f"{path.name}: {passed.total()} passed, {failed.total()} failed")
    for feature in sorted(passed | failed):
        _say(f"  {feature}: {passed[feature]} passed, {failed[feature]} failed")
    for line in differences(results, show):
        _say(f"  {line}")
    return failed.total()


def differences(results: list[Result], show: int) -> Iterator[str]:
    """The first `show` failed cases in lines: id and feature, what was expected, what came."""
    for result in [result for result in results if result.mismatch][:show]:
        assert result.mismatch is not None
        yield f"{result.id} ({result.feature})"
        yield f"  expected {_shortened(result.mismatch.expected)}"
        yield f"  got      {_shortened(result.mismatch.actual)}"


def _shortened(text: str, limit: int = 1500) -> str:
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


def _say(line: str) -> None:
    """Print a line; once the reader of a pipe is gone, nowhere, so that the exit code stays the run's."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run conformance vectors.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--kind", choices=KINDS, help="the format of the files (default: each file name's stem)"
    )
    parser.add_argument("--show", type=int, default=5, metavar="N", help="how many differences to print (5)")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # lone surrogates are part of some cases
    failures = 0
    for path in options.files:
        kind = options.kind or path.stem
        if kind not in KINDS:
            parser.error(f"{path.name} names no known kind; say --kind, one of {', '.join(KINDS)}")
        if not path.is_file():
            parser.error(f"{path} is not a file")
        try:
            failures += report(path, run_file(path, kind), options.show)
        except WrongUseError as error:
            parser.error(str(error))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
