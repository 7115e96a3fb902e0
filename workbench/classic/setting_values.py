"""Values of settings as people type and read them."""

from __future__ import annotations

import math
import re
from typing import Final

from workbench.classic.setting_facts import SettingFact
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json, is_truthy, number_text, to_number

_ENDPOINT: Final = re.compile(r"(?:https?://)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?/?", re.IGNORECASE).fullmatch
_ENDPOINTS: Final = frozenset({"customEndpoint", "restCustomEndpoint"})
_WORDS: Final = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}
_LONGEST: Final = 300


def typed_value(fact: SettingFact, text: str) -> Json:
    """The value of a setting that somebody typed.

    Raises `WorkbenchError` with the setting's name as `field` for what the setting cannot be: it says what
    it may be.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise WorkbenchError(
            f"{fact.label} is longer than {_LONGEST} characters.", "Shorten it.", field=fact.name
        )
    match fact.kind:
        case "switch":
            if text.lower() not in _WORDS:
                raise WorkbenchError(f"{fact.label} is on or off.", "Type on or off.", field=fact.name)
            return _WORDS[text.lower()]
        case "number":
            return _number(fact, text)
        case "choice":
            return _choice(fact, text)
    if fact.name in _ENDPOINTS and text and not _ENDPOINT(text):
        raise WorkbenchError(
            f"{fact.label} must be a host, with or without https://.",
            "Leave out the path: the destination adds it itself.",
            field=fact.name,
        )
    return text


def value_text(fact: SettingFact, value: Json) -> str:
    """A setting's value in one word or text; "" for none."""
    if fact.kind == "switch":
        return "on" if is_truthy(value) else "off"
    if value is None:
        return ""
    return number_text(value) if isinstance(value, (int, float)) and value is not True else str(value)


def _number(fact: SettingFact, text: str) -> Json:
    number = to_number(text) if text else math.nan
    if not (math.isfinite(number) and number >= 0):
        raise WorkbenchError(
            f"{fact.label} must be a number from 0 upwards.", "For example 30.", field=fact.name
        )
    return int(number) if number.is_integer() else number


def _choice(fact: SettingFact, text: str) -> Json:
    known = [choice.value for choice in fact.choices]
    if text not in known and not fact.open:
        raise WorkbenchError(f"{fact.label} is {' or '.join(known)}.", "Choose one of them.", field=fact.name)
    if fact.name != "version":
        return text
    number = to_number(text) if text else math.nan
    if not math.isfinite(number):
        raise WorkbenchError(
            f"{fact.label} must be a number.", f"The known ones are {', '.join(known)}.", field=fact.name
        )
    return int(number) if number.is_integer() else number
