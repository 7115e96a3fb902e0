"""Compares the workbench with the official packages on random cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.parity.generators import actions, liquid, mappings, triggers
from tests.parity.official import Official
from tests.parity.results import Case, result_text
from tests.parity.shrink import shrink

GENERATORS: Final[dict[str, Callable[[Random], Case]]] = {
    "triggers": triggers.case,
    "transforms": mappings.case,
    "liquid": liquid.case,
    "actions": actions.case,
    "batches": actions.batch_case,
    "destinations": actions.destination_case,
}
_FIXED: Final = {
    "triggers": frozenset({"fql", "events"}),
    "transforms": frozenset({"data"}),
    "liquid": frozenset({"mapping", "data"}),
    "actions": frozenset({"mapping", "event", "responses"}),
    "batches": frozenset({"mapping", "events", "responses"}),
    "destinations": frozenset({"subscriptions", "settings", "event", "responses"}),
}
"""Parts of a case that stay what they are when it is made small."""
_CHUNK: Final = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """A case on which the two differ, and what each made of it, as JSON text."""

    kind: str
    case: Case
    official: str
    workbench: str

    def __str__(self) -> str:
        case = json.dumps(self.case)
        return f"{self.kind}: {case}\n  official  {self.official}\n  workbench {self.workbench}"


def differences(official: Official, kind: str, cases: int, seed: int) -> Iterator[Difference]:
    """The differences among so many cases of a kind, each at its smallest. Equal arguments, equal cases."""
    rng = Random(f"{kind} {seed}")
    for start in range(0, cases, _CHUNK):
        chunk = [GENERATORS[kind](rng) for _ in range(min(_CHUNK, cases - start))]
        for case, found in zip(chunk, _compared(official, kind, chunk), strict=True):
            if found:
                yield smallest(official, kind, case)


def smallest(official: Official, kind: str, case: Case) -> Difference:
    """The difference that a case shows, for the smallest case that still shows one."""

    def differ(cases: Sequence[Case]) -> list[bool]:
        found = iter(_compared(official, kind, [case for case in cases if _is_usable(case)]))
        return [_is_usable(case) and next(found) is not None for case in cases]

    (found,) = _compared(official, kind, [shrink(case, differ, _FIXED[kind])])
    assert found
    return found


def _compared(official: Official, kind: str, cases: Sequence[Case]) -> list[Difference | None]:
    answers = official.ask(kind, cases)
    results = [result_text(kind, case) for case in cases]
    return [
        None if theirs == ours else Difference(kind, case, theirs, ours)
        for case, theirs, ours in zip(cases, answers, results, strict=True)
    ]


def _is_usable(case: Case) -> bool:
    """Whether a smaller case still is one: answers have a status and a body, mappings an action."""
    parts = [part if isinstance(part, list) else [part] for part in case.get("responses", ())]
    answers = [one for part in parts for one in part]
    return all(isinstance(one, dict) and one.get("status") and "body" in one for one in answers) and all(
        "partnerAction" in one and "mapping" in one for one in case.get("subscriptions", ())
    )
