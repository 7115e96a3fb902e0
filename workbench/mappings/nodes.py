"""The nodes of a parsed mapping: values, objects, lists and directives that could not be read.

Each node compiles once, when it is made, to closures over plain values; `explain` calls the same ones.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final, NoReturn

from workbench.jsvalues import UNDEFINED, Json, ThrownError, dump_json
from workbench.mappings.failures import MappingFailure
from workbench.mappings.paths import Resolve, Steps
from workbench.mappings.unrolled import MAX_MEMBERS, Member, unrolled

MAX_TEXT: Final = 2**26
"""How long a text may get. V8 allows 2**29 - 24 units and fails with the same message."""

SHORT: Final = 60
"""How many characters of a value a one-line description shows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A node inside a directive and the payload it saw; `role` is its key there (`then`, `objects[1]`)."""

    role: str
    node: Node
    payload: Json


@dataclass(frozen=True, slots=True)
class Node(ABC):
    """A mapping or a part of it.

    `place` is its dotted path in the mapping. `raw` gives its value for a payload with undefined members
    kept inside objects, as directives around it see them; `clean` gives it without them, as it is sent.
    Payloads of `clean` must be clean themselves. Results share structure with the payload and the node: they
    may not be changed.
    """

    place: str = field(compare=False)
    raw: Resolve = field(init=False, repr=False, compare=False)
    clean: Resolve = field(init=False, repr=False, compare=False)

    label: ClassVar[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "raw", self._compile())
        object.__setattr__(self, "clean", self._compile_clean())

    @property
    @abstractmethod
    def text(self) -> str:
        """The directive in a few words on one line."""

    def parts(self, payload: Json) -> Iterator[Part]:  # noqa: ARG002 - for those that have parts
        """The nodes inside that take part for this payload, in the order of their evaluation."""
        return iter(())

    @property
    def paths(self) -> tuple[Steps, ...]:
        """The paths of which the first with a value is all that the node gives; none where it does more."""
        return ()

    @abstractmethod
    def _compile(self) -> Resolve:
        """The closure that gives the value with undefined members kept."""

    def _compile_clean(self) -> Resolve:
        """The closure that gives the value without them; nodes that never make any return `raw`."""
        raw = self.raw
        return lambda payload: without_undefined(raw(payload))

    def fail_thrown(self, thrown: ThrownError) -> NoReturn:
        """Raise the failure for what JavaScript would throw on these values of the event."""
        hint = "A value of the event is too long, or an object with a key toString, which cannot be text."
        raise MappingFailure(thrown.message, hint=hint, field=self.place, name=thrown.name) from None

    def fail(self, message: str, hint: str = "", name: str = "Error") -> NoReturn:
        """Raise the failure of this node."""
        raise MappingFailure(message, hint=hint, field=self.place, name=name)


def without_undefined(value: Json) -> Json:
    """A copy of `value` without undefined members of objects; undefined elements of lists stay.

    Mirrors `removeUndefined` of @segment/actions-core 3.170.0.
    """
    if type(value) is dict:
        cleaned = {}
        for key, member in value.items():
            if member is not UNDEFINED:
                cleaned[key] = without_undefined(member) if type(member) in _HOLDERS else member
        return cleaned
    if type(value) is list:
        return [without_undefined(item) if type(item) in _HOLDERS else item for item in value]
    return value


_HOLDERS: Final = frozenset((dict, list))


def shortened(text: str, limit: int = SHORT) -> str:
    """`text` on one line and cut to `limit` characters, the last one `…` when something is missing."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return " ".join(cut.splitlines())


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A value without directives; also what `@literal` of one comes to."""

    value: Json

    label: ClassVar[str] = "value"

    @property
    def text(self) -> str:
        return "nothing" if self.value is UNDEFINED else shortened(dump_json(self.value))

    def _compile(self) -> Resolve:
        value = self.value
        return lambda _: value

    def _compile_clean(self) -> Resolve:
        return self.raw


@dataclass(frozen=True, slots=True)
class Object(Node):
    """An object with a directive somewhere inside; its members are in JavaScript's order of keys."""

    members: tuple[tuple[str, Node], ...]

    label: ClassVar[str] = "object"

    @property
    def text(self) -> str:
        return shortened("{" + ", ".join(key for key, _ in self.members) + "}")

    def parts(self, payload: Json) -> Iterator[Part]:
        for key, node in self.members:
            yield Part(key, node, payload)

    def _compile(self) -> Resolve:
        members = tuple((key, node.raw) for key, node in self.members)
        return lambda payload: {key: resolve(payload) for key, resolve in members}

    def _compile_clean(self) -> Resolve:
        members = tuple((key, node.clean) for key, node in self.members)

        def resolve_members(payload: Json) -> Json:
            resolved = {}
            for key, resolve in members:
                value = resolve(payload)
                if value is not UNDEFINED:
                    resolved[key] = value
            return resolved

        if len(members) > MAX_MEMBERS:
            return resolve_members
        return unrolled([_member(key, node) for key, node in self.members], resolve_members)


def _member(key: str, node: Node) -> Member:
    return Member(key, node.clean, node.paths, node.value if isinstance(node, Constant) else UNDEFINED)


@dataclass(frozen=True, slots=True)
class List(Node):
    """A list with a directive somewhere inside. Elements that resolve to nothing stay as undefined."""

    items: tuple[Node, ...]

    label: ClassVar[str] = "list"

    @property
    def text(self) -> str:
        return shortened("[" + ", ".join(item.text for item in self.items) + "]")

    def parts(self, payload: Json) -> Iterator[Part]:
        for index, node in enumerate(self.items):
            yield Part(f"[{index}]", node, payload)

    def _compile(self) -> Resolve:
        items = tuple(node.raw for node in self.items)
        return lambda payload: [resolve(payload) for resolve in items]

    def _compile_clean(self) -> Resolve:
        items = tuple(node.clean for node in self.items)
        return lambda payload: [resolve(payload) for resolve in items]


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """A directive that always fails when it runs. The validator finds most of them before."""

    name: str
    message: str
    hint: str
    kind: str = "Error"

    label: ClassVar[str] = "invalid"

    @property
    def text(self) -> str:
        return f"invalid {shortened(self.name)}"

    def _compile(self) -> Resolve:
        return lambda _: self.fail(self.message, self.hint, self.kind)

    def _compile_clean(self) -> Resolve:
        return self.raw
