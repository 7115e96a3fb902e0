"""The path of a request as it goes over the wire."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_AS_IT_IS: Final = re.compile(r"[A-Za-z0-9_/-]*").fullmatch
_REMOVED: Final = re.compile(r"[\t\n\r]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_SAFE: Final = "!#$%&()*+,-./:;=?@[]_~"
_ALTERNATIVE_DOT: Final = re.compile("%2e", re.IGNORECASE)


def wire_path(path: str) -> str:
    """A path that begins with `/`, query and fragment included, as node-fetch 2 calls it on Node.js 20.

    Tabs and line ends go, `.` and `..` are followed, a backslash is a slash, what no address may contain is
    escaped.
    """
    if _AS_IT_IS(path):
        return path
    path = _SURROGATES.sub("\ufffd", _REMOVED.sub("", path))
    end = re.search("[?#]|$", path)
    place = end.start() if end else len(path)
    return quote(_followed(path[:place].replace("\\", "/")) + path[place:], safe=_SAFE)


def _followed(path: str) -> str:
    """The path without the segments that mean here and up."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments, 1):
        plain = _ALTERNATIVE_DOT.sub(".", segment)
        if plain not in (".", ".."):
            kept.append(segment)
            continue
        if plain == "..":
            del kept[-1:]
        if number == len(segments):
            kept.append("")
    return "/" + "/".join(kept)
