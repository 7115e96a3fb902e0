"""Where each key of a preview's requests comes from, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from workbench.actions.chains import Chain, MappingChains, Missing, Source
from workbench.actions.request_keys import place_text, request_keys
from workbench.actions.telling import key_text, tell_shortly
from workbench.classic import TRUST_TEXTS, RuleNote
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Explanation, Steps

if TYPE_CHECKING:
    from workbench.actions import DestinationSettings
    from workbench.classic import ClassicOutcome
    from workbench.cli.output import Printer
    from workbench.project import Preview, Project


def chains_of(project: Project, settings: DestinationSettings, outcome: Preview) -> tuple[MappingChains, ...]:
    """The chains of every mapping that takes the event."""
    return tuple(
        MappingChains(project.mappings[one.index], settings, outcome.event, index=one.index)
        for one in outcome.actions.mappings
        if one.matched
    )


def print_chains(printer: Printer, chains: Sequence[MappingChains], classic: ClassicOutcome) -> None:
    """Each key in few lines, then what is mapped and not sent, then Classic's keys with their rules."""
    for one in chains:
        printer.line()
        printer.line(f"  Where the keys of {one.mapping.name} come from", bold=True)
        for chain in _all_chains(one):
            first, *rest = tell_shortly(chain)
            printer.wrapped(first, "      ", "    ")
            for text in rest:
                printer.wrapped(text, "          ", "        ")
        missing = list(one.missing())
        if missing:
            printer.line("    Not sent")
        for part in missing:
            printer.wrapped(_missing_text(part), "          ", "      ")
    _print_rules(printer, classic)


def _print_rules(printer: Printer, classic: ClassicOutcome) -> None:
    """The rules of each of Classic's keys, then each rule once with its trust and what it says."""
    of_key: dict[tuple[int, Steps], list[RuleNote]] = {}
    for index, steps, note in _classic_rules(classic):
        of_key.setdefault((index, steps), []).append(note)
    if not of_key:
        return
    printer.line()
    printer.line("  Classic's keys and their rules", bold=True)
    for (_, steps), notes in of_key.items():
        names = ", ".join(f"{note.rule} ({note.trust})" for note in notes)
        printer.wrapped(f"{key_text(steps)}: {names}", "        ", "    ")
    for rule, note in {note.rule: note for notes in of_key.values() for note in notes}.items():
        printer.wrapped(f"{rule}, {TRUST_TEXTS[note.trust]}: {note.text}", "        ", "    § ")


def _missing_text(part: Missing) -> str:
    return f"{place_text(part.place)}: {part.reason}" if part.place else part.reason


def _all_chains(chains: MappingChains) -> Iterator[Chain]:
    return (chain for steps in chains.sent() if (chain := chains.chain(steps)) is not None)


def _classic_rules(classic: ClassicOutcome) -> Iterator[tuple[int, Steps, RuleNote]]:
    for index, request in enumerate(classic.comparable):
        for steps, _ in request_keys(request):
            for note in classic.rules_at(index, steps):
                yield index, steps, note


def chains_json(chains: Sequence[MappingChains], classic: ClassicOutcome) -> dict[str, Json]:
    """`keys` of Actions with their chains, `not_sent` with the reasons, `classic_keys` with their rules."""
    return {
        "keys": [chain_json(chain) for one in chains for chain in _all_chains(one)],
        "not_sent": [
            {"mapping": one.mapping.name, "place": place_text(part.place), "reason": part.reason}
            for one in chains
            for part in one.missing()
        ],
        "classic_keys": [
            {
                "request": index,
                "key": key_text(steps),
                "rule": note.rule,
                "trust": note.trust,
                "text": note.text,
            }
            for index, steps, note in _classic_rules(classic)
        ],
    }


def chain_json(chain: Chain) -> dict[str, Json]:
    """One chain, from the key to the event."""
    return {
        "mapping": chain.mapping,
        "key": key_text(chain.steps),
        "value": chain.value,
        "rule": chain.rule,
        "given": [_present({"kind": part.kind, "value": part.value}) for part in chain.given],
        "sources": [_source_json(source) for source in chain.sources],
    }


def _source_json(source: Source) -> dict[str, Json]:
    return _present(
        {
            "kind": source.kind,
            "place": place_text(source.place),
            "value": source.value,
            "schema": [{"place": note.path, "kind": note.kind, "text": note.text} for note in source.notes],
            "directive": _explanation_json(source.explanation),
            "event": [
                _present({"path": reading.path, "value": reading.value, "kind": reading.kind})
                for reading in source.readings
            ],
        }
    )


def _explanation_json(node: Explanation) -> dict[str, Json]:
    told: dict[str, Json] = {"role": node.role, "label": node.label, "text": node.text, "value": node.value}
    if node.error:
        told["error"] = node.error
    if node.children:
        told["parts"] = [_explanation_json(child) for child in node.children]
    return _present(told)


def _present(members: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in members.items() if value is not UNDEFINED}
