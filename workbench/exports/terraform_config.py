"""The project as Terraform configuration for Segment's provider."""

from __future__ import annotations

from collections.abc import Mapping as MappingType

from workbench.actions import ACTIONS
from workbench.exports.findings import METADATA_ID, Exported, action_id, check_export
from workbench.exports.hcl import Raw, block, expression, holds_exactly, quoted
from workbench.exports.names import action_variable, resource_names
from workbench.exports.plain import json_text
from workbench.jsvalues import Json
from workbench.mappings import Mapping
from workbench.project import Check, Project
from workbench.project.storable import check_storable

_HEAD = """\
terraform {
  required_providers {
    segment = {
      source = "segmentio/segment"
    }
  }
}

provider "segment" {}
"""


def terraform(
    project: Project,
    *,
    keep_enabled: bool = False,
    action_ids: MappingType[str, str] | None = None,
    imports: bool = False,
) -> Exported:
    """One `segment_destination` and a `segment_destination_subscription` for each mapping, in their order.

    The API key and the source are variables. Mappings are switched off unless `keep_enabled`, as new ones are
    in Segment. `action_ids` gives ids by action slug where the catalogue has none; without one the id is a
    variable. With `imports` there are `import` blocks for what exists already, its ids in variables. Resource
    and attribute names: docs of terraform-provider-segment 1.6. Raises `WorkbenchError` for a mapping whose
    fields JSON has no form for.
    """
    check_storable([mapping.fields for mapping in project.mappings])
    names = resource_names(project.mappings)
    variables = [
        _variable("braze_api_key", "The REST API key of Braze.", sensitive=True),
        _variable("source_id", "The id of the Segment source that feeds Braze."),
    ]
    unknown = dict.fromkeys(
        mapping.action for mapping in project.mappings if not action_id(mapping, action_ids)
    )
    variables += [
        _variable(action_variable(slug), f"Segment's id of the action {ACTIONS[slug].title}.")
        for slug in unknown
    ]
    if imports:
        variables += [
            _variable("destination_id", "The id of the destination that exists already."),
            _variable(
                "subscription_ids", "The ids of the mappings that exist already, by resource.", "map(string)"
            ),
        ]
    parts = [_HEAD, *variables, _destination(project)]
    for name, mapping in zip(names, project.mappings, strict=True):
        parts.append(_subscription(name, mapping, keep_enabled, action_id(mapping, action_ids)))
    if imports:
        parts.append(_import("segment_destination.braze", "var.destination_id"))
        parts += [
            _import(
                f"segment_destination_subscription.{name}",
                f'"${{var.destination_id}}:${{var.subscription_ids["{name}"]}}"',
            )
            for name in names
        ]
    findings = (*check_export(project, action_ids), *_text_findings(project))
    return Exported("\n".join(parts), findings)


def _variable(name: str, description: str, kind: str = "string", *, sensitive: bool = False) -> str:
    pairs = [("description", quoted(description)), ("type", kind)]
    if sensitive:
        pairs.append(("sensitive", "true"))
    return block(f'variable "{name}"', pairs)


def _destination(project: Project) -> str:
    environment = project.active_environment
    live = environment.kind == "braze"
    values: dict[str, Json | Raw] = {"api_key": Raw("var.braze_api_key")}
    app_id = (live and environment.app_id) or project.app_id
    if app_id:
        values["app_id"] = app_id
    values["endpoint"] = (live and environment.endpoint) or project.endpoint
    return block(
        'resource "segment_destination" "braze"',
        [
            ("name", quoted(project.name or "Braze")),
            ("enabled", "true"),
            ("source_id", "var.source_id"),
            ("metadata", expression({"id": METADATA_ID})),
            ("settings", f"jsonencode({expression(values, 1)})"),
        ],
    )


def _subscription(name: str, mapping: Mapping, keep_enabled: bool, known_id: str) -> str:
    title = ACTIONS[mapping.action].title
    identity = f"{quoted(known_id)} # {title}" if known_id else f"var.{action_variable(mapping.action)}"
    return block(
        f'resource "segment_destination_subscription" "{name}"',
        [
            ("destination_id", "segment_destination.braze.id"),
            ("action_id", identity),
            ("name", quoted(mapping.name)),
            ("enabled", expression(mapping.enabled and keep_enabled)),
            ("trigger", quoted(mapping.trigger)),
            ("settings", _settings(mapping)),
        ],
    )


def _settings(mapping: Mapping) -> str:
    """The fields as an object; as JSON text where HCL would change something in it."""
    if holds_exactly(mapping.fields):
        return f"jsonencode({expression(mapping.fields, 1)})"
    return quoted(json_text(mapping.fields, ascii_only=True, indent=None))


def _text_findings(project: Project) -> list[Check]:
    return [
        Check(
            "terraform-text",
            "warning",
            f"Terraform changes the {part}: it composes accents, has no half characters.",
            "Type it again with composed letters.",
            part,
            index,
            mapping.name,
        )
        for index, mapping in enumerate(project.mappings)
        for part, text in (("name", mapping.name), ("trigger", mapping.trigger))
        if not holds_exactly(text)
    ]


def _import(target: str, identity: str) -> str:
    return block("import", [("to", target), ("id", identity)])
