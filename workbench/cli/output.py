"""Where commands write: foreign text made visible, colour as a second carrier, JSON for scripts."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import Final, Literal

import click

from workbench.jsvalues import Json, dump_json
from workbench.text import cell_width, visible, wrap

Colour = Literal["blue", "yellow", "red", "green", "cyan"]

NARROWEST: Final = 40
WIDEST: Final = 240
_PIECED_LEVELS: Final = 4
_SHORT_LIST: Final = 4
_JSON_UNSAFE: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def uses_colour() -> bool:
    """Whether stdout is a terminal that wants colour (NO_COLOR and TERM=dumb do not)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns to lay text out for: the terminal's, or COLUMNS, or 100 without either."""
    columns = shutil.get_terminal_size((100, 24)).columns
    return max(NARROWEST, min(columns, WIDEST))


class Printer:
    """Writes lines to stdout. Whatever it is given is foreign text until `visible` has seen it."""

    def __init__(self) -> None:
        self.colour = uses_colour()
        self.width = width()

    def line(self, text: str = "", colour: Colour | None = None, *, bold: bool = False) -> None:
        """One line; line feeds in it are shown as marks."""
        shown = visible(text)
        click.echo(click.style(shown, fg=colour, bold=bold or None) if self._styles(colour, bold) else shown)

    def pieces(self, parts: Iterable[tuple[str, Colour | None]]) -> None:
        """One line of differently coloured parts."""
        shown = [
            click.style(visible(text), fg=colour) if self._styles(colour, bold=False) else visible(text)
            for text, colour in parts
        ]
        click.echo("".join(shown).rstrip())

    def heading(self, text: str) -> None:
        """A heading with a rule to the right edge; a text that takes the whole line has none."""
        rule = "─" * (self.width - cell_width(visible(text)) - 4)
        self.line(f"── {text} {rule}".rstrip(), bold=True)

    def wrapped(self, text: str, indent: str = "", first: str | None = None) -> None:
        """A paragraph, broken at spaces to the width."""
        for line in wrap(visible(text), self.width, indent, indent if first is None else first):
            self.line(line)

    def _styles(self, colour: Colour | None, bold: bool) -> bool:
        return self.colour and (colour is not None or bold)


def json_text(value: Json) -> str:
    """JSON on one line in which no character can act on a terminal; the value is the same."""
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", _pieced(value, _PIECED_LEVELS))


def _pieced(value: Json, levels: int) -> str:
    """JSON written member by member on the upper levels, long lists apart.

    `dump_json` is ten times slower for a value in which one number needs JavaScript's notation; the members
    beside it should not pay for that.
    """
    if levels and isinstance(value, dict):
        members = (f"{dump_json(key)}:{_pieced(member, levels - 1)}" for key, member in value.items())
        return f"{{{','.join(members)}}}"
    if levels and isinstance(value, list) and len(value) <= _SHORT_LIST:
        return f"[{','.join(_pieced(item, levels - 1) for item in value)}]"
    return dump_json(value)


class JsonArray:
    """A JSON array on stdout, written item by item, one on a line, so that large inputs stream."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, item: Json) -> None:
        """Write one item."""
        click.echo(("[\n" if self._count == 0 else ",\n") + json_text(item), nl=False)
        self._count += 1

    def end(self) -> None:
        """Close the array; an array without items is `[]`."""
        click.echo("\n]" if self._count else "[]")
