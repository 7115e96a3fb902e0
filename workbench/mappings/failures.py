"""What can be wrong with a mapping: findings of the validator and failures of a run."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import WorkbenchError


@dataclass(frozen=True, slots=True)
class DirectiveError:
    """One fault of a mapping as written.

    `path` is where it is, dotted from the mapping's root (`products.@arrayPath[1].id`), `message` what is
    wrong and `hint` what to do about it, both in plain words without the place. `official` is what the
    official validator says.
    """

    path: str
    message: str
    hint: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class OfficialError:
    """One finding of the official validator in its words, with the place of it that `DirectiveError` has."""

    path: str
    message: str


@dataclass(frozen=True)
class MappingFailure(WorkbenchError):  # noqa: N818 - the event may be at fault, not the mapping
    """A mapping that cannot be resolved, because it is invalid or because of the event's values.

    `message` and `name` (the class: `Error`, `ValidationError`, `AggregateError`, `TypeError`, `RangeError`)
    are those of @segment/actions-core 3.170.0; of several faults `message` has the messages, a line each.
    `faults` are those of an invalid mapping. `field` is the dotted path of the directive that failed.
    """

    name: str = "Error"
    faults: tuple[DirectiveError, ...] = ()

    @property
    def errors(self) -> tuple[OfficialError, ...]:
        """The faults as the official validator words them."""
        return tuple(OfficialError(fault.path, fault.official) for fault in self.faults)
