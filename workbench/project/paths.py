"""Places inside a document or a mapping."""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: `("mappings", 2, "trigger")`."""


def field_text(path: Path) -> str:
    """`("mappings", 2, "trigger")` as people write it: `mappings[2].trigger`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
