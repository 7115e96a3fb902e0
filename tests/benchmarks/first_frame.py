"""How long the first frame takes, against a bare Textual app, measured in tmux in turns.

    python tests/benchmarks/first_frame.py [EVENTS…] [--rounds N]

Prints the median of each in milliseconds and their ratio.
"""

from __future__ import annotations

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    def compose(self):
        yield Header()
        yield Static("first frame")
        yield Footer()

Bare().run()
"""
SOCKET = f"bench-{os.getpid()}"


def tmux(*arguments: str) -> str:
    command = ["tmux", "-L", SOCKET, "-f", "/dev/null", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def until(marker: str, command: str, state: str, limit: float = 30) -> float:
    """Seconds from starting a command in a new window until its screen holds the marker."""
    started = time.perf_counter()
    environment = f"env WORKBENCH_STATE_DIR={shlex.quote(state)} HOME={shlex.quote(state)}"
    window = tmux("new-window", "-P", "-F", "#{window_id}", f"{environment} {command}").strip()
    try:
        while time.perf_counter() - started < limit:
            if marker in tmux("capture-pane", "-p", "-t", window):
                return time.perf_counter() - started
        raise SystemExit(f"{command}: no {marker!r} on the screen after {limit} s")
    finally:
        tmux("kill-window", "-t", window)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="*", default=[str(ROOT / "sample_events")])
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    python = shlex.quote(sys.executable)
    workbench = f"{python} -m workbench {' '.join(shlex.quote(path) for path in options.events)}"
    with tempfile.TemporaryDirectory() as state:
        bare_file = Path(state) / "bare.py"
        bare_file.write_text(BARE, encoding="utf-8")
        tmux("new-session", "-d", "-x", "160", "-y", "45", "sleep 3600")
        try:
            times: dict[str, list[float]] = {"bare": [], "workbench": [], "first events": []}
            for _ in range(options.rounds):
                times["bare"].append(until("first frame", f"{python} {shlex.quote(str(bare_file))}", state))
                times["workbench"].append(until("Mappings", workbench, state))
                times["first events"].append(until("Account Created", workbench, state))
        finally:
            tmux("kill-server")
    medians = {name: statistics.median(values) * 1000 for name, values in times.items()}
    for name, value in medians.items():
        print(f"{name.replace(' ', '_')}_ms: {value:.0f}")
    print(f"ratio: {medians['workbench'] / medians['bare']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
