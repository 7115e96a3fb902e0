"""Purchases on one side, custom events about the same on the other: what became of each value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.compare.changes import find_changes
from workbench.compare.model import Difference
from workbench.compare.moves import Names, Node, leaves, pair_nodes
from workbench.compare.pairing import IDENTIFIERS
from workbench.compare.places import Prefix, Scene, template_text
from workbench.compare.sentences import body_difference, list_difference
from workbench.compare.told import Told, judged
from workbench.compare.units import Unit
from workbench.compare.values import MISSING, same_value
from workbench.compare.wording import value_text
from workbench.jsvalues import Json
from workbench.text import counted

_ENVELOPE: Final = (*IDENTIFIERS, "time", "app_id", "_update_existing_only")
_PRODUCT_KEYS: Final = ("product_id", "productId", "id", "sku")
_SHOWN: Final = 3
_MOST_PARTS: Final = 400


@dataclass(frozen=True, slots=True)
class _Part:
    """A value of one side: its unit, the way inside it, and where the way inside its product begins.

    `product` tells the products of a side apart; None is the order around them.
    """

    unit: Unit
    names: Names
    value: Json
    start: int
    product: str | None

    @property
    def template(self) -> str:
        """The way with `[*]` for every index: parts of several products share one."""
        return template_text((self.unit.list, 0, *self.names))


def renamed(lefts: Sequence[Unit], rights: Sequence[Unit], scene: Scene, prefix: Prefix) -> Iterator[Told]:
    """What differs when `lefts` stand for `rights`, units of two lists of a pair of requests."""
    left, right = lefts[0], rights[0]
    items = [unit.item for unit in lefts], [unit.item for unit in rights]
    yield Told(
        list_difference(*items, (left.list, right.list), prefix),
        (left.request, ("body", left.list)),
        (right.request, ("body", right.list)),
    )
    for change in find_changes([(_envelope(left.item), _envelope(right.item))]).found:
        place = scene.place((left, right), change)
        told = Told(body_difference(change, place), place.actions, place.classic)
        yield judged(told, (left.item, right.item))
    mine, other = _parts(lefts), _parts(rights)
    pairs = [*_pairs(mine, other, of_products=True)]
    met = {at for at, _ in pairs}, {at for _, at in pairs}
    pairs += [
        pair
        for pair in _pairs(mine, other, of_products=False)
        if pair[0] not in met[0] and pair[1] not in met[1]
    ]
    moved: dict[tuple[str, str], list[tuple[_Part, _Part]]] = {}
    for at, there in pairs:
        moved.setdefault((mine[at].template, other[there].template), []).append((mine[at], other[there]))
    yield from (_moved(found, scene, prefix) for found in moved.values())
    gone = {at for at, _ in pairs}, {at for _, at in pairs}
    lost = [part for at, part in enumerate(mine) if at not in gone[0]]
    new = [part for at, part in enumerate(other) if at not in gone[1]]
    yield from _rest(lost, scene, prefix, of_actions=True)
    yield from _rest(new, scene, prefix, of_actions=False)


def _envelope(item: Json) -> Json:
    """What says whose object it is, when, and how it is taken."""
    return {key: item[key] for key in _ENVELOPE if key in item} if isinstance(item, dict) else item


def _parts(units: Sequence[Unit]) -> list[_Part]:
    """The values of units without their envelopes; the name of a custom event is told by the sentence."""
    parts: list[_Part] = []
    for number, unit in enumerate(units):
        if not isinstance(unit.item, dict):
            continue
        left_out = {*_ENVELOPE, *(("name",) if unit.list == "events" else ())}
        rest = {key: value for key, value in unit.item.items() if key not in left_out}
        for names, value in leaves(rest) if rest else ():
            if len(parts) >= _MOST_PARTS:
                return parts
            start, product = _product(unit, number, names)
            parts.append(_Part(unit, names, value, start, product))
    return parts


def _product(unit: Unit, number: int, names: Names) -> tuple[int, str | None]:
    """Where the way inside a product begins, and which product it is."""
    if unit.list == "purchases":
        return 0, f"{number}"
    if len(names) > 3 and names[:2] == ("properties", "products") and isinstance(names[2], int):
        return 3, f"{number}:{names[2]}"
    return (1 if names[:1] == ("properties",) else 0), None


def _pairs(mine: Sequence[_Part], other: Sequence[_Part], *, of_products: bool) -> Iterator[tuple[int, int]]:
    """Values that both sides have: of the same product, or of the whole order."""
    if not of_products:
        yield from _meet(mine, other, range(len(mine)), range(len(other)))
        return
    left, right = _by_product(mine), _by_product(other)
    free = dict(right)
    for product, places in left.items():
        name = _name_of(mine, places)
        found = next((key for key, there in free.items() if name and _name_of(other, there) == name), None)
        if found is None and len(left) == len(right):
            found = list(right)[list(left).index(product)]
        if found is not None and found in free:
            yield from _meet(mine, other, places, free.pop(found))


def _meet(
    mine: Sequence[_Part], other: Sequence[_Part], lefts: Sequence[int], rights: Sequence[int]
) -> Iterator[tuple[int, int]]:
    pairs = pair_nodes([_node(mine[at], at) for at in lefts], [_node(other[at], at) for at in rights])
    return ((lefts[one], rights[another]) for one, another in pairs)


def _node(part: _Part, number: int) -> Node:
    return Node(part.names[part.start :], part.value, number, whole=False)


def _by_product(parts: Sequence[_Part]) -> dict[str, list[int]]:
    products: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        if part.product is not None:
            products.setdefault(part.product, []).append(at)
    return products


def _name_of(parts: Sequence[_Part], places: Sequence[int]) -> str:
    """What a product is called, the most telling key first."""
    named = {str(parts[at].names[-1]): parts[at].value for at in places}
    return next((str(named[key]) for key in _PRODUCT_KEYS if named.get(key)), "")


def _moved(pairs: Sequence[tuple[_Part, _Part]], scene: Scene, prefix: Prefix) -> Told:
    left, right = pairs[0]
    place = scene.place_at((left.unit, None), left.names, (), left.names)
    there = scene.place_at((None, right.unit), (), right.names, right.names)
    values = [part.value for part, _ in pairs], [part.value for _, part in pairs]
    sentence = (
        f"{prefix.named(left.template)}: Actions sends {_values_text(values[0])} here, "
        f"Classic the same in {right.template}; what reads {right.template} in Braze must read this instead."
    )
    single = len(pairs) == 1
    return Told(
        Difference(
            "moved",
            place.path,
            sentence,
            values[0][0] if single else values[0],
            values[1][0] if single else values[1],
            there.path,
        ),
        place.actions,
        there.classic,
    )


def _rest(parts: Sequence[_Part], scene: Scene, prefix: Prefix, *, of_actions: bool) -> Iterator[Told]:
    """What only one of the sides says, once for all products."""
    templates: dict[str, list[_Part]] = {}
    for part in parts:
        templates.setdefault(part.template, []).append(part)
    for template, found in templates.items():
        first = found[0]
        value = first.value if len(found) == 1 else [part.value for part in found]
        text = _values_text([part.value for part in found])
        if of_actions:
            place = scene.place_at((first.unit, None), first.names, (), first.names)
            sentence = f"{prefix.named(template)}: only Actions sends it: {text}."
            yield Told(Difference("only_actions", place.path, sentence, value, MISSING), place.actions)
        else:
            place = scene.place_at((None, first.unit), (), first.names, first.names)
            sentence = f"{prefix.named(template)}: only Classic sends it: {text}."
            yield Told(
                Difference("only_classic", place.path, sentence, MISSING, value), classic=place.classic
            )


def _values_text(values: Sequence[Json]) -> str:
    if all(same_value(value, values[0]) for value in values):
        return value_text(values[0])
    shown = ", ".join(value_text(value) for value in values[:_SHOWN])
    return f"{shown}, … ({counted(len(values), 'value')})" if len(values) > _SHOWN else shown
