"""The workbench and the official packages agree on random input: 2,000 cases of all kinds together."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.parity.compare import GENERATORS, differences
from tests.parity.official import MissingPackagesError, Official

_CASES = {
    "triggers": 400,
    "transforms": 500,
    "liquid": 300,
    "actions": 400,
    "batches": 200,
    "destinations": 200,
}
_SEED = 20240305


@pytest.fixture(scope="module")
def official() -> Iterator[Official]:
    """The running packages. Without Node the tests fail, saying what to install: a skipped parity is none."""
    try:
        running = Official()
    except MissingPackagesError as missing:
        pytest.fail(str(missing), pytrace=False)
    with running:
        yield running


def test_the_workbench_gives_what_the_official_packages_give(official: Official) -> None:
    first = [next(differences(official, kind, cases, _SEED), None) for kind, cases in _CASES.items()]
    found = "\n".join(str(difference) for difference in first if difference)
    assert not found, f"\n{found}\nMore: python -m tests.parity --seed {_SEED}"


def test_every_kind_is_compared() -> None:
    assert set(_CASES) == set(GENERATORS)
    assert sum(_CASES.values()) == 2000


@pytest.mark.parametrize("kind", GENERATORS)
def test_a_seed_gives_the_same_cases_again(kind: str) -> None:
    first, again = ([GENERATORS[kind](rng) for _ in range(20)] for rng in (Random(7), Random(7)))
    assert first == again
