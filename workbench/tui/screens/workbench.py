"""The main screen: events left, mappings in the middle, both destinations' requests right.

It wires widgets to the session: what a widget says becomes an edit or a selection, and every widget is then
shown its slice of the new state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Tree
from textual.worker import Worker

from workbench.errors import WorkbenchError
from workbench.project import ProjectFile, SetTrigger
from workbench.text import visible
from workbench.triggers import parse
from workbench.tui.commands import BY_ID, in_scope
from workbench.tui.commands.checks import all_checks, mappings_title
from workbench.tui.commands.table import bindings
from workbench.tui.commands.views import step_over
from workbench.tui.drawing import fit_end
from workbench.tui.editing import Editing
from workbench.tui.emptiness import NO_EVENTS, NO_FIELDS, NO_HITS, NO_MAPPINGS
from workbench.tui.fields import field_rows
from workbench.tui.jobs import Jobs
from workbench.tui.messages import (
    DifferencesFound,
    EventsFiltered,
    EventsProgressed,
    MatchesCounted,
    WorkDone,
    WorkFailed,
)
from workbench.tui.previews import Previews
from workbench.tui.saving import Keeper
from workbench.tui.session import Session
from workbench.tui.widgets.difference_list import DifferenceList
from workbench.tui.widgets.event_list import EventList
from workbench.tui.widgets.event_tree import EventTree
from workbench.tui.widgets.field_editor import FieldEditor
from workbench.tui.widgets.field_list import FieldList
from workbench.tui.widgets.inputs import TextField
from workbench.tui.widgets.key_bar import KeyBar, ViewBar
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.mapping_list import MappingList
from workbench.tui.widgets.pane_tabs import PaneTabs
from workbench.tui.widgets.side_by_side import SideBySide
from workbench.tui.widgets.status_line import Status, StatusLine
from workbench.tui.widgets.too_small import ROOM_DOWN, TooSmall
from workbench.tui.widgets.trigger_editor import TriggerEditor, TriggerText

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

_ORIGIN_ROOM = 34
"""Cells for file and line in the title of the event."""
Severity: TypeAlias = Literal["information", "warning", "error"]


class WorkbenchScreen(Screen[None]):
    """The workbench itself."""

    CSS_PATH = ["../styles/workbench.tcss", "../styles/dialogs.tcss"]  # noqa: RUF012 - Textual's class variable
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step(1)", "Next", show=False),
        Binding("shift+tab", "step(-1)", "Previous", show=False),
        *bindings(in_scope("screen")),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's class variable
        (0, "-cramped"),
        (60, "-narrow"),
        (100, "-medium"),
        (150, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = ROOM_DOWN

    tabs = query_one("#tabs", PaneTabs)
    filter_input = query_one("#filter", Input)
    event_list = query_one("#events", EventList)
    event_tree = query_one("#tree", EventTree)
    mapping_list = query_one("#mappings", MappingList)
    trigger_editor = query_one("#trigger", TriggerEditor)
    field_list = query_one("#fields", FieldList)
    field_editor = query_one("#field-editor", FieldEditor)
    side_by_side = query_one("#requests", SideBySide)
    difference_list = query_one("#differences", DifferenceList)
    status_line = query_one("#status", StatusLine)

    def __init__(self, session: Session, file: ProjectFile | None = None) -> None:
        super().__init__()
        self.session: Session = session
        self.jobs = Jobs(self)
        self.previews = Previews(self)
        self.keeper = Keeper(self, file)
        self.editing = Editing(self)

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PaneTabs(id="tabs")
            yield ViewBar(id="views")
        with Horizontal(id="panes"):
            with Vertical(id="events-pane", classes="pane -active"):
                yield TextField(id="filter", placeholder="Filter events", compact=True)
                yield EventList(self.session, id="events")
                yield EventTree(id="tree")
            with Vertical(id="mapping-pane", classes="pane"):
                yield MappingList(self.session, id="mappings")
                yield TriggerEditor(id="trigger")
                yield FieldList(id="fields")
                yield FieldEditor(self.jobs.complete, id="field-editor")
            with Vertical(id="requests-pane", classes="pane"):
                yield SideBySide(id="requests")
                yield DifferenceList(id="differences")
        yield StatusLine(id="status")
        yield KeyBar(id="keys")
        yield TooSmall()

    def on_mount(self) -> None:
        self.event_list.entitle("Events")
        self.event_tree.border_title = "Event"
        self.field_list.entitle("Fields")
        self.difference_list.entitle("Differences")
        self.event_list.empty = NO_EVENTS
        self.mapping_list.empty = NO_MAPPINGS
        self.field_list.empty = NO_FIELDS
        self.set_focus(self.event_list)
        self.refresh_project()
        self.call_after_refresh(self._begin)

    @property
    def workbench_app(self) -> WorkbenchApp:
        """The application, with its own type."""
        return cast("WorkbenchApp", self.app)

    def _begin(self) -> None:
        """What waits until the first frame is drawn."""
        self.jobs.start()
        self.keeper.start()
        self.workbench_app.opened.set()

    @on(EventsProgressed)
    def _events_progressed(self, message: EventsProgressed) -> None:
        self.jobs.events_progressed(message)

    @on(EventsFiltered)
    def _events_filtered(self, message: EventsFiltered) -> None:
        self.jobs.events_filtered(message)

    @on(MatchesCounted)
    def _matches_counted(self, message: MatchesCounted) -> None:
        self.jobs.matches_counted(message)

    @on(DifferencesFound)
    def _differences_found(self, message: DifferencesFound) -> None:
        self.previews.show_differences(message)

    @on(WorkFailed)
    def _work_failed(self, message: WorkFailed) -> None:
        """What a worker could not do needs reading: it stays until it is closed, and can be copied."""
        from workbench.tui.screens.dialog import TextView

        self.app.push_screen(TextView("That was not done", message.text))

    @on(WorkDone)
    def _work_done(self, message: WorkDone) -> None:
        message.then()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        self.jobs.failed(event)

    # Showing state

    def refresh_project(self) -> None:
        """The project or the selected mapping is another: show it everywhere."""
        session = self.session
        self.mapping_list.changed()
        self.mapping_list.entitle(mappings_title(len(session.mappings)))
        if session.mappings and self.mapping_list.cursor != session.mapping_index:
            self.mapping_list.cursor = session.mapping_index
        mapping = session.mapping
        if self.field_editor.row is None:
            self.trigger_editor.display = mapping is not None
        if mapping is not None:
            self.trigger_editor.show(mapping.trigger)
            self.trigger_editor.border_title = Content(visible(f"Trigger · {mapping.name}"))
        self.event_list.changed()
        self.jobs.count()
        self.refresh_event()

    def refresh_event(self) -> None:
        """The selected event or what depends on it is another."""
        self.refresh_verdict()
        self.refresh_fields()
        self.previews.refresh()
        self.refresh_status()

    def refresh_verdict(self) -> None:
        """Say under the trigger whether it can be read and what it matches."""
        session, index = self.session, self.session.mapping_index
        if session.mapping is not None:
            matches = None if session.event_index is None else session.takes
            trigger, counted = parse(session.mapping.trigger), self.jobs.counted(index)
            self.trigger_editor.judge(trigger, matches, counted, session.checks_of(index), all_checks(self))

    def refresh_fields(self) -> None:
        """Show the selected mapping's fields with the values for the selected event."""
        session = self.session
        mapping, action, event = session.mapping, session.action, session.event
        rows = field_rows(action, mapping, event.data if event else None) if mapping and action else ()
        self.field_list.show(rows, session.takes, session.flagged)
        name = f"Fields · {action.title}" if action else "Fields"
        self.field_list.entitle(name)
        editing = self.field_editor.row
        if editing is not None and (row := next((row for row in rows if row.path == editing.path), None)):
            self.field_editor.show_value(row)

    def refresh_events(self) -> None:
        """More events are there, or the filter shows others."""
        session = self.session
        total, shown = len(session.store), session.shown_count
        self.event_list.empty = NO_HITS if session.query and total else NO_EVENTS
        count = f"{shown:,} of {total:,} (filter)" if session.hits is not None else f"{total:,}"
        marked = f" · {len(session.marked)} chosen" if session.marked else ""
        self.event_list.entitle(f"Events {count}{marked}")
        if session.event_index is None and total:
            self.select_event(0)
        self.refresh_status()

    def refresh_status(self) -> None:
        """Tell project, environment, unsaved state and work."""
        self.status_line.status = Status.of(self.session, self.jobs.sandbox_note, self.jobs.status)
        self.refresh_bindings()

    # What widgets say

    def select_event(self, index: int) -> None:
        """Select an event: tree, values, requests follow."""
        self.session.event_index = index
        event = self.session.event
        self.event_tree.show(event.data if event else None)
        origin = fit_end("/".join(str(self.session.store.origin(index)).rsplit("/", 2)[-2:]), _ORIGIN_ROOM)
        synthetic = f" · added: {', '.join(event.synthetic)}" if event and event.synthetic else ""
        self.event_tree.border_title = Content(f"Event · {origin}{synthetic}")
        self.mapping_list.changed()
        self.refresh_event()

    @on(LineList.Highlighted, "#events")
    def _event_highlighted(self, message: LineList.Highlighted) -> None:
        index = self.session.shown(message.index)
        if index != self.session.event_index:
            self.select_event(index)

    @on(LineList.Chosen, "#events")
    def _event_chosen(self) -> None:
        self.set_focus(self.event_tree)

    @on(EventList.Pasted)
    def _event_pasted(self, message: EventList.Pasted) -> None:
        self.jobs.load_text(message.text)

    @on(LineList.Highlighted, "#mappings")
    def _mapping_highlighted(self, message: LineList.Highlighted) -> None:
        if message.index != self.session.mapping_index:
            self.session.mapping_index = message.index
            self.field_list.cursor = 0
            self.refresh_project()

    @on(LineList.Chosen, "#mappings")
    def _mapping_chosen(self) -> None:
        self.set_focus(self.field_list)

    @on(Input.Changed, "#filter")
    def _filter_changed(self, message: Input.Changed) -> None:
        self.jobs.filter(message.value)

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.set_focus(self.event_list)

    @on(TriggerEditor.Edited)
    def _trigger_edited(self) -> None:
        """Typing goes on while the message is on its way: what counts is the text as it is now."""
        self.editing.draft(SetTrigger(self.session.mapping_index, self.trigger_editor.text_area.text))

    @on(TriggerText.Left)
    def _trigger_left(self, message: TriggerText.Left) -> None:
        if not message.taken:
            self.editing.give_back()
        self.set_focus(self.mapping_list)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        widget = event.widget
        if isinstance(widget, TriggerText):
            self.editing.begin()
        pane = next(
            (node for node in widget.ancestors if isinstance(node, Widget) and node.has_class("pane")), None
        )
        if pane is not None:
            self.show_pane(pane.id or "")
        self.refresh_bindings()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, TriggerText):
            self.editing.end()

    @on(LineList.Chosen, "#fields")
    def _field_chosen(self) -> None:
        if (row := self.field_list.selected) is not None:
            self.editing.open_field(row)

    @on(FieldEditor.Drafted)
    def _field_drafted(self, message: FieldEditor.Drafted) -> None:
        self.editing.draft(self.editing.of_field(message.row, message.directive))

    @on(FieldEditor.Closed)
    def _field_closed(self, message: FieldEditor.Closed) -> None:
        self.editing.close_field(taken=message.taken)

    @on(LineList.Chosen, "#requests")
    def _row_chosen(self) -> None:
        self.run_command("requests.open")

    @on(Tree.NodeSelected, "#tree")
    def _node_selected(self) -> None:
        node = self.event_tree.cursor_node
        if self.event_tree.show_more() or node is None:
            return
        if node.allow_expand:
            node.toggle()
        else:
            self.run_command("tree.view")

    @on(PaneTabs.Chosen)
    def _tab_chosen(self, message: PaneTabs.Chosen) -> None:
        self.run_command(f"view.{message.pane}")

    def action_step(self, step: Literal[1, -1]) -> None:
        if not step_over(self, step):
            self.app.action_focus_next() if step > 0 else self.app.action_focus_previous()

    def show_pane(self, pane_id: str) -> None:
        """Mark a pane as the one that is shown where there is room for one only."""
        panes = list(self.query(".pane"))
        for pane in panes:
            pane.set_class(pane.id == pane_id, "-active", update=False)
        self.tabs.active = pane_id.removesuffix("-pane")
        if pane_id != "requests-pane":
            self.set_class(pane_id == "mapping-pane", "-mapping-side", update=False)
        # The classes only choose the panes that are shown: what is in them keeps its styles.
        self.app.stylesheet.update_nodes(panes)

    # Commands

    def action_command(self, command_id: str) -> None:
        self.run_command(command_id)

    def run_command(self, command_id: str) -> None:
        """Run a command of the table, if it applies now."""
        command = BY_ID[command_id]
        if command.when(self):
            try:
                command.run(self)
            except WorkbenchError as error:
                self.say(str(error), severity="error")
        else:
            self.say(f"Not possible now: {command.help}", severity="warning")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "command" and parameters and (command := BY_ID.get(str(parameters[0]))):
            return True if command.when(self) else None
        return super().check_action(action, parameters)

    def say(self, text: str, *, severity: Severity = "information") -> None:
        """A short message that goes by itself; foreign text in it is shown literally."""
        self.app.clear_notifications()
        self.app.notify(
            visible(text), severity=severity, markup=False, timeout=8 if severity == "error" else 4
        )

    def copy(self, text: str, what: str) -> None:
        """Copy exactly this text; say what was copied."""
        self.app.copy_to_clipboard(text)
        self.say(f"Copied {what}, if your terminal lets programs write the clipboard")

    def leave(self) -> None:
        """End the program as the user wished."""
        self.jobs.stop()
        self.keeper.close()
        self.app.exit(0)
