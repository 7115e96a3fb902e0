"""Credentials are referred to, resolved when needed, and never shown."""

from __future__ import annotations

import keyring
import keyring.backend
import keyring.errors
import pytest

from workbench.errors import WorkbenchError
from workbench.project import Environment, SecretReference, parse_reference, resolve_secret


class Drawer(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    # keyring leaves `__init__` without types.
    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked("made-up-secret in a message")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def drawer() -> Drawer:
    backend = Drawer()
    keyring.set_keyring(backend)
    return backend


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("env:BRAZE_API_KEY", SecretReference("env", "BRAZE_API_KEY")),
        ("keyring:braze/production", SecretReference("keyring", "production", "braze")),
        (
            "keyring:https://rest.fra-01.braze.eu/key",
            SecretReference("keyring", "key", "https://rest.fra-01.braze.eu"),
        ),
    ],
)
def test_references_are_read_and_written(text: str, reference: SecretReference) -> None:
    assert parse_reference(text) == reference
    assert str(reference) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc-123",
        "env:",
        "env:1A",
        "env:A B",
        "ENV:A",
        "keyring:",
        "keyring:a",
        "keyring:/a",
        "keyring:a/",
        "keyring:a\n/b",
    ],
)
def test_anything_else_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        parse_reference(text)
    assert "env:" in caught.value.hint or "keyring:" in caught.value.hint
    assert "abc-123" not in str(caught.value)


def test_an_environment_cannot_hold_a_key() -> None:
    with pytest.raises(WorkbenchError):
        Environment("production", api_key="made-up-secret")
    assert "env:KEY" in repr(Environment("production", api_key="env:KEY"))


def test_an_environment_variable_is_resolved_when_asked() -> None:
    assert resolve_secret("env:KEY", environ={"KEY": " made-up-secret\n"}) == "made-up-secret"
    for environ in ({}, {"KEY": ""}, {"KEY": "  "}):
        with pytest.raises(WorkbenchError, match="KEY") as caught:
            resolve_secret("env:KEY", environ=environ)
        assert "export KEY" in caught.value.hint


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEST_KEY", "made-up-secret")
    assert resolve_secret("env:WORKBENCH_TEST_KEY") == "made-up-secret"


def test_a_keyring_entry_is_resolved_when_asked(drawer: Drawer) -> None:
    drawer.set_password("braze", "production", "made-up-secret")
    assert resolve_secret("keyring:braze/production") == "made-up-secret"
    with pytest.raises(WorkbenchError, match="no entry staging") as caught:
        resolve_secret("keyring:braze/staging")
    assert "keyring set braze staging" in caught.value.hint


def test_a_locked_keyring_is_told_without_its_message(drawer: Drawer) -> None:
    drawer.locked = True
    with pytest.raises(WorkbenchError) as caught:
        resolve_secret("keyring:braze/production")
    assert "made-up-secret" not in str(caught.value)
    assert "env:NAME" in caught.value.hint
