"""What a part of a directive's value is made of: the parts of the directive and the places of its event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import singledispatch
from typing import TypeAlias

from workbench.jsvalues import Json, ThrownError, index_of_key, own_members
from workbench.mappings.conditions import ExcludeWhenNull, If
from workbench.mappings.liquid.directive import Liquid, Variable
from workbench.mappings.lookups import ArrayPath, Path, Placeholder, Template, expanded_paths, wanted_text
from workbench.mappings.nodes import Broken, Constant, List, Node, Object
from workbench.mappings.paths import event_path
from workbench.mappings.readings import Reading, ReadingKind, Steps, index_of, path_steps
from workbench.mappings.structures import Flatten, JsonText, Merge, Transform, flattened
from workbench.mappings.texts import Case, Replace


@dataclass(frozen=True, slots=True)
class View:
    """What a node takes for its event (`payload`), and what a place in that is made of."""

    payload: Json
    needs: Callable[[Steps], Iterator[Need]]


@dataclass(frozen=True, slots=True)
class Inner:
    """A needed part of a node's value: the node, what it sees, and the steps inside its value.

    `role` is what the node is to the directive around it; `kind` and `deep` are as those of `Reading`.
    """

    role: str
    node: Node
    view: View
    steps: Steps = ()
    kind: ReadingKind = "value"
    deep: bool = True


Need: TypeAlias = Inner | Reading


@singledispatch
def needs(node: Node, _view: View, _steps: Steps) -> Iterator[Need]:
    """What lies at `steps` in the node's value is made of these, in the order of their evaluation.

    Only what takes part: the member of an object, the item of a list, the branch that is taken. Raises
    `MappingFailure` where the node fails, `TypeError` for a kind of node that is not told about here.
    """
    raise TypeError(type(node).__name__)


@needs.register
def _(_node: Constant | Broken, _view: View, _steps: Steps) -> Iterator[Need]:
    return iter(())


@needs.register
def _(node: Object | List, view: View, steps: Steps) -> Iterator[Need]:
    wanted = f"[{steps[0]}]" if steps and isinstance(node, List) else steps[0] if steps else None
    for part in node.parts(view.payload):
        if wanted in (None, part.role):
            yield Inner(part.role, part.node, view, steps[1:])


@needs.register
def _(node: Path, view: View, steps: Steps) -> Iterator[Need]:
    if not isinstance(node.source, Constant):
        yield Inner("@path", node.source, view, kind="condition")
    path = wanted_text(node, node.source.raw(view.payload), "@path")
    yield from view.needs((*path_steps(event_path(path)), *steps))


@needs.register
def _(node: Placeholder, view: View, _steps: Steps) -> Iterator[Need]:
    yield from view.needs(path_steps(node.path))


@needs.register
def _(node: Template, view: View, _steps: Steps) -> Iterator[Need]:
    if not isinstance(node.source, Constant):
        yield Inner("@template", node.source, view, kind="condition")
    template = node.source.raw(view.payload)
    if not isinstance(template, str):
        return
    try:
        paths = expanded_paths(template, view.payload)
    except ThrownError as thrown:
        node.fail_thrown(thrown)
    for index, path in enumerate(paths):
        yield Inner(f"placeholder {index + 1}", Placeholder(node.place, path), view)


@needs.register
def _(node: ArrayPath, view: View, steps: Steps) -> Iterator[Need]:
    root = node.root.raw(view.payload)
    if node.shape is None or not isinstance(root, (dict, list)):
        yield Inner("[0]", node.root, view, steps)
        return
    if not steps and not root:
        yield Inner("[0]", node.root, view)
    items = root if isinstance(root, list) else [root]
    wanted = index_of(steps[0]) if steps else None
    for index in range(len(items)) if wanted is None else (wanted,) if wanted < len(items) else ():
        before: Steps = (index,) if isinstance(root, list) else ()
        item = _item_view(node.root, view, before, items[index])
        yield Inner(f"item {index + 1}", node.shape, item, steps[1:])


def _item_view(root: Node, view: View, before: Steps, item: Json) -> View:
    """An item as the shape sees it; its places are those of the list's item."""

    def inside(steps: Steps) -> Iterator[Need]:
        place = (*before, *steps)
        if isinstance(root, Path):
            yield from needs(root, view, place)
        else:
            yield Inner("[0]", root, view, place)

    return View(item, inside)


