"""The formats by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.actions import ACTIONS
from workbench.errors import WorkbenchError
from workbench.exports import (
    FORMATS,
    export_findings,
    export_project,
    export_text,
    plain_json,
    plain_yaml,
    public_api,
    terraform,
    write_export,
)
from workbench.mappings import Mapping
from workbench.project import Environment, Project

PROJECT = Project(
    mappings=(Mapping("Trip", "trackEvent", 'type = "track"'),),
    environments=(Environment("production", api_key="keyring:braze/made-up-name"),),
)


def test_every_format_has_a_name() -> None:
    assert [export_project(PROJECT, name) for name in FORMATS] == [
        terraform(PROJECT),
        public_api(PROJECT),
        plain_json(PROJECT),
        plain_yaml(PROJECT),
    ]
    assert export_text(PROJECT, "json") == plain_json(PROJECT).text


def test_options_reach_their_format() -> None:
    assert "enabled        = true" in export_project(PROJECT, "terraform", keep_enabled=True).text
    assert "import {" in export_project(PROJECT, "terraform", imports=True).text
    assert "/destinations/abc/" in export_project(PROJECT, "public-api", destination_id="abc").text


def test_findings_are_sentences() -> None:
    fields = ACTIONS["trackEvent"].default_fields()
    project = Project(mappings=(Mapping("Trip", "trackEvent", "nonsense (", fields=fields),))
    finding = export_findings(project, "json")[0]
    assert finding.startswith("“Trip”: The trigger cannot be read")


def test_no_export_names_a_credential() -> None:
    for name in FORMATS:
        assert "made-up-name" not in export_text(PROJECT, name)


def test_an_unknown_format_is_told_with_the_nearest() -> None:
    with pytest.raises(WorkbenchError, match="Did you mean terraform"):
        export_project(PROJECT, "teraform")


def test_an_export_is_written_completely_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "braze.tf"
    write_export(path, export_text(PROJECT, "terraform"))
    assert path.read_text() == export_text(PROJECT, "terraform")
    assert os.listdir(tmp_path) == ["braze.tf"]
    with pytest.raises(WorkbenchError):
        write_export(tmp_path / "missing" / "braze.tf", "")
