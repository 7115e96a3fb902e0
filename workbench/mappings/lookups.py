"""Directives that read the event: `@path`, `@template`, `@arrayPath`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from workbench.jsvalues import UNDEFINED, WHITESPACE, Json, ThrownError, from_units, primitive_text, real_type
from workbench.mappings.nodes import MAX_TEXT, Constant, Node, Part, shortened
from workbench.mappings.paths import Resolve, Steps, compile_path, event_path, plain_steps

_MOST_EXPLAINED: Final = 100
_TRIPLE_BRACES: Final = 3
_DOUBLE_BRACES: Final = 2


def wanted_text(node: Node, value: Json, directive: str) -> str:
    """`value`, which must be text for `directive`; raises `MappingFailure` for other types."""
    if not isinstance(value, str):
        node.fail(
            f"{directive}: expected string, got {real_type(value)}",
            f"{directive} takes its text from another directive here; make sure that it gives text.",
        )
    return value


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`@path`: the value at a path of the event. `source` is the path's text, rarely a directive."""

    source: Node

    label: ClassVar[str] = "@path"

    @property
    def text(self) -> str:
        if isinstance(self.source, Constant) and isinstance(self.source.value, str):
            return shortened(self.source.value)
        return f"the path in {self.source.text}"

    @property
    def paths(self) -> tuple[Steps, ...]:
        if isinstance(self.source, Constant) and isinstance(self.source.value, str):
            steps = plain_steps(event_path(self.source.value))
            return (steps,) if steps else ()
        return ()

    def parts(self, payload: Json) -> Iterator[Part]:
        if not isinstance(self.source, Constant):
            yield Part("@path", self.source, payload)

    def _compile(self) -> Resolve:
        if isinstance(self.source, Constant) and isinstance(self.source.value, str):
            return compile_path(event_path(self.source.value))
        source = self.source.raw

        def read(payload: Json) -> Json:
            path = wanted_text(self, source(payload), "@path")
            return compile_path(event_path(path))(payload)

        return read

    def _compile_clean(self) -> Resolve:
        return self.raw


@dataclass(frozen=True, slots=True)
class Template(Node):
    """`@template`: text with `{{path}}` placeholders. Values print as JavaScript prints them.

    There are two passes, triple braces first, so double braces inside a value are expanded again.
    """

    source: Node

    label: ClassVar[str] = "@template"

    @property
    def text(self) -> str:
        if isinstance(self.source, Constant) and isinstance(self.source.value, str):
            return "template " + shortened(self.source.value)
        return f"the template in {self.source.text}"

    def parts(self, payload: Json) -> Iterator[Part]:
        if not isinstance(self.source, Constant):
            yield Part("@template", self.source, payload)
            return
        if isinstance(self.source.value, str):
            for index, path in enumerate(placeholders(self.source.value)):
                yield Part(f"placeholder {index + 1}", Placeholder(self.place, path), payload)

    def _compile(self) -> Resolve:
        if isinstance(self.source, Constant) and isinstance(self.source.value, str):
            return self._rendered(compile_template(self.source.value))
        source = self.source.raw
        return self._rendered(
            lambda payload: compile_template(wanted_text(self, source(payload), "@template"))(payload)
        )

    def _rendered(self, render: Resolve) -> Resolve:
        def resolve(payload: Json) -> Json:
            try:
                return render(payload)
            except ThrownError as thrown:
                self.fail_thrown(thrown)

        return resolve

    def _compile_clean(self) -> Resolve:
        return self.raw


@dataclass(frozen=True, slots=True)
class Placeholder(Node):
    """One placeholder of a template, for explanations."""

    path: str

    label: ClassVar[str] = "placeholder"

    @property
    def text(self) -> str:
        return shortened("{{" + self.path + "}}")

    def _compile(self) -> Resolve:
        return _reader(self.path)

    def _compile_clean(self) -> Resolve:
        return self.raw


def placeholders(template: str) -> tuple[str, ...]:
    """The paths inside the braces of a template, in the order of its passes."""
    literals, triple = _split(template, _TRIPLE_BRACES)
    return (*triple, *_split("".join(literals), _DOUBLE_BRACES)[1])