@needs.register
def _(node: If, view: View, steps: Steps) -> Iterator[Need]:
    test, *branch = node.parts(view.payload)
    yield Inner(test.role, test.node, view, kind="condition", deep=node.test == "blank")
    yield from (Inner(part.role, part.node, view, steps) for part in branch)


@needs.register
def _(node: ExcludeWhenNull | Case, view: View, steps: Steps) -> Iterator[Need]:
    if node.value:
        yield Inner("value", node.value, view, steps)


@needs.register
def _(node: Replace, view: View, _steps: Steps) -> Iterator[Need]:
    if node.value:
        yield Inner("value", node.value, view)


@needs.register
def _(node: JsonText, view: View, steps: Steps) -> Iterator[Need]:
    whole = node.mode == "encode" or isinstance(node.value.raw(view.payload), str)
    yield Inner("value", node.value, view, () if whole else steps)


@needs.register
def _(node: Flatten, view: View, steps: Steps) -> Iterator[Need]:
    if not isinstance(node.separator, Constant):
        yield Inner("separator", node.separator, view, kind="condition")
    inside: Steps = ()
    separator = node.separator.raw(view.payload)
    if steps and isinstance(separator, str):
        # The same flattening of a value whose leaves are their own places tells where each came from.
        leaves = _places_in(node.value.raw(view.payload), lists=not node.omit_arrays)
        try:
            places = flattened(leaves, separator, omit_arrays=node.omit_arrays)
        except ThrownError as thrown:
            node.fail_thrown(thrown)
        place = places.get(str(steps[0]), ())
        inside = (*place, *steps[1:]) if isinstance(place, tuple) else ()
    yield Inner("value", node.value, view, inside)


def _places_in(value: Json, before: Steps = (), *, lists: bool) -> Json:
    if isinstance(value, dict):
        return {key: _places_in(member, (*before, key), lists=lists) for key, member in value.items()}
    if isinstance(value, list) and lists:
        return [_places_in(item, (*before, index), lists=lists) for index, item in enumerate(value)]
    return before


@needs.register
def _(node: Merge, view: View, steps: Steps) -> Iterator[Need]:
    if not isinstance(node.direction, Constant):
        yield Inner("direction", node.direction, view, kind="condition")
    parts = list(node.parts(view.payload))
    if not steps:
        yield from (Inner(part.role, part.node, view) for part in parts)
        return
    earlier_wins = node.direction.raw(view.payload) == "left"
    for part in parts if earlier_wins else reversed(parts):
        value = part.node.raw(view.payload)
        if steps[0] in own_members(value):
            step = index_of_key(str(steps[0])) if isinstance(value, list) else steps[0]
            inside = () if isinstance(value, str) or step is None else (step, *steps[1:])
            yield Inner(part.role, part.node, view, inside)
            return


@needs.register
def _(node: Transform, view: View, steps: Steps) -> Iterator[Need]:
    apply, mapping = node.parts(view.payload)
    outer = View(apply.payload, view.needs)
    made = View(mapping.payload, lambda inside: iter((Inner("apply", node.apply, outer, inside),)))
    yield Inner("mapping", node.mapping, made, steps)


@needs.register
def _(node: Liquid, view: View, _steps: Steps) -> Iterator[Need]:
    for part in node.parts(view.payload):
        yield Inner(part.role, part.node, view)


@needs.register
def _(node: Variable, view: View, _steps: Steps) -> Iterator[Need]:
    steps = path_steps(node.path)
    if isinstance(view.payload, dict) and steps and steps[0] in view.payload:
        yield from view.needs(steps)  # others are variables of the template itself
