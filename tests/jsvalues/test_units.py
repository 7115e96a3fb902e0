"""UTF-16 units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import from_units, to_units, unit_length


def test_characters_beyond_the_basic_plane_are_two_units() -> None:
    assert unit_length("a\U0001f600é") == 4
    assert to_units("a\U0001f600") == "a\ud83d\ude00"
    assert from_units("a\ud83d\ude00") == "a\U0001f600"


def test_lone_surrogates_stay() -> None:
    assert from_units("\ude00\ud83d") == "\ude00\ud83d"
    assert to_units("\ud83d") == "\ud83d"


@given(st.text(st.characters()))
def test_units_are_reversible_and_counted(text: str) -> None:
    units = to_units(text)
    assert len(units) == unit_length(text)
    assert to_units(from_units(units)) == units
