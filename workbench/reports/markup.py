"""HTML from foreign text: every text is made visible and escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from workbench.text import visible


class Html(str):
    """Text that is markup already; any other text is foreign."""

    __slots__ = ()


def text(value: str | int) -> Html:
    """Foreign text, or a number with its thousands apart, as markup."""
    return Html(escape(visible(f"{value:,}" if isinstance(value, int) else value)))


def joined(parts: Iterable[Html]) -> Html:
    """Markup after markup."""
    return Html("".join(parts))


def element(name: str, *content: str | int, **attributes: str | int | None) -> Html:
    """An element: content that is no markup is escaped, attributes always are.

    `class_` gives `class`, underscores in other names become hyphens; an attribute of None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(part if isinstance(part, Html) else text(part) for part in content)
    return Html(f"<{name}{written}>{inside}</{name}>")
