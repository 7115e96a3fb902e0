"""Writes a report in the format that is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeAlias

from workbench.jsvalues import dump_json
from workbench.project import write_atomically
from workbench.reports.document import Document
from workbench.reports.jsontext import report_json
from workbench.reports.page import report_page
from workbench.reports.text import report_text

Format: TypeAlias = Literal["text", "json", "html"]

_SUFFIXES: Final[dict[str, Format]] = {".json": "json", ".html": "html", ".htm": "html"}
_COLUMNS: Final = 100


def format_of(path: Path) -> Format:
    """The format that a file's name asks for: a page, JSON, else text."""
    return _SUFFIXES.get(path.suffix.lower(), "text")


def written(document: Document, form: Format) -> str:
    """The report in a format, for a file."""
    if form == "html":
        return report_page(document)
    if form == "json":
        return dump_json(report_json(document), indent=2) + "\n"
    return "".join(f"{line}\n" for line in report_text(document, _COLUMNS))


def write_report(document: Document, path: Path, form: Format | None = None) -> None:
    """Write the report to a file, completely or not at all. Raises `WorkbenchError` when that fails."""
    text = written(document, form or format_of(path))
    write_atomically(path, text.encode("utf-8", "backslashreplace"))
