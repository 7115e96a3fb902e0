"""Two outcomes beside each other: what Braze would hold by Actions, and what by Classic."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal, TypeAlias, TypeVar

from workbench.compare.values import MAX_DEPTH, MISSING, same_value
from workbench.compare.wording import moment_of
from workbench.jsvalues import Json, dump_json
from workbench.requests import BrazeRequest
from workbench.sandbox.outcome import Outcome, UserOutcome, outcome_of
from workbench.sandbox.outcomechoices import DATES
from workbench.sandbox.values import Message, StoredEvent, StoredPurchase

Section: TypeAlias = Literal["user", "attribute", "event", "purchase", "message"]
T = TypeVar("T", StoredEvent, StoredPurchase, Message)

NAMELESS: Final = "a user without identifiers"
"""Whom nothing names any more: what stays of an alias user when its alias went to another one."""

_PLURALS: dict[Section, str] = {
    "user": "users",
    "attribute": "attributes",
    "event": "events",
    "purchase": "purchases",
    "message": "messages",
}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One thing that Braze would hold, by Actions and by Classic; `MISSING` on the side that lacks it.

    `user` is whose it is, `name` the identifier, attribute, event, product or message.
    """

    section: Section
    user: str
    name: str
    actions: Json
    classic: Json

    @property
    def same(self) -> bool:
        """Whether both sides have it alike."""
        return self._on_both and same_value(self.actions, self.classic)

    @property
    def same_but_dates(self) -> bool:
        """Whether it differs, and only in how dates are written."""
        return (
            self._on_both
            and not self.same
            and same_value(_with_moments(self.actions), _with_moments(self.classic))
        )

    @property
    def _on_both(self) -> bool:
        return self.actions is not MISSING and self.classic is not MISSING


@dataclass(frozen=True, slots=True)
class OutcomeComparison:
    """Both outcomes, row by row. `alike` tells whether the requests themselves say the same."""

    actions: Outcome
    classic: Outcome
    rows: tuple[OutcomeRow, ...]
    alike: bool

    @property
    def equal(self) -> bool:
        """Whether Braze would hold the same."""
        return all(row.same for row in self.rows)

    @property
    def verdict(self) -> str:
        """The comparison in a sentence."""
        if not self.rows:
            refused = self.actions.refused or self.classic.refused
            return f"By both Braze would hold nothing{': it refuses what was sent' if refused else ''}."
        if self.equal:
            requests = "the same requests" if self.alike else "unlike requests: they are equivalent"
            return f"Equal outcome from {requests}."
        dates = sum(row.same_but_dates for row in self.rows)
        told = [*_differing(self.rows)]
        told += [f"{dates:,} of these only in how dates are written"] if dates else []
        return f"Unlike outcomes: {'; '.join(told)}."

    @property
    def choices(self) -> tuple[str, ...]:
        """The rules behind both outcomes, and behind what differs, that Braze does not document."""
        dates = (DATES,) if any(row.same_but_dates for row in self.rows) else ()
        return tuple(dict.fromkeys((*self.actions.choices, *self.classic.choices, *dates)))


