"""Exporting from the screen: what is shown is what is written, and what is wrong is said there."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.tui.conftest import NARROW, Open, event_file, track
from workbench.exports import FORMATS, export_project
from workbench.project import default_project


async def test_each_format_is_shown_copied_and_written(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(event_file(folder / "events.ndjson", track("Trip Booked"))) as workbench:
        project = workbench.project
        names = []
        for index, name in enumerate(FORMATS):
            await workbench.press("x", *["down"] * index)
            assert workbench.focus == "formats"
            expected = export_project(project, name).text
            assert workbench.rows_of("#export-text")[0].strip() == expected.split("\n")[0].strip()
            file = Path(workbench.value_of("#export-path"))
            names.append(file)
            await workbench.press("enter")
            assert workbench.focus == "export-path"
            await workbench.press("enter")
            assert (workbench.dialog, workbench.focus) == ("", "events")
            assert f"Wrote {file}" in workbench.toasts
            assert file.read_text(encoding="utf-8") == expected
        assert len(set(names)) == len(FORMATS)
        assert json.loads(Path("braze-mappings.json").read_text(encoding="utf-8"))
        assert yaml.safe_load(Path("braze-mappings.yaml").read_text(encoding="utf-8"))

        await workbench.press("x")
        await workbench.focus_on("#copy")
        await workbench.press("enter")
        assert workbench.app.clipboard == export_project(project, FORMATS[0]).text
        assert workbench.dialog == "Export"


async def test_what_cannot_be_written_is_said_in_the_dialog(open_workbench: Open, folder: Path) -> None:
    async with open_workbench(size=NARROW) as workbench:
        await workbench.press("x", "enter", "end", "ctrl+u")
        await workbench.type("gone/braze.tf\n")
        assert workbench.dialog == "Export"
        assert "✗" in workbench.text_of("#complaint")
        assert "Create the folder first" in workbench.words_of("#complaint")
        assert workbench.value_of("#export-path") == "gone/braze.tf"
        await workbench.press("end", "ctrl+u")
        await workbench.type("~no-user-has-this-name/braze.tf\n")
        assert workbench.dialog == "Export"
        assert "Create the folder first" in workbench.words_of("#complaint")
        await workbench.press("end", "ctrl+u")
        await workbench.type("there.tf\n")
        assert workbench.dialog == ""
        assert Path("there.tf").exists()


async def test_a_file_that_is_there_is_not_replaced_without_asking(
    open_workbench: Open, folder: Path
) -> None:
    (folder / "braze.tf").write_text("mine", encoding="utf-8")
    async with open_workbench() as workbench:
        await workbench.press("x", "enter", "enter")
        assert workbench.dialog == "Confirm"
        await workbench.press("escape")
        assert workbench.dialog == "Export"
        assert (folder / "braze.tf").read_text(encoding="utf-8") == "mine"
        await workbench.press("enter", "right", "enter")
        assert workbench.dialog == ""
        assert (folder / "braze.tf").read_text(encoding="utf-8") == export_project(
            default_project(), "terraform"
        ).text
