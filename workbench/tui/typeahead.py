"""Keys typed ahead: each is handed over when the one before it has done what it does.

Textual hands a key to the widget that has the focus when the key arrives, while the key before may still be
on its way to opening a dialog: the letters of a name would then be commands of the list behind it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from functools import cached_property

from textual import events
from textual.app import App, ReturnType, ScreenStackError
from textual.message_pump import MessagePump

_PATIENCE = 0.5
"""Seconds after which the next key goes on whatever the one before is still about."""
_PASSES = 3
"""A key bubbles up and runs its command; what that posts bubbles up; what that focuses gets the focus."""
_ALWAYS = "ctrl+q"
"""Leaves the program even while it opens."""

Typed = events.Key | events.Paste


class TypeAhead(App[ReturnType]):
    """An application that keeps the order of what is typed and pasted."""

    _turn: Typed | None = None
    _text_before = False
    _following: asyncio.Task[None] | None = None

    @cached_property
    def _held(self) -> deque[Typed]:
        return deque()

    async def wait_for_keys(self) -> None:
        """Return once keys can be used at all."""

    @property
    def wants_keys(self) -> bool:
        """Whether `wait_for_keys` would return at once."""
        return True

    @property
    def keys_held(self) -> bool:
        """Whether a key was not handed over yet, or has not done yet what it does."""
        return self._following is not None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
            return
        if not self.wants_keys and isinstance(event, events.Key) and event.key == _ALWAYS:
            await super().on_event(event)
            return
        text = self._is_text(event)
        if event is not self._turn:
            if self._following is not None and (self._held or not (text and self._text_before)):
                self._held.append(event)
                return
            if not self.wants_keys:
                self._held.append(event)
                self._following = asyncio.create_task(self._follow((), 0))
                return
        # Text goes to one field, whose queue keeps its order; a command may bring up another place.
        self._text_before = text
        way = self._way()
        await super().on_event(event)
        self._following = asyncio.create_task(
            self._follow(way[:1], 1) if text else self._follow(way, _PASSES)
        )

    def _is_text(self, event: Typed) -> bool:
        """Whether the focused field takes the key as text: it moves no focus and runs no command."""
        return (
            isinstance(event, events.Key)
            and event.is_printable
            and self.focused is not None
            and self.focused.check_consume_key(event.key, event.character)
        )

    def _way(self) -> Sequence[MessagePump]:
        """What a key passes: the widget that has the focus, all around it, the screen, the application."""
        try:
            return tuple((self.focused or self.screen).ancestors_with_self)
        except ScreenStackError:
            return ()

    async def _follow(self, way: Sequence[MessagePump], passes: int) -> None:
        """When the last key has gone its way, it is the turn of the next."""
        await self.wait_for_keys()
        try:
            async with asyncio.timeout(_PATIENCE):
                for _ in range(passes):
                    for pump in way:
                        passed = asyncio.Event()
                        if pump.call_later(passed.set):
                            await passed.wait()
                    way = self._way()
        except TimeoutError:
            self.log.warning("a key took long")
        if self._following is not asyncio.current_task():
            return
        if self._held:
            self._turn = self._held.popleft()
            self.post_message(self._turn)
        else:
            self._following = None
