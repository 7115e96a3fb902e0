"""The values of a migration from Braze Classic: choices, decisions, proposed mappings, the proposal."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Self, TypeAlias

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.mappings import Mapping

Verdict: TypeAlias = Literal["carried", "replaced", "choice", "none"]
"""What becomes of a Classic setting or behaviour.

`carried`: the same thing is set or happens in Actions. `replaced`: something else does its work (a mapping, a
trigger, a reference). `choice`: a person has to decide. `none`: Actions has no counterpart.
"""

VERDICT_WORDS: Final[MappingType[Verdict, str]] = {
    "carried": "carried over",
    "replaced": "replaced",
    "choice": "your choice",
    "none": "no counterpart",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide a choice: its value and what it means."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may decide. `""` leaves each to the proposal, which then does what Classic did.

    `endpoint` is a REST endpoint of Braze. `revenue` makes purchases of events with revenue (`purchases`) or
    not (`events`). `pages` and `screens` become custom events: `all`, only the `named` ones, or `none`.
    `anonymous` events without a user id are taken with a `braze_id`, or skipped (`skip`). `groups` become an
    `attribute` or are left out (`none`). `orders` become `purchases`, as Classic made them, or `ecommerce`
    events. `gender` words are filtered as Classic did (`classic`) or passed on (`actions`); `dates` in values
    are rewritten as Classic did (`classic`) or sent as written (`actions`). Lists and objects, which the web
    integration dropped (`nested`), are left out (`classic`) or sent (`actions`).
    """

    endpoint: str = ""
    revenue: str = ""
    pages: str = ""
    screens: str = ""
    anonymous: str = ""
    groups: str = ""
    orders: str = ""
    gender: str = ""
    dates: str = ""
    nested: str = ""

    def with_choice(self, name: str, value: str) -> Self:
        """The choices with one decided. Raises `WorkbenchError` for a name or a value that is not offered."""
        options = OPTIONS.get(name)
        if options is None:
            raise WorkbenchError(
                f"There is no choice {name}.", f"The choices are: {', '.join(OPTIONS)}.", field=name
            )
        if value and name != "endpoint" and value not in {option.value for option in options}:
            words = ", ".join(option.value for option in options)
            raise WorkbenchError(f"{name} cannot be {value}.", f"Choose one of: {words}.", field=name)
        return replace(self, **{name: value})


_KINDS_OF_PAGES: Final = (
    Option("all", "all of them"),
    Option("named", "only those with a name"),
    Option("none", "none"),
)
OPTIONS: Final[MappingType[str, tuple[Option, ...]]] = {
    "endpoint": (),
    "revenue": (
        Option("events", "events with revenue stay custom events"),
        Option("purchases", "events with revenue become purchases"),
    ),
    "pages": _KINDS_OF_PAGES,
    "screens": _KINDS_OF_PAGES,
    "anonymous": (
        Option("braze_id", "events without a user ID are sent if they bring a braze_id"),
        Option("skip", "events without a user ID are skipped"),
    ),
    "groups": (
        Option("attribute", "group calls set ab_segment_group_<id>"),
        Option("none", "group calls are not sent"),
    ),
    "orders": (
        Option("purchases", "orders are purchases, as before"),
        Option("ecommerce", "orders are e-commerce events (beta)"),
    ),
    "gender": (
        Option("classic", "gender words that Classic dropped stay dropped"),
        Option("actions", "every gender word is passed on"),
    ),
    "dates": (
        Option("classic", "dates in values are rewritten to UTC, as before"),
        Option("actions", "dates in values are sent as written"),
    ),
    "nested": (
        Option("classic", "lists and objects that the browser dropped stay out"),
        Option("actions", "lists and objects are sent"),
    ),
}
"""The options of each choice, what Classic's rules would do being among them; endpoints are Braze's own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one row: a Classic setting, an option without one, or a behaviour.

    `key` is Segment's name of the setting (`connectionMode` for the one that has none) or the behaviour's
    subject. `value` is what the setting holds, as text to show, never a credential. `sentence` says what
    happens, `warning` what to know before it is applied, and `tables` what the published migration tables get
    wrong. `choice` names the field of `Choices` that changes it, `chosen` its present value.
    """

    key: str
    label: str
    verdict: Verdict
    sentence: str
    value: str = ""
    warning: str = ""
    tables: str = ""
    choice: str = ""
    chosen: str = ""

    def to_json(self) -> dict[str, Json]:
        """The decision as a JSON object; empty parts are left out."""
        pairs = {
            "key": self.key,
            "label": self.label,
            "value": self.value,
            "verdict": self.verdict,
            "sentence": self.sentence,
            "warning": self.warning,
            "tables": self.tables,
            "choice": self.choice,
            "chosen": self.chosen,
        }
        return {name: text for name, text in pairs.items() if text}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A mapping that the migration proposes: the rows that ask for it, and why it is as it is.

    `preset` names the shipped preset that it is made from, `""` when it is new.
    """

    mapping: Mapping
    rows: tuple[str, ...]
    reasons: tuple[str, ...]
    preset: str = ""

    def to_json(self) -> dict[str, Json]:
        """The mapping in the project's terms, with its rows and reasons."""
        mapping = self.mapping
        return {
            "name": mapping.name,
            "action": mapping.action,
            "trigger": mapping.trigger,
            "enabled": mapping.enabled,
            "fields": mapping.fields,
            "preset": self.preset,
            "rows": list(self.rows),
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a migration would make of Classic's settings.

    `endpoint` and `app_id` are the destination settings; `api_key` is a reference to the REST API key, never
    the key. `web_settings` are those of Braze Web Mode (Actions), for a Classic destination in web mode
    whose pages go on calling Braze's SDK; the REST API key is never among them. `settings` has a decision for
    every Classic setting and option, `behaviours` one for every known difference in behaviour.
    """

    endpoint: str
    app_id: str
    api_key: str
    mappings: tuple[Proposed, ...]
    settings: tuple[Decision, ...]
    behaviours: tuple[Decision, ...]
    web_settings: MappingType[str, Json] = field(default_factory=dict)

    def decision(self, key: str) -> Decision:
        """The decision of a row. Raises `KeyError` for a key that no row has."""
        for decision in (*self.settings, *self.behaviours):
            if decision.key == key:
                return decision
        raise KeyError(key)

    def to_json(self) -> dict[str, Json]:
        """The proposal as a JSON object."""
        return {
            "destination": {"endpoint": self.endpoint, "app_id": self.app_id, "api_key": self.api_key},
            "web_settings": dict(self.web_settings),
            "settings": [decision.to_json() for decision in self.settings],
            "behaviours": [decision.to_json() for decision in self.behaviours],
            "mappings": [proposed.to_json() for proposed in self.mappings],
        }
