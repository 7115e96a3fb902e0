"""A headless browser, run once for each look at a page."""

from __future__ import annotations

import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS = 120


def browser() -> str:
    """The browser's program: `CHROMIUM` of the environment, or the first of `NAMES` on the path."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, (
        f"These tests need a browser: install chromium, or name one in CHROMIUM ({', '.join(NAMES)})."
    )
    return found


def run(page: Path, profile: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open a page without a screen, a sandbox of the system, or a network."""
    command = [
        browser(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--no-first-run",
        "--enable-logging=stderr",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={profile}",
        *options,
        page.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)


class Figures(HTMLParser):
    """What the document tree of an opened page holds: figures by name, and the states a script set."""

    def __init__(self, tree: str) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: dict[str, str] = {}
        self.classes: set[str] = set()
        self.status: dict[str, str] = {}
        self.hidden = 0
        self._figure = self._status = ""
        self.feed(tree)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.classes = set((given.get("class") or "").split())
        self._figure = given.get("data-figure") or ""
        self._status = (given.get("id") or "") if given.get("role") == "status" else ""
        self.hidden += tag == "details" and "hidden" in given

    def handle_endtag(self, tag: str) -> None:
        self._figure = self._status = ""

    def handle_data(self, data: str) -> None:
        if self._figure:
            self.figures[self._figure] = data
        if self._status:
            self.status[self._status] = data

    def number(self, name: str) -> int:
        """A figure; a dot stands for none."""
        return int(self.figures[name].replace(",", "").replace("·", "0"))
