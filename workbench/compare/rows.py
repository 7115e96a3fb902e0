"""The requests of both sides as rows of two columns, aligned by structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal
from urllib.parse import urlsplit

from workbench.compare.credentials import CREDENTIAL_KEYS, masked_header, masked_member
from workbench.compare.pairing import pair_items, pair_keys, pair_requests
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


@dataclass(frozen=True, slots=True)
class Row:
    """One line of both columns. Text is data: the border that shows it makes control characters visible.

    `left` is Actions', `right` Classic's line, `""` where a side has none (`mark` then names the side
    that has one). The spans are the differing parts of a `changed` row, as offsets into the texts.
    """

    left: str
    right: str
    mark: Mark
    left_span: Span | None = None
    right_span: Span | None = None


def side_by_side(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> tuple[Row, ...]:
    """Both sides' requests (method and address, headers that matter, body as indented JSON) as rows.

    Requests of the same path meet; in a body equal keys meet on the same row whatever their order,
    list items by what they are about. Keys keep Actions' order, Classic's own come where they fit.
    Numbers are written as V8 writes them, credentials are masked. A blank row separates requests.
    The cost is linear; bodies past `MAX_LINES` lines are aligned line by line instead.
    """
    rows: list[Row] = []
    for left, right in pair_requests(actions, classic):
        if rows:
            rows.append(Row("", "", "same"))
        rows += _head_rows(left, right)
        left_body = MISSING if left is None or left.body is None else left.body
        right_body = MISSING if right is None or right.body is None else right.body
        if count_lines(left_body, MAX_LINES) + count_lines(right_body, MAX_LINES) > MAX_LINES:
            rows += _plain_rows(left_body, right_body)
        else:
            rows += _value_rows(_Side("", left_body, ""), _Side("", right_body, ""), 0)
    return tuple(rows)


def _head_rows(left: BrazeRequest | None, right: BrazeRequest | None) -> Iterator[Row]:
    by_effect = any(request is not None and not request.url for request in (left, right))
    yield _row(_request_line(left), _request_line(right), same=by_effect)
    left_headers, right_headers = _headers(left), _headers(right)
    for name in dict.fromkeys([*left_headers, *right_headers]):
        shown, other = left_headers.get(name), right_headers.get(name)
        yield _row(_header_line(shown), _header_line(other))


def _request_line(request: BrazeRequest | None) -> str:
    """Method and path, which tell requests apart, before the host, which is cut first in a narrow column."""
    if request is None:
        return ""
    if not request.url:
        return BY_EFFECT
    address = urlsplit(request.url)
    return f"{request.method} {address.path} · {address.netloc}"


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


def _header_line(header: tuple[str, str] | None) -> str:
    return "" if header is None else f"{header[0]}: {masked_header(*header)}"


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's value with what stands around it on its first and last line."""

    before: str
    value: Json
    after: str

    @property
    def present(self) -> bool:
        return self.value is not MISSING


def _value_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    one, other = left.value, right.value
    if depth >= MAX_DEPTH or not (one or other):
        yield from _unlike_rows(left, right, depth)
    elif isinstance(one, dict) and isinstance(other, dict):
        yield from _bracketed(left, right, "{}", _object_rows(one, other, depth), depth)
    elif isinstance(one, list) and isinstance(other, list):
        yield from _bracketed(left, right, "[]", _list_rows(one, other, depth), depth)
    else:
        yield from _unlike_rows(left, right, depth)


def _bracketed(left: _Side, right: _Side, brackets: str, inner: Iterator[Row], depth: int) -> Iterator[Row]:
    yield _row(_line(left.before + brackets[0], depth), _line(right.before + brackets[0], depth))
    yield from inner
    yield _row(_line(brackets[1] + left.after, depth), _line(brackets[1] + right.after, depth), same=True)


