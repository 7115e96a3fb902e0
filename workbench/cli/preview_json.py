"""Previews as JSON, for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.braze import masked
from workbench.classic import call_text
from workbench.cli.failures import reason_for_nothing
from workbench.cli.output import JsonArray
from workbench.events import Event, EventStore
from workbench.jsvalues import UNDEFINED, Json
from workbench.project import acceptance_of
from workbench.requests import BrazeRequest

if TYPE_CHECKING:
    from workbench.actions import MappingOutcome
    from workbench.actions.chains import MappingChains
    from workbench.classic import ClassicOutcome
    from workbench.cli.inputs import Faults
    from workbench.compare import Difference
    from workbench.project import Acceptance, Preview


class JsonPreviews:
    """Writes one JSON array as the previews come."""

    def __init__(self, faults: Faults, accepted: Sequence[Acceptance] = ()) -> None:
        """`faults` are those of mappings as written, by their place; `accepted` what the project accepts."""
        self._faults, self._accepted = faults, accepted
        self._array = JsonArray()

    def add(
        self,
        index: int,
        event: Event,
        outcome: Preview,
        differences: Sequence[Difference] | None,
        chains: Sequence[MappingChains] | None = None,
    ) -> None:
        """Write the preview of one event, with `chains` also where each key comes from."""
        value = preview_json(index, event, outcome, differences, self._faults, accepted=self._accepted)
        if chains is not None:
            from workbench.cli.preview_explain import chains_json

            value["explained"] = chains_json(chains, outcome.classic)
        self._array.add(value)

    def end(self, _store: EventStore) -> None:
        """Close the array."""
        self._array.end()


def preview_json(
    index: int,
    event: Event,
    outcome: Preview,
    differences: Sequence[Difference] | None,
    faults: Faults,
    *,
    accepted: Sequence[Acceptance] = (),
) -> dict[str, Json]:
    """The JSON of one preview. Credentials are masked; `differences` is left out when they are None."""
    from workbench.events.complete import summarize

    summary = summarize(event.data)
    value: dict[str, Json] = {
        "origin": str(event.origin),
        "number": index + 1,
        "type": summary.type,
        "event": summary.name,
        "requests": [
            {"mapping": mapping.name, **request_json(request)}
            for mapping in outcome.actions.mappings
            for request in mapping.requests
        ],
        "reason": reason_for_nothing(outcome.actions, faults),
        "mappings": [mapping_json(mapping) for mapping in outcome.actions.mappings],
        "classic": classic_json(outcome.classic),
    }
    if differences is not None:
        value["differences"] = [
            difference_json(difference, acceptance_of(accepted, difference, summary.name))
            for difference in differences
        ]
    return value


def request_json(request: BrazeRequest) -> dict[str, Json]:
    """A request with its credential masked."""
    shown = masked(request)
    return {"method": shown.method, "url": shown.url, "headers": dict(shown.headers), "body": shown.body}


def mapping_json(outcome: MappingOutcome) -> dict[str, Json]:
    """What one mapping made of the event."""
    error = outcome.error
    trigger = outcome.trigger_error
    return {
        "name": outcome.name,
        "action": outcome.action,
        "enabled": outcome.enabled,
        "matched": outcome.matched,
        "requests": len(outcome.requests),
        "trigger_error": None
        if trigger is None
        else {"position": trigger.position, "message": trigger.message},
        "error": None
        if error is None
        else {
            "name": error.name,
            "message": error.message,
            "fields": [{"pointer": found.pointer, "message": found.message} for found in error.messages],
        },
    }


def classic_json(outcome: ClassicOutcome) -> dict[str, Json]:
    """What Classic sent, or called in web mode and to what effect, or why nothing; and how sure it is."""
    rejected, refused = outcome.rejected, outcome.refused_calls
    return {
        "requests": [request_json(request) for request in outcome.requests],
        "calls": [
            {
                "method": call.method,
                "args": list(call.args),
                "text": call_text(call),
                "refused": index in refused,
            }
            for index, call in enumerate(outcome.calls)
        ],
        "effect": [request.body for request in outcome.comparable] if outcome.calls else [],
        "error": outcome.error,
        "rejected": None if rejected is None else {"code": rejected.code, "reason": rejected.reason},
        "notes": [
            {"path": note.key_path, "rule": note.rule, "trust": note.trust, "text": note.text}
            for note in outcome.notes
        ],
    }


def difference_json(difference: Difference, acceptance: Acceptance | None = None) -> dict[str, Json]:
    """A difference; the value of a side that has none is left out, and so is what is not known of it."""
    value: dict[str, Json] = {
        "kind": difference.kind,
        "path": difference.path,
        "place": difference.key,
        "sentence": difference.sentence,
        "accepted": acceptance is not None,
    }
    texts = {
        "note": acceptance.note if acceptance else "",
        "harmless": difference.harmless,
        "classic_path": difference.classic_path,
        "actions_rule": difference.actions_rule,
        "classic_rule": difference.classic_rule,
    }
    value |= {key: text for key, text in texts.items() if text}
    if difference.left is not UNDEFINED:
        value["actions"] = difference.left
    if difference.right is not UNDEFINED:
        value["classic"] = difference.right
    return value
