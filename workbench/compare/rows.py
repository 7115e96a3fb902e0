"""The requests of both sides as rows of two columns, aligned by structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from workbench.compare.credentials import CREDENTIAL_KEYS, masked_header, masked_member
from workbench.compare.pairing import pair_items, pair_keys, request_pairs
from workbench.compare.spans import Span, differing_spans
from workbench.compare.values import MAX_DEPTH, MISSING, count_lines, members, same_value
from workbench.jsvalues import Json, dump_json
from workbench.requests import BrazeRequest

Mark = Literal["same", "changed", "left", "right"]

MAX_LINES = 4000
"""Lines of one body up to which values are aligned by structure; longer ones are aligned line by line."""

BY_EFFECT: Final = "web SDK calls, by what they do"
"""The first line of what calls of the web SDK amount to, where a request has method and address."""

_INDENT: Final = "  "
_PLAIN_HEADERS: Final = frozenset(
    {"user-agent", "accept", "accept-encoding", "connection", "content-length", "host"}
)

Place: TypeAlias = tuple[int, tuple[str | int, ...]]
"""A part of a side's requests: the request's index, and steps such as `("body", "events", 0, "time")`.

The steps of the line with method and address are `("url",)`, those of a header `("headers", name)`.
"""

_Trail: TypeAlias = tuple["_Trail | None", str | int]
"""A place from its end: the last step, after the trail to where that begins; the first is a request's index.

A row costs one pair this way, however deep it is.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of both columns. Text is data: the border that shows it makes control characters visible.

    `left` is Actions', `right` Classic's line, `""` where a side has none (`mark` then names the side
    that has one). The spans are the differing parts of a `changed` row, as offsets into the texts. Rows that
    look the same are equal, wherever they are.
    """

    left: str
    right: str
    mark: Mark
    left_span: Span | None = None
    right_span: Span | None = None
    _left_trail: _Trail | None = field(default=None, compare=False, repr=False)
    _right_trail: _Trail | None = field(default=None, compare=False, repr=False)

    @property
    def left_at(self) -> Place | None:
        """The part of Actions' requests that the row shows; `None` when it shows none of them."""
        return _place(self._left_trail)

    @property
    def right_at(self) -> Place | None:
        """The part of Classic's requests that the row shows; `None` when it shows none of them."""
        return _place(self._right_trail)


def _place(trail: _Trail | None) -> Place | None:
    steps: list[str | int] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    if not steps:
        return None
    index, *inner = reversed(steps)
    return int(index), tuple(inner)


