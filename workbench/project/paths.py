"""Places inside a document or a mapping."""

from __future__ import annotations

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: `("mappings", 2, "trigger")`."""


def field_text(path: Path) -> str:
    """`("mappings", 2, "trigger")` as people write it: `mappings[2].trigger`. Very long keys are cut."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{shortened(step)}" if text else shortened(step)
    return text


def shortened(text: str, length: int = 60) -> str:
    """`text`, cut where it would make a sentence unreadable."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
