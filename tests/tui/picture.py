"""Makes the picture of the screen that the README shows.

    python -m tests.tui.picture

Opens the real application on the sample events, builds the README's example with the keyboard, and writes
`tests/tui/workbench.svg`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.tui.conftest import SAMPLES, Driver
from workbench.tui.app import WorkbenchApp

PICTURE = Path(__file__).with_name("workbench.svg")
SIZE = (176, 48)


async def draw() -> str:
    """The SVG text of the screen with a purchase mapping for Trip Booked."""
    app = WorkbenchApp(None, (str(SAMPLES / "travel"),))
    async with app.run_test(size=SIZE) as pilot:
        await app.opened.wait()
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("slash")
        await driver.type("Trip Booked")
        await driver.press("enter", "n")
        await driver.type("track purchase")
        await driver.press("enter", "2", "enter")
        await driver.press(*["down"] * 5)
        return app.export_screenshot(title="workbench sample_events/travel")


def main() -> int:
    with tempfile.TemporaryDirectory() as state:
        os.environ["WORKBENCH_STATE_DIR"] = state
        PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
    print(f"Wrote {PICTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