def compare_outcomes(
    actions: Sequence[BrazeRequest],
    classic: Sequence[BrazeRequest],
    *,
    now: float,
    known_users: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> OutcomeComparison:
    """What Braze would hold after Actions' requests and after Classic's, see `outcome_of`.

    Of Classic in web mode give what its calls amount to (`ClassicOutcome.comparable`).
    """
    mine = outcome_of(actions, now=now, known_users=known_users, cancelled=cancelled)
    other = outcome_of(classic, now=now, known_users=known_users, cancelled=cancelled)
    alike = same_value([request.body for request in actions], [request.body for request in classic])
    return OutcomeComparison(mine, other, tuple(_rows(mine, other)), alike)


def _with_moments(value: Json, depth: int = 0) -> Json:
    """A value in which every text that is a date is the moment that it names."""
    if depth >= MAX_DEPTH:
        return value
    if isinstance(value, dict):
        return {key: _with_moments(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_moments(inner, depth + 1) for inner in value]
    moment = moment_of(value)
    return value if math.isnan(moment) else {"moment": moment}


def _rows(actions: Outcome, classic: Outcome) -> Iterator[OutcomeRow]:
    for left, right in _users(actions.users, classic.users):
        yield from _user_rows(left, right)
    for mine, other in _meeting(actions.messages, classic.messages, lambda sent: (sent.kind, sent.target)):
        named = mine or other
        assert named is not None
        yield OutcomeRow(
            "message", named.recipient, f"{named.kind} {named.target}", _json(mine), _json(other)
        )


def _users(
    actions: Sequence[UserOutcome], classic: Sequence[UserOutcome]
) -> Iterator[tuple[UserOutcome | None, UserOutcome | None]]:
    """The same users: those that share an identifier; else the one of a side with the one of the other."""
    by_name: dict[str, int] = {}
    for index, user in enumerate(classic):
        for name in (*_names(user),) or (NAMELESS,):
            by_name.setdefault(name, index)
    met: dict[int, int] = {}
    for index, user in enumerate(actions):
        found = next((by_name[name] for name in (*_names(user), NAMELESS) if name in by_name), None)
        if found is not None and found not in met.values():
            met[index] = found
    if len(actions) == len(classic) == 1:
        met = {0: 0}
    used = set(met.values())
    yield from ((user, classic[met[index]] if index in met else None) for index, user in enumerate(actions))
    yield from ((None, user) for index, user in enumerate(classic) if index not in used)


def _names(user: UserOutcome) -> Iterator[str]:
    known = user.identifiers
    if known.external_id:
        yield f"external_id {known.external_id}"
    yield from (f"alias {alias}" for alias in known.aliases)
    for kind in ("email", "phone"):
        if value := getattr(known, kind):
            yield f"{kind} {value}"


def _user_rows(left: UserOutcome | None, right: UserOutcome | None) -> Iterator[OutcomeRow]:
    named = left or right
    assert named is not None
    label = named.identifiers.label or NAMELESS
    yield OutcomeRow("user", label, "known by", _known_by(left), _known_by(right))
    mine, other = (user.attributes if user else {} for user in (left, right))
    for key in dict.fromkeys((*mine, *other)):
        yield OutcomeRow("attribute", label, key, mine.get(key, MISSING), other.get(key, MISSING))
    for one, another in _meeting(
        left.events if left else (), right.events if right else (), lambda event: event.name
    ):
        found = one or another
        assert found is not None
        yield OutcomeRow("event", label, found.name, _json(one), _json(another))
    purchases = _pieces(left.purchases if left else (), right.purchases if right else ())
    for buy, bought in _meeting(*purchases, lambda bought: bought.product_id):
        item = buy or bought
        assert item is not None
        yield OutcomeRow("purchase", label, item.product_id, _json(buy), _json(bought))


Purchases: TypeAlias = tuple[StoredPurchase, ...]


def _pieces(mine: Purchases, other: Purchases) -> tuple[Purchases, Purchases]:
    """The purchases of both sides, equal ones as one of several pieces where that makes both sides the same.

    Braze counts a purchase of n pieces as n purchases (Braze docs, "Purchase object")."""
    if len(mine) == len(other):
        return mine, other
    left, right = _together(mine), _together(other)
    return (tuple(left.values()), tuple(right.values())) if left == right else (mine, other)


def _together(purchases: Purchases) -> dict[str, StoredPurchase]:
    """Purchases that are equal but for the number of pieces as one, by what they have in common."""
    found: dict[str, StoredPurchase] = {}
    for bought in purchases:
        key = dump_json(asdict(replace(bought, quantity=0)))
        pieces = found[key].quantity if key in found else 0
        found[key] = replace(bought, quantity=bought.quantity + pieces)
    return found


def _known_by(user: UserOutcome | None) -> Json:
    """What a user can be found by, without e-mail address and phone number: those are attributes."""
    if user is None:
        return MISSING
    names = [name for name in _names(user) if not name.startswith(("email ", "phone "))]
    known = user.identifiers
    return names or ["e-mail address or phone number" if known.email or known.phone else "nothing any more"]


def _meeting(
    mine: Sequence[T], other: Sequence[T], sign: Callable[[T], object]
) -> Iterator[tuple[T | None, T | None]]:
    """Equal ones meet, then those of the same sign in their order; the rest stays alone."""
    partner: dict[int, int] = {}
    used: set[int] = set()
    for key in (lambda thing: (sign(thing), dump_json(_json(thing))), sign):
        waiting: dict[object, deque[int]] = {}
        for index, thing in enumerate(other):
            if index not in used:
                waiting.setdefault(key(thing), deque()).append(index)
        for index, thing in enumerate(mine):
            if index not in partner and (queue := waiting.get(key(thing))):
                partner[index] = queue.popleft()
                used.add(partner[index])
    yield from (
        (thing, other[partner[index]] if index in partner else None) for index, thing in enumerate(mine)
    )
    yield from ((None, thing) for index, thing in enumerate(other) if index not in used)


def _json(thing: StoredEvent | StoredPurchase | Message | None) -> Json:
    """What is stored of it, without its name."""
    if thing is None:
        return MISSING
    left_out = {"name", "product_id", "kind", "target", "dispatch_id", "at"}
    return {key: value for key, value in asdict(thing).items() if key not in left_out}


def _differing(rows: Sequence[OutcomeRow]) -> Iterator[str]:
    """What differs, section by section: `2 attributes differ (a, b)`, `1 event only by Classic (A)`."""
    for section, plural in _PLURALS.items():
        for verb, chosen in (
            ("only by Actions", [row for row in rows if row.classic is MISSING]),
            ("only by Classic", [row for row in rows if row.actions is MISSING]),
            (
                "differ",
                [row for row in rows if MISSING not in (row.actions, row.classic) and not row.same],
            ),
        ):
            found = [row for row in chosen if row.section == section]
            if not found:
                continue
            names = list(dict.fromkeys(row.user if section == "user" else row.name for row in found))
            shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
            one = len(found) == 1
            does = "differs" if verb == "differ" and one else verb
            if section == "user" and verb == "differ":
                does = "is known by other identifiers" if one else "are known by other identifiers"
            yield f"{len(found):,} {section if one else plural} {does} ({shown})"
