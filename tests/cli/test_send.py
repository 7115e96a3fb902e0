"""`workbench send`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import EVENTS, NASTY, Invoke
from workbench.sandbox import SandboxServer, SandboxStore

KEY = "a-key-that-only-the-test-knows"


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    """A sandbox that stands for a real Braze."""
    store = SandboxStore()
    with SandboxServer(store, api_key=KEY) as running:
        yield running
    store.close()


@pytest.fixture
def staging(project_file: Path, server: SandboxServer, monkeypatch: pytest.MonkeyPatch) -> SandboxServer:
    """The project's real environments lead to `server`, and their key is set."""
    text = project_file.read_text(encoding="utf-8")
    for endpoint in ("https://rest.iad-03.braze.com", "https://rest.iad-01.braze.com"):
        text = text.replace(endpoint, server.url)
    project_file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_TEST_KEY", KEY)
    return server


@pytest.mark.usefixtures("project_file")
def test_the_sandbox_is_the_default_and_shows_what_it_holds(invoke: Invoke) -> None:
    answer = invoke("send", "-e", "1")
    assert (answer.code, answer.err) == (0, "")
    assert "✓ 201 Created" in answer.out
    assert "Trips" in answer.out
    assert "The sandbox holds 1 user." in answer.out
    assert "external_id u-1" in answer.out
    assert "Trip Booked" in answer.out
    assert not any(character in answer.out for character in NASTY if not character.isprintable())


@pytest.mark.usefixtures("project_file")
def test_json_has_each_answer_and_what_the_sandbox_holds(invoke: Invoke) -> None:
    answer = invoke("send", "-e", "1", "--json").json
    assert answer["environment"] == "sandbox"
    assert answer["endpoint"].startswith("http://127.0.0.1:")
    (result,) = answer["results"]
    assert (result["mapping"], result["origin"], result["status"]) == ("Trips", "events.ndjson:1", 201)
    assert result["body"]["message"] == "success"
    assert (
        "••••" in result["request"]["headers"]["Authorization"]
        or result["request"]["headers"]["Authorization"]
    )
    (user,) = answer["sandbox"]["users"]
    assert user["external_id"] == "u-1"
    assert user["events"][0]["properties"] == EVENTS[0]["properties"]


@pytest.mark.usefixtures("project_file")
def test_more_than_one_event_needs_a_yes(invoke: Invoke) -> None:
    answer = invoke("send")
    assert answer.code == 2
    assert answer.err == (
        "workbench: 3 events would be sent. Say --yes to send them all, or choose one with --event.\n"
    )
    answer = invoke("send", "--yes", "--json")
    assert answer.code == 1
    assert len(answer.json["results"]) == 1
    assert len(answer.json["none"]) == 2


@pytest.mark.usefixtures("project_file")
def test_an_event_that_makes_no_request_is_a_finding(invoke: Invoke) -> None:
    answer = invoke("send", "-e", "3")
    assert answer.code == 1
    assert "No request: events.ndjson:3: No enabled mapping" in answer.out


def test_a_dry_run_sends_nothing(invoke: Invoke, staging: SandboxServer) -> None:
    answer = invoke("send", "--env", "production", "--dry-run")
    assert answer.code == 0
    assert "/users/track" in answer.out
    assert f"Nothing was sent: this is what would go to production at {staging.url}." in answer.out
    plan = invoke("send", "--env", "production", "--dry-run", "--json").json
    assert "status" not in plan["results"][0]
    assert plan["results"][0]["request"]["url"] == f"{staging.url}/users/track"
    assert staging.store.calls() == ()


def test_a_real_environment_takes_its_key_from_the_reference(invoke: Invoke, staging: SandboxServer) -> None:
    answer = invoke("send", "-e", "1", "--env", "staging")
    assert answer.code == 0
    assert "The sandbox holds" not in answer.out
    assert KEY not in answer.out + answer.err
    (call,) = staging.store.calls()
    assert call.status == 201
    assert staging.store.users()[0].identifiers.external_id == "u-1"


@pytest.mark.usefixtures("staging")
def test_a_key_that_is_not_there_is_told_with_what_to_do(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBENCH_TEST_KEY")
    answer = invoke("send", "-e", "1", "--env", "staging")
    assert answer.code == 2
    assert "The environment variable WORKBENCH_TEST_KEY is not set." in answer.err


def test_an_environment_without_a_reference_is_told(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text(encoding="utf-8")
    project_file.write_text(text.replace("    api_key: env:WORKBENCH_TEST_KEY\n", ""), encoding="utf-8")
    answer = invoke("send", "-e", "1", "--env", "staging")
    assert answer.code == 2
    assert "The environment staging names no API key." in answer.err


def test_a_protected_environment_asks_for_its_name(invoke: Invoke, staging: SandboxServer) -> None:
    for arguments in ([], ["--yes"], ["--confirm", "staging"]):
        answer = invoke("send", "-e", "1", "--env", "production", *arguments)
        assert answer.code == 2
        assert "The environment production is protected. Say --confirm production" in answer.err
    assert staging.store.calls() == ()
    assert invoke("send", "-e", "1", "--env", "production", "--confirm", "production").code == 0
    assert len(staging.store.calls()) == 1


@pytest.mark.usefixtures("staging")
def test_a_refused_request_is_a_finding(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEST_KEY", "a-key-that-nobody-knows")
    answer = invoke("send", "-e", "1", "--env", "staging")
    assert answer.code == 1
    assert "✗ 401" in answer.out


def test_an_endpoint_that_does_not_answer_is_a_finding(invoke: Invoke, staging: SandboxServer) -> None:
    staging.stop()
    answer = invoke("send", "-e", "1", "--env", "staging", "--json")
    assert answer.code == 1
    assert answer.json["results"][0]["failure"]
    assert "status" not in answer.json["results"][0]


@pytest.mark.usefixtures("project_file")
def test_an_unknown_environment_names_those_there_are(invoke: Invoke) -> None:
    answer = invoke("send", "-e", "1", "--env", "nope")
    assert answer.code == 2
    assert "It has: sandbox, staging, production." in answer.err


def test_json_is_an_object_also_when_no_event_can_be_read(invoke: Invoke, folder: Path) -> None:
    (folder / "broken.json").write_text("{bad")
    for options in ([], ["--dry-run"]):
        answer = invoke("send", "--presets", "--json", "broken.json", *options)
        assert answer.code == 1
        assert answer.json["results"] == []
