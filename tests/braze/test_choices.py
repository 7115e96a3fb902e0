"""Campaigns, Canvases and catalogs as a server gives them, or does not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.braze.servers import KEY, Behaviour, Server, answer, answering
from workbench.actions import new_catalog_body
from workbench.braze import BrazeChoice, Timeouts, create_catalog, read_choices
from workbench.braze.choices import MAX_PAGES
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.sandbox import SandboxServer, SandboxStore
from workbench.sandbox.messaging import CAMPAIGN, CANVAS

HATS = new_catalog_body("hats", "For heads", [("title", "string")])


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    store = SandboxStore()
    with SandboxServer(store) as server:
        yield server
    store.close()


def page(body: Json, status: str = "200 OK") -> bytes:
    return answer(status, json.dumps(body).encode(), "Content-Type: application/json")


def campaigns(*numbers: int) -> bytes:
    return page({"campaigns": [{"id": f"c-{number}", "name": f"Campaign {number}"} for number in numbers]})


def read(behaviour: Behaviour, kind: str = "campaigns") -> tuple[list[str], str, list[bytes]]:
    with Server(behaviour) as server:
        result = read_choices(kind, base_url=server.url, api_key=KEY)  # type: ignore[arg-type]  # one of three
        return [choice.id for choice in result.found], result.problem, server.requests


def test_the_sandbox_lists_more_than_a_page(sandbox: SandboxServer) -> None:
    for number in range(230):
        sandbox.store.make_target(CAMPAIGN, f"Campaign {number}", now=float(number))
    sandbox.store.make_target(CANVAS, "Win back", now=1.0)
    pages: list[int] = []
    result = read_choices(
        "campaigns",
        base_url=sandbox.url,
        api_key=sandbox.api_key,
        on_page=lambda found: pages.append(len(found)),
    )
    assert (len(result.found), result.problem, pages) == (230, "", [100, 200, 230])
    assert result.found[229].name == "Campaign 229"
    canvases = read_choices("canvases", base_url=sandbox.url, api_key=sandbox.api_key)
    assert [choice.name for choice in canvases.found] == ["Win back"]


def test_a_catalog_made_in_the_sandbox_is_listed_with_its_fields(sandbox: SandboxServer) -> None:
    create_catalog(HATS, base_url=sandbox.url, api_key=sandbox.api_key)
    (catalog,) = read_choices("catalogs", base_url=sandbox.url, api_key=sandbox.api_key).found
    assert catalog == BrazeChoice(
        "hats", "hats", "2 fields  For heads", (("id", "string"), ("title", "string"))
    )


def test_a_catalog_that_exists_is_refused_with_the_servers_reason(sandbox: SandboxServer) -> None:
    create_catalog(HATS, base_url=sandbox.url, api_key=sandbox.api_key)
    with pytest.raises(WorkbenchError, match="Braze answered 400: A catalog of this name exists already"):
        create_catalog(HATS, base_url=sandbox.url, api_key=sandbox.api_key)


def test_a_wrong_key_is_told_and_never_shown(sandbox: SandboxServer) -> None:
    result = read_choices("campaigns", base_url=sandbox.url, api_key=KEY)
    assert result.found == ()
    assert "Braze answered 401: Invalid API key" in result.problem
    assert "does not know this key" in result.problem
    assert KEY not in result.problem


@pytest.mark.parametrize(
    ("kind", "permission"),
    [("campaigns", "campaigns.list"), ("canvases", "canvas.list"), ("catalogs", "catalogs.get")],
)
def test_a_missing_permission_is_named(kind: str, permission: str) -> None:
    found, problem, _ = read(answering(page({"message": "Access Denied"}, "403 Forbidden")), kind)
    assert found == []
    assert problem.startswith("Braze answered 403: Access Denied.")
    assert f"needs the permission {permission}" in problem


def test_creating_without_the_permission_names_it() -> None:
    with (
        Server(answering(page({"message": "Access Denied"}, "403 Forbidden"))) as server,
        pytest.raises(WorkbenchError) as refusal,
    ):
        create_catalog(HATS, base_url=server.url, api_key=KEY)
    assert "catalogs.create" in refusal.value.hint


def test_pages_are_read_until_one_is_empty_with_the_key_in_the_header_only() -> None:
    found, problem, requests = read(answering(campaigns(1, 2), campaigns(3), campaigns()))
    assert (found, problem) == (["c-1", "c-2", "c-3"], "")
    assert [request.split(b" ")[1] for request in requests] == [
        b"/campaigns/list?page=0",
        b"/campaigns/list?page=1",
        b"/campaigns/list?page=2",
    ]
    assert all(request.lower().count(KEY.encode()) == 1 for request in requests)


def test_a_server_that_always_gives_the_same_page_is_left() -> None:
    found, problem, requests = read(answering(campaigns(1, 2)))
    assert (found, problem, len(requests)) == (["c-1", "c-2"], "", 2)


def test_a_server_without_end_is_left_after_a_hundred_pages() -> None:
    found, problem, _ = read(answering(*(campaigns(number) for number in range(MAX_PAGES + 5))))
    assert len(found) == MAX_PAGES
    assert "first 100 pages" in problem


def test_a_failure_between_pages_keeps_what_was_found() -> None:
    found, problem, _ = read(answering(campaigns(1), page({"message": "limit"}, "429 Too Many Requests")))
    assert found == ["c-1"]
    assert "429" in problem


def test_what_is_no_choice_is_left_out_and_the_rest_kept_as_it_is() -> None:
    entries: Json = [
        None,
        5,
        {"id": "c-0"},
        {"id": 7, "name": "number"},
        {"id": "c-1", "name": "[/] \x1b[31m \u202e", "is_api_campaign": True},
        {"id": "c-2", "name": "Sale", "is_api_campaign": False},
        {"id": "c-2", "name": "Sale again"},
    ]
    with Server(answering(page({"campaigns": entries}), campaigns())) as server:
        result = read_choices("campaigns", base_url=server.url, api_key=KEY)
    assert result.found == (
        BrazeChoice("c-1", "[/] \x1b[31m \u202e"),
        BrazeChoice("c-2", "Sale", "not API-triggered: cannot be sent from here"),
    )


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"campaigns": {}}', b"{" * 5000, b"\xff\xfe"])
def test_an_answer_without_a_list_is_told(body: bytes) -> None:
    found, problem, _ = read(answering(answer("200 OK", body)))
    assert found == []
    assert "The answer holds no campaigns." in problem


def test_catalogs_with_odd_fields_are_listed() -> None:
    entries: Json = [{"name": "a", "fields": [None, {"name": 1}, {"name": "x"}]}, {"name": "b", "fields": 5}]
    with Server(answering(page({"catalogs": entries}))) as server:
        result = read_choices("catalogs", base_url=server.url, api_key=KEY)
    assert [(choice.name, choice.fields) for choice in result.found] == [("a", (("x", ""),)), ("b", ())]


def test_a_server_that_hangs_is_left_when_cancelled() -> None:
    def hang(server: Server, connection: object) -> None:
        server.read_request(connection)  # type: ignore[arg-type]  # the connection of the behaviour
        server.released.wait(30)

    with Server(hang) as server:
        result = read_choices("campaigns", base_url=server.url, api_key=KEY, cancel=server.arrived.is_set)
    assert result.found == ()
    assert "cancelled" in result.problem


def test_a_server_that_never_answers_is_left_in_time() -> None:
    def hang(server: Server, connection: object) -> None:
        server.released.wait(30)

    with Server(hang) as server:
        result = read_choices(
            "catalogs", base_url=server.url, api_key=KEY, timeout=Timeouts(connect=1, read=0.2, total=1)
        )
    assert "did not answer in time" in result.problem


def test_nothing_is_sent_unencrypted_over_a_network_or_with_an_unusable_key() -> None:
    with pytest.raises(WorkbenchError, match="not encrypted"):
        read_choices("campaigns", base_url="http://rest.example.com", api_key=KEY)
    with pytest.raises(WorkbenchError, match="no API key"):
        read_choices("campaigns", base_url="https://rest.example.com", api_key="")
    with pytest.raises(WorkbenchError, match="not encrypted"):
        create_catalog(HATS, base_url="http://rest.example.com", api_key=KEY)
