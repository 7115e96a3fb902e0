"""The mappings as plain JSON and YAML, in the project file's own form."""

from __future__ import annotations

import json
import re

from workbench.exports.findings import Exported, check_export
from workbench.jsvalues import Json
from workbench.project import Project
from workbench.project.schema import mapping_json
from workbench.project.storable import check_storable
from workbench.project.yamlwriter import write_yaml

_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_json(project: Project) -> Exported:
    """`{"mappings": […]}` as JSON. Raises `WorkbenchError` for fields that JSON has no form for."""
    return Exported(json_text(_mappings(project)) + "\n", check_export(project))


def plain_yaml(project: Project) -> Exported:
    """`mappings:` as YAML, as they stand in the project file. Raises as `plain_json` does."""
    return Exported(write_yaml(_mappings(project)), check_export(project))


def json_text(value: Json, *, ascii_only: bool = False, indent: int | None = 2) -> str:
    """`value` as JSON in which every number keeps its digits and every key its place.

    Raises `WorkbenchError` as `check_storable` does.
    """
    check_storable(value)
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent, allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _mappings(project: Project) -> Json:
    return {"mappings": [mapping_json(mapping) for mapping in project.mappings]}
