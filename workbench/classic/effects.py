"""What calls of the web SDK do to the user, as the `/users/track` objects that do the same.

Mirrors what the web SDK keeps of its arguments (appboy-web-sdk 1.6, 2.4, 2.7 and 3.5): it refuses values that
its methods do not take, and a refused call changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from workbench.classic.sdk import SdkDate
from workbench.jsvalues import UNDEFINED, Json, Undefined
from workbench.requests import BrazeRequest, SdkCall

_USER: Final = "getUser()."
_SETTERS: Final = {
    "setAvatarImageUrl": "image_url",
    "setEmail": "email",
    "setFirstName": "first_name",
    "setGender": "gender",
    "setLastName": "last_name",
    "setPhoneNumber": "phone",
    "setCountry": "country",
    "setHomeCity": "home_city",
}
_EVENTS: Final = "events"
_PURCHASES: Final = "purchases"


class Visit(NamedTuple):
    """What the web SDK knows that is in no call: the app, whose user it has, and when the calls are made.

    `app_id` is the key that the SDK is started with, `user_id` the user known before the message (`None`
    without one), `time` the moment of the message in ISO form (`None` when it cannot be read).
    """

    app_id: str = ""
    user_id: Json = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """The one request, without an address, that amounts to some calls; none when they change nothing.

    `origins` names the call behind each part of its body: `("attributes", 0, "email")`, `("events", 0)`.
    """

    requests: tuple[BrazeRequest, ...]
    origins: Mapping[tuple[str | int, ...], int]

    def call_at(self, request_index: int, steps: tuple[str | int, ...]) -> int | None:
        """The index of the call that made a part of the request (`("body", …)`), `None` for none of them."""
        if request_index != 0 or steps[:1] != ("body",):
            return None
        for end in range(min(len(steps), 4), 1, -1):
            if steps[1:end] in self.origins:
                return self.origins[steps[1:end]]
        return None


def effects_of(calls: Sequence[SdkCall], visit: Visit) -> Effects:
    """What `calls`, made one after the other, do to the user.

    Attributes of one user meet in one object, the last value wins; events and purchases keep their order. A
    user who is only named becomes an object of `attributes` with nothing but the identifier.
    """
    found = _Found(visit)
    for index, call in enumerate(calls):
        found.add(index, call)
    return found.effects()


class _Found:
    """Collects what calls do."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._user = visit.user_id
        self._named = -1
        self._lists: dict[str, list[dict[str, Json]]] = {"attributes": [], _EVENTS: [], _PURCHASES: []}
        self._origins: dict[tuple[str | int, ...], int] = {}

    def add(self, index: int, call: SdkCall) -> None:
        """Take in the call with this index."""
        method = call.method.removeprefix(_USER)
        match method, call.args:
            case "changeUser", (user_id,):
                self._user, self._named = user_id, index
            case "setDateOfBirth", (int(year), int(month), int(day)):
                self._set(index, "dob", f"{year:04}-{month:02}-{day:02}")
            case "setCustomUserAttribute", (str(key), value):
                self._set(index, key, value)
            case "logCustomEvent", (name, properties):
                self._log(index, _EVENTS, {"name": name, "properties": properties})
            case "logPurchase", (product_id, price, currency, quantity, properties):
                item = {"product_id": product_id, "currency": currency, "price": price, "quantity": quantity}
                self._log(index, _PURCHASES, {**item, "properties": properties})
            case _, (value,) if method in _SETTERS:
                self._set(index, _SETTERS[method], value)

    def effects(self) -> Effects:
        """All that was found."""
        if self._named >= 0 and not any(self._lists.values()):
            self._lists["attributes"].append(self._identity())
            self._origins["attributes", 0] = self._origins["attributes", 0, "external_id"] = self._named
        body = {name: items for name, items in self._lists.items() if items}
        return Effects((BrazeRequest("POST", "", (), body),) if body else (), self._origins)

    def _identity(self) -> dict[str, Json]:
        return {} if self._user in (None, UNDEFINED) else {"external_id": _plain(self._user)}

    def _set(self, index: int, key: str, value: Json | Undefined) -> None:
        if value is UNDEFINED:
            return
        users = self._lists["attributes"]
        identity = self._identity()
        if not users or {name: users[-1].get(name) for name in identity} != identity:
            users.append(identity)
            self._begin(index, "attributes", len(users) - 1, identity)
        users[-1][key] = _plain(value)
        self._origins["attributes", len(users) - 1, key] = index

    def _log(self, index: int, name: str, what: dict[str, Json | Undefined]) -> None:
        app = {"app_id": self._visit.app_id} if self._visit.app_id else {}
        time = {} if self._visit.time is None else {"time": self._visit.time}
        identity = self._identity()
        kept = {key: _plain(value) for key, value in what.items() if value is not UNDEFINED}
        self._lists[name].append({**app, **identity, **kept, **time})
        self._begin(index, name, len(self._lists[name]) - 1, identity)

    def _begin(self, index: int, name: str, number: int, identity: dict[str, Json]) -> None:
        """Note where a new object comes from; its identifier comes from the call that named the user."""
        self._origins[name, number] = index
        if identity and self._named >= 0:
            self._origins[name, number, "external_id"] = self._named


def _plain(value: Json | Undefined) -> Json:
    """A copy of an argument as JSON: dates as their ISO text."""
    if isinstance(value, SdkDate):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
