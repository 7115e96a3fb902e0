"""What the package costs to import, and what it exports."""

from __future__ import annotations

import subprocess
import sys

import pytest

import workbench.braze

PROGRAM = """
import sys
import workbench.braze
print(sorted({"httpx", "ssl", "starlette", "uvicorn", "sqlite3"} & set(sys.modules)))
workbench.braze.send
print("httpx" in sys.modules)
"""


def test_httpx_is_imported_when_something_is_sent() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\nTrue\n"


@pytest.mark.parametrize("name", workbench.braze.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(workbench.braze, name) is not None


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(workbench.braze, "nonsense")  # noqa: B009 - the point is the lookup
