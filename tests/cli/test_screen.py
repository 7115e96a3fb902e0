"""What the words behind `workbench` open on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.cli.inputs import named_project


@pytest.mark.parametrize(
    ("given", "paths", "project", "events"),
    [
        (None, ("shop/workbench.yaml",), Path("shop/workbench.yaml"), ()),
        (None, ("events", "shop.YML"), Path("shop.YML"), ("events",)),
        (None, ("events", "-"), None, ("events", "-")),
        (None, ("a.yaml", "b.yaml"), None, ("a.yaml", "b.yaml")),
        (Path("mine.yaml"), ("other.yaml",), Path("mine.yaml"), ("other.yaml",)),
    ],
    ids=["a project", "a project and events", "events", "two of them", "a project by its option"],
)
def test_a_yaml_file_among_the_paths_is_the_project(
    given: Path | None, paths: tuple[str, ...], project: Path | None, events: tuple[str, ...]
) -> None:
    assert named_project(given, paths) == (project, events)
