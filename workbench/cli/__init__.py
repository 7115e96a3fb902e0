"""The commands. `main` is the program; each command's module imports what it needs when it runs."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process and return its exit code (see `program`)."""
    from workbench.cli.program import run

    return run(sys.argv[1:])
