"""What the sandbox holds, as values for the screen and for scripts."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class Alias:
    """A user alias: Braze keeps at most one name for each label of a user."""

    name: str
    label: str

    def __str__(self) -> str:
        return f"{self.label}:{self.name}"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a profile is known by. `braze_id` is always there in a stored profile."""

    braze_id: str = ""
    external_id: str = ""
    aliases: tuple[Alias, ...] = ()
    email: str = ""
    phone: str = ""

    @property
    def label(self) -> str:
        """The strongest identifier, for people."""
        alias = str(self.aliases[0]) if self.aliases else ""
        return self.external_id or alias or self.email or self.phone or self.braze_id


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A custom event of a profile; `time` is epoch milliseconds."""

    name: str
    time: float
    app_id: str
    properties: dict[str, Json]


@dataclass(frozen=True, slots=True)
class StoredPurchase:
    """A purchase of a profile; `time` is epoch milliseconds, `price` is for one piece."""

    product_id: str
    currency: str
    price: float
    quantity: int
    time: float
    properties: dict[str, Json]


@dataclass(frozen=True, slots=True)
class UserSummary:
    """One line about a profile: what it is known by, and how much it has."""

    identifiers: Identifiers
    attributes: int
    events: int
    purchases: int
    updated: float

    @property
    def key(self) -> str:
        """What `SandboxStore.profile` finds it by."""
        return self.identifiers.braze_id


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the sandbox holds of one user, oldest first."""

    identifiers: Identifiers
    attributes: dict[str, Json]
    events: tuple[StoredEvent, ...]
    purchases: tuple[StoredPurchase, ...]
    created: float
    updated: float


@dataclass(frozen=True, slots=True)
class Call:
    """A request that the sandbox received and how it answered.

    `at` is epoch milliseconds. Credentials in `body` are masked. `notes` are the sandbox's own remarks about
    the request (a documented limit exceeded, an object that changed nothing): Braze would not send them.
    """

    number: int
    at: float
    method: str
    path: str
    body: Json
    status: int
    reply: Json
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A campaign or Canvas that was triggered: for whom (empty for a broadcast), with which properties."""

    kind: str
    target: str
    recipient: str
    properties: dict[str, Json]
    dispatch_id: str
    at: float
