"""Sending from the screen: to the sandbox, and to an endpoint that answers, refuses, hangs or is gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.tui.conftest import NARROW, Open, event_file, project_file, track
from workbench.actions import ACTIONS
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Environment, Project

KEY = "0f0f0f0f-1111-2222-3333-444444444444"


@dataclass
class Braze:
    """A server in place of Braze: what it got, and how it answers."""

    url: str = ""
    status: int = 201
    reason: str = "Created"
    body: str = '{"message": "success", "events_processed": 1}'
    hangs: bool = False
    got: list[tuple[str, str, Json]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def braze() -> Iterator[Braze]:
    state = Braze()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append((self.path, self.headers["Authorization"], json.loads(text)))
            state.arrived.set()
            if state.hangs:
                state.over.wait(30)
                return
            self.send_response(state.status, state.reason)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(state.body.encode())))
            self.end_headers()
            self.wfile.write(state.body.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield state
        finally:
            state.over.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(
        folder / "events.ndjson",
        track("Trip Booked", user="ana"),
        track("Trip Moved", user="bo"),
        {"type": "page", "userId": "cy", "timestamp": "2026-03-01T10:00:00.000Z"},
    )


def project_with(folder: Path, *environments: Environment, chosen: str = "sandbox") -> Path:
    mapping = Mapping("Event", "trackEvent", 'type = "track"', True, ACTIONS["trackEvent"].default_fields())
    project = Project(mappings=(mapping,), environments=environments, environment=chosen)
    return project_file(folder / "workbench.yaml", project)


def staging(folder: Path, url: str, *, protected: bool = False) -> Path:
    environment = Environment("staging", endpoint=url, api_key="env:STAGING_KEY", protected=protected)
    return project_with(folder, environment, chosen="staging")


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGING_KEY", KEY)


@pytest.mark.parametrize("size", [(200, 60), NARROW], ids=["wide", "narrow"])
async def test_one_event_goes_to_the_sandbox_and_is_seen_there(
    open_workbench: Open, events: Path, folder: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project_with(folder), size=size) as workbench:
        assert "starts when you send" in workbench.text_of("#status")
        await workbench.press("s")
        assert (workbench.dialog, workbench.focus) == ("Send", "yes")
        assert "1 request to http://127.0.0.1:" in workbench.text_of("#where")
        assert '"name": "Trip Booked"' in "\n".join(workbench.rows_of("#send-lines"))
        assert "Bearer" not in "\n".join(workbench.rows_of("#send-lines"))
        await workbench.press("enter")
        assert "✓ 1 of 1 accepted" in workbench.text_of("#where")
        answer = "\n".join(workbench.rows_of("#send-lines"))
        assert "201 Created" in answer
        assert '"message": "success"' in answer
        assert "external_id ana" in answer
        assert workbench.focus == "no"
        await workbench.press("enter")
        assert (workbench.dialog, workbench.focus) == ("", "events")
        assert "http://127.0.0.1:" in workbench.text_of("#status")

        await workbench.press("b")
        held = "\n".join(workbench.rows_of("#sandbox-lines"))
        assert "The sandbox holds 1 user" in held
        assert "Trip Booked" in held
        await workbench.press("d")
        assert workbench.dialog == "Confirm", "what is emptied does not come back"
        await workbench.press("escape")
        assert "holds 1 user" in "\n".join(workbench.rows_of("#sandbox-lines"))
        await workbench.press("d", "right", "enter")
        assert "holds no users" in "\n".join(workbench.rows_of("#sandbox-lines"))
        assert workbench.focus == "sandbox-lines"
        await workbench.press("escape")
        assert (workbench.dialog, workbench.focus) == ("", "events")


async def test_several_events_are_asked_about_once_with_their_number(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(events, project=project_with(folder)) as workbench:
        await workbench.press("space", "space", "space", "s")
        assert workbench.title_of(".dialog") == "Send 3 events to sandbox"
        assert "2 requests to" in workbench.text_of("#where")
        lines = "\n".join(workbench.rows_of("#send-lines"))
        assert "events.ndjson:1" in lines
        assert "Nothing is sent for:" in lines
        assert "events.ndjson:3: " in lines
        await workbench.press("enter")
        assert "✓ 2 of 2 accepted" in workbench.text_of("#where")
        store = workbench.screen.jobs.sandbox().store
        assert len(store.users()) == 2
        await workbench.press("escape")


async def test_nothing_to_send_is_said_with_the_reason(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    async with open_workbench(events, project=project_with(folder)) as workbench:
        await workbench.press("end", "s")
        assert "There is nothing to send" in workbench.text_of("#where")
        assert "Nothing is sent for:" in workbench.text_of("#send-lines")
        assert workbench.focus == "no"
        await workbench.press("enter")
        assert workbench.dialog == ""


async def test_requests_go_to_the_environment_that_is_chosen_with_its_key(
    open_workbench: Open, events: Path, folder: Path, braze: Braze
) -> None:
    project = project_with(folder, Environment("staging", endpoint=braze.url, api_key="env:STAGING_KEY"))
    async with open_workbench(events, project=project) as workbench:
        await workbench.press("E")
        assert "staging" in workbench.text_of("#environments")
        await workbench.press("down", "enter")
        assert f"staging {braze.url}" in workbench.text_of("#status")
        await workbench.press("s", "enter")
        assert "✓ 1 of 1 accepted" in workbench.text_of("#where")
        path, authorization, sent = braze.got[0]
        assert (path, authorization) == ("/users/track", f"Bearer {KEY}")
        assert sent["events"][0]["name"] == "Trip Booked"
        assert KEY not in workbench.screen_text()
        await workbench.press("escape")


async def test_answers_that_refuse_are_shown_with_what_to_do(
    open_workbench: Open, events: Path, folder: Path, braze: Braze
) -> None:
    async with open_workbench(events, project=staging(folder, braze.url)) as workbench:
        braze.status, braze.reason, braze.body = (
            401,
            "No\x1b]0;x\x07way",
            f'{{"message": "Invalid API key: {KEY}"}}',
        )
        await workbench.press("s", "enter")
        assert "✗ 0 of 1 accepted" in workbench.text_of("#where")
        answer = "\n".join(workbench.rows_of("#send-lines"))
        assert "✗ 401 No␛]0;x␇way" in answer
        assert "Invalid API key" in answer
        assert "events.ndjson:1" in answer
        assert KEY not in workbench.screen_text()
        await workbench.press("escape")

        braze.status, braze.reason, braze.body = 500, "Oops", "<html>[/] broken</html>"
        await workbench.press("s", "enter")
        answer = "\n".join(workbench.rows_of("#send-lines"))
        assert "✗ 500 Oops" in answer
        assert "<html>[/] broken</html>" in answer
        await workbench.press("escape")
        assert workbench.focus == "events"


async def test_a_server_that_is_gone_is_a_plain_sentence(
    open_workbench: Open, events: Path, folder: Path
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as closed:
        url = f"http://127.0.0.1:{closed.server_port}"
    async with open_workbench(events, project=staging(folder, url)) as workbench:
        await workbench.press("space", "space", "s", "enter")
        assert "✗ 0 of 2 accepted" in workbench.text_of("#where")
        answer = "\n".join(workbench.rows_of("#send-lines"))
        assert "Traceback" not in answer
        assert answer.count("✗") == 2
        await workbench.press("escape")
        assert workbench.dialog == ""


async def test_escape_stops_a_send_that_hangs(
    open_workbench: Open, events: Path, folder: Path, braze: Braze
) -> None:
    braze.hangs = True
    async with open_workbench(events, project=staging(folder, braze.url)) as workbench:
        await workbench.press("space", "space", "s")
        await workbench.press_on("enter")
        await workbench.until(braze.arrived.is_set, "the request arrives")
        assert "Escape stops" in workbench.text_of("#where")
        await workbench.press_on("ctrl+q")
        await workbench.until(
            lambda: workbench.dialog == "LeaveSending", "leaving while requests go out is asked about"
        )
        await workbench.press_on("escape")
        await workbench.until(lambda: workbench.dialog == "Send")
        await workbench.press_on("escape")
        await workbench.settle()
        assert workbench.dialog == "Send", "the first Escape stops, what came back stays to be read"
        assert "✗ 0 of 2 accepted" in workbench.text_of("#where")
        assert len(braze.got) == 1
        await workbench.press("escape")
        assert (workbench.dialog, workbench.focus) == ("", "events")


async def test_a_protected_environment_wants_its_name_typed(
    open_workbench: Open, events: Path, folder: Path, braze: Braze
) -> None:
    async with open_workbench(events, project=staging(folder, braze.url, protected=True)) as workbench:
        await workbench.press("s")
        assert workbench.focus == "typed"
        assert "type staging to send" in workbench.text_of("#typed")
        await workbench.press("enter")
        await workbench.type("stagin\n")
        assert braze.got == []
        await workbench.press("tab", "enter")
        assert braze.got == []
        assert workbench.dialog == "", "what Tab reaches while sending is not allowed is Close"
        await workbench.press("s")
        await workbench.type("staging\n")
        assert "✓ 1 of 1 accepted" in workbench.text_of("#where")
        assert len(braze.got) == 1
        await workbench.press("escape")


async def test_a_missing_key_is_a_plain_sentence_and_nothing_leaves(
    open_workbench: Open, events: Path, folder: Path, braze: Braze, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STAGING_KEY")
    async with open_workbench(events, project=staging(folder, braze.url)) as workbench:
        await workbench.press("s")
        where = workbench.text_of("#where")
        assert "✗" in where
        assert "STAGING_KEY" in where
        assert workbench.focus == "no"
        await workbench.press("enter")
        assert braze.got == []
        assert workbench.dialog == ""
