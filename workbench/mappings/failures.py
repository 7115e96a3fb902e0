"""What can be wrong with a mapping: findings of the validator and failures of a run."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import WorkbenchError


@dataclass(frozen=True, slots=True)
class DirectiveError:
    """One fault of a mapping as written.

    `path` is where it is, dotted from the mapping's root (`products.@arrayPath[1].id`), `message` what the
    official validator says, `hint` what to do about it in plain words.
    """

    path: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class MappingFailure(WorkbenchError):  # noqa: N818 - the event may be at fault, not the mapping
    """A mapping that cannot be resolved, because it is invalid or because of the event's values.

    `message` and `name` (the class: `Error`, `ValidationError`, `AggregateError`, `TypeError`, `RangeError`)
    are those of @segment/actions-core 3.170.0; several faults are in `errors`, and their messages, a line
    each, in `message`. `field` is the dotted path of the directive that failed.
    """

    name: str = "Error"
    errors: tuple[DirectiveError, ...] = ()
