"""Names that people mistyped."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of `known` that `name` probably means, `""` when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    names = {known_name.lower(): known_name for known_name in known}
    close = get_close_matches(name[:200].lower(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""


def choose_from(name: str, known: Iterable[str]) -> str:
    """The hint for a `name` that is none of `known`: the nearest one, or all of them."""
    names = tuple(known)
    close = nearest(name, names)
    return f"Did you mean {close}?" if close else f"There are: {', '.join(names)}."
