"""Previews as text, laid out for the terminal's width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from workbench.classic import call_text
from workbench.cli.failures import failure_texts
from workbench.cli.output import Colour, Printer
from workbench.compare import Row, side_by_side
from workbench.events import Event, EventStore
from workbench.project import acceptance_of
from workbench.text import counted, padded, split_cells, visible

if TYPE_CHECKING:
    from workbench.actions.chains import MappingChains
    from workbench.cli.inputs import Faults
    from workbench.compare import Difference
    from workbench.project import Acceptance, Preview

SIDE_BY_SIDE: Final = 120
"""Columns from which both sides' requests stand beside each other."""

_COLOURS: Final[dict[str, tuple[str, Colour | None]]] = {
    "same": (" ", None),
    "changed": ("~", "yellow"),
    "left": ("<", "blue"),
    "right": (">", "yellow"),
}


class TextPreviews:
    """Prints previews as they come."""

    def __init__(self, faults: Faults, accepted: Sequence[Acceptance] = ()) -> None:
        """`faults` are those of mappings as written, by their place; they say more than what fails for it.
        `accepted` are the differences that the project accepts."""
        self._faults, self._accepted = faults, accepted
        self._printer = Printer()
        self._shown = 0

    def add(
        self,
        index: int,
        event: Event,
        outcome: Preview,
        differences: Sequence[Difference] | None,
        chains: Sequence[MappingChains] | None = None,
    ) -> None:
        """Print the preview of one event, with `chains` also where each key comes from."""
        printer = self._printer
        if self._shown:
            printer.line()
        self._shown += 1
        printer.heading(_title(index, event))
        self._mappings(outcome)
        self._classic(outcome)
        rows = side_by_side(outcome.actions.requests, outcome.classic.comparable)
        if rows:
            printer.line()
            for parts in _columns(rows, printer.width) if printer.width >= SIDE_BY_SIDE else _stacked(rows):
                printer.pieces(parts)
        if differences is not None:
            self._differences(differences, event, with_rules=chains is not None)
        self._notes(outcome)
        if chains is not None:
            from workbench.cli.preview_explain import print_chains

            print_chains(printer, chains, outcome.classic)

    def end(self, store: EventStore) -> None:
        """Say how many of the loaded events were shown."""
        loaded = len(store)
        if self._shown == 0:
            self._printer.line(
                "No events to show."
                if loaded == 0
                else f"No event was chosen out of {counted(loaded, 'event')}."
            )
        else:
            self._printer.line()
            self._printer.line(f"{self._shown:,} of {counted(loaded, 'event')} shown.")

    def _mappings(self, outcome: Preview) -> None:
        printer = self._printer
        for mapping in outcome.actions.mappings:
            if mapping.trigger_error is not None and mapping.enabled:
                printer.wrapped(
                    f"its trigger cannot be read: {mapping.trigger_error.message}",
                    "    ",
                    f"  ✗ {mapping.name}: ",
                )
            if mapping.error is not None:
                for text in failure_texts(mapping.index, mapping.error, self._faults):
                    printer.wrapped(text, "      ", f"  ✗ {mapping.name}: ")
            for request in mapping.requests:
                printer.line(f"  Actions  {mapping.name} → {request.method} {request.url}")
        failed = any(mapping.error for mapping in outcome.actions.mappings)
        if outcome.actions.reason:
            # A failure has been told just above.
            reason = "" if failed else f": {outcome.actions.reason}"
            printer.wrapped(f"sends nothing{reason or '.'}", "           ", "  Actions  ")

    def _classic(self, outcome: Preview) -> None:
        classic = outcome.classic
        for request in classic.requests:
            self._printer.line(f"  Classic  {request.method} {request.url}")
        refused = classic.refused_calls
        for index, call in enumerate(classic.calls):
            idle = "  (the SDK does not take it)" if index in refused else ""
            self._printer.wrapped(f"{call_text(call)}{idle}", "           ", "  Classic  calls ")
        if classic.error:
            self._printer.wrapped(f"then fails: {classic.error}", "           ", "  Classic  ")
        if classic.rejected is not None:
            self._printer.wrapped(classic.rejected.reason, "           ", "  Classic  sends nothing: ")

    def _differences(self, differences: Sequence[Difference], event: Event, *, with_rules: bool) -> None:
        """The differences in words; those that the project accepts behind the others, with their notes.

        `with_rules` adds by which rule each side has its value, and why Braze ends with the same.
        """
        from workbench.events.complete import summarize

        printer = self._printer
        printer.line()
        if not differences:
            printer.line("  Differences: none")
            return
        name = summarize(event.data).name
        told = [(found, acceptance_of(self._accepted, found, name)) for found in differences]
        known = sum(acceptance is not None for _, acceptance in told)
        count = f"{len(differences) - known}, {known} accepted" if known else f"{len(differences)}"
        printer.line(f"  Differences ({count})", bold=True)
        for difference, acceptance in sorted(told, key=lambda pair: pair[1] is not None):
            if acceptance is None:
                printer.wrapped(difference.sentence, "    ", "  ≠ ")
            else:
                note = f" Accepted: {acceptance.note}" if acceptance.note else " Accepted."
                printer.wrapped(f"{difference.sentence}{note}", "    ", "  ✓ ")
            for head, text in _reasons(difference) if with_rules else ():
                printer.wrapped(text, "               ", f"      {head:9}")

    def _notes(self, outcome: Preview) -> None:
        doubtful = {note.rule: note for note in outcome.classic.notes if note.trust != "verified"}
        if not doubtful:
            return
        self._printer.line()
        self._printer.line("  Not certain about Classic", bold=True)
        for note in doubtful.values():
            self._printer.wrapped(f"{note.text} ({note.trust}, {note.rule})", "    ", "  ? ")


def _reasons(difference: Difference) -> Iterator[tuple[str, str]]:
    """The rules behind a difference, each with whose it is."""
    if difference.actions_rule:
        yield "Actions", difference.actions_rule
    if difference.classic_rule:
        yield "Classic", difference.classic_rule
    if difference.harmless:
        yield "Braze", difference.harmless


def _title(index: int, event: Event) -> str:
    from workbench.events.complete import summarize

    summary = summarize(event.data)
    parts = [f"{index + 1}", str(event.origin), summary.type, summary.name, summary.user]
    return "  ".join(part for part in parts if part)


Parts = list[tuple[str, Colour | None]]


def _columns(rows: Sequence[Row], width: int) -> Iterator[Parts]:
    """Actions left, Classic right, and the mark between them; long lines go on below."""
    half = (width - 7) // 2
    yield [(f"  {padded('Actions', half)}   Classic", None)]
    for row in rows:
        mark, colour = _COLOURS[row.mark]
        left, right = split_cells(visible(row.left), half), split_cells(visible(row.right), half)
        for number in range(max(len(left), len(right))):
            mine = left[number] if number < len(left) else ""
            other = right[number] if number < len(right) else ""
            shown = mark if number == 0 else " "
            yield [("  ", None), (padded(mine, half), colour), (f" {shown} ", colour), (other, colour)]


def _stacked(rows: Sequence[Row]) -> Iterator[Parts]:
    """One column: shared lines once, others marked with the side they are on."""
    yield [("  < only Actions, > only Classic", None)]
    for row in rows:
        colour = _COLOURS[row.mark][1]
        if row.mark == "same" and (row.left == row.right or not (row.left and row.right)):
            yield [(f"    {row.left or row.right}", None)]
            continue
        if row.left:
            yield [(f"  < {row.left}", "blue")]
        if row.right:
            yield [(f"  > {row.right}", colour)]
