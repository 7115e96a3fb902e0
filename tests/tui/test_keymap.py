"""The user's own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import Open
from workbench.tui.commands import BY_ID
from workbench.tui.keymap import read_keymap


def test_no_file_is_no_keymap(tmp_path: Path) -> None:
    keymap = read_keymap(tmp_path / "keys.json", BY_ID)
    assert keymap.keys == {}
    assert keymap.problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"requests.sned": "f5"}', "Did you mean requests.send?"),
        ('{"requests.send": 5}', "must be text"),
        ("[]", "must be an object"),
        ("{", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_told_and_costs_only_itself(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(text, encoding="utf-8")
    keymap = read_keymap(file, BY_ID)
    assert keymap.keys == {}
    assert problem in keymap.problems[0]


async def test_a_key_is_moved_by_the_commands_id(
    open_workbench: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keys.json").write_text('{"mappings.new": "f6"}', encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_CONFIG_DIR", str(tmp_path))
    async with open_workbench() as workbench:
        assert "F6 New" in workbench.text_of("#keys")
        await workbench.press("n")
        assert workbench.app.screen is workbench.screen
        await workbench.press("f6")
        assert workbench.app.screen is not workbench.screen
