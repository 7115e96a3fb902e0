"""Names for Terraform's resources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from workbench.mappings import Mapping

_LONGEST = 60
_RESERVED = frozenset(
    {"for", "in", "if", "else", "endif", "endfor", "null", "true", "false"}
    | {"count", "each", "self", "var", "local", "module", "data", "path", "terraform"}
)


def resource_names(mappings: Sequence[Mapping]) -> tuple[str, ...]:
    """One valid and unique name per mapping, from its own name where that has Latin letters.

    The name of a mapping does not depend on those after it, so that adding one at the end renames nothing.
    """
    taken: set[str] = set()
    names = []
    for mapping in mappings:
        base = _plain(mapping.name) or _plain(_words(mapping.action))
        if not base[0].isalpha() or base in _RESERVED:
            base = f"mapping_{base}"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        names.append(name)
    return tuple(names)


def action_variable(slug: str) -> str:
    """The variable for the id of an action that the catalogue does not have."""
    return f"{_plain(_words(slug))}_action_id"


def _plain(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_text.lower()).strip("_")[:_LONGEST].strip("_")


def _words(slug: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", slug)
