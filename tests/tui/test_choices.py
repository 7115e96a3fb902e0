"""Campaigns, Canvases and catalogs: read when asked, chosen, made, from servers that behave and others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.braze.servers import KEY, Server, answer, answering
from tests.tui.conftest import NARROW, WIDE, Driver, Open, event_file, project_file, track
from workbench.actions import ACTIONS
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Environment, Project
from workbench.sandbox.messaging import CAMPAIGN, CANVAS

NASTY = "[@click=app.quit]Sale[/] \x1b]52;c;eA==\x07\u202e"
TRACK = 'type = "track"'
MAPPINGS = (
    Mapping("Campaign", "triggerCampaign", TRACK, True, ACTIONS["triggerCampaign"].default_fields()),
    Mapping("Canvas", "triggerCanvas", TRACK, True, ACTIONS["triggerCanvas"].default_fields()),
    Mapping("Items", "upsertCatalogItem", TRACK, True, ACTIONS["upsertCatalogItem"].default_fields()),
)


@pytest.fixture
def events(folder: Path) -> Path:
    return event_file(folder / "events.ndjson", track("Trip Booked"))


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEST_KEY", KEY)


def project_on(folder: Path, url: str = "", *, protected: bool = False) -> Path:
    """A project whose environment is the sandbox, or a server."""
    environments = (
        (Environment("shop", endpoint=url, api_key="env:WORKBENCH_TEST_KEY", protected=protected),)
        if url
        else ()
    )
    project = Project(mappings=MAPPINGS, environments=environments, environment="shop" if url else "sandbox")
    return project_file(folder / "workbench.yaml", project)


def listed(member: str, entries: Json, status: str = "200 OK") -> bytes:
    return answer(status, json.dumps({member: entries}).encode(), "Content-Type: application/json")


def field(workbench: Driver, key: str) -> Json:
    mapping = workbench.session.mapping
    assert mapping is not None
    return mapping.fields.get(key)


async def at(workbench: Driver, mapping: str, key: str) -> None:
    await workbench.mapping(mapping)
    await workbench.field(key)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_campaign_of_the_sandbox_is_made_and_chosen(
    open_workbench: Open, folder: Path, events: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project_on(folder), size=size) as workbench:
        await at(workbench, "Campaign", "campaign_id")
        await workbench.press("l")
        assert workbench.dialog == "Choose"
        assert "sandbox has no campaigns. ctrl+n makes one" in workbench.words_of("#choices")
        await workbench.press("ctrl+n")
        assert workbench.dialog == "Prompt"
        await workbench.type("Welcome\n")
        assert workbench.dialog == "Choose"
        (campaign,) = workbench.screen.jobs.sandbox().store.calls(2)[1].reply["campaigns"]
        assert "Welcome" in workbench.text_of("#choices")
        assert campaign["id"] in workbench.text_of("#choices")
        assert "1 campaign of sandbox" in workbench.text_of("#where")
        await workbench.press("enter")
        assert workbench.dialog == ""
        assert field(workbench, "campaign_id") == campaign["id"]
        assert "ctrl+z takes it back" in workbench.toasts
        await workbench.press("ctrl+z")
        assert field(workbench, "campaign_id") is None


async def test_typing_narrows_what_was_read_over_several_pages(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    async with open_workbench(events, project=project_on(folder)) as workbench:
        store = workbench.screen.jobs.sandbox().store
        made = [
            store.make_target(CANVAS, f"Canvas No{number:03}", now=float(number)) for number in range(150)
        ]
        await at(workbench, "Canvas", "canvas_id")
        await workbench.press("l")
        assert len(workbench.rows_of("#choices")) == 150
        await workbench.type("canvas no14")
        assert [row.split()[1] for row in workbench.rows_of("#choices")] == [f"No14{n}" for n in range(10)]
        await workbench.type("9")
        await workbench.press("down", "up", "enter")
        assert field(workbench, "canvas_id") == made[149]


async def test_nothing_is_called_before_the_user_asks_and_only_the_environment_then(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    entries: Json = [{"id": "c-1", "name": NASTY, "is_api_campaign": True}]
    pages = (listed("campaigns", entries), listed("campaigns", []))
    with Server(answering(*pages, *pages)) as server:
        async with open_workbench(events, project=project_on(folder, server.url)) as workbench:
            await at(workbench, "Campaign", "campaign_id")
            await workbench.press("enter")
            assert workbench.focus == "field-text"
            assert str(workbench.widget("#field-editor").border_subtitle) == "ctrl+l lists the campaigns"
            assert server.requests == []
            await workbench.press("ctrl+l")
            assert workbench.dialog == "Choose"
            assert [request.split(b" ")[1] for request in server.requests] == [
                b"/campaigns/list?page=0",
                b"/campaigns/list?page=1",
            ]
            screen = workbench.screen_text()
            assert "[@click=app.quit]Sale[/]" in screen
            assert "\x1b" not in screen
            assert "\u202e" not in screen
            assert KEY not in screen
            await workbench.press("enter")
            assert (workbench.focus, workbench.value_of("#field-text")) == ("field-text", "c-1")
            assert field(workbench, "campaign_id") == "c-1"
            await workbench.press("escape")
            assert field(workbench, "campaign_id") is None, "Escape gives back what was"
            await workbench.press("enter", "ctrl+l", "enter", "enter")
            assert field(workbench, "campaign_id") == "c-1"


async def test_a_missing_permission_is_told_where_it_is(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    refusal = answer("403 Forbidden", b'{"message": "Access Denied"}', "Content-Type: application/json")
    with Server(answering(refusal)) as server:
        project = project_on(folder, server.url, protected=True)
        async with open_workbench(events, project=project) as workbench:
            await at(workbench, "Canvas", "canvas_id")
            await workbench.press("l")
            complaint = workbench.words_of("#complaint")
            assert "✗ Braze answered 403: Access Denied." in complaint
            assert "needs the permission canvas.list" in complaint
            await workbench.press("enter")
            assert workbench.dialog == "Choose", "there is nothing to take"
            await workbench.press("ctrl+n")
            assert "made in Braze's dashboard" in workbench.words_of("#complaint")
            await workbench.press("ctrl+r")
            assert len(server.requests) == 2
            await workbench.press("escape")
            assert workbench.dialog == ""


async def test_a_key_that_is_not_there_is_told_and_nothing_is_called(
    open_workbench: Open, folder: Path, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_TEST_KEY")
    with Server(answering(listed("campaigns", []))) as server:
        async with open_workbench(events, project=project_on(folder, server.url)) as workbench:
            await at(workbench, "Campaign", "campaign_id")
            await workbench.press("l")
            assert "WORKBENCH_TEST_KEY" in workbench.words_of("#complaint")
            assert server.requests == []


async def test_escape_stops_a_server_that_hangs_and_then_closes(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    def second_hangs(server: Server, connection: object) -> None:
        server.read_request(connection)  # type: ignore[arg-type]  # the connection of the behaviour
        if len(server.requests) == 1:
            page = listed("campaigns", [{"id": "c-1", "name": "Welcome"}])
            connection.sendall(page)  # type: ignore[attr-defined]  # a socket
            server.read_request(connection)  # type: ignore[arg-type]
        server.released.wait(60)

    with Server(second_hangs) as server:
        async with open_workbench(events, project=project_on(folder, server.url)) as workbench:
            await at(workbench, "Campaign", "campaign_id")
            workbench.send_keys("l")
            await workbench.until(lambda: len(server.requests) == 2, "the second page is asked for")
            await workbench.until(lambda: "1 so far" in workbench.text_of("#where"), "the first page shows")
            workbench.send_key("escape")
            await workbench.until(lambda: "Stopped." in workbench.text_of("#complaint"), "it is stopped")
            assert workbench.dialog == "Choose"
            assert "Those found before are listed: 1." in workbench.words_of("#complaint")
            assert "Welcome" in workbench.text_of("#choices")
            await workbench.press("escape")
            assert workbench.dialog == ""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_catalog_is_created_in_the_sandbox_and_kept_as_segment_keeps_it(
    open_workbench: Open, folder: Path, events: Path, size: tuple[int, int]
) -> None:
    async with open_workbench(events, project=project_on(folder), size=size) as workbench:
        await at(workbench, "Items", "onMappingSave")
        assert "choose or create a catalog" in workbench.rows_of("#fields")[1]
        await workbench.press("enter")
        assert workbench.dialog == "ChooseCatalog"
        assert "ctrl+r reads the catalogs of sandbox" in workbench.words_of("#choices")
        await workbench.press("enter")
        assert "Type the name of a catalog" in workbench.words_of("#complaint")
        await workbench.type("my hats")
        await workbench.press("ctrl+n")
        assert (workbench.dialog, workbench.value_of("#name")) == ("CreateCatalog", "my hats")
        await workbench.press("tab", "tab", "tab", "tab", "enter")
        assert "has no name that Braze takes" in workbench.words_of("#complaint")
        assert workbench.focus == "name"
        await workbench.press("end", *["backspace"] * 7)
        await workbench.type("hats\nFor heads\n")
        assert workbench.focus == "columns"
        columns = workbench.widget("#columns")
        assert isinstance(columns, TextArea)
        columns.select_all()
        await workbench.type("title\nprice: number\nid number")
        await workbench.press("tab", "tab")
        assert workbench.focus == "yes"
        await workbench.press("enter")
        assert workbench.dialog == ""
        assert field(workbench, "onMappingSave") == {
            "inputs": {
                "operation": "create",
                "created_catalog_name": "hats",
                "description": "For heads",
                "columns": [
                    {"name": "title", "type": "string"},
                    {"name": "price", "type": "number"},
                    {"name": "id", "type": "number"},
                ],
            },
            "outputs": {"catalog_name": "hats"},
        }
        call = workbench.screen.jobs.sandbox().store.calls(1)[0]
        assert (call.method, call.path, call.status) == ("POST", "/catalogs", 201)
        assert [one["name"] for one in call.body["catalogs"][0]["fields"]] == ["id", "title", "price"]
        assert "hats" in workbench.rows_of("#fields")[1]
        assert "not the catalog" in workbench.toasts
        await workbench.press("ctrl+z")
        assert field(workbench, "onMappingSave") is None


async def test_a_catalog_that_exists_is_chosen_from_the_list_with_its_fields(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    entries: Json = [
        {"name": "hats", "fields": [{"name": "id", "type": "string"}, {"name": NASTY, "type": "number"}]},
        {"name": "shoes", "fields": []},
    ]
    with Server(answering(listed("catalogs", entries))) as server:
        async with open_workbench(events, project=project_on(folder, server.url)) as workbench:
            await at(workbench, "Items", "onMappingSave")
            await workbench.press("enter")
            assert server.requests == []
            await workbench.press("ctrl+r")
            assert len(server.requests) == 1
            assert "id (string), [@click=app.quit]Sale[/]" in workbench.words_of("#columns-of")
            await workbench.press("down", "enter")
            assert field(workbench, "onMappingSave") == {
                "inputs": {"operation": "select", "selected_catalog_name": "shoes"},
                "outputs": {"catalog_name": "shoes"},
            }
            await workbench.press("l")
            assert len(server.requests) == 2, "l reads at once"
            await workbench.press("escape")


async def test_a_catalog_is_named_without_calling_anybody(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    async with open_workbench(events, project=project_on(folder)) as workbench:
        await at(workbench, "Items", "onMappingSave")
        await workbench.press("e")
        await workbench.type("hats\n")
        assert field(workbench, "onMappingSave")["outputs"] == {"catalog_name": "hats"}
        assert workbench.rows_of("#mappings")[2][1] == "!", "the item is not mapped yet"
        assert workbench.screen.jobs.sandbox_note == "starts when you send"
        assert "/catalogs/hats/" not in workbench.screen_text()


async def test_creating_in_a_protected_environment_wants_its_name_typed(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    created = answer("201 Created", b'{"message": "success"}', "Content-Type: application/json")
    with Server(answering(created)) as server:
        project = project_on(folder, server.url, protected=True)
        async with open_workbench(events, project=project) as workbench:
            await at(workbench, "Items", "onMappingSave")
            await workbench.press("enter")
            await workbench.type("hats")
            await workbench.press("ctrl+n")
            await workbench.focus_on("#typed")
            assert workbench.widget("#yes").disabled
            await workbench.type("sho\n")
            assert server.requests == []
            await workbench.focus_on("#typed")
            await workbench.press("end")
            await workbench.type("p")
            assert not workbench.widget("#yes").disabled
            await workbench.focus_on("#yes")
            await workbench.press("enter")
            assert workbench.dialog == ""
            assert server.requests[0].startswith(b"POST /catalogs ")
            assert field(workbench, "onMappingSave")["outputs"] == {"catalog_name": "hats"}


async def test_a_refusal_to_create_stays_in_the_dialog(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    async with open_workbench(events, project=project_on(folder)) as workbench:
        await at(workbench, "Items", "onMappingSave")
        for name in ("hats", "hats"):
            await workbench.press("enter")
            await workbench.press("end", "ctrl+u")
            await workbench.type(name)
            await workbench.press("ctrl+n")
            await workbench.focus_on("#yes")
            await workbench.press("enter")
        assert workbench.dialog == "CreateCatalog"
        assert "A catalog of this name exists already" in workbench.words_of("#complaint")
        await workbench.press("escape", "escape")
        assert workbench.dialog == ""


async def test_the_key_for_lists_is_not_possible_where_there_is_none(
    open_workbench: Open, folder: Path, events: Path
) -> None:
    async with open_workbench(events, project=project_on(folder)) as workbench:
        workbench.screen.jobs.sandbox().store.make_target(CAMPAIGN, "Welcome", now=1.0)
        await at(workbench, "Campaign", "send_id")
        await workbench.press("l")
        assert workbench.dialog == ""
        assert "List" not in workbench.text_of("#keys")
        await workbench.field("campaign_id")
        assert "l List" in workbench.text_of("#keys")
