"""Which part of one side belongs to which part of the other.

Everything here is linear in its input, or `n log n` for the order of list items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from workbench.compare.values import kind_of, members
from workbench.jsvalues import UNDEFINED, Json, dump_json
from workbench.requests import BrazeRequest

TRACK_LISTS: Final = ("attributes", "events", "purchases")
"""The lists of a `/users/track` body."""

TRACK_PATH: Final = "/users/track"

IDENTIFIERS: Final = ("external_id", "user_alias", "braze_id", "email", "phone")
"""Keys that tell Braze whose data it is, in Braze's order of precedence."""

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


def pair_requests(
    actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]
) -> list[tuple[BrazeRequest | None, BrazeRequest | None]]:
    """The requests of `request_pairs` themselves."""
    return [
        (None if left is None else actions[left], None if right is None else classic[right])
        for left, right in request_pairs(actions, classic)
    ]


def request_pairs(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> list[Pair]:
    """Requests that do the same thing, in Actions' order; those only Classic makes come last.

    Requests meet when they call the same path. Those about the same events, products and users find each
    other first, then those that share one of them, then those with the same lists, then those that report
    something that happened. Calls of different paths never meet; what is no request but its effect (without
    an address) counts as a call of `/users/track`.
    """
    partner: dict[int, int] = {}
    used: set[int] = set()
    for signs in (_subjects, _each_subject, _lists, _happening, _path):
        waiting: dict[Hashable, deque[int]] = {}
        for index, request in enumerate(classic):
            if index not in used:
                for sign in signs(request):
                    waiting.setdefault(sign, deque()).append(index)
        for index, request in enumerate(actions):
            if index not in partner and (found := _first_free(signs(request), waiting, used)) is not None:
                partner[index] = found
                used.add(found)
    pairs: list[Pair] = [(index, partner.get(index)) for index in range(len(actions))]
    return pairs + [(None, index) for index in range(len(classic)) if index not in used]


def _first_free(signs: Iterable[Hashable], waiting: dict[Hashable, deque[int]], used: set[int]) -> int | None:
    for sign in signs:
        queue = waiting.get(sign)
        while queue:
            if queue[0] not in used:
                return queue.popleft()
            queue.popleft()
    return None


def share_subjects(actions: Sequence[BrazeRequest], classic: Sequence[BrazeRequest]) -> bool:
    """Whether some of both sides' requests are about the same event, product or user."""
    mine = {sign for request in actions for sign in _each_subject(request)}
    return any(sign in mine for request in classic for sign in _each_subject(request))


def repeat_subjects(requests: Sequence[BrazeRequest]) -> bool:
    """Whether two of the requests are about the same event, product or user."""
    seen: set[Hashable] = set()
    for request in requests:
        signs = set(_each_subject(request))
        if not seen.isdisjoint(signs):
            return True
        seen |= signs
    return False


def calls_track(request: BrazeRequest) -> bool:
    """Whether `request` updates users, or is the effect of calls that do."""
    return not request.url or path_of(request.url) == TRACK_PATH


def _path(request: BrazeRequest) -> list[Hashable]:
    return [TRACK_PATH if calls_track(request) else path_of(request.url)]


def _lists(request: BrazeRequest) -> list[Hashable]:
    body = request.body if isinstance(request.body, dict) else {}
    return [(*_path(request), *sorted(key for key in body if isinstance(body[key], list)))]


def _happening(request: BrazeRequest) -> list[Hashable]:
    """Something for events and purchases, which stand for one another; nothing for other requests."""
    body = request.body if isinstance(request.body, dict) else {}
    happens = any(isinstance(body.get(key), list) and body[key] for key in ("events", "purchases"))
    return [(*_path(request), "events or purchases")] if happens else []


def _subjects(request: BrazeRequest) -> list[Hashable]:
    return [(*_lists(request), *_each_subject(request))]


def _each_subject(request: BrazeRequest) -> list[Hashable]:
    body = request.body if isinstance(request.body, dict) else {}
    return [
        (*_path(request), key, sign)
        for key in TRACK_LISTS
        if isinstance(body.get(key), list)
        for item in body[key]
        if (sign := subject_of(key, item)) is not None
    ]


def subject_of(name: str, item: Json) -> Hashable:
    """What an object of the list `name` is about: its event, product or user; None where nothing tells."""
    if not isinstance(item, dict):
        return None
    if name == "attributes":
        return user_of(item)
    value = item.get("product_id" if name == "purchases" else "name", UNDEFINED)
    return (kind_of(value), value) if _is_telling(value) else None


def user_of(item: dict[str, Json]) -> Hashable:
    """Whom an object is about, by the strongest identifier that it carries; None where it carries none."""
    for key in IDENTIFIERS:
        value = item.get(key)
        if isinstance(value, dict):
            return key, dump_json(value)
        if _is_telling(value):
            return key, kind_of(value), value
    return None


def content_of(value: Json) -> str:
    """A value as text that is the same for what reads the same as JSON, down to the keys of its members."""
    if isinstance(value, dict):
        value = {key: _in_order(value[key]) for key in sorted(members(value))}
    return dump_json(None if value is UNDEFINED else value)


def _in_order(value: Json) -> Json:
    return {key: value[key] for key in sorted(members(value))} if isinstance(value, dict) else value


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
    return _ordered_pairs(actions, classic)[0]


def match_items(actions: list[Json], classic: list[Json]) -> tuple[list[Pair], bool]:
    """As `pair_items`, but items that stand in another order meet too; and whether some do."""
    pairs, reordered = _ordered_pairs(actions, classic)
    if not reordered:
        return pairs, False
    by_left = dict(reordered)
    taken = set(by_left.values())
    return [
        (left, right if left is None else by_left.get(left, right))
        for left, right in pairs
        if left is not None or right not in taken
    ], True


def same_items(actions: list[Json], classic: list[Json]) -> bool:
    """Whether both lists hold the same scalars, in whatever order."""
    if len(actions) != len(classic) or any(isinstance(item, (dict, list)) for item in (*actions, *classic)):
        return False
    return Counter(map(_scalar_sign, actions)) == Counter(map(_scalar_sign, classic))


def _scalar_sign(value: Json) -> Hashable:
    kind = kind_of(value)
    return kind, None if kind == "null" else value


def _ordered_pairs(actions: list[Json], classic: list[Json]) -> tuple[list[Pair], list[tuple[int, int]]]:
    """The pairs of `pair_items`, and the items that belong together but stand in another order."""
    if len(actions) == len(classic) == 1:
        return [(0, 0)], []
    identity = _identity(actions, classic)
    if identity is None:
        return _by_index(0, len(actions), 0, len(classic)), []
    matches = _unique_matches(actions, classic, identity)
    anchors = _in_both_orders(matches)
    kept = set(anchors)
    reordered = [match for match in matches if match not in kept]
    elsewhere = {left for left, _ in reordered}, {right for _, right in reordered}
    pairs: list[Pair] = []
    left_from = right_from = 0
    for left, right in [*anchors, (len(actions), len(classic))]:
        # What lies between two recognised items has no counterpart unless it is alone there with another.
        settled = not elsewhere[0].isdisjoint(range(left_from, left)) or not elsewhere[1].isdisjoint(
            range(right_from, right)
        )
        pairs += _between(left_from, left, right_from, right, met=bool(anchors), settled=settled)
        if left < len(actions):
            pairs.append((left, right))
        left_from, right_from = left + 1, right + 1
    return pairs, reordered


def _between(
    left_from: int, left: int, right_from: int, right: int, *, met: bool, settled: bool
) -> list[Pair]:
    if not settled and (not met or left - left_from == right - right_from):
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
    if any(isinstance(item, (dict, list)) for item in items):
        return None
    return _scalar_sign if len(actions) != len(classic) or _shuffled(actions, classic) else None


def _shuffled(actions: list[Json], classic: list[Json]) -> bool:
    """Whether at least half of the scalars of two lists of one length are on both sides, and more of them at
    another place than at the same."""
    signs = [[_scalar_sign(item) for item in items] for items in (actions, classic)]
    shared = (Counter(signs[0]) & Counter(signs[1])).total()
    in_place = sum(one == other for one, other in zip(*signs, strict=True))
    return 2 * shared >= len(actions) and shared > 2 * in_place


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
