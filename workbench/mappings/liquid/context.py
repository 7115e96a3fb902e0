"""What a template sees while it runs: the event, its own variables, its limits."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from liquid.context import RenderContext

from workbench.jsvalues import UNDEFINED, Json, from_units, primitive_text
from workbench.mappings.liquid.limits import Memory, Nesting, Stopwatch, check_length
from workbench.mappings.liquid.values import own_member

if TYPE_CHECKING:
    from liquid.template import BoundTemplate


class Buffer(StringIO):
    """Output of limited length; JavaScript's text has a limit too, and the same message."""

    def __init__(self) -> None:
        super().__init__(newline="")
        self._size = 0

    def write(self, text: str, /) -> int:
        """Write text; raises `Fault` when it gets too long."""
        self._size += len(text)
        check_length(self._size)
        return super().write(text)

    def getvalue(self) -> str:
        """What was written; halves of a character that were written apart are one again."""
        return from_units(super().getvalue())


class Context(RenderContext):
    """One run of a template over an event, or over any other value that a directive hands it.

    `now` gives the current time in milliseconds since 1970, `watch` stops the run when it takes too long.
    """

    __slots__ = (
        "_event",
        "_memory",
        "blocks",
        "check_time",
        "cycles",
        "nesting",
        "now",
        "numbers",
        "use",
        "watch",
    )

    def __init__(
        self, template: BoundTemplate, event: Json, now: Callable[[], float], watch: Stopwatch
    ) -> None:
        super().__init__(template)
        self._event = event
        self._memory = Memory()
        self.now = now
        self.watch = watch
        self.use = self._memory.use
        """Counts memory that a filter takes; raises `Fault` beyond the limit. What is no number is free."""
        self.check_time = watch.check
        """Raises `Fault` when the run has computed for too long."""
        self.nesting = Nesting()
        self.blocks: list[dict[str, Json]] = []
        self.cycles: dict[str, int] = {}
        self.numbers: dict[str, float] = {}

    def variable(self, key: Json) -> Json:
        """The value of a variable: of a block, one that was assigned, a counter, a member of the event.

        `size` that nothing has is 0, because LiquidJS then asks an empty object.
        """
        name = key if isinstance(key, str) else primitive_text(key)
        for scope in (*reversed(self.blocks), self.locals, self.numbers):
            if name in scope:
                return scope[name]
        return member_of_event(self._event, key)

    def over(self, item: Json) -> Context:
        """A context in which `item` is the event and nothing else is known; it shares the limits."""
        context = Context(self.template, item, self.now, self.watch)
        context._memory, context.use = self._memory, self.use
        return context

    def counter(self, name: str) -> float:
        """The number that `increment` and `decrement` start from."""
        value = self.numbers.get(name, member_of_event(self._event, name))
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:  # noqa: ARG002 - python-liquid's signature
        """A buffer for text that is captured."""
        return Buffer()


def member_of_event(event: Json, key: Json) -> Json:
    """A variable that is a member of the event, which need not be an object."""
    value = own_member(event, key if isinstance(key, str) else primitive_text(key))
    return 0 if value is UNDEFINED and key == "size" else value


def own(context: RenderContext) -> Context:
    """The context as ours, which it always is."""
    if not isinstance(context, Context):
        raise TypeError("templates of @liquid run in their own context")
    return context
