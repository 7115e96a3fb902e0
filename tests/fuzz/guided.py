"""The same targets, led by what code they reach: needs atheris, which is no dependency of the project.

    pip install atheris
    python -m tests.fuzz.guided --target fql -max_total_time=300

Arguments of one dash are libFuzzer's. A crash ends the run; its input is kept in a file, which can be
given as an argument to run it once more.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from random import Random
from typing import Final

_MOST_BITS: Final = 16


class Led(Random):
    """Random choices that a fuzzer's bytes make; once these are used up they go on by themselves."""

    def __init__(self, data: bytes) -> None:
        super().__init__(len(data))
        self._data = data
        self._next = 0

    def random(self) -> float:
        """The next two bytes as a number below 1."""
        if self._next + 2 > len(self._data):
            return super().random()
        self._next += 2
        return int.from_bytes(self._data[self._next - 2 : self._next]) / (1 << _MOST_BITS)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided")
    parser.add_argument("--target", default="fql")
    options, others = parser.parse_known_args()
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["workbench"]):
        importlib.import_module("workbench.mappings.liquid.engine")  # else it comes with the first template
        targets = importlib.import_module("tests.fuzz.targets")
    target = targets.TARGETS[options.target]

    def run(data: bytes) -> None:
        target.run(target.generate(Led(data)))

    atheris.Setup([sys.argv[0], "-max_len=2000", *others], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
