"""Whom an object of a request is about."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.jsvalues import Json
from workbench.sandbox.values import Alias

MISSING_IDENTIFIER = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required"


@dataclass(frozen=True, slots=True)
class Subject:
    """The identifiers that an object gives; empty where it gives none."""

    external_id: str = ""
    alias: Alias | None = None
    braze_id: str = ""
    email: str = ""
    phone: str = ""

    @property
    def kind(self) -> str:
        """The identifier that counts: external_id before user_alias, braze_id, email, phone.

        Only "e-mail before phone" is documented; the rest of the order is the sandbox's choice."""
        if self.external_id:
            return "external_id"
        if self.alias is not None:
            return "user_alias"
        return next((kind for kind in ("braze_id", "email", "phone") if getattr(self, kind)), "")


def subject_of(item: dict[str, Json]) -> Subject | str:
    """The identifiers of an object of a request, or what is wrong with them (Braze docs, "Track users").

    An identifier that is null or empty counts as absent."""
    texts: dict[str, str] = {}
    for kind in ("external_id", "braze_id", "email", "phone"):
        value = item.get(kind)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            return f"'{kind}' is not valid"
        texts[kind] = value
    alias = None if _is_empty(item.get("user_alias")) else alias_of(item["user_alias"])
    if isinstance(alias, str):
        return alias
    return Subject(alias=alias, **texts) if texts or alias else MISSING_IDENTIFIER


def keys_in(body: Json) -> tuple[str, ...]:
    """Whom a request's body is about: the keys that `SandboxStore.profile` finds them by, each once.

    For every endpoint of users and messages; a recipient's `external_user_id` is an external_id."""
    keys: dict[str, None] = {}
    for items in body.values() if isinstance(body, dict) else ():
        for item in items if isinstance(items, list) else ():
            if not isinstance(item, dict):
                continue
            subject = subject_of({"external_id": item.get("external_user_id"), **item})
            if not isinstance(subject, str):
                key = subject.alias if subject.kind == "user_alias" else getattr(subject, subject.kind)
                keys[str(key)] = None
    return tuple(keys)


def _is_empty(value: Json) -> bool:
    return value is None or (isinstance(value, dict) and all(part in (None, "") for part in value.values()))


def alias_of(value: Json) -> Alias | str:
    """The alias in `value`, or what is wrong with it: both parts are required text (Braze docs, "User alias
    object")."""
    if not isinstance(value, dict):
        return "'user_alias' is not valid"
    name, label = value.get("alias_name"), value.get("alias_label")
    if not isinstance(name, str) or not isinstance(label, str) or not name or not label:
        return "'user_alias' needs 'alias_name' and 'alias_label'"
    return Alias(name, label)
