"""Chooses the catalog of Upsert Catalog Item, or creates one: the action's save hook."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from workbench.actions import COLUMN_TYPES, created_catalog, new_catalog_body, selected_catalog
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.text import visible
from workbench.tui.screens.choices import ChoiceList, ReadingDialog
from workbench.tui.screens.dialog import Dialog
from workbench.tui.sending import target_of
from workbench.tui.widgets.inputs import TextBox, TextField
from workbench.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from workbench.tui.fields import FieldRow
    from workbench.tui.screens.workbench import WorkbenchScreen


class ChooseCatalog(ReadingDialog[Json]):
    """The result is what Segment keeps under the hook's key. Nothing is read before the user asks for it."""

    TITLE_TEXT = "Select or create a catalog"
    KEYS_TEXT = "Enter takes it · ctrl+r lists · ctrl+n creates one · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "create", "Create a catalog.", show=True, priority=True),
    ]

    def __init__(self, owner: WorkbenchScreen, row: FieldRow, *, reading: bool) -> None:
        super().__init__(owner, "catalogs")
        self._name = row.source
        self._at_once = reading

    def compose(self) -> ComposeResult:
        yield self.box(
            Static(id="where", markup=False),
            TextField(self._name, placeholder="Name of a catalog; narrows the list", id="query"),
            ChoiceList(id="choices"),
            Static(id="columns-of", markup=False, classes="help"),
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.query_field.focus()
        if self._at_once:
            self.query_field.value = ""
            self.action_read()
        else:
            self._tell("Type the name of a catalog that exists, or let the environment list them.")
            self.narrow()

    def empty_text(self) -> str:
        if self.reading or self._number:
            return super().empty_text()
        return f"ctrl+r reads the catalogs of {self.environment.name} · ctrl+n creates one there"

    @on(LineList.Highlighted, "#choices")
    def _explain(self) -> None:
        rows = self.choices.rows
        fields = rows[self.choices.cursor].fields if rows else ()
        text = ", ".join(f"{name} ({kind})" for name, kind in fields)
        self.query_one("#columns-of", Static).update(Content(visible(text[:400])))

    def narrow(self) -> None:
        super().narrow()
        self._explain()

    @on(Input.Submitted, "#query")
    @on(LineList.Chosen, "#choices")
    def _take(self) -> None:
        rows, typed = self.choices.rows, self.query_field.value.strip()
        name = rows[self.choices.cursor].id if rows else typed
        if not name:
            self.complain("Type the name of a catalog, list them with ctrl+r, or create one with ctrl+n.")
            return
        self._stop.set()
        self.dismiss(selected_catalog(name))

    def action_create(self) -> None:
        """Create a catalog, named as typed unless it exists."""
        typed = self.query_field.value.strip()
        known = any(choice.id == typed for choice in self._found)
        self._stop.set()
        self.app.push_screen(CreateCatalog(self.owner, "" if known else typed), self._created)

    def _created(self, hook: Json | None) -> None:
        if hook is not None:
            self.dismiss(hook)


class CreateCatalog(Dialog[Json]):
    """Name, description and fields of a new catalog. Nothing is sent before the button is pressed."""

    KEYS_TEXT = "Tab next · Enter on the button creates · Esc stops, then closes"

    class Created(Message):
        """The catalog was created; `error` says why not."""

        def __init__(self, hook: Json, error: str) -> None:
            super().__init__()
            self.hook, self.error = hook, error

    def __init__(self, owner: WorkbenchScreen, name: str) -> None:
        super().__init__()
        self._owner, self._name = owner, name
        self._environment = owner.session.environment
        self._endpoint = owner.session.project.endpoint
        self._stop = threading.Event()
        self._busy = False

    def title_text(self) -> str:
        return f"Create a catalog in {self._environment.name}"

    def compose(self) -> ComposeResult:
        parts: list[Widget] = [
            TextField(self._name, placeholder="Name: letters, digits, hyphens, underscores", id="name"),
            TextField(placeholder="Description, if you like", id="description"),
            Static(
                "Fields, one on a line: its name, then its type "
                f"({', '.join(COLUMN_TYPES)}). The field id is always there.",
                markup=False,
                classes="help",
            ),
            TextBox("title string\n", id="columns", tab_behavior="focus"),
        ]
        if self._environment.protected:
            asked = f"This environment is protected: type {self._environment.name} to create"
            parts.append(TextField(placeholder=visible(asked), id="typed"))
        parts.append(
            Horizontal(
                Button("Cancel", id="no"),
                Button("Create", id="yes", variant="primary", disabled=self._environment.protected),
                classes="buttons",
            )
        )
        yield self.box(*parts)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#name").focus()

    @on(Input.Changed, "#typed")
    def _allow(self) -> None:
        typed = self.query_one("#typed", Input).value == self._environment.name
        self.query_one("#yes", Button).disabled = not typed

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Button.Pressed, "#no")
    def _cancel(self) -> None:
        self.action_leave()

    @on(Button.Pressed, "#yes")
    def _go(self) -> None:
        if self._busy:
            return
        name = self.query_one("#name", Input).value.strip()
        description = self.query_one("#description", Input).value.strip()
        columns = tuple(_columns(self.query_one("#columns", TextBox).text))
        try:
            body = new_catalog_body(name, description, columns)
        except WorkbenchError as error:
            self.complain(f"{error.message} {error.hint}")
            self.query_one(f"#{error.field}").focus()
            return
        self.complain("")
        self._busy = True
        self._stop = threading.Event()
        self.query_one("#yes", Button).label = Content("Creating… Esc stops")
        hook = created_catalog(name, description, columns)
        self.run_worker(
            lambda: self._create(body, hook),
            thread=True,
            group="create",
            description="create a catalog",
            exit_on_error=False,
        )

    def _create(self, body: dict[str, Json], hook: Json) -> None:
        from workbench.braze import create_catalog

        try:
            target = target_of(self._environment, self._owner.jobs.sandbox_address, self._endpoint)
            create_catalog(body, base_url=target.address, api_key=target.api_key, cancel=self._stop)
        except WorkbenchError as error:
            self.post_message(self.Created(hook, str(error)))
        else:
            self.post_message(self.Created(hook, ""))

    @on(Created)
    def _done(self, message: Created) -> None:
        self._busy = False
        self.query_one("#yes", Button).label = Content("Create")
        self._owner.refresh_status()
        if message.error:
            self.complain(message.error)
        else:
            self.dismiss(message.hook)

    def action_leave(self) -> None:
        """Stop first; only then close."""
        if self._busy:
            self._stop.set()
            return
        self.dismiss(None)


def _columns(text: str) -> Iterator[tuple[str, str]]:
    """The fields that are written, `name type` or `name: type` on a line; a name alone is text."""
    for line in text.split("\n"):
        words = line.replace(":", " ").split()
        if words:
            yield words[0], " ".join(words[1:]) or "string"
