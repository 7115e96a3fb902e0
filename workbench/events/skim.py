"""Finding the end of a JSON value without parsing it, in pieces and whatever stands in it.

The skimmer only tells brackets from strings, which regular expressions do at about 90 MB/s. It notices most
places where the text cannot be JSON (a bracket where none may stand, a line end in a string), so that a
broken value does not swallow the good ones behind it.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from workbench.events.window import Window

DEEPEST: Final = 256
"""How deep lists and objects of an event may nest. Segment's own events stay below ten levels."""

LONGEST: Final = 4 * 1024 * 1024
"""The size, in bytes, up to which one object is kept together. Segment takes events of up to 32 KB."""

STRETCH: Final = 256 * 1024
"""How many bytes are skimmed at a time."""

_PLAIN_RUN: Final = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[^"{}\[\]]*+)*+').match
_STRING_RUN: Final = re.compile(rb'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+').match
_OPENERS: Final = b"{["
_CLOSERS: Final = {ord("}"): ord("{"), ord("]"): ord("[")}


class Fault(Enum):
    """Why a value has no clean end."""

    NONE = ""
    MISPLACED = "a bracket stands where none may"
    UNCLOSED_STRING = "a line ends within a string"
    CUT = "the text ends within the value"
    DEEP = "nested too deeply"
    LONG = "too long"


class Skimmer:
    """Looks for the end of the value that begins with the bracket at a position of the window.

    `position` is where the search stands: behind the value when `run` gives `Fault.NONE`, else at the fault.
    """

    __slots__ = ("_in_string", "_mark", "_start", "_window", "deepest", "longest", "position", "stack")

    def __init__(self, window: Window, start: int, stack: bytes = b"") -> None:
        self.position = start
        self.stack = bytearray(stack)
        self.deepest = DEEPEST
        self.longest = STRETCH
        self._window = window
        self._start = start
        self._mark = start
        self._in_string = False

    def run(self) -> Fault:
        """Goes on to the end of the value, taking more of the stream as needed, up to `longest` bytes.

        After `Fault.LONG` it may be called again with a greater `longest`.
        """
        while True:
            data = self._window.data
            found = (_STRING_RUN if self._in_string else _PLAIN_RUN)(data, self.position)
            self.position = stop = found.end() if found else self.position
            if stop == len(data) or (self._in_string and data[stop] == 0x5C and stop + 1 == len(data)):
                if stop - self._start > self.longest:
                    return Fault.LONG
                if not self._window.more():
                    return Fault.CUT
            elif self._in_string:
                if data[stop] != 0x22:
                    return Fault.UNCLOSED_STRING
                self._in_string = False
                self.position = stop + 1
            elif data[stop] == 0x22:
                self._in_string = True
                self.position = stop + 1
            else:
                fault = self._bracket(data, stop)
                if fault is not Fault.NONE or not self.stack:
                    return fault

    def skip(self) -> Fault:
        """Goes on like `run`, having forgotten what it has passed: for values that are not wanted.

        `Fault.LONG` means that there is still more to skip.
        """
        self._window.drop(self.position)
        self.position = self._start = self._mark = 0
        return self.run()

    def _bracket(self, data: bytes, at: int) -> Fault:
        byte = data[at]
        if byte in _OPENERS:
            if self.stack and not self._may_open(data, at):
                return Fault.MISPLACED
            if len(self.stack) >= self.deepest:
                return Fault.DEEP
            self.stack.append(byte)
        elif not self.stack or self.stack.pop() != _CLOSERS[byte]:
            return Fault.MISPLACED
        self.position = self._mark = at + 1
        return Fault.NONE

    def _may_open(self, data: bytes, at: int) -> bool:
        """Whether a value may begin here: in an object after a colon, in a list after a comma or at once."""
        before = data[at - 1] if at > self._mark else 0
        if before <= 0x20:
            text = data[self._mark : at].rstrip()
            before = text[-1] if text else data[self._mark - 1] if self._mark else 0
        return before in (b":\0" if self.stack[-1] == 0x7B else b",[\0")
