"""Telling from its beginning that a file holds no events."""

from __future__ import annotations

import re
from typing import Final

from workbench.events.faults import Reason

HEAD: Final = 64 * 1024
"""How many bytes of a file are looked at."""

GZIP: Final = b"\x1f\x8b"

_BOM: Final = b"\xef\xbb\xbf"
_HOLDS_JSON: Final = re.compile(rb"(?:\A|[\r\n])[ \t\x1e]*+[{\[]").search
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1d\x1f]").search
_EVENTS: Final = "Events are JSON: one object, a list, or one object a line; gzip is fine."
_MAGIC: Final = (
    (b"PAR1", "a Parquet file", "Export the events as JSON instead."),
    (b"Obj\x01", "an Avro file", "Export the events as JSON instead."),
    (b"ORC", "an ORC file", "Export the events as JSON instead."),
    (b"PK\x03\x04", "a ZIP archive or spreadsheet", "Unpack it, or export the events as JSON."),
    (b"BZh", "compressed with bzip2", "Unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ\x00", "compressed with xz", "Unpack it first: unxz FILE"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "Unpack it first: unzstd FILE"),
    (b"SQLite format 3\x00", "an SQLite database", _EVENTS),
    (b"%PDF", "a PDF document", _EVENTS),
    (b"\xff\xfe", "text in UTF-16", "Save it as UTF-8."),
    (b"\xfe\xff", "text in UTF-16", "Save it as UTF-8."),
)
_DELIMITERS: Final = (b",", b"\t", b";", b"|")


def without_bom(head: bytes) -> bytes:
    """The text without the byte order mark that some editors put before it."""
    return head.removeprefix(_BOM)


def is_curl(head: bytes) -> bool:
    """Whether the text is a copied cURL command."""
    return re.match(rb"(?:\$ )?curl\s", without_bom(head).lstrip()) is not None


def refusal(head: bytes) -> Reason | None:
    """Why a file that begins like this holds no events; None if it may hold some."""
    if not head:
        return Reason("The file is empty.", "")
    if head.startswith(GZIP):
        return Reason("The file is compressed twice.", "Unpack it once: gunzip FILE")
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            return Reason(f"This is {what}, not a file of events.", hint)
    if head[257:262] == b"ustar":
        return Reason("This is a tar archive, not a file of events.", "Unpack it and open the folder.")
    text = without_bom(head).lstrip()
    if not text:
        return Reason("The file holds nothing but blanks.", "") if len(head) < HEAD else None
    if text[0] in b"{[\x1e" or is_curl(text):
        return None
    if _CONTROL(head):
        return Reason("This is a binary file, not a file of events.", _EVENTS)
    if _HOLDS_JSON(text):
        return None
    if text.startswith(b"<"):
        return Reason("This is HTML or XML, not a file of events.", _EVENTS)
    if _is_table(text):
        return Reason(
            "This is a table (CSV), not a file of events.",
            "Exports with chosen columns have lost the events' shape; export raw JSON instead.",
        )
    return Reason("This is not JSON.", _EVENTS)


def _is_table(text: bytes) -> bool:
    """Whether the first lines have the same number of columns."""
    lines = [line for line in text.splitlines()[:3] if line.strip()]
    if len(text.splitlines()) > 3 and len(lines) > 2:
        lines = lines[:2]
    return any(
        lines[0].count(delimiter) and len({line.count(delimiter) for line in lines}) == 1
        for delimiter in _DELIMITERS
    )
