"""The real application, driven by keys, with its state in a temporary folder."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual._queue import Queue
from textual.keys import _character_to_key, key_to_character
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from workbench.jsvalues import Json
from workbench.project import Project, load_project, save_project
from workbench.requests import BrazeRequest
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.workbench import WorkbenchScreen
from workbench.tui.session import Session
from workbench.tui.widgets.line_list import LineList

SAMPLES = Path(__file__).resolve().parents[2] / "sample_events"
WIDE, NARROW = (200, 60), (80, 24)
ROOMY = (160, 48)
"""All three panes beside each other, and less to paint than on the widest."""
DEADLINE = 20.0
"""Seconds after which what must happen is taken not to happen: only a failing test waits so long."""


class Driver:
    """Presses keys, and waits for the work that they start."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> WorkbenchScreen:
        """The main screen, also when a dialog is above it."""
        return self.app.workbench

    @property
    def session(self) -> Session:
        return self.screen.session

    @property
    def project(self) -> Project:
        return self.session.project

    async def press(self, *keys: str) -> None:
        """Press keys, each when all that the one before started is done."""
        for key in keys:
            self._send_pressed(key)
            await self.settle()

    async def press_on(self, *keys: str) -> None:
        """Press keys, each when the one before was handled, whatever it started."""
        for key in keys:
            self._send_pressed(key)
            await self._rest()

    def _send_pressed(self, key: str) -> None:
        sign = len(key) == 1 and not key.isalnum()
        name, character = (_character_to_key(key), key) if sign else (key, key_to_character(key))
        self._send(events.Key(name, character))

    async def type(self, text: str) -> None:
        """Type a text where the focus is, as fast as a terminal hands it over."""
        self.send_keys(text)
        await self.settle()

    def send_keys(self, text: str) -> None:
        """Hand characters over without waiting; a line feed is the Enter key."""
        for character in text:
            key = character if character.isalnum() else _character_to_key(character)
            self._send(events.Key("enter", "\r") if character == "\n" else events.Key(key, character))

    def send_key(self, name: str) -> None:
        """Hand a key that is no character over without waiting."""
        self._send(events.Key(name, None))

    def send_paste(self, text: str) -> None:
        """Hand a text over as a terminal's paste does, without waiting."""
        self._send(events.Paste(text))

    def _send(self, event: events.Event) -> None:
        assert self.app._driver is not None
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    async def paste(self, text: str) -> None:
        self.send_paste(text)
        await self.settle()

    async def settle(self) -> None:
        """Until no worker runs, no key waits, and everything that was posted is done and painted."""
        deadline = time.monotonic() + DEADLINE
        while await self._rest():
            if running := [worker for worker in self.app.workers if worker.is_running]:
                # A worker that a newer one took the place of ends with an error of its own.
                await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
            elif self.app.keys_held or any(map(_is_busy, self._pumps())):
                assert time.monotonic() < deadline, f"it does not settle\n{self.screen_text()}"
                await asyncio.sleep(_A_MOMENT)
            else:
                return

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Until a condition holds, while workers may go on running."""
        deadline = time.monotonic() + DEADLINE
        await self._rest()
        while not condition():
            assert time.monotonic() < deadline, (
                f"it did not happen: {what or condition}\n{self.screen_text()}"
            )
            await asyncio.sleep(_A_MOMENT)
            await self._rest()

    async def _rest(self) -> bool:
        """Until the loop has nothing to call at once and all is painted; False when the program ended."""
        deadline = time.monotonic() + DEADLINE
        await asyncio.sleep(0)
        while _loop_has_work() or self._paint():
            assert time.monotonic() < deadline, f"it never comes to rest\n{self.screen_text()}"
            await asyncio.sleep(0)
        return bool(self._screens)

    @property
    def _screens(self) -> list[Screen[object]]:
        """What is seen now: the screen on top and those below that it lets through."""
        app = self.app
        return [*app._background_screens, app.screen] if app.is_running and app.screen_stack else []

    def _pumps(self) -> Iterator[MessagePump]:
        """All that handles messages and is on the screen."""
        yield self.app
        for screen in self._screens:
            yield from screen.walk_children(with_self=True)

    def _paint(self) -> bool:
        """Paint what is not painted yet; whether there was something."""
        waiting = next((screen for screen in self._screens if _waits_for_paint(screen)), None)
        if waiting is not None:
            waiting._on_timer_update()
        return waiting is not None

    @property
    def selected(self) -> str:
        """The name of the selected mapping, "" without one."""
        mapping = self.session.mapping
        return mapping.name if mapping is not None else ""

    @property
    def requests(self) -> list[BrazeRequest]:
        """What Actions sends for the selected event."""
        preview = self.screen.previews.preview
        return list(preview.actions.requests) if preview is not None else []

    def is_saved(self) -> bool:
        """Whether the file holds the project as it is."""
        return not self.session.history.unsaved

    # What is there

    @property
    def focus(self) -> str:
        """The id of the widget that has the focus, "" when none has."""
        focused = self.app.screen.focused
        return (focused.id or type(focused).__name__) if focused is not None else ""

    @property
    def dialog(self) -> str:
        """The name of the dialog above the main screen, "" without one."""
        screen = self.app.screen
        return "" if isinstance(screen, WorkbenchScreen) else type(screen).__name__

    @property
    def toasts(self) -> str:
        """The messages that are shown now."""
        return "\n".join(toast.message for toast in self.app._notifications)

    def text_of(self, selector: str) -> str:
        """What a list or text shows, line by line, as the terminal would."""
        widget = self.app.screen.query_one(selector)
        return "\n".join(
            "".join(segment.text for segment in widget.render_line(y)).rstrip()
            for y in range(widget.size.height)
        )

    def words_of(self, selector: str) -> str:
        """What a text shows, however it is folded."""
        return " ".join(self.text_of(selector).split())

    def value_of(self, selector: str) -> str:
        """What is typed in a field."""
        return self.app.screen.query_one(selector, Input).value

    def title_of(self, selector: str) -> str:
        """The text in a frame's upper edge."""
        return str(self.app.screen.query_one(selector).border_title)

    def screen_text(self) -> str:
        """The whole screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def rows_of(self, selector: str) -> list[str]:
        """All rows of a list, also those scrolled away, at a width of 400 cells."""
        lines = self.app.screen.query_one(selector, LineList)
        return [
            "".join(text for text, _ in lines.safe_line(index, 400)).rstrip()
            for index in range(lines.row_count)
        ]

    def widget(self, selector: str) -> Widget:
        return self.app.screen.query_one(selector)

    # Where to go, without the keys being the subject

    def select_event(self, name: str) -> None:
        """Put the cursor of the list on the first event of that name."""
        store = self.session.store
        row = next(
            row
            for row in range(self.session.shown_count)
            if store.summary(self.session.shown(row)).name == name
        )
        self.screen.event_list.cursor = row

    def select_mapping(self, name: str) -> None:
        """Put the cursor of the mappings on the first one of that name."""
        names = [mapping.name for mapping in self.session.mappings]
        self.screen.mapping_list.cursor = names.index(name)

    def select_field(self, key: str) -> None:
        """Put the cursor of the fields on one, `products.price` for a part, and the focus on the list."""
        rows = self.screen.field_list.rows
        self.screen.field_list.cursor = next(at for at, row in enumerate(rows) if row.key == key)
        self.screen.set_focus(self.screen.field_list)

    def select_path(self, path: str) -> None:
        """Put the cursor of the event's tree on a path that is unfolded, and the focus on the tree."""
        tree = self.screen.event_tree
        waiting = [tree.root]
        while (node := waiting.pop()).data is None or node.data[0] != path:
            waiting += node.children
        tree.move_cursor(node)
        self.screen.set_focus(tree)

    async def event(self, name: str) -> None:
        self.select_event(name)
        await self.settle()

    async def mapping(self, name: str) -> None:
        self.select_mapping(name)
        await self.settle()

    async def field(self, key: str) -> None:
        self.select_field(key)
        await self.settle()

    async def focus_on(self, selector: str) -> None:
        self.app.screen.set_focus(self.app.screen.query_one(selector))
        await self.settle()

    async def run(self, command_id: str) -> None:
        """Run a command of the table, as its key or the palette does."""
        self.screen.run_command(command_id)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()


