"""The user's own keys: `keys.json` in the configuration folder, from command ids to Textual key names.

{"requests.send": "f5", "project.save": "ctrl+s,f12"}
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import platformdirs

from workbench.jsvalues import parse_json

CONFIG_VARIABLE = "WORKBENCH_CONFIG_DIR"
"""The environment variable that names another configuration folder."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by command id, and a sentence for each entry that cannot be used."""

    keys: dict[str, str]
    problems: tuple[str, ...] = ()


def keymap_file() -> Path:
    """Where the user's keys are kept."""
    chosen = os.environ.get(CONFIG_VARIABLE)
    folder = Path(chosen) if chosen else platformdirs.user_config_path("braze-workbench", appauthor=False)
    return folder / "keys.json"


def read_keymap(file: Path, known: Collection[str]) -> Keymap:
    """The keys of a file; an empty keymap when there is none. Wrong entries cost only themselves."""
    try:
        content = parse_json(file.read_bytes())
    except FileNotFoundError:
        return Keymap({})
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Keymap({}, (f"{file.name} cannot be read: {reason}. The usual keys are used.",))
    if not isinstance(content, dict):
        return Keymap({}, (f'{file.name} must be an object such as {{"requests.send": "f5"}}.',))
    keys: dict[str, str] = {}
    problems: list[str] = []
    for command, key in content.items():
        if command not in known:
            near = get_close_matches(command, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            problems.append(f"{file.name}: there is no command {command}.{hint}")
        elif not isinstance(key, str) or not key.strip():
            problems.append(f"{file.name}: the key of {command} must be text such as f5 or ctrl+s.")
        else:
            keys[command] = key
    return Keymap(keys, tuple(problems))
