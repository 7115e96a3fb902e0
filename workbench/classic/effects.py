"""What calls of the web SDK do to the user, as the `/users/track` objects that do the same.

A call whose values the SDK refuses changes nothing, and one that it fails on ends the message (see `sdk`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from workbench.classic.sdk import (
    SdkFailureError,
    currency,
    event_properties,
    is_name,
    plain,
    price,
    profile_field,
    quantity,
    takes_attribute,
    user_id,
)
from workbench.jsvalues import Json
from workbench.requests import BrazeRequest, SdkCall

_USER: Final = "getUser()."
_ON_USERS: Final = (_USER, "changeUser", "log")
_USERS: Final = "attributes"
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
    `refused` are the indices of calls on the user that change nothing, because the SDK does not take their
    values or has failed before.
    """

    requests: tuple[BrazeRequest, ...]
    origins: Mapping[tuple[str | int, ...], int]
    refused: frozenset[int] = frozenset()

    def call_at(self, request_index: int, steps: tuple[str | int, ...]) -> int | None:
        """The index of the call that made a part of the request (`("body", …)`), `None` for none of them."""
        if request_index != 0 or steps[:1] != ("body",):
            return None
        for end in range(min(len(steps), 4), 1, -1):
            if steps[1:end] in self.origins:
                return self.origins[steps[1:end]]
        return None


def effects_of(calls: Sequence[SdkCall], visit: Visit, sdk_file: str) -> Effects:
    """What `calls` of the SDK in `sdk_file`, made one after the other, do to the user.

    Attributes of one user meet in one object, the last value wins; events and purchases keep their order. A
    user who is only named becomes an object of `attributes` with nothing but the identifier.
    """
    found = _Found(visit, sdk_file)
    found.refused |= {index for index, call in enumerate(calls) if call.method.startswith(_ON_USERS)}
    with contextlib.suppress(SdkFailureError):  # What was called before it has happened.
        for index, call in enumerate(calls):
            if found.add(index, call):
                found.refused.discard(index)
    return found.effects()


class _Found:
    """Collects what calls do."""

    def __init__(self, visit: Visit, sdk_file: str) -> None:
        self._visit, self._sdk_file = visit, sdk_file
        self._user = user_id(visit.user_id, sdk_file)
        self._named = -1
        self.refused: set[int] = set()
        self._lists: dict[str, list[dict[str, Json]]] = {_USERS: [], _EVENTS: [], _PURCHASES: []}
        self._origins: dict[tuple[str | int, ...], int] = {}

    def add(self, index: int, call: SdkCall) -> bool:
        """Take in the call with this index; whether it does anything.

        Raises `SdkFailureError` where the SDK itself fails.
        """
        method = call.method.removeprefix(_USER)
        match method, call.args:
            case "changeUser", (user,):
                return self._name(index, user_id(user, self._sdk_file))
            case "setDateOfBirth", (int(year), int(month), int(day)):
                return self._set(index, "dob", f"{year:04}-{month:02}-{day:02}")
            case "setCustomUserAttribute", (str(key), value) if takes_attribute(key, value):
                return self._set(index, key, value)
            case "logCustomEvent", (name, properties) if is_name(name):
                kept = event_properties(properties, self._sdk_file)
                return kept is not None and self._log(index, _EVENTS, {"name": name, "properties": kept})
            case "logPurchase", _:
                return self._buy(index, call)
            case _, (value,):
                field = profile_field(method, value, self._sdk_file)
                return field is not None and self._set(index, *field)
        return False

    def effects(self) -> Effects:
        """All that was found."""
        if self._named >= 0 and not any(self._lists.values()):
            self._start(self._named, _USERS, self._identity())
        body = {name: items for name, items in self._lists.items() if items}
        return Effects(
            (BrazeRequest("POST", "", (), body),) if body else (), self._origins, frozenset(self.refused)
        )

    def _name(self, index: int, user: str | None) -> bool:
        if user is None:
            return False
        self._user, self._named = user, index
        return True

    def _identity(self) -> dict[str, Json]:
        return {} if self._user is None else {"external_id": self._user}

    def _set(self, index: int, key: str, value: Json) -> bool:
        users = self._lists[_USERS]
        if not users or users[-1].get("external_id") != self._user:
            self._start(index, _USERS, self._identity())
        if key == "external_id":
            return False
        users[-1][key] = plain(value)
        self._origins[_USERS, len(users) - 1, key] = index
        return True

    def _buy(self, index: int, call: SdkCall) -> bool:
        product_id, cost, code, count, properties = call.args
        bought: dict[str, Json] = {
            "product_id": product_id,
            "price": price(cost),
            "quantity": quantity(count),
        }
        if not is_name(product_id) or None in bought.values():
            return False
        bought |= {
            "currency": currency(code),
            "properties": event_properties(properties, self._sdk_file),
        }
        return None not in bought.values() and self._log(index, _PURCHASES, bought)

    def _log(self, index: int, name: str, what: dict[str, Json]) -> bool:
        app = {"app_id": self._visit.app_id} if self._visit.app_id else {}
        time = {} if self._visit.time is None else {"time": self._visit.time}
        self._start(index, name, {**app, **self._identity(), **plain(what), **time})
        return True

    def _start(self, index: int, name: str, item: dict[str, Json]) -> None:
        """Begin an object; its identifier comes from the call that named the user."""
        number = len(self._lists[name])
        self._lists[name].append(item)
        self._origins[name, number] = index
        if "external_id" in item and self._named >= 0:
            self._origins[name, number, "external_id"] = self._named
