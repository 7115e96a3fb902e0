"""The sentences, each on what both engines really make of an event: whole, with the consequence in Braze.

`sentences.txt` has one line for each: the scene, the kind of difference, the sentence.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compare.scenes import SCENES
from workbench.compare import KINDS

LINES = [
    tuple(line.split(" | ", 2))
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("scene", "kind", "sentence"), LINES)
def test_the_whole_sentence(scene: str, kind: str, sentence: str) -> None:
    assert (kind, sentence) in [(found.kind, found.sentence) for found in SCENES[scene].told()]


def test_no_scene_and_no_kind_of_difference_is_left_out() -> None:
    assert {line[0] for line in LINES} == set(SCENES)
    assert {line[1] for line in LINES} == set(KINDS)


def test_no_sentence_is_there_twice() -> None:
    assert len({line[2] for line in LINES}) == len(LINES) >= 60
