"""How many events of a mapping Segment puts into one batch."""

from __future__ import annotations

from typing import Final

from workbench.actions import facts
from workbench.actions.coercion import Refused, boolean_of, number_of
from workbench.jsvalues import Json
from workbench.mappings.model import Mapping

ENABLE_KEY: Final = "enable_batching"
SIZE_KEY: Final = "batch_size"


def batch_size(mapping: Mapping) -> int:
    """The most events that go into one batch, 1 when the mapping's events go one by one.

    That is so when the action takes no batches or `enable_batching` is not true in the mapping itself, for
    Segment gathers events before their fields are resolved. Without a usable `batch_size` its default counts.
    """
    action = facts.actions().get(mapping.action)
    if (
        action is None
        or not action.supports_batching
        or boolean_of(mapping.fields.get(ENABLE_KEY)) is not True
    ):
        return 1
    field = action.field(SIZE_KEY)
    return _whole(mapping.fields.get(SIZE_KEY)) or _whole(field.default if field else None) or 1


def _whole(value: Json) -> int:
    """A number of events, 0 for what is none."""
    number = number_of(value)
    return 0 if isinstance(number, Refused) or not 1 <= number < float("inf") else int(number)
