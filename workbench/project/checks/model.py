"""What a check is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from workbench.project.edits import Edit
from workbench.project.mappingedits import MappingEdit
from workbench.text import counted

Severity: TypeAlias = Literal["error", "warning", "information"]
"""`error`: the mapping fails, or Segment refuses it; `warning`: probably a mistake; `information`: a fact."""

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "information")
NOTHING_FOUND: Final = "Nothing to say against the mappings."
_NOUNS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "information": "remark"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know about a project.

    `rule` is stable (`sync-mode-missing`); `message` is one sentence, `hint` the next step. `mapping` is the
    position of the mapping it is about, with its `name`, and `place` the part of it (`trigger`,
    `fields.email`); without a mapping `place` is a part of the project. `fix` is an edit that puts it right.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    place: str = ""
    mapping: int | None = None
    name: str = ""
    fix: Edit | None = field(default=None, repr=False)

    @property
    def field(self) -> str:
        """The place in the project: `mappings[2].trigger`."""
        if self.mapping is None:
            return self.place
        return f"mappings[{self.mapping}].{self.place}" if self.place else f"mappings[{self.mapping}]"

    @property
    def sentence(self) -> str:
        """The message with the mapping it is about."""
        return self.message if self.mapping is None else f"“{self.name}”: {self.message}"

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}" if self.hint else self.sentence

    def of(self, index: int, name: str) -> Check:
        """The same check about the mapping at `index`, made for the one at 0."""
        fix = replace(self.fix, index=index) if isinstance(self.fix, MappingEdit) else self.fix
        return replace(self, mapping=index, name=name, fix=fix)


def counts_text(checks: Iterable[Check]) -> str:
    """How many checks there are, the gravest first: `1 error, 2 warnings`; `""` without any."""
    counts = Counter(check.severity for check in checks)
    return ", ".join(counted(counts[one], _NOUNS[one]) for one in SEVERITIES if counts[one])


def worst(checks: Iterable[Check]) -> Severity | None:
    """The gravest severity among checks, `None` when there are none."""
    found = {check.severity for check in checks}
    return next((severity for severity in SEVERITIES if severity in found), None)
