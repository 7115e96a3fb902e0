"""The fuzzer's own working, and all bombs at a size that the suite has time for."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest

from tests.fuzz import running
from tests.fuzz.bombs import Bomb, bombs
from tests.fuzz.guided import Led
from tests.fuzz.running import Fault, Progress, case_of, reason_of, run, smallest
from tests.fuzz.targets import TARGETS, Target
from workbench.jsvalues import Json

_GROUPS: dict[str, list[Bomb]] = {}
for _bomb in bombs():
    _GROUPS.setdefault(_bomb.name.partition(":")[0], []).append(_bomb)


@pytest.mark.parametrize("group", _GROUPS)
def test_every_bomb_ends_in_a_result_or_a_documented_failure(group: str) -> None:
    for bomb in _GROUPS[group]:
        bomb.run(bomb.build(1_200))


@pytest.mark.parametrize("target", TARGETS)
def test_some_random_cases_of_every_target_are_fine(target: str) -> None:
    assert [reason for number in range(60) if (reason := reason_of(target, case_of(target, 5, number)))] == []


def _fall(case: Json) -> None:
    if "boom" in str(case):
        raise ZeroDivisionError("it fell")
    while "hang" in str(case):
        pass


class TestTheFuzzer:
    @pytest.fixture(autouse=True)
    def _fragile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(TARGETS, "fragile", Target(lambda rng: rng.random(), _fall))

    def test_a_crash_is_told_with_its_place_and_the_smallest_case(self) -> None:
        reason = reason_of("fragile", {"a": [1, "xxboomxx"], "b": 2})
        assert reason.startswith("ZeroDivisionError in _fall (")
        assert reason.endswith("): it fell")
        assert smallest("fragile", {"a": [1, "xxboomxx"], "b": 2}, reason.partition("): ")[0]) == {
            "a": ["boom"]
        }

    def test_a_hang_is_told(self) -> None:
        assert reason_of("fragile", "hang", seconds=0.05).startswith("HangError in _expire")

    def test_what_is_fine_is_no_fault(self) -> None:
        assert reason_of("fragile", "fine") == ""

    def test_deep_cases_can_be_shown(self) -> None:
        deep: Json = "leaf"
        for _ in range(5_000):
            deep = [deep]
        assert running.shown(deep).startswith("'[[[")
        assert running.shown({"a": float("nan")}) == "{'a': nan}"

    def test_equal_seeds_give_equal_cases(self) -> None:
        assert all(repr(case_of(target, 3, 4)) == repr(case_of(target, 3, 4)) for target in ("fql", "dates"))

    def test_a_process_runs_the_cases_and_says_how_many(self) -> None:
        reports = list(run("dates", 1, 0.2))
        assert not [report for report in reports if isinstance(report, Fault)]
        assert sum(report.cases for report in reports if isinstance(report, Progress)) > 0

    def test_bytes_lead_the_choices(self) -> None:
        assert Led(b"\x80\x00\x40\x00").random() == 0.5
        assert TARGETS["fql"].generate(Led(bytes(range(256)))) == TARGETS["fql"].generate(
            Led(bytes(range(256)))
        )
        assert isinstance(Led(b""), Random)

    def test_the_command(self) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--minutes",
            "0.003",
            "--seed",
            "2",
            "--target",
            "dates",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "dates: seed 2, " in done.stdout
        assert ", 0 faults" in done.stdout
