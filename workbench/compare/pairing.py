"""Which part of one side belongs to which part of the other.

Everything here is linear in its input, or `n log n` for the order of list items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar
from urllib.parse import urlsplit

from workbench.compare.values import kind_of, members
from workbench.jsvalues import UNDEFINED, Json
from workbench.requests import BrazeRequest

TRACK_LISTS: Final = ("attributes", "events", "purchases")
"""The lists of a `/users/track` body."""

EFFECT_PATH: Final = "/users/track"
"""What requests without an address are about: the effect of SDK calls, as objects of this path."""

_ITEM_KEYS: Final = (
    "product_id",
    "productId",
    "external_id",
    "sku",
    "id",
    "alias_name",
    "variant_id",
    "name",
    "key",
)
"""Keys that tell what a list item is about, the most telling first."""

Pair = tuple[int | None, int | None]
KeyPair = tuple[str | None, str | None]
T = TypeVar("T")


def pair_requests(
    actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]
) -> list[tuple[BrazeRequest | None, BrazeRequest | None]]:
    """Requests that do the same thing, in Actions' order; those only Classic makes come last.

    Requests without an address (what calls of the web SDK amount to) count as calls of `/users/track`.
    Requests meet when they call the same path; those with the same lists, or even the same event or
    product in them, find each other first. Calls of different paths never meet.
    """
    partner: dict[int, int] = {}
    used: set[int] = set()
    for sign in (_subject, _lists, _path):
        waiting: dict[Hashable, deque[int]] = {}
        for index, request in enumerate(classic):
            if index not in used:
                waiting.setdefault(sign(request), deque()).append(index)
        for index, request in enumerate(actions):
            if index not in partner and (queue := waiting.get(sign(request))):
                partner[index] = queue.popleft()
                used.add(partner[index])
    pairs: list[tuple[BrazeRequest | None, BrazeRequest | None]] = [
        (request, classic[partner[index]] if index in partner else None)
        for index, request in enumerate(actions)
    ]
    pairs += [(None, request) for index, request in enumerate(classic) if index not in used]
    return pairs


def _path(request: BrazeRequest) -> Hashable:
    return call_path(request)


def _lists(request: BrazeRequest) -> Hashable:
    body = request.body if isinstance(request.body, dict) else {}
    return call_path(request), tuple(sorted(key for key in body if isinstance(body[key], list)))


def _subject(request: BrazeRequest) -> Hashable:
    body = request.body if isinstance(request.body, dict) else {}
    subjects = []
    for key in TRACK_LISTS:
        items = body.get(key)
        item = items[0] if isinstance(items, list) and items else None
        if isinstance(item, dict):
            subject = item.get("product_id" if key == "purchases" else "name", UNDEFINED)
            subjects.append(subject if isinstance(subject, str) else None)
    return _lists(request), tuple(subjects)


def call_path(request: BrazeRequest) -> str:
    """The path that a request calls, or would call had it an address."""
    return path_of(request.url) if request.url else EFFECT_PATH


def path_of(url: str) -> str:
    """The path of an address, doubled and trailing slashes apart: `/users/track`."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return url
    return "/" + "/".join(part for part in path.split("/") if part)


