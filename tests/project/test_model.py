"""The project's environments and destination settings."""

from __future__ import annotations

import pytest

from workbench.errors import WorkbenchError
from workbench.jsvalues import UNDEFINED
from workbench.project import SANDBOX, Environment, Project

PRODUCTION = Environment(
    "production", "braze", "https://rest.fra-01.braze.eu", "app-2", "env:KEY", protected=True
)


def test_every_project_has_a_sandbox() -> None:
    assert Project().active_environment == SANDBOX
    assert Project(environments=(PRODUCTION,)).all_environments == (SANDBOX, PRODUCTION)
    own = Environment("sandbox", "sandbox", app_id="app-9")
    assert Project(environments=(PRODUCTION, own)).all_environments == (PRODUCTION, own)


def test_an_unknown_environment_is_told_with_those_there_are() -> None:
    project = Project(environment="gone", environments=(PRODUCTION,))
    with pytest.raises(WorkbenchError) as caught:
        project.destination_settings()
    assert "sandbox, production" in caught.value.hint


def test_the_environment_overrides_the_destination_settings() -> None:
    project = Project(app_id="app-1", environments=(PRODUCTION,), environment="production")
    settings = project.destination_settings("key")
    assert (settings.api_key, settings.app_id, settings.endpoint) == (
        "key",
        "app-2",
        "https://rest.fra-01.braze.eu",
    )


def test_a_sandbox_shows_the_address_production_would_get() -> None:
    sandbox = Environment("sandbox", "sandbox", "http://127.0.0.1:8080")
    project = Project(app_id="app-1", environments=(sandbox,))
    settings = project.destination_settings()
    assert (settings.app_id, settings.endpoint) == ("app-1", "https://rest.iad-01.braze.com")


@pytest.mark.parametrize("endpoint", ["", "http://127.0.0.1:18743", "https://braze-proxy.example.com"])
def test_an_endpoint_that_the_destination_does_not_list_is_only_sent_to(endpoint: str) -> None:
    local = Environment("local", "braze", endpoint, "app-2", "env:KEY")
    project = Project(
        endpoint="https://rest.fra-02.braze.eu", environments=(local,), environment="local", app_id="app-1"
    )
    settings = project.destination_settings()
    assert (settings.app_id, settings.endpoint) == ("app-2", "https://rest.fra-02.braze.eu")


def test_a_missing_app_id_is_left_out() -> None:
    assert Project().destination_settings().app_id is UNDEFINED


@pytest.mark.parametrize(("name", "field"), [("", "name"), ("  ", "name"), ("sandbox", "kind")])
def test_an_environment_cannot_have_a_name_that_misleads(name: str, field: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        Environment(name, "braze")
    assert caught.value.field == field