def _object_rows(left: dict[str, Json], right: dict[str, Json], depth: int) -> Iterator[Row]:
    pairs = pair_keys(left, right, root=depth == 0)
    last_left = next((mine for mine, _ in reversed(pairs) if mine is not None), None)
    last_right = next((other for _, other in reversed(pairs) if other is not None), None)
    for mine, other in pairs:
        yield from _value_rows(
            _member(left, mine, last=mine == last_left, root=depth == 0),
            _member(right, other, last=other == last_right, root=depth == 0),
            depth + 1,
        )


def _member(value: dict[str, Json], key: str | None, *, last: bool, root: bool) -> _Side:
    if key is None:
        return _Side("", MISSING, "")
    item = value[key]
    if root and key in CREDENTIAL_KEYS:
        item = masked_member(key, item)
    return _Side(dump_json(key) + ": ", item, "" if last else ",")


def _list_rows(left: list[Json], right: list[Json], depth: int) -> Iterator[Row]:
    for mine, other in pair_items(left, right):
        yield from _value_rows(_item(left, mine), _item(right, other), depth + 1)


def _item(value: list[Json], index: int | None) -> _Side:
    if index is None:
        return _Side("", MISSING, "")
    # A missing item of a list is written as null.
    item = None if value[index] is MISSING else value[index]
    return _Side("", item, "" if index == len(value) - 1 else ",")


def _scalar_row(left: _Side, right: _Side, depth: int) -> Row:
    mine = _line(left.before + dump_json(left.value), depth)
    other = _line(right.before + dump_json(right.value), depth)
    same = left.before == right.before and same_value(left.value, right.value)
    row = _row(mine, other, same=same)
    # A comma only says whether more follows: it is no difference of the value.
    return Row(mine + left.after, other + right.after, row.mark, row.left_span, row.right_span)


def _unlike_rows(left: _Side, right: _Side, depth: int) -> Iterator[Row]:
    """Values of different types, of one side only, or too deep to go into."""
    mine, other = list(_lines(left, depth)), list(_lines(right, depth))
    if len(mine) <= 1 and len(other) <= 1 and left.present and right.present:
        yield _scalar_row(left, right, depth)
        return
    for one, another in zip_longest(mine, other, fillvalue=""):
        yield _row(one, another)


def _lines(side: _Side, depth: int) -> Iterator[str]:
    """The lines of one side's value, its members in their own order."""
    value = side.value
    if value is MISSING:
        return
    if not isinstance(value, (dict, list)) or not value or depth >= MAX_DEPTH:
        yield _line(side.before + dump_json(value) + side.after, depth)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield _line(side.before + opening, depth)
    if isinstance(value, dict):
        keys = members(value)
        for key in keys:
            yield from _lines(_member(value, key, last=key == keys[-1], root=depth == 0), depth + 1)
    else:
        for index in range(len(value)):
            yield from _lines(_item(value, index), depth + 1)
    yield _line(closing + side.after, depth)


def _plain_rows(left: Json, right: Json) -> Iterator[Row]:
    """Line by line: what both begin and end with meets, the rest meets by its number."""
    mine, other = list(_lines(_Side("", left, ""), 0)), list(_lines(_Side("", right, ""), 0))
    shorter = min(len(mine), len(other))
    start = next((index for index in range(shorter) if mine[index] != other[index]), shorter)
    end = next(
        (index for index in range(shorter - start) if mine[-1 - index] != other[-1 - index]), shorter - start
    )
    for index in range(start):
        yield Row(mine[index], other[index], "same")
    middle = zip_longest(mine[start : len(mine) - end], other[start : len(other) - end], fillvalue="")
    for one, another in middle:
        yield _row(one, another)
    for index in range(len(mine) - end, len(mine)):
        yield Row(mine[index], other[index - len(mine)], "same")


def _line(text: str, depth: int) -> str:
    return _INDENT * depth + text


def _row(left: str, right: str, *, same: bool = False) -> Row:
    if same or left == right:
        return Row(left, right, "same")
    if not right:
        return Row(left, right, "left")
    if not left:
        return Row(left, right, "right")
    return Row(left, right, "changed", *differing_spans(left, right))
