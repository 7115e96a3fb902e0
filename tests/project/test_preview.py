"""The one function behind the screen and the commands."""

from __future__ import annotations

from workbench.actions import DestinationSettings
from workbench.classic import ClassicSettings
from workbench.mappings.model import Mapping
from workbench.project import Environment, Preview, Project, preview
from workbench.requests import BrazeRequest

EVENT = {
    "type": "track",
    "event": "Trip Booked",
    "userId": "user-1",
    "messageId": "m-1",
    "timestamp": "2024-05-01T10:00:00.000Z",
    "receivedAt": "2024-05-01T10:00:01.000Z",
    "properties": {"city": "Lyon"},
}
TRIP = Mapping(
    "Trip booked",
    "trackEvent",
    'type = "track" and event = "Trip Booked"',
    fields={
        "external_id": {"@path": "$.userId"},
        "name": {"@path": "$.event"},
        "time": {"@path": "$.timestamp"},
        "properties": {"@path": "$.properties"},
    },
)
NOW = 1_714_557_600_000.0


def shown(project: Project, settings: DestinationSettings | None = None) -> Preview:
    return preview(project, EVENT, now=NOW, settings=settings)


def sent_by_classic(project: Project) -> BrazeRequest:
    (request,) = shown(project).classic.requests
    return request


def test_both_destinations_are_run_on_the_event() -> None:
    result = shown(Project(mappings=(TRIP,)))
    (request,) = result.actions.requests
    assert request.url == "https://rest.iad-01.braze.com/users/track"
    assert request.body["events"][0]["name"] == "Trip Booked"
    assert sent_by_classic(Project()).body["events"][0]["name"] == "Trip Booked"
    assert result.event is EVENT


def test_the_active_environment_decides_the_endpoint() -> None:
    staging = Environment("staging", "braze", "https://rest.fra-01.braze.eu", "app-2")
    project = Project(mappings=(TRIP,), environments=(staging,), environment="staging")
    (request,) = shown(project).actions.requests
    assert request.url == "https://rest.fra-01.braze.eu/users/track"
    assert request.body["events"][0]["app_id"] == "app-2"


def test_other_settings_can_be_given() -> None:
    settings = DestinationSettings(api_key="k", endpoint="https://rest.iad-03.braze.com")
    (request,) = shown(Project(mappings=(TRIP,)), settings).actions.requests
    assert request.url == "https://rest.iad-03.braze.com/users/track"
    assert request.header("authorization") == "Bearer k"


def test_classic_needs_neither_its_credential_nor_a_region() -> None:
    reference = ClassicSettings(app_group_id="env:BRAZE_CLASSIC")
    for classic in (ClassicSettings(), reference):
        request = sent_by_classic(Project(classic=classic))
        assert request.url == "https://rest.iad-01.braze.com/users/track"
        assert "env:" not in str(request.body)
    europe = Project(endpoint="https://rest.fra-01.braze.eu")
    assert sent_by_classic(europe).url == "https://rest.fra-01.braze.eu/users/track"
    chosen = Project(endpoint="https://rest.fra-01.braze.eu", classic=ClassicSettings(datacenter="us"))
    assert sent_by_classic(chosen).url == "https://rest.iad-01.braze.com/users/track"


def test_a_setting_that_classic_lacks_on_purpose_is_told() -> None:
    rejected = shown(Project(classic=ClassicSettings(app_group_id=None))).classic.rejected
    assert rejected is not None
    assert rejected.code == "INVALID_SETTINGS"
