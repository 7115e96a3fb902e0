"""The calls of Braze's web SDK that a message causes, each with its rule."""

from __future__ import annotations

from workbench.classic.dates import written
from workbench.classic.effects import Visit
from workbench.classic.outcome import ClassicOutcome, Trace
from workbench.classic.sdk import SdkDate
from workbench.jsvalues import Json, Undefined, is_truthy
from workbench.requests import SdkCall


class Calls:
    """Collects calls in the order made."""

    __slots__ = ("_calls", "_rules")

    def __init__(self) -> None:
        self._calls: list[SdkCall] = []
        self._rules: list[tuple[str, str]] = []

    def add(self, method: str, *args: Json | Undefined, rule: str) -> None:
        """Note a call; arguments are as the SDK gets them, dates as `SdkDate`."""
        self._rules.append((f"calls[{len(self._calls)}]", rule))
        self._calls.append(SdkCall(method, args))

    def outcome(self, sdk_file: str, error: str = "", visit: Visit | None = None) -> ClassicOutcome:
        """The calls so far as an outcome of a message in `visit`."""
        return ClassicOutcome(
            calls=tuple(self._calls),
            error=error,
            sdk_file=sdk_file,
            trace=Trace(found=tuple(self._rules)),
            visit=visit or Visit(),
        )


def web_value(value: Json | Undefined) -> Json | Undefined:
    """A copy of a value of the message as the SDK gets it: dates are date objects."""
    return written(value, SdkDate)


def change_user(calls: Calls, message: dict[str, Json], rule: str) -> None:
    """`changeUser` when the message has a user id."""
    user_id = message.get("userId")
    if is_truthy(user_id):
        calls.add("changeUser", web_value(user_id), rule=rule)
