"""How a verdict looks wherever events are told: a sign, so that its colour is not needed, and a style."""

from __future__ import annotations

from typing import Final

from workbench.reports import Verdict

VERDICT_MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "changed": ("~", "changed"),
    "lost": ("-", "classic"),
    "new": ("+", "actions"),
    "equivalent": ("≈", "good"),
    "identical": ("=", "good"),
    "neither": ("·", "dim"),
    "unreadable": ("!", "bad"),
}


def verdict_style(verdict: Verdict) -> str:
    """The style alone."""
    return VERDICT_MARKS[verdict][1]
