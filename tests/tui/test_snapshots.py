"""What the screen looks like, compared with pictures that people have looked at.

After a wanted change: `pytest tests/tui/test_snapshots.py --snapshot-update`, then look at the pictures.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.tui.conftest import Driver, event_file, project_file, track
from workbench.actions import ACTIONS
from workbench.mappings import Mapping
from workbench.project import Environment, Project
from workbench.tui.app import WorkbenchApp

Compare = Callable[..., bool]
Keys = Callable[[Driver], Awaitable[None]]
MIDDLE, NARROW, WIDE = (120, 36), (80, 24), (200, 60)


@pytest.fixture
def app(folder: Path) -> WorkbenchApp:
    """A project with three mappings on a few events; nothing in it depends on the day or the machine."""
    event_file(
        folder / "trips.ndjson",
        track(
            "Trip Booked",
            destination="Lisbon",
            total=1045.6,
            currency="EUR",
            products=[{"product_id": "T-1", "price": 1045.6, "quantity": 1, "currency": "EUR"}],
        ),
        track("Trip Cancelled", user="bo", reason="weather"),
        {**track("Pages"), "type": "page", "name": "Home"},
        {
            "type": "identify",
            "userId": "cy",
            "traits": {"email": "cy@example.com"},
            "timestamp": "2026-03-02T08:00:00Z",
        },
    )
    booked = 'type = "track" and event = "Trip Booked"'
    event_fields = {**ACTIONS["trackEvent"].default_fields(), "name": {"@template": "Web: {{event}}"}}
    project = Project(
        name="Trips",
        events=("trips.ndjson",),
        environments=(
            Environment(
                "production", endpoint="https://rest.fra-02.braze.eu", api_key="env:KEY", protected=True
            ),
        ),
        environment="production",
        mappings=(
            Mapping("Track events", "trackEvent", 'type = "track"', True, event_fields),
            Mapping("Purchases", "trackPurchase", booked, True, ACTIONS["trackPurchase"].default_fields()),
            Mapping("Profiles", "updateUserProfile", 'type = "identify"', False, {}),
        ),
    )
    return WorkbenchApp(project_file(folder / "trips.yaml", project).relative_to(folder))


def after(keys: Keys) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Drive the opened screen, then hold everything still."""

    async def run(pilot: Pilot[int]) -> None:
        app = pilot.app
        assert isinstance(app, WorkbenchApp)
        await asyncio.wait_for(app.opened.wait(), 20)
        workbench = Driver(app, pilot)
        await workbench.settle()
        await keys(workbench)
        for screen in app.screen_stack:
            for widget in screen.query("Input, TextArea"):
                if isinstance(widget, Input | TextArea):
                    widget.cursor_blink = False
        await workbench.settle()

    return run


async def _nothing(_workbench: Driver) -> None:
    """Leave the screen as it opens."""


async def _trigger(workbench: Driver) -> None:
    await workbench.press("t", "backspace")


async def _requests(workbench: Driver) -> None:
    await workbench.press("3", ".")


async def _field(workbench: Driver) -> None:
    await workbench.field("name")
    await workbench.press("enter", "end", "ctrl+u")
    await workbench.press("ctrl+t", "ctrl+t")
    await workbench.type("$.properties.")


async def _new_mapping(workbench: Driver) -> None:
    await workbench.press("n")
    await workbench.type("track")


async def _send(workbench: Driver) -> None:
    await workbench.press("s")


async def _export(workbench: Driver) -> None:
    await workbench.press("x")


async def _help(workbench: Driver) -> None:
    await workbench.press("3", "f1")


async def _classic_settings(workbench: Driver) -> None:
    await workbench.press("C", "right", "down", "down", "enter", "a", "p", "p")


async def _classic_web(workbench: Driver) -> None:
    await workbench.run("classic.mode")
    workbench.app.clear_notifications()
    await workbench.press("3", ".")


async def _light(workbench: Driver) -> None:
    workbench.app.theme = "workbench-light"


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param(NARROW, _nothing, id="events 80x24"),
        pytest.param(NARROW, _trigger, id="trigger with a fault 80x24"),
        pytest.param(NARROW, _requests, id="requests 80x24"),
        pytest.param(MIDDLE, _field, id="field 120x36"),
        pytest.param(WIDE, _nothing, id="all 200x60"),
        pytest.param(NARROW, _new_mapping, id="new mapping 80x24"),
        pytest.param(NARROW, _send, id="send 80x24"),
        pytest.param(MIDDLE, _export, id="export 120x36"),
        pytest.param(NARROW, _help, id="help 80x24"),
        pytest.param(MIDDLE, _light, id="light 120x36"),
        pytest.param(NARROW, _classic_settings, id="classic settings 80x24"),
        pytest.param(WIDE, _classic_settings, id="classic settings 200x60"),
        pytest.param(MIDDLE, _classic_web, id="classic web 120x36"),
    ],
)
def test_the_screen_looks_as_it_did(
    snap_compare: Compare,
    app: WorkbenchApp,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    keys: Keys,
) -> None:
    monkeypatch.setenv("KEY", "not shown")
    assert snap_compare(app, terminal_size=size, run_before=after(keys))


def test_an_empty_screen_says_what_to_do(snap_compare: Compare, folder: Path) -> None:
    assert snap_compare(WorkbenchApp(), terminal_size=NARROW, run_before=after(_nothing))


def test_without_colour_everything_can_be_told_apart(
    snap_compare: Compare, folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app: WorkbenchApp = request.getfixturevalue("app")
    assert snap_compare(app, terminal_size=MIDDLE, run_before=after(_requests))
