"""What both destinations would send for an event: the one function behind the screen and the commands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.actions import ActionsOutcome, DestinationSettings, run_destination
from workbench.classic import ClassicOutcome, ClassicSettings, translate
from workbench.jsvalues import Json
from workbench.project.model import Project

CLASSIC_KEY = "app-group-id"
"""What Classic's requests show for the App Group Identifier, the credential that a project does not hold."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An event's data, what the project's mappings make of it, and what Classic sent for it."""

    event: dict[str, Json]
    actions: ActionsOutcome
    classic: ClassicOutcome


def preview(
    project: Project,
    event: dict[str, Json],
    *,
    now: float,
    settings: DestinationSettings | None = None,
) -> Preview:
    """Run the project's mappings and Classic on the data of one event.

    `now` is the time of delivery in milliseconds since 1970. `settings` are those of the active environment
    with a stand-in for its key unless given: with a sandbox as the environment the requests show the
    destination's own endpoint, and whoever sends them replaces it by the sandbox's. Raises
    `WorkbenchError` when the active environment is missing; everything about the event itself is part of the
    outcomes.

    Classic's requests are only looked at, so its credential is not needed: a stand-in takes its place. Where
    the project names no region for Classic, it is that of the destination's endpoint.
    """
    if settings is None:
        settings = project.destination_settings()
    return Preview(
        event,
        run_destination(project.mappings, settings, event),
        translate(event, previewed_classic(project.classic, settings.endpoint), now=now),
    )


def previewed_classic(classic: ClassicSettings, endpoint: Json) -> ClassicSettings:
    """The Classic settings with what a project leaves out; an explicit null stays one.

    The same for every event: whoever previews many prepares them once.
    """
    region = classic.datacenter
    if region == "":
        region = "eu" if str(endpoint).rstrip("/").endswith(".eu") else "us"
    key = classic.app_group_id if classic.app_group_id is None else CLASSIC_KEY
    return replace(classic, app_group_id=key, datacenter=region)
