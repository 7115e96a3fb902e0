"""What a template that fails tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure of a template: LiquidJS' name of it (such as `RenderError`) and message with the place."""

    name: str
    message: str
