"""The calls of Segment's Public API that create the mappings."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from urllib.parse import quote

from workbench.exports.findings import Exported, action_id, check_export
from workbench.exports.plain import json_text
from workbench.jsvalues import Json
from workbench.project import Project

_MEDIA_TYPE = "application/vnd.segment.v1alpha+json"


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call: method, path below the API's host, headers without the token, and the JSON body."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: dict[str, Json]

    def to_json(self) -> dict[str, Json]:
        """The call as a JSON object."""
        return {"method": self.method, "path": self.path, "headers": dict(self.headers), "body": self.body}


def public_api_calls(
    project: Project,
    *,
    destination_id: str = "",
    keep_enabled: bool = False,
    action_ids: MappingType[str, str] | None = None,
) -> tuple[ApiCall, ...]:
    """A call that creates a subscription for each mapping, in their order.

    New mappings are switched off unless `keep_enabled`. Without `destination_id` the path keeps
    `{destinationId}` in its place. `action_ids` gives ids by action slug where the catalogue has none; a
    mapping whose action has none is left out. Shapes: Segment Public API v1alpha,
    "Create Destination Subscription".
    """
    target = quote(destination_id, safe="") or "{destinationId}"
    return tuple(
        ApiCall(
            "POST",
            f"/destinations/{target}/subscriptions",
            (("Content-Type", _MEDIA_TYPE), ("Accept", _MEDIA_TYPE)),
            {
                "name": mapping.name,
                "actionId": identity,
                "enabled": mapping.enabled and keep_enabled,
                "trigger": mapping.trigger,
                "settings": mapping.fields,
            },
        )
        for mapping in project.mappings
        if (identity := action_id(mapping, action_ids))
    )


def public_api(
    project: Project,
    *,
    destination_id: str = "",
    keep_enabled: bool = False,
    action_ids: MappingType[str, str] | None = None,
) -> Exported:
    """`public_api_calls` as a JSON list. Raises `WorkbenchError` for fields that JSON has no form for."""
    calls = public_api_calls(
        project, destination_id=destination_id, keep_enabled=keep_enabled, action_ids=action_ids
    )
    return Exported(json_text([call.to_json() for call in calls]) + "\n", check_export(project, action_ids))
