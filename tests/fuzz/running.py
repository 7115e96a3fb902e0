"""Runs cases in a process of its own, with a limit for time and memory, and tells what goes wrong."""

from __future__ import annotations

import multiprocessing
import resource
import time
import traceback
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random
from typing import Final

from tests.fuzz.targets import TARGETS
from tests.fuzz.watched import Watched
from tests.parity.shrink import shrink
from workbench.jsvalues import Json, dump_json

SECONDS: Final = 10.0
"""A case that takes longer hangs."""
MEMORY: Final = 4 << 30
"""The address space of the process, in bytes."""
_SHOWN: Final = 2_000
_SILENCE: Final = 240.0
"""Without a sign for so many seconds the process is given up; a case and its shrinking take less."""
_SHRINKING: Final = 60.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with a case: its number, the reason, and the text of the smallest case found."""

    target: str
    seed: int
    number: int
    reason: str
    case: str

    def __str__(self) -> str:
        return f"{self.target}: seed {self.seed}, case {self.number}\n  {self.reason}\n  {self.case}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cases have run."""

    cases: int


def case_of(target: str, seed: int, number: int) -> Json:
    """The case of a number; equal arguments, equal cases."""
    return TARGETS[target].generate(Random(f"{target} {seed} {number}"))


def reason_of(target: str, case: Json, seconds: float = SECONDS) -> str:
    """Why running the case is a fault, empty when it is none; crashes are told by their place."""
    try:
        with Watched(seconds):
            TARGETS[target].run(case)
    except Exception as error:  # noqa: BLE001 - every exception is a finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {place.name} ({place.filename}:{place.lineno}): {str(error)[:300]}"
    return ""


def run(target: str, seed: int, seconds: float, first: int = 0) -> Iterator[Fault | Progress]:
    """Run cases for so many seconds. A process that hangs or dies is replaced, at the next case."""
    deadline = time.monotonic() + seconds
    number = first
    while (left := deadline - time.monotonic()) > 0:
        receiver, sender = multiprocessing.get_context("spawn").Pipe(duplex=False)
        process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(sender, target, seed, number, left)
        )
        process.start()
        sender.close()
        lost = yield from _followed(receiver, target, seed, number)
        process.kill()
        process.join()
        if lost is None:
            return
        number = lost + 1


def _followed(
    receiver: Connection, target: str, seed: int, number: int
) -> Generator[Fault | Progress, None, int | None]:
    """What a process reports; gives the number of the case in which it was lost, `None` when it was done."""
    while True:
        try:
            if not receiver.poll(_SILENCE):
                reason = f"hangs: no sign for {_SILENCE:g} s"
                break
            report = receiver.recv()
        except EOFError:
            reason = "the process died"
            break
        if report is None:
            return None
        if isinstance(report, int):
            number = report
        else:
            yield report
    yield Fault(target, seed, number, reason, shown(case_of(target, seed, number)))
    return number


def shown(case: Json) -> str:
    """A case as Python or, where it is too deep for that, as JSON; the start of a long one."""
    try:
        text = ascii(case)
    except RecursionError:
        text = ascii(dump_json(case))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"


def _work(sender: Connection, target: str, seed: int, number: int, seconds: float) -> None:
    """The process: the number of each case before it runs, faults, progress, and `None` at the end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    deadline = time.monotonic() + seconds
    cases = 0
    told: set[str] = set()
    while time.monotonic() < deadline:
        sender.send(number)
        case = case_of(target, seed, number)
        reason = reason_of(target, case)
        place = reason.partition("): ")[0]
        if reason and place not in told:
            told.add(place)
            sender.send(Fault(target, seed, number, reason, shown(smallest(target, case, place))))
        number += 1
        cases += 1
    sender.send(Progress(cases))
    sender.send(None)


def smallest(target: str, case: Json, place: str) -> Json:
    """The smallest case found that still fails at the same place."""
    give_up = time.monotonic() + _SHRINKING

    def fail(cases: Sequence[dict[str, Json]]) -> list[bool]:
        return [
            time.monotonic() < give_up and reason_of(target, one["case"], 2 * SECONDS).startswith(place)
            for one in cases
        ]

    try:
        return shrink({"case": case}, fail, frozenset())["case"]
    except RecursionError:
        return case
