"""The skimmer finds the end of a value, whatever stands in it and however its bytes arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.events.helpers import dumped, in_chunks, values
from workbench.events.skim import Fault, Skimmer
from workbench.events.window import Window

objects = st.dictionaries(st.text(max_size=5), values, max_size=4) | st.lists(values, max_size=4)


@given(
    value=objects,
    indent=st.sampled_from([None, 0, 2]),
    behind=st.sampled_from(["", "}", "]", '"', "{", ",1", "x"]),
    size=st.integers(1, 40),
)
def test_the_end_of_a_value_is_found(value: object, indent: int | None, behind: str, size: int) -> None:
    text = dumped(value, indent=indent).encode()
    skimmer = Skimmer(Window(in_chunks(text + behind.encode(), size)), 0)
    assert skimmer.run() is Fault.NONE
    assert skimmer.position == len(text)


@given(value=objects, cut=st.integers(1, 200), size=st.integers(1, 40))
def test_a_value_without_its_end_is_cut(value: object, cut: int, size: int) -> None:
    text = dumped(value).encode()
    skimmer = Skimmer(Window(in_chunks(text[:-cut], size)), 0)
    assert skimmer.run() is Fault.CUT


@pytest.mark.parametrize(
    ("text", "fault", "position"),
    [
        ('{"a":{}{', Fault.MISPLACED, 7),
        ('{"a" {}}', Fault.MISPLACED, 5),
        ("[{} {}]", Fault.MISPLACED, 4),
        ("[1 [2]]", Fault.MISPLACED, 3),
        ("[1}", Fault.MISPLACED, 2),
        ('{"a":1]', Fault.MISPLACED, 6),
        ('{"a":"b\n"}', Fault.UNCLOSED_STRING, 7),
        ('{"a":"b\\\n"}', Fault.UNCLOSED_STRING, 7),
    ],
)
def test_what_cannot_be_json_is_noticed_where_it_stands(text: str, fault: Fault, position: int) -> None:
    skimmer = Skimmer(Window(in_chunks(text.encode(), 131_072)), 0)
    assert skimmer.run() is fault
    assert skimmer.position == position


def test_too_deep_and_too_long_values_are_noticed() -> None:
    deep = Skimmer(Window(in_chunks(b"[" * 300, 131_072)), 0)
    assert deep.run() is Fault.DEEP
    assert deep.position == 256
    long = Skimmer(Window(in_chunks(b'["' + b"x" * 500_000 + b'"]', 131_072)), 0)
    assert long.run() is Fault.LONG
    long.longest = 1_000_000
    assert long.run() is Fault.NONE


def test_a_long_value_can_be_skipped_without_holding_it() -> None:
    window = Window(in_chunks(b'["' + b'x\\"' * 4_000_000 + b'",[]]{}', 131_072))
    skimmer = Skimmer(window, 0)
    faults = [skimmer.run()]
    while faults[-1] is Fault.LONG:
        faults.append(skimmer.skip())
        assert len(window.data) < 5_000_000
    assert faults[-1] is Fault.NONE
    assert window.data[skimmer.position :].startswith(b"{")
