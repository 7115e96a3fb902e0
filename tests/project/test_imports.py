"""What importing the packages costs, and that every public name is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

import workbench.exports
import workbench.project
import workbench.project.preview

HEAVY = ("yaml", "keyring", "httpx", "deepdiff", "textual", "click", "starlette", "uvicorn", "liquid")


def loaded(statement: str) -> set[str]:
    """Which of the heavy modules a fresh interpreter has after `statement`."""
    script = f"import sys\n{statement}\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "modules"),
    [
        ("import workbench.project, workbench.exports", set()),
        ("from workbench.project import History, SetTrigger, default_project; default_project()", set()),
        ("from workbench.project import load_project, Recovery", {"yaml"}),
        ("from workbench.exports import export_text", {"yaml"}),
    ],
)
def test_heavy_modules_are_imported_where_they_are_used(statement: str, modules: set[str]) -> None:
    assert loaded(statement) == modules


@pytest.mark.parametrize("package", [workbench.project, workbench.exports], ids=["project", "exports"])
def test_every_public_name_is_there(package: object) -> None:
    names: list[str] = vars(package)["__all__"]
    assert names == sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))
    assert all(getattr(package, name) is not None for name in names)
    with pytest.raises(AttributeError, match="nothing"):
        _ = package.nothing  # type: ignore[attr-defined]


def test_the_preview_is_a_function_although_a_module_has_its_name() -> None:
    assert callable(workbench.project.preview)
