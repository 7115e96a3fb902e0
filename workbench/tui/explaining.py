"""Why, in lines to read: why a trigger takes an event, how a key got its value, what a path feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from workbench.actions import ACTIONS, DestinationSettings
from workbench.actions.chains import MappingChains, chains_of_request
from workbench.actions.feeding import Feed, feeds
from workbench.actions.telling import Told, key_text, tell_chain, tell_explanation, tell_missing, value_text
from workbench.classic import TRUST_TEXTS, RuleNote
from workbench.compare import Row
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Mapping, Steps, compile_fields
from workbench.project.preview import Preview
from workbench.release import RELEASE
from workbench.triggers import Condition, parse
from workbench.tui.fields import FieldRow

_STYLES = {
    "key": "strong",
    "rule": "",
    "given": "dim",
    "payload": "dim",
    "schema": "warn",
    "step": "",
    "event": "accent",
    "error": "bad",
}
_MOST_KEYS = 200
"""Keys of a request that a field's explanation lists at most."""
_KNOWN = f"Nothing is in doubt: the requests follow release {RELEASE} of the destination."

Goal: TypeAlias = tuple[int, Steps] | int
"""Where a line leads: a key of one of the requests of Actions, or a mapping by its index."""


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One line of an answer. `style` is one of `LineList.STYLES`; Enter on the line goes to its `goal`."""

    text: str
    style: str = ""
    depth: int = 0
    goal: Goal | None = None


_BLANK = WhyLine("")


def trigger_lines(mapping: Mapping, event: dict[str, Json] | None) -> Iterator[WhyLine]:
    """Each condition of the mapping's trigger with its truth, the value found and what was near."""
    trigger = parse(mapping.trigger)
    if event is not None:
        truth = trigger.explain(event)
        does = "takes" if truth.truth else "does not take"
        yield WhyLine(f"{_mark(truth)} The trigger {does} this event.", "strong")
        yield _BLANK
        yield from _condition(truth, 0)
    else:
        yield WhyLine("Select an event to see which conditions hold for it.")
    for check in trigger.checks:
        yield _BLANK
        yield WhyLine(f"! {check.message}", "warn")
        if check.rewrite:
            yield WhyLine(f"What may be meant: {check.rewrite}", depth=1)
    if any(check.rewrite for check in trigger.checks):
        yield _BLANK
        yield WhyLine("R in the list of mappings takes the first of these texts over.", "dim")


def _mark(condition: Condition) -> str:
    return "●" if condition.truth else "○"


def _condition(condition: Condition, depth: int) -> Iterator[WhyLine]:
    mark, style = _mark(condition), "good" if condition.truth else "dim"
    if condition.children:
        yield WhyLine(f"{mark} {condition.label}", style, depth)
        for child in condition.children:
            yield from _condition(child, depth + 1)
        return
    found = "nothing there" if condition.found is UNDEFINED else f"found {value_text(condition.found)}"
    yield WhyLine(f"{mark} {condition.text or condition.words}", style, depth)
    if condition.label == "condition":
        yield WhyLine(f"{condition.words}: {found}" if condition.words else found, "", depth + 2)
    for near in condition.near:
        yield WhyLine(f"near: {near.message}", "warn", depth + 2)


def field_lines(
    mapping: Mapping, row: FieldRow, event: dict[str, Json] | None, settings: DestinationSettings
) -> Iterator[WhyLine]:
    """How a field gets its value for an event, and which keys of the request it goes into."""
    if row.help:
        yield WhyLine(row.help, "dim")
        yield _BLANK
    if row.directive is UNDEFINED:
        yield WhyLine("The field is not mapped.")
        return
    if event is None:
        yield WhyLine("Select an event to see how the field gets its value.")
        return
    key = str(row.path[0])
    yield from _told(tell_explanation(compile_fields(mapping.fields).field(key).explain(event), 0))
    chains = MappingChains(mapping, settings, event)
    notes = [note for note in chains.notes if note.steps[:1] == (key,)]
    if notes:
        yield _BLANK
        yield WhyLine("Then the action's schema", "head")
        yield from (WhyLine(f"{note.path}: {note.text}", "warn", 1) for note in notes)
    yield _BLANK
    yield WhyLine("Then the action", "head")
    yield from _uses_of(key, chains)


