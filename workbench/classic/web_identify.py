"""Identify in web mode: the user's profile, set field by field (CW-IDENT)."""

from __future__ import annotations

from typing import Final, NamedTuple

from workbench.classic.dates import date_of
from workbench.classic.facade import avatar, check_copyable, email, first_name, last_name, phone
from workbench.classic.lookup import FacadeCrashError, find, names_of
from workbench.classic.settings import ClassicSettings, major_version
from workbench.classic.web_calls import Calls, web_value
from workbench.jsdates import DAY_MS, civil_from_days
from workbench.jsvalues import UNDEFINED, Json, Undefined, is_truthy, own_members

_RESERVED: Final = frozenset(
    {
        "avatar",
        "address",
        "birthday",
        "email",
        "id",
        "firstName",
        "gender",
        "lastName",
        "phone",
        "facebook",
        "twitter",
        "first_name",
        "last_name",
        "dob",
        "external_id",
        "country",
        "home_city",
        "bio",
        "email_subscribe",
        "push_subscribe",
    }
)
"""CW-IDENT-06: traits that are never custom attributes."""
_GENDERS: Final = {
    **dict.fromkeys(("woman", "female", "w", "f"), "f"),
    **dict.fromkeys(("man", "male", "m"), "m"),
    **dict.fromkeys(("other", "o"), "o"),
}


def _check_copy(traits: Json, user_id: Json | Undefined) -> None:
    """Raise `FacadeCrashError` when the original fails to copy the traits with the user id as their `id`."""
    if (
        isinstance(traits, dict)
        and ("id" in traits or isinstance(user_id, (dict, list)))
        and is_truthy(user_id)
    ):
        traits = {**traits, "id": user_id}
    check_copyable(traits)


class Identity(NamedTuple):
    """What an identify says about a user: single values as the SDK gets them, others as in the message."""

    user_id: Json | Undefined
    avatar: Json | Undefined
    email: Json | Undefined
    first_name: str | None
    gender: Json | Undefined
    last_name: str | None
    phone: Json | Undefined
    address: Json | Undefined
    birthday: Json | Undefined
    traits: Json

    @classmethod
    def of(cls, event: dict[str, Json]) -> Identity:
        """Read an identify. Raises `FacadeCrashError` where the original fails on it (CW-IDENT-07)."""
        user_id = event.get("userId", UNDEFINED)
        traits = event.get("traits")
        if not is_truthy(traits):
            traits = {}
        if is_truthy(user_id) and not isinstance(traits, (dict, list)) and date_of(traits) is None:
            raise FacadeCrashError("The traits are no object.")
        own = traits if isinstance(traits, dict) else {}
        _check_copy(traits, user_id)
        names = names_of(own)
        return cls(
            web_value(user_id),
            web_value(avatar(own, names)),
            web_value(email(event, names)),
            first_name(own, names),
            find(own, names, "gender"),
            last_name(own, names),
            web_value(phone(own, names)),
            find(own, names, "address"),
            find(own, names, "birthday"),
            traits,
        )

    def tell(self, calls: Calls, settings: ClassicSettings) -> None:
        """Make the calls. Raises `FacadeCrashError` where the original fails half-way."""
        self._set(calls, "changeUser", self.user_id, "CW-IDENT-01")
        self._set(calls, "getUser().setAvatarImageUrl", self.avatar, "CW-IDENT-02")
        self._set(calls, "getUser().setEmail", self.email, "CW-IDENT-02")
        self._set(calls, "getUser().setFirstName", self.first_name, "CW-IDENT-02")
        if is_truthy(self.gender):
            calls.add("getUser().setGender", self._sdk_gender(settings), rule="CW-IDENT-03")
        self._set(calls, "getUser().setLastName", self.last_name, "CW-IDENT-02")
        self._set(calls, "getUser().setPhoneNumber", self.phone, "CW-IDENT-02")
        if is_truthy(self.address):
            self._set_address(calls)
        if is_truthy(self.birthday):
            moment = date_of(self.birthday)
            if moment is None:
                raise FacadeCrashError("The birthday is no ISO date.")
            day = civil_from_days(int(moment // DAY_MS))
            calls.add("getUser().setDateOfBirth", *day, rule="CW-IDENT-05")
        self._set_attributes(calls)

    def _set(self, calls: Calls, method: str, value: Json | Undefined, rule: str) -> None:
        if is_truthy(value):
            calls.add(method, value, rule=rule)

    def _sdk_gender(self, settings: ClassicSettings) -> str | Undefined:
        """CW-IDENT-03: the SDK's value. Raises `FacadeCrashError` for a known word with SDK 3."""
        known = _GENDERS.get(self.gender.lower()) if isinstance(self.gender, str) else None
        if known is None:
            return UNDEFINED
        if major_version(settings) == 3:
            raise FacadeCrashError("SDK 3 has no namespace ab, where the code looks for genders.")
        return known

    def _set_address(self, calls: Calls) -> None:
        """CW-IDENT-04: both calls are made twice."""
        parts = self.address if isinstance(self.address, dict) else {}
        for _ in range(2):
            for method, key in (("setCountry", "country"), ("setHomeCity", "city")):
                calls.add(f"getUser().{method}", web_value(parts.get(key, UNDEFINED)), rule="CW-IDENT-04")

    def _set_attributes(self, calls: Calls) -> None:
        """CW-IDENT-06: every other trait but objects, lists and dates too; of a list, its items by index."""
        if isinstance(self.traits, str) and date_of(self.traits) is not None:
            return
        for key, value in own_members(self.traits).items():
            if key not in _RESERVED and not isinstance(value, dict):
                calls.add("getUser().setCustomUserAttribute", key, web_value(value), rule="CW-IDENT-06")
