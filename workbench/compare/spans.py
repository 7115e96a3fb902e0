"""Where two lines of text differ, word by word at the edges."""

from __future__ import annotations

Span = tuple[int, int]

_JOINING = frozenset("._+-")
_WIDEST_STEP = 64
"""Characters a span grows to reach the edge of a word; a long base64 text is one word."""


def differing_spans(left: str, right: str) -> tuple[Span | None, Span | None]:
    """The differing part of each text, from the first to the last difference; None where nothing is there.

    Spans grow to whole words and numbers: `12.5` against `12.25` differ as numbers, not in one digit.
    """
    if left == right:
        return None, None
    start = common_prefix(left, right)
    end = common_suffix(left[start:], right[start:])
    start -= _word_before(left, start)
    end -= _word_after(left, len(left) - end)
    return _span(start, len(left) - end), _span(start, len(right) - end)


def common_prefix(left: str, right: str) -> int:
    """How many characters both texts begin with; halving, so that long texts cost little."""
    low, high = 0, min(len(left), len(right))
    if left[:high] == right[:high]:
        return high
    while low < high - 1:
        middle = (low + high) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle
    return low


def common_suffix(left: str, right: str) -> int:
    """How many characters both texts end with."""
    low, high = 0, min(len(left), len(right))
    if left[len(left) - high :] == right[len(right) - high :]:
        return high
    while low < high - 1:
        middle = (low + high) // 2
        if left[len(left) - middle : len(left) - low] == right[len(right) - middle : len(right) - low]:
            low = middle
        else:
            high = middle
    return low


def _word_before(text: str, at: int) -> int:
    step = 0
    while step < min(at, _WIDEST_STEP) and _in_word(text[at - step - 1]):
        step += 1
    return step


def _word_after(text: str, at: int) -> int:
    step = 0
    while at + step < len(text) and step < _WIDEST_STEP and _in_word(text[at + step]):
        step += 1
    return step


def _in_word(character: str) -> bool:
    return character.isalnum() or character in _JOINING


def _span(start: int, end: int) -> Span | None:
    return (start, end) if start < end else None