def _uses_of(key: str, chains: MappingChains) -> Iterator[WhyLine]:
    """The keys of the request that a field goes into, or why it goes into none."""
    uses = []
    for steps in chains.sent():
        origin = chains.origins.at(steps) if chains.origins else None
        if origin and any(place[:1] == (key,) for place in (*origin.places, *origin.conditions)):
            uses.append((steps, origin.rule))
    for steps, rule in uses[:_MOST_KEYS]:
        yield WhyLine(f"{key_text(steps)}: {rule}", "", 1)
    if len(uses) > _MOST_KEYS:
        yield WhyLine(f"… and {len(uses) - _MOST_KEYS:,} more keys", "dim", 1)
    left_out = [missing for missing in chains.missing() if missing.place[:1] in ((), (key,))]
    for missing in left_out:
        where = f"{key_text(missing.place)}: " if missing.place else "There is no request: "
        yield WhyLine(f"{where}{missing.reason}", "warn", 1)
    if not uses and not left_out:
        yield WhyLine("The request has nothing of it.", "dim", 1)


def request_lines(
    row: Row, preview: Preview, mappings: Sequence[Mapping], settings: DestinationSettings
) -> Iterator[WhyLine]:
    """Both sides of a row: the chain that made Actions' key, and Classic's rule with its trust."""
    if row.left_at is not None:
        index, steps = row.left_at
        chains = chains_of_request(mappings, settings, preview.event, preview.actions, index)
        chain = chains.chain(steps) if chains else None
        if chain is not None:
            yield WhyLine(f"Actions · {chain.mapping} · {ACTIONS[chain.action].title}", "head")
            yield from _told(tell_chain(chain))
    else:
        yield WhyLine("Actions", "head")
        yield from _why_not(row, preview, mappings, settings)
    yield _BLANK
    yield WhyLine("Classic", "head")
    yield from _classic(row, preview)


def _why_not(
    row: Row, preview: Preview, mappings: Sequence[Mapping], settings: DestinationSettings
) -> Iterator[WhyLine]:
    """Why Actions has nothing on a row: what is mapped to a key of that name and not sent, or what failed."""
    name = row.right_at[1][-1] if row.right_at else ""
    told = False
    for outcome in preview.actions.mappings:
        if not (outcome.matched or outcome.error):
            continue
        for missing in MappingChains(mappings[outcome.index], settings, preview.event).missing():
            if missing.fatal or name in missing.place:
                yield WhyLine(outcome.name, "strong")
                yield from _told(tell_missing(missing), 1)
                told = True
    if not told:
        reason = preview.actions.reason
        nothing = f"No mapping that takes the event gives {name}." if name else _KNOWN
        yield WhyLine(reason or nothing, "dim")


def _classic(row: Row, preview: Preview) -> Iterator[WhyLine]:
    classic = preview.classic
    if row.right_at is not None:
        notes = classic.rules_at(*row.right_at)
        yield from (line for note in notes for line in rule_lines(note))
        if not notes:
            yield WhyLine("No rule names this part.", "dim")
    elif classic.rejected is not None:
        yield WhyLine(classic.rejected.reason)
        yield from (line for note in classic.notes for line in rule_lines(note))
    elif row.left_at is None:
        doubtful = {note.rule: note for note in classic.notes if note.trust == "unknown"}
        yield from (line for note in doubtful.values() for line in rule_lines(note))
        if not doubtful:
            yield WhyLine("Nothing about it is unknown.", "dim")
    else:
        yield WhyLine("Classic sent nothing here.", "dim")


def rule_lines(note: RuleNote) -> Iterator[WhyLine]:
    """A rule of Classic: its id, how far it can be trusted, and what it says."""
    trusted = {"verified": "good", "documented": "", "unknown": "warn"}[note.trust]
    yield WhyLine(f"{note.rule} · {TRUST_TEXTS[note.trust]}", trusted)
    yield WhyLine(note.text, "", 1)


def feed_lines(
    mappings: Sequence[Mapping], settings: DestinationSettings, event: dict[str, Json], place: Steps
) -> Iterator[WhyLine]:
    """Which keys of which requests a place of the event feeds, each with the way to its row."""
    found = feeds(mappings, settings, event, place)
    if not found:
        yield WhyLine("No mapping that takes this event uses it, and no trigger looks at it.", "dim")
        return
    mapping = -1
    for feed in found:
        if feed.mapping != mapping:
            if mapping >= 0:
                yield _BLANK
            mapping = feed.mapping
            yield WhyLine(feed.name, "head")
        yield _fed(feed)


def _fed(feed: Feed) -> WhyLine:
    if feed.kind == "trigger":
        takes = "takes" if feed.request is not None else "makes no request of"
        return WhyLine(f"its trigger looks at it, and the mapping {takes} the event", "dim", 1, feed.mapping)
    words = "" if feed.kind == "value" else " (decides only)"
    style = "accent" if feed.kind == "value" else ""
    goal = None if feed.request is None else (feed.request, feed.steps)
    return WhyLine(f"{key_text(feed.steps)}{words}", style, 1, goal)


def _told(lines: Iterable[Told], depth: int = 0) -> Iterator[WhyLine]:
    return (WhyLine(line.text, _STYLES[line.kind], depth + line.depth) for line in lines)
