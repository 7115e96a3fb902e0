"""The real application, driven by keys, with its state in a temporary folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.workbench import WorkbenchScreen

SAMPLES = Path(__file__).resolve().parents[2] / "sample_events"
WIDE, NARROW = (200, 60), (80, 24)


class Driver:
    """Presses keys, and waits for the work that they start."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> WorkbenchScreen:
        return self.app.workbench

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, then settle."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text where the focus is."""
        await self.press(*("space" if character == " " else character for character in text))

    async def settle(self) -> None:
        """Until no worker runs and no message waits."""
        for _ in range(20):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            if not any(worker.is_running for worker in self.app.workers):
                return

    def text_of(self, selector: str) -> str:
        """What a list or text shows, line by line, as the terminal would."""
        widget = self.app.screen.query_one(selector)
        return "\n".join(
            "".join(segment.text for segment in widget.render_line(y)).rstrip()
            for y in range(widget.size.height)
        )

    def screen_text(self) -> str:
        """The whole screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


Open = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def open_workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the application on a project file and events; the working folder is a temporary one."""
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    @asynccontextmanager
    async def opened(
        *events: str | Path, project: Path | None = None, size: tuple[int, int] = WIDE
    ) -> AsyncIterator[Driver]:
        app = WorkbenchApp(project, tuple(str(path) for path in events))
        async with app.run_test(size=size, notifications=True) as pilot:
            await app.opened.wait()
            driver = Driver(app, pilot)
            await driver.settle()
            try:
                yield driver
            finally:
                if app.crash is None:
                    app.workbench.jobs.stop()

    return opened