def expanded_paths(template: str, payload: Json) -> tuple[str, ...]:
    """The paths that a template reads for a payload, those inside values of triple braces included."""
    literals, triple = _split(template, _TRIPLE_BRACES)
    text = _compile_pass(literals, triple)(payload)
    return (*triple, *_split(text, _DOUBLE_BRACES)[1])


def _split(template: str, braces: int) -> tuple[list[str], list[str]]:
    """The literal pieces of a template and the paths between them, which are one fewer.

    A placeholder is `{{`, text without `}`, `}}`, found from the left as a regular expression would; the
    search is linear whatever the text, because it may hold an event's values.
    """
    opening, closing = "{" * braces, "}" * braces
    literals, paths = [], []
    done, look = 0, 0
    while (start := template.find(opening, look)) >= 0:
        end = template.find("}", start + braces)
        if end < 0:
            break
        if end == start + braces or not template.startswith(closing, end):
            look = end + 1
            continue
        literals.append(template[done:start])
        paths.append(template[start + braces : end].strip(WHITESPACE))
        done = look = end + braces
    literals.append(template[done:])
    return literals, paths


def _reader(path: str) -> Resolve:
    """A reader of a placeholder's path, in which `$.` has no meaning; it takes nothing for an empty event."""
    read = compile_path(path)
    return lambda payload: read({} if payload is UNDEFINED else payload)


def compile_template(template: str) -> Resolve:
    """A renderer of a template (`render` of @segment/actions-core 3.170.0)."""
    literals, paths = _split(template, _TRIPLE_BRACES)
    if not paths:
        return _compile_pass(*_split(template, _DOUBLE_BRACES))
    first_pass = _compile_pass(literals, paths)

    def render(payload: Json) -> Json:
        text = first_pass(payload)
        return _compile_pass(*_split(text, _DOUBLE_BRACES))(payload) if "{{" in text else text

    return render


def _compile_pass(literals: list[str], paths: list[str]) -> Resolve:
    """A renderer of literal pieces and the paths' values in turn; it raises `ThrownError`."""
    before = literals[0]
    if not paths:
        return lambda _: before
    reader_of = {path: _reader(path) for path in set(paths)}
    readers = tuple(zip((reader_of[path] for path in paths), literals[1:], strict=True))

    def render(payload: Json) -> Json:
        text = before
        for read, literal in readers:
            value = read(payload)
            if isinstance(value, str):
                text += value
            elif value is not None and value is not UNDEFINED:
                text += primitive_text(value)
            text += literal
            if len(text) > MAX_TEXT:
                raise ThrownError("RangeError", "Invalid string length")
        return from_units(text)

    return render


@dataclass(frozen=True, slots=True)
class ArrayPath(Node):
    """`@arrayPath`: the list at a path, each item reshaped by `shape`, which sees the item as its event.

    A single object counts as a list of one; anything else, and an empty shape, gives the value as it is.
    Explanations go into the first items only, as many as people look at.
    """

    root: Node
    shape: Node | None

    label: ClassVar[str] = "@arrayPath"

    @property
    def text(self) -> str:
        if self.shape is None:
            return self.root.text
        return f"each of {self.root.text} as {self.shape.text}"

    def parts(self, payload: Json) -> Iterator[Part]:
        yield Part("[0]", self.root, payload)
        if self.shape is not None:
            root = self.root.raw(payload)
            items = _items(root)[:_MOST_EXPLAINED] if isinstance(root, (dict, list)) else ()
            for index, item in enumerate(items):
                yield Part(f"item {index + 1}", self.shape, item)

    def _compile(self) -> Resolve:
        return _each(self.root.raw, self.shape.raw if self.shape else None)

    def _compile_clean(self) -> Resolve:
        if self.shape is None:
            return self.root.clean
        if isinstance(self.root, Path):
            return _each(self.root.clean, self.shape.clean)
        return Node._compile_clean(self)


def _items(root: dict[str, Json] | list[Json]) -> list[Json]:
    return root if isinstance(root, list) else [root]


def _each(read_root: Resolve, shape: Resolve | None) -> Resolve:
    if shape is None:
        return read_root

    def reshape(payload: Json) -> Json:
        root = read_root(payload)
        return [shape(item) for item in _items(root)] if isinstance(root, (dict, list)) else root

    return reshape
