"""Chooses a campaign or a Canvas from those that the environment has. It is called because the user asked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from workbench.braze import BrazeChoice, ListKind, read_choices
from workbench.errors import WorkbenchError
from workbench.text import visible
from workbench.tui.drawing import Line, fit
from workbench.tui.screens.dialog import Dialog, Prompt
from workbench.tui.sending import target_of
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.screens.workbench import WorkbenchScreen

Result = TypeVar("Result")
_WORDS: dict[ListKind, str] = {"campaigns": "campaigns", "canvases": "Canvases", "catalogs": "catalogs"}
_ONE: dict[ListKind, str] = {"campaigns": "campaign", "canvases": "Canvas", "catalogs": "catalog"}
_NAME_SHARE = 0.45


class ChoiceList(LineList):
    """Name, id and remark; a catalog's name is its id."""

    rows: tuple[BrazeChoice, ...] = ()

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        name_width = max(16, int(width * _NAME_SHARE))
        beside = row.note if row.id == row.name else f"{row.id}  {row.note}"
        return [(fit(row.name, name_width), "strong"), (" ", ""), (beside, "dim")]


class ReadingDialog(Dialog[Result]):
    """A dialog around a list that is read from the environment in a worker. Escape stops, then closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "read", "Read again.", show=True, priority=True),
    ]

    @dataclass
    class Found(Message):
        """What reading number `number` has found so far; `problem` and `done` at its end."""

        number: int
        found: tuple[BrazeChoice, ...]
        address: str
        problem: str = ""
        done: bool = False

    def __init__(self, owner: WorkbenchScreen, kind: ListKind) -> None:
        super().__init__()
        self.owner, self.kind = owner, kind
        self.environment = owner.session.environment
        self._endpoint = owner.session.project.endpoint
        self._number = 0
        self._stop = threading.Event()
        self._found: tuple[BrazeChoice, ...] = ()
        self._state = ""
        self.reading = False

    @property
    def words(self) -> str:
        """What the list holds, in words."""
        return _WORDS[self.kind]

    @property
    def choices(self) -> ChoiceList:
        return self.query_one("#choices", ChoiceList)

    @property
    def query_field(self) -> Input:
        return self.query_one("#query", Input)

    def action_read(self) -> None:
        """Read the list, from its beginning."""
        self._stop.set()
        self._stop = threading.Event()
        self._number += 1
        self.reading = True
        self.complain("")
        self._found = ()
        self._tell(f"Reading {self.words} of {self.environment.name}… · Esc stops")
        self.narrow()
        number, stop = self._number, self._stop
        self.run_worker(
            lambda: self._read(number, stop),
            thread=True,
            group="choices",
            exclusive=True,
            description=f"read {self.words}",
            exit_on_error=False,
        )

    def _read(self, number: int, stop: threading.Event) -> None:
        address = ""

        def page(found: tuple[BrazeChoice, ...]) -> None:
            self.post_message(self.Found(number, found, address))

        try:
            target = target_of(self.environment, self.owner.jobs.sandbox_address, self._endpoint)
            address = target.address
            result = read_choices(
                self.kind, base_url=address, api_key=target.api_key, cancel=stop, on_page=page
            )
        except WorkbenchError as error:
            self.post_message(self.Found(number, (), address, str(error), done=True))
            return
        problem = "Stopped." if stop.is_set() else result.problem
        self.post_message(self.Found(number, result.found, address, problem, done=True))

    @on(Found)
    def _shown(self, message: Found) -> None:
        if message.number != self._number:
            return
        self._found = message.found
        count = f"{len(self._found):,}"
        words = _ONE[self.kind] if len(self._found) == 1 else self.words
        if message.done:
            self.reading = False
            self._tell(f"{count} {words} of {self.environment.name} · {message.address}")
            if message.problem:
                more = f" Those found before are listed: {count}." if self._found else ""
                self.complain(f"{message.problem}{more} ctrl+r reads again.")
            self.owner.refresh_status()
        else:
            self._tell(f"Reading {self.words} of {self.environment.name}… {count} so far · Esc stops")
        self.narrow()

    def _tell(self, text: str) -> None:
        self._state = text
        self.query_one("#where", Static).update(Content(visible(text)))

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.narrow()

    def narrow(self) -> None:
        """Show the choices that hold what is typed; without capitals, case is ignored."""
        query = self.query_field.value
        fold = query == query.lower()
        words = query.split()
        rows = [
            row
            for row in self._found
            if all(word in (row.name + "\n" + row.id).lower() for word in words)
            or (not fold and all(word in row.name + "\n" + row.id for word in words))
        ]
        self.choices.rows = tuple(rows)
        self.choices.empty = self.empty_text()
        self.choices.cursor = 0
        self.choices.changed()

    def empty_text(self) -> str:
        """What the list says when it shows nothing."""
        if self.reading:
            return "Reading…"
        if self._found:
            return f"None of the {self.words} is called like this."
        return f"{self.environment.name} has no {self.words}."

    def on_key(self, event: events.Key) -> None:
        if event.key in ("down", "up") and self.query_field.has_focus:
            event.stop()
            self.choices.cursor += 1 if event.key == "down" else -1

    def action_leave(self) -> None:
        """Stop reading first; only then close."""
        if self.reading:
            self._stop.set()
            self._tell("Stopping…")
            return
        self.dismiss(None)


class Choose(ReadingDialog[str]):
    """The result is the id of the campaign or Canvas. It is read as soon as the dialog opens."""

    def title_text(self) -> str:
        return f"Choose a {_ONE[self.kind]} of {self.environment.name}"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "make", "Make one in the sandbox.", show=True, priority=True),
    ]

    class Made(Message):
        """There is one more in the sandbox."""

    @property
    def in_sandbox(self) -> bool:
        """Whether the environment is the sandbox, in which one can be made."""
        return self.environment.kind == "sandbox"

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(id="where", markup=False),
            TextField(placeholder="Type to narrow", id="query"),
            ChoiceList(id="choices"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        make = " · ctrl+n makes one" if self.in_sandbox else ""
        self.query_one(".dialog").border_subtitle = Content(
            f"Enter chooses · ctrl+r reads again{make} · Esc stops, then closes"
        )
        self.query_field.focus()
        self.action_read()

    def empty_text(self) -> str:
        text = super().empty_text()
        nothing = self.in_sandbox and not self.reading and not self._found
        return f"{text} ctrl+n makes one to try with." if nothing else text

    @on(Input.Submitted, "#query")
    @on(LineList.Chosen, "#choices")
    def _take(self) -> None:
        if self.choices.rows:
            self._stop.set()
            self.dismiss(self.choices.rows[self.choices.cursor].id)

    def action_make(self) -> None:
        """Make a campaign or Canvas in the sandbox."""
        if not self.in_sandbox:
            self.complain(
                f"A {_ONE[self.kind]} is made in Braze's dashboard; only the sandbox can make one here."
            )
            return
        self.app.push_screen(
            Prompt(
                f"New {_ONE[self.kind]} in the sandbox",
                "",
                check=lambda name: "" if name.strip() else "Type a name.",
                help_text="It exists in the sandbox only, to choose and to send to.",
                ok="Make it",
            ),
            self._make,
        )

    @on(Made)
    def _made(self) -> None:
        self.action_read()

    def _make(self, name: str | None) -> None:
        if name is None:
            return

        def work() -> None:
            from workbench.sandbox.messaging import CAMPAIGN, CANVAS

            kind = CAMPAIGN if self.kind == "campaigns" else CANVAS
            self.owner.jobs.sandbox().store.make_target(kind, name, now=time.time() * 1000)
            self.post_message(self.Made())

        self.run_worker(
            work, thread=True, group="make", description="make one in the sandbox", exit_on_error=False
        )
