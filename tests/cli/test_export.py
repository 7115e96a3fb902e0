"""`workbench export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke
from workbench.cli.export import FORMATS
from workbench.exports import FORMATS as KNOWN
from workbench.exports import export_text
from workbench.project import load_project


def test_every_format_can_be_chosen() -> None:
    assert set(FORMATS) == set(KNOWN)


@pytest.mark.parametrize("form", FORMATS)
def test_the_export_goes_to_standard_output(invoke: Invoke, project_file: Path, form: str) -> None:
    answer = invoke("export", "--format", form)
    assert answer.code == 0
    assert answer.out.rstrip("\n") == export_text(load_project(project_file), form).rstrip("\n")
    assert answer.out.endswith("\n")


def test_the_export_goes_to_a_file(invoke: Invoke, project_file: Path) -> None:
    answer = invoke("export", "-f", "terraform", "-o", "braze.tf")
    assert (answer.code, answer.out) == (0, "")
    text = project_file.with_name("braze.tf").read_text(encoding="utf-8")
    assert "segment_destination_subscription" in text


@pytest.mark.usefixtures("project_file")
def test_a_file_that_cannot_be_written_is_told(invoke: Invoke) -> None:
    answer = invoke("export", "-f", "json", "-o", "nowhere/braze.json")
    assert answer.code == 2
    assert answer.err.startswith("workbench: nowhere/braze.json: ")


@pytest.mark.usefixtures("project_file")
def test_options_reach_the_format(invoke: Invoke) -> None:
    plain = json.loads(invoke("export", "-f", "public-api").out)
    chosen = json.loads(
        invoke(
            "export",
            "-f",
            "public-api",
            "--destination-id",
            "d1",
            "--keep-enabled",
            "--action-id",
            "trackEvent=x1",
        ).out
    )
    assert plain[0]["body"]["enabled"] is False
    assert chosen[0]["body"]["enabled"] is True
    assert chosen[0]["body"]["actionId"] == "x1"
    assert chosen[0]["path"] == "/destinations/d1/subscriptions"


@pytest.mark.parametrize("text", ["trackEvent", "trackEvent=", "nope=1"])
@pytest.mark.usefixtures("project_file")
def test_an_action_id_is_a_slug_and_an_id(invoke: Invoke, text: str) -> None:
    answer = invoke("export", "-f", "json", "--action-id", text)
    assert answer.code == 2
    assert "--action-id: An action id is written SLUG=ID." in answer.err


@pytest.mark.parametrize(
    ("good", "bad", "field"),
    [
        ('type = "track" and event = "Trip Booked"', "'nope('", "trigger"),
        ('"@path": $.properties', '"@bogus": 1', "fields.properties"),
    ],
)
def test_a_mapping_that_cannot_work_is_told_with_its_line_and_a_finding(
    invoke: Invoke, project_file: Path, good: str, bad: str, field: str
) -> None:
    assert invoke("export", "-f", "json", "--strict").code == 0
    text = project_file.read_text(encoding="utf-8").replace(good, bad)
    project_file.write_text(text, encoding="utf-8")
    line = next(
        number for number, line in enumerate(text.splitlines(), 1) if f"{field.rpartition('.')[2]}:" in line
    )
    for form in FORMATS:
        answer = invoke("export", "-f", form)
        assert answer.code == 1
        assert answer.out
        assert f"workbench: workbench.yaml:{line}: mappings[0].{field}: “Trips”: " in answer.err


def test_other_findings_are_told_and_only_strict_minds_them(invoke: Invoke, project_file: Path) -> None:
    text = project_file.read_text(encoding="utf-8")
    start = text.index("  - name: Trips")
    project_file.write_text(text + text[start:], encoding="utf-8")
    answer = invoke("export", "-f", "json")
    assert answer.code == 0
    assert "mappings[0].name: “Trips”: 2 mappings have this name. " in answer.err
    assert invoke("export", "-f", "json", "--strict").code == 1


@pytest.mark.usefixtures("folder")
def test_without_a_project_the_presets_are_exported_only_when_asked(invoke: Invoke) -> None:
    answer = invoke("export", "-f", "json")
    assert answer.code == 2
    assert "There is no workbench.yaml here." in answer.err
    assert len(json.loads(invoke("export", "-f", "json", "--presets").out)["mappings"]) > 3