def host_of(url: str) -> str:
    """Scheme and host of an address without the scheme when it is https: `rest.iad-01.braze.com`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.netloc if parts.scheme == "https" else f"{parts.scheme}://{parts.netloc}"


def pair_keys(actions: dict[str, Json], classic: dict[str, Json], *, root: bool = False) -> list[KeyPair]:
    """Equal keys meet, in Actions' order; a key only Classic has follows the key it follows there.

    At the root of a body one list of Actions meets one of Classic under another name (`purchases` and
    `events`), so that what both say about the user and the time stands on the same rows.
    """
    left, right = members(actions), members(classic)
    met = {key: key for key in left if key in classic and classic[key] is not UNDEFINED}
    if root:
        lonely = [key for key in TRACK_LISTS if key in left and key not in met and _is_list(actions[key])]
        others = [key for key in TRACK_LISTS if key in right and key not in met and _is_list(classic[key])]
        met |= {other: key for key, other in zip(lonely, others, strict=False)}
    by_left = {key: other for other, key in met.items()}
    extras: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in right:
        if key in met:
            anchor = met[key]
        else:
            extras.setdefault(anchor, []).append(key)
    pairs: list[KeyPair] = [(None, key) for key in extras.get(None, ())]
    for key in left:
        pairs.append((key, by_left.get(key)))
        pairs += [(None, extra) for extra in extras.get(key, ())]
    return pairs


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def pair_items(actions: list[Json], classic: list[Json]) -> list[Pair]:
    """Items that mean the same, both lists in their own order; index by index where nothing tells.

    Objects are recognised by the first key of `_ITEM_KEYS` that every one has, scalars by their value.
    """
    if len(actions) == len(classic) == 1:
        return [(0, 0)]
    identity = _identity(actions, classic)
    if identity is None:
        return _by_index(0, len(actions), 0, len(classic))
    anchors = _in_both_orders(_unique_matches(actions, classic, identity))
    pairs: list[Pair] = []
    left_from = right_from = 0
    for left, right in [*anchors, (len(actions), len(classic))]:
        # What lies between two recognised items has no counterpart unless it is alone there with another.
        pairs += _between(left_from, left, right_from, right, met=bool(anchors))
        if left < len(actions):
            pairs.append((left, right))
        left_from, right_from = left + 1, right + 1
    return pairs


def _between(left_from: int, left: int, right_from: int, right: int, *, met: bool) -> list[Pair]:
    if not met or left - left_from == right - right_from:
        return _by_index(left_from, left, right_from, right)
    return [
        *((index, None) for index in range(left_from, left)),
        *((None, index) for index in range(right_from, right)),
    ]


def _by_index(left_from: int, left: int, right_from: int, right: int) -> list[Pair]:
    return [
        (
            left_from + step if left_from + step < left else None,
            right_from + step if right_from + step < right else None,
        )
        for step in range(max(left - left_from, right - right_from))
    ]


def _identity(actions: list[Json], classic: list[Json]) -> Callable[[Json], Hashable] | None:
    items = [*actions, *classic]
    if items and all(isinstance(item, dict) for item in items):
        for key in _ITEM_KEYS:
            if all(_is_telling(item.get(key)) for item in items):
                return lambda item: (kind_of(item[key]), item[key])
        return None
    if len(actions) != len(classic) and not any(isinstance(item, (dict, list)) for item in items):
        return lambda item: (kind_of(item), item)
    return None


def _is_telling(value: Json) -> bool:
    return isinstance(value, (str, int)) and value != "" and not isinstance(value, bool)


def _unique_matches(
    actions: list[Json], classic: list[Json], identity: Callable[[Json], Hashable]
) -> list[tuple[int, int]]:
    """Places of the items that occur once on each side, in Actions' order."""
    left, right = _unique_places(actions, identity), _unique_places(classic, identity)
    return [(place, right[sign]) for sign, place in left.items() if sign in right]


def _unique_places(items: list[Json], identity: Callable[[Json], Hashable]) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    repeated: set[Hashable] = set()
    for index, item in enumerate(items):
        sign = identity(item)
        if sign in places:
            repeated.add(sign)
        places[sign] = index
    return {sign: place for sign, place in places.items() if sign not in repeated}


def _in_both_orders(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of matches that rises on both sides, so that neither list is reordered."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(matches):
        place = bisect_left(tails, right)
        if place == len(tails):
            tails.append(right)
            tail_at.append(index)
        else:
            tails[place] = right
            tail_at[place] = index
        before.append(tail_at[place - 1] if place else -1)
    run: list[tuple[int, int]] = []
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        run.append(matches[index])
        index = before[index]
    return run[::-1]