_A_MOMENT = 0.001
"""Seconds between two looks at something that waits for a thread, a socket or a timer."""


def _loop_has_work() -> bool:
    """Whether the event loop has something to call at once."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]  # private, and exact


def _is_busy(pump: MessagePump) -> bool:
    """Whether a message waits or is being handled: it does not wait for the next one."""
    queue: Queue[Message] = pump._message_queue
    return pump._running and not pump._closed and not (queue.empty() and queue.ready_event._waiters)


def _waits_for_paint(screen: Screen[object]) -> bool:
    """Whether the screen would be painted when its timer comes round, up to a sixtieth of a second later."""
    return screen._update_timer._active.is_set()


Open = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder of the application; its state goes beside it."""
    monkeypatch.setenv("WORKBENCH_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path / "config"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def open_workbench(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the application on a project file and events; the working folder is a temporary one."""
    # The driver paints when nothing else is to do: how often does not hang on how fast the machine is.
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 3600.0)
    # A button takes no second press while it looks pressed, a fifth of a second long.
    monkeypatch.setattr("textual.widgets.Button._start_active_affect", lambda _: None)

    @asynccontextmanager
    async def opened(
        *events: str | Path,
        project: Path | None = None,
        size: tuple[int, int] = ROOMY,
        keymap: dict[str, str] | None = None,
    ) -> AsyncIterator[Driver]:
        app = WorkbenchApp(project, tuple(str(path) for path in events), keymap)
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(app, pilot)
            await driver.until(app.opened.is_set, "the program opens")
            await driver.settle()
            try:
                yield driver
            finally:
                if app.crash is None:
                    app.workbench.jobs.stop()

    return opened


def event_file(path: Path, *events: Json) -> Path:
    """Write events as NDJSON; lone surrogates and control characters as JSON escapes."""
    path.write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="ascii")
    return path


def track(name: str, user: str = "ana", **properties: Json) -> dict[str, Json]:
    """A track event of a made-up person."""
    return {
        "type": "track",
        "event": name,
        "userId": user,
        "messageId": f"m-{name}",
        "timestamp": "2026-03-01T10:00:00.000Z",
        "properties": properties,
    }


def project_file(path: Path, project: Project) -> Path:
    """Write a project file."""
    save_project(project, path)
    return path


def saved_project(path: Path) -> Project:
    return load_project(path)


def lines_with(text: str, part: str) -> list[str]:
    """The lines of a text that hold a part."""
    return [line for line in text.split("\n") if part in line]


def in_order(text: str, parts: Iterable[str]) -> bool:
    """Whether parts occur in a text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
    return True
