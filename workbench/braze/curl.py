"""A request as a curl command."""

from __future__ import annotations

import re
import shlex

from workbench.braze.masks import mask_header
from workbench.braze.masks import masked as hidden
from workbench.jsvalues import dump_json
from workbench.requests import BrazeRequest

KEY_VARIABLE = "BRAZE_API_KEY"
_NOT_ASCII = re.compile("[^\x00-\x7e]")


def curl(request: BrazeRequest, *, masked: bool = True) -> str:
    """A command for a POSIX shell that sends the same request, one option a line.

    Masked, the bearer key is written as `$BRAZE_API_KEY`, so that the command still works once that is set.
    Address and body are ASCII: what JSON can escape is escaped, so nothing of an event can act on a terminal.
    """
    shown = hidden(request) if masked else request
    lines = [f"curl --request {_quoted(shown.method)} {_quoted(_ascii_url(shown.url))}"]
    for (name, value), (_, original) in zip(shown.headers, request.headers, strict=True):
        if masked and name.lower() == "authorization" and original.lower().startswith("bearer "):
            lines.append(f'--header "{name}: Bearer ${KEY_VARIABLE}"')
        else:
            lines.append(f"--header {_quoted(f'{name}: {mask_header(name, value) if masked else value}')}")
    if request.body is not None:
        lines.append(f"--data-raw {_quoted(_NOT_ASCII.sub(_escape, dump_json(shown.body)))}")
    return " \\\n  ".join(lines)


def _quoted(text: str) -> str:
    return shlex.quote(text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _ascii_url(url: str) -> str:
    return "".join(
        character if "!" <= character <= "~" else "".join(f"%{byte:02X}" for byte in _utf8(character))
        for character in url
    )


def _utf8(character: str) -> bytes:
    return character.encode("utf-8", "replace")