def side_by_side(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> tuple[Row, ...]:
    """Both sides' requests (method and address, headers that matter, body as indented JSON) as rows.

    Requests of the same path meet; in a body equal keys meet on the same row whatever their order,
    list items by what they are about. Keys keep Actions' order, Classic's own come where they fit.
    Numbers are written as V8 writes them, credentials are masked. A blank row separates requests.
    The cost is linear; bodies past `MAX_LINES` lines are aligned line by line instead.
    """
    rows: list[Row] = []
    for mine, other in request_pairs(actions, classic):
        if rows:
            rows.append(Row("", "", "same"))
        left = None if mine is None else actions[mine]
        right = None if other is None else classic[other]
        left_trail: _Trail | None = None if mine is None else (None, mine)
        right_trail: _Trail | None = None if other is None else (None, other)
        rows += _head_rows(left, right, left_trail, right_trail)
        left_body = _body(left, left_trail)
        right_body = _body(right, right_trail)
        if count_lines(left_body.value, MAX_LINES) + count_lines(right_body.value, MAX_LINES) > MAX_LINES:
            rows += _plain_rows(left_body, right_body)
        else:
            rows += _value_rows(left_body, right_body, 0)
    return tuple(rows)


def _body(request: BrazeRequest | None, trail: _Trail | None) -> _Side:
    present = request is not None and request.body is not None
    return _Side("", request.body if request is not None and present else MISSING, "", (trail, "body"))


def _head_rows(
    left: BrazeRequest | None,
    right: BrazeRequest | None,
    left_trail: _Trail | None,
    right_trail: _Trail | None,
) -> Iterator[Row]:
    by_effect = any(request is not None and not request.url for request in (left, right))
    yield _row(*_request_line(left, left_trail), *_request_line(right, right_trail), same=by_effect)
    left_headers, right_headers = _headers(left), _headers(right)
    for name in dict.fromkeys([*left_headers, *right_headers]):
        shown, other = left_headers.get(name), right_headers.get(name)
        yield _row(*_header_line(shown, left_trail), *_header_line(other, right_trail), same=by_effect)


_Line: TypeAlias = tuple[str, _Trail | None]
"""The text of one side of a row, and where it is."""
_NO_LINE: Final[_Line] = ("", None)


def _request_line(request: BrazeRequest | None, trail: _Trail | None) -> _Line:
    """Method and path, which tell requests apart, before the host, which is cut first in a narrow column."""
    if request is None:
        return _NO_LINE
    if not request.url:
        return BY_EFFECT, (trail, "url")
    address = urlsplit(request.url)
    return f"{request.method} {address.path} · {address.netloc}", (trail, "url")


def _headers(request: BrazeRequest | None) -> dict[str, tuple[str, str]]:
    """The headers that matter, by lower-case name; JSON is what everything here speaks."""
    if request is None:
        return {}
    return {
        name.lower(): (name, value)
        for name, value in request.headers
        if name.lower() not in _PLAIN_HEADERS
        and not (name.lower() == "content-type" and value.startswith("application/json"))
    }


def _header_line(header: tuple[str, str] | None, trail: _Trail | None) -> _Line:
    if header is None:
        return _NO_LINE
    return f"{header[0]}: {masked_header(*header)}", ((trail, "headers"), header[0])


class _Side(NamedTuple):
    """One side's value with what stands around it on its first and last line."""

    before: str
    value: Json
    after: str
    trail: _Trail | None

    @property
    def present(self) -> bool:
        return self.value is not MISSING


def _value_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    one, other = left.value, right.value
    if depth >= MAX_DEPTH or not (one or other):
        yield from _unlike_rows(left, right, depth)
    elif isinstance(one, dict) and isinstance(other, dict):
        yield from _bracketed(left, right, "{}", _object_rows(left, right, depth), depth)
    elif isinstance(one, list) and isinstance(other, list):
        yield from _bracketed(left, right, "[]", _list_rows(left, right, depth), depth)
    else:
        yield from _unlike_rows(left, right, depth)


def _bracketed(left: _Side, right: _Side, brackets: str, inner: Iterator[Row], depth: int) -> Iterator[Row]:
    mine, other = left.trail, right.trail
    indent = _INDENT * depth
    yield _row(f"{indent}{left.before}{brackets[0]}", mine, f"{indent}{right.before}{brackets[0]}", other)
    yield from inner
    yield Row(
        f"{indent}{brackets[1]}{left.after}",
        f"{indent}{brackets[1]}{right.after}",
        "same",
        _left_trail=mine,
        _right_trail=other,
    )


def _object_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    pairs = pair_keys(left.value, right.value, root=depth == 0)
    last_left = next((mine for mine, _ in reversed(pairs) if mine is not None), None)
    last_right = next((other for _, other in reversed(pairs) if other is not None), None)
    for mine, other in pairs:
        yield from _value_rows(
            _member(left, mine, last=mine == last_left, root=depth == 0),
            _member(right, other, last=other == last_right, root=depth == 0),
            depth + 1,
        )


def _member(holder: _Side, key: str | None, *, last: bool, root: bool) -> _Side:
    if key is None:
        return _NOTHING
    item = holder.value[key]
    if root and key in CREDENTIAL_KEYS:
        item = masked_member(key, item)
    return _Side(_before(key), item, "" if last else ",", (holder.trail, key))


@lru_cache(maxsize=2048)
def _before(key: str) -> str:
    """A key as it stands before its value; most keys come again and again."""
    return dump_json(key) + ": "


_NOTHING: Final = _Side("", MISSING, "", None)


def _list_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    for mine, other in pair_items(left.value, right.value):
        yield from _value_rows(_item(left, mine), _item(right, other), depth + 1)


def _item(holder: _Side, index: int | None) -> _Side:
    if index is None:
        return _NOTHING
    # A missing item of a list is written as null.
    item = None if holder.value[index] is MISSING else holder.value[index]
    return _Side("", item, "" if index == len(holder.value) - 1 else ",", (holder.trail, index))


def _scalar_row(left: _Side, right: _Side, depth: int) -> Row:
    mine = _line(left.before + dump_json(left.value), depth)
    other = _line(right.before + dump_json(right.value), depth)
    spans: tuple[Span | None, Span | None] = (None, None)
    same = mine == other or (left.before == right.before and same_value(left.value, right.value))
    if not same:
        spans = differing_spans(mine, other)
    # A comma only says whether more follows: it is no difference of the value.
    return Row(
        mine + left.after, other + right.after, "same" if same else "changed", *spans, left.trail, right.trail
    )


def _unlike_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    """Values of different types, of one side only, or too deep to go into."""
    mine, other = _lines(left, depth), _lines(right, depth)
    if len(mine) <= 1 and len(other) <= 1 and left.present and right.present:
        yield _scalar_row(left, right, depth)
        return
    for one, another in zip_longest(mine, other, fillvalue=_NO_LINE):
        yield _row(*one, *another)


def _lines(side: _Side, depth: int) -> list[_Line]:
    """The lines of one side's value, its members in their own order."""
    lines: list[_Line] = []
    if side.present:
        _add_lines(lines, side, depth)
    return lines


def _add_lines(lines: list[_Line], side: _Side, depth: int) -> None:
    value, indent = side.value, _INDENT * depth
    if not isinstance(value, (dict, list)) or not value or depth >= MAX_DEPTH:
        lines.append((f"{indent}{side.before}{dump_json(value)}{side.after}", side.trail))
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines.append((f"{indent}{side.before}{opening}", side.trail))
    if isinstance(value, dict):
        keys = members(value)
        for key in keys:
            _add_lines(lines, _member(side, key, last=key == keys[-1], root=depth == 0), depth + 1)
    else:
        for index in range(len(value)):
            _add_lines(lines, _item(side, index), depth + 1)
    lines.append((f"{indent}{closing}{side.after}", side.trail))


def _plain_rows(left: _Side, right: _Side) -> Iterator[Row]:
    """Line by line: what both begin and end with meets, the rest meets by its number."""
    mine, other = _lines(left, 0), _lines(right, 0)
    shorter = min(len(mine), len(other))
    start = next((index for index in range(shorter) if mine[index][0] != other[index][0]), shorter)
    end = next(
        (index for index in range(shorter - start) if mine[-1 - index][0] != other[-1 - index][0]),
        shorter - start,
    )
    for index in range(start):
        yield _row(*mine[index], *other[index])
    middle = zip_longest(mine[start : len(mine) - end], other[start : len(other) - end], fillvalue=_NO_LINE)
    for one, another in middle:
        yield _row(*one, *another)
    for index in range(len(mine) - end, len(mine)):
        yield _row(*mine[index], *other[index - len(mine)])


def _line(text: str, depth: int) -> str:
    return _INDENT * depth + text


def _row(
    left: str, left_trail: _Trail | None, right: str, right_trail: _Trail | None, *, same: bool = False
) -> Row:
    if same or left == right:
        return Row(left, right, "same", None, None, left_trail, right_trail)
    if not right:
        return Row(left, right, "left", None, None, left_trail)
    if not left:
        return Row(left, right, "right", None, None, None, right_trail)
    return Row(left, right, "changed", *differing_spans(left, right), left_trail, right_trail)
