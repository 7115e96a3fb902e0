"""The workbench's own themes. Actions is blue and Classic orange: they differ in brightness too."""

from __future__ import annotations

from textual.theme import Theme

VARIABLES = {
    "actions": "#7db3ff",
    "classic": "#ffab5e",
    "json-key": "#9fb4e8",
    "json-string": "#a3cf8f",
    "json-number": "#e0b070",
    "json-word": "#c3a0e8",
    "dim": "#7f879e",
    "cursor": "#2c3a5e",
}
"""The workbench's own colours; for Textual's own themes too, which do not define them."""

DARK = Theme(
    name="workbench-dark",
    primary="#7aa2f7",
    secondary="#a9b1d6",
    accent="#7dcfff",
    foreground="#d5d9e6",
    background="#16181f",
    surface="#1b1e27",
    panel="#262a36",
    success="#9ece6a",
    warning="#e6c07b",
    error="#f7768e",
    dark=True,
    variables=VARIABLES,
)
LIGHT = Theme(
    name="workbench-light",
    primary="#2a5bd0",
    secondary="#4a5470",
    accent="#0b6fa8",
    foreground="#1c2130",
    background="#f7f8fb",
    surface="#eef0f6",
    panel="#dfe3ee",
    success="#2f7d32",
    warning="#8a5a00",
    error="#b3203a",
    dark=False,
    variables={
        "actions": "#1d4fc4",
        "classic": "#a04a00",
        "json-key": "#34529e",
        "json-string": "#2d6e2d",
        "json-number": "#8a5a00",
        "json-word": "#6a3aa8",
        "dim": "#666d85",
        "cursor": "#cbd8f7",
    },
)
