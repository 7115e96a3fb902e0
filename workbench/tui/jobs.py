"""Work beside the screen: loading, filtering, counting, keeping a recovery copy, running the sandbox.

Each kind of work is one worker group; a newer request for the same thing cancels the older one, and results
that arrive late are dropped.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerState, get_current_worker

from workbench.errors import WorkbenchError
from workbench.events import PathSuggestion, Progress
from workbench.project import Matches
from workbench.text import counted
from workbench.tui.fields import FieldRow, directive_at
from workbench.tui.messages import EventsFiltered, EventsProgressed, MatchesCounted, WorkDone, WorkFailed
from workbench.tui.session import NOT_COUNTED
from workbench.tui.work import Count, count_matches, sample_paths

if TYPE_CHECKING:
    from workbench.sandbox import SandboxServer
    from workbench.tui.screens.workbench import WorkbenchScreen

_CANCELLABLE = ("load", "filter", "count", "send")


class Jobs:
    """Starts workers and takes their results to the session and the screen."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen
        self._loading: Progress | None = None
        self._filtering = False
        self._triggers: tuple[str, ...] = ()
        self._counted_events = -1
        self._count = Count((), 0, 0)
        self._sandbox: SandboxServer | None = None
        self._sampled = 0
        self.sending = ""

    def run(self, group: str, description: str, work: Callable[[], None], *, exclusive: bool = True) -> None:
        """Run a function in a thread; it may only post messages."""
        self._screen.run_worker(
            work, thread=True, group=group, exclusive=exclusive, description=description, exit_on_error=False
        )

    def start(self) -> None:
        """What begins when the screen is first drawn."""
        session = self._screen.session
        if session.loading is not None:
            self._begin(session.loading)
        else:
            self.load(session.event_paths)

    # Loading

    def load(self, sources: tuple[str, ...]) -> None:
        """Load files, folders and globs beside the screen."""
        if sources:
            self._begin(self._screen.session.store.load(sources))

    def _begin(self, loading: Iterator[Progress]) -> None:
        self._loading = Progress(0, 0, 0, 0, "")
        self.run("load", "load events", partial(self._load, loading), exclusive=False)

    def _load(self, loading: Iterator[Progress]) -> None:
        worker, screen = get_current_worker(), self._screen
        store = screen.session.store
        progress = None
        try:
            for progress in loading:
                if worker.is_cancelled:
                    break
                self._sampled = sample_paths(
                    store, self._sampled, screen.session.paths, lambda: worker.is_cancelled
                )
                screen.post_message(EventsProgressed(progress, done=False))
            self._sampled = sample_paths(
                store, self._sampled, screen.session.paths, lambda: worker.is_cancelled
            )
        except WorkbenchError as error:
            screen.post_message(WorkFailed(str(error)))
        screen.post_message(EventsProgressed(progress, done=True))

    def load_text(self, text: str) -> None:
        """Load pasted text."""
        before = len(self._screen.session.store)
        problems = len(self._screen.session.store.problems)

        def work() -> None:
            self._screen.session.store.load_text(text, "pasted")
            self._screen.post_message(WorkDone(partial(self._pasted, before, problems)))

        self.run("load", "load pasted events", work, exclusive=False)

    def _pasted(self, before: int, problems: int) -> None:
        session = self._screen.session
        found = len(session.store) - before
        wrong = session.store.problems[problems:]
        self.events_progressed(EventsProgressed(None, done=True))
        if found:
            self._screen.select_event(before)
            if (row := session.row_of(before)) is not None:
                self._screen.event_list.cursor = row
        text = f"Pasted {counted(found, 'event')}"
        if wrong:
            more = f" · {len(wrong) - 1:,} more problems" if len(wrong) > 1 else ""
            self._screen.say(f"{text}. {wrong[0]}{more}", severity="error")
        else:
            self._screen.say(text)

    def events_progressed(self, message: EventsProgressed) -> None:
        """More events are in the store."""
        screen = self._screen
        self._loading = None if message.done else message.progress
        screen.event_list.grown()
        screen.refresh_events()
        if message.done:
            if screen.session.query:
                self.filter(screen.session.query)
            self.count()

    # Filtering

    def filter(self, query: str) -> None:
        """Show only events that hold the text; the newest filter wins."""
        session = self._screen.session
        session.query = query
        if not query:
            self._screen.workers.cancel_group(self._screen, "filter")
            self._filtering = False
            session.hits = None
            self._show_hits()
            return
        self._filtering = True
        self.run("filter", "filter events", partial(self._filter, query))

    def _filter(self, query: str) -> None:
        worker, screen = get_current_worker(), self._screen
        hits: array[int] = array("L")
        for chunk in screen.session.store.search(query):
            if worker.is_cancelled:
                return
            hits.extend(chunk)
            screen.post_message(EventsFiltered(query, hits[:], done=False))
        if not worker.is_cancelled:
            screen.post_message(EventsFiltered(query, hits, done=True))

    def events_filtered(self, message: EventsFiltered) -> None:
        """The filter found events."""
        session = self._screen.session
        if message.query != session.query:
            return
        self._filtering = not message.done
        session.hits = message.hits
        self._show_hits()

    def _show_hits(self) -> None:
        screen, session = self._screen, self._screen.session
        row = None if session.event_index is None else session.row_of(session.event_index)
        screen.event_list.changed()
        if row is not None:
            screen.event_list.cursor = row
            screen.call_after_refresh(screen.event_list.reveal, row)
        elif session.shown_count and not self._filtering:
            screen.event_list.cursor = 0
            screen.select_event(session.shown(0))
        screen.refresh_events()

    # Counting

    def count(self) -> None:
        """Count again when triggers or events are others."""
        session = self._screen.session
        triggers = tuple(mapping.trigger for mapping in session.mappings)
        if triggers == self._triggers and self._counted_events == len(session.store):
            return
        self._triggers, self._counted_events = triggers, len(session.store)
        session.tally = NOT_COUNTED
        self.run("count", "count matching events", partial(self._count_matches, triggers))

    def _count_matches(self, triggers: tuple[str, ...]) -> None:
        worker, screen = get_current_worker(), self._screen
        for count in count_matches(screen.session.store, triggers, lambda: worker.is_cancelled):
            screen.post_message(MatchesCounted(triggers, count))

    def matches_counted(self, message: MatchesCounted) -> None:
        """The count went on."""
        if message.triggers == self._triggers:
            self._count = message.count
            self._screen.mapping_list.show_counts(message.count.counts, counting=not message.count.complete)
            if message.count.complete:
                self._screen.session.tally = Matches(
                    message.count.counts, message.count.total, message.count.together
                )
            self._screen.refresh_verdict()

    def counted(self, mapping_index: int) -> str:
        """How many events a mapping's trigger matches, in words."""
        if mapping_index >= len(self._count.counts):
            return "counting…"
        found, done = self._count.counts[mapping_index], self._count.done
        more = "" if self._count.complete else f" (of {done:,} looked at)"
        return f"{found:,} of {self._count.total:,} events{more}"

    # Completion

    def complete(self, row: FieldRow, text: str) -> list[PathSuggestion]:
        """Paths for a field: of the event, or of the list's items inside `@arrayPath`."""
        session = self._screen.session
        if "@arrayPath" not in row.path or session.mapping is None:
            return session.paths.complete(text)
        place = row.path.index("@arrayPath")
        source = directive_at(session.mapping.fields, (*row.path[: place + 1], 0))
        list_path = source.get("@path") if isinstance(source, dict) else source
        return session.paths.complete_items(list_path, text) if isinstance(list_path, str) else []

    # Recovery copy, sandbox

    def journal(self) -> None:
        """Keep a recovery copy of the unsaved project."""
        self._screen.keeper.journal()
        self._screen.refresh_status()

    @property
    def sandbox_note(self) -> str:
        """Where the sandbox is."""
        return self._sandbox.url if self._sandbox else "starts when you send"

    def sandbox(self) -> SandboxServer:
        """The running sandbox; starts it when it does not run. For workers. Raises `WorkbenchError`."""
        if self._sandbox is None:
            from workbench.sandbox import SandboxServer, SandboxStore

            self._sandbox = SandboxServer(SandboxStore(":memory:")).start()
        return self._sandbox

    def sandbox_address(self) -> tuple[str, str]:
        """The sandbox's address and key; starts it when it does not run."""
        server = self.sandbox()
        return server.url, server.api_key

    def stop(self) -> None:
        """Stop what would outlive the screen."""
        if self._sandbox is not None:
            self._sandbox.stop()
            self._sandbox = None

    # State of work

    @property
    def status(self) -> str:
        """What is under way, "" when nothing is."""
        if self._loading is not None:
            total = self._loading.bytes_total
            share = f" {100 * self._loading.bytes_done // total}%" if total else ""
            return f"loading{share} · Esc stops"
        if self.sending:
            return f"{self.sending} · Esc stops"
        return "filtering…" if self._filtering else ""

    @property
    def busy(self) -> bool:
        """Whether there is work that Escape can stop."""
        return bool(self.status)

    def cancel(self) -> None:
        """Stop the work under way; what is done so far is kept."""
        for group in _CANCELLABLE:
            self._screen.workers.cancel_group(self._screen, group)
        self._filtering = False
        self._screen.say("Stopped. What was loaded so far is kept.")

    def failed(self, event: Worker.StateChanged) -> None:
        """An unexpected error in a worker ends the program as any other would: work saved, report written."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self._screen.app._handle_exception(event.worker.error)
