"""A single event of a report, looked at closely: the differences in words."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from workbench.actions import run_destination
from workbench.classic import translate
from workbench.compare.model import Difference, DifferenceKind
from workbench.errors import WorkbenchError
from workbench.events import EventStore
from workbench.project import Project
from workbench.project.preview import previewed_classic

_KEPT: Final = 64


class Inspector:
    """Tells the differences of events in words, when somebody wants to read them."""

    def __init__(self, project: Project, store: EventStore, *, now: float) -> None:
        """`now` is the time of delivery of the report, in milliseconds since 1970."""
        self._mappings = project.mappings
        self._settings = project.destination_settings()
        self._classic = previewed_classic(project.classic, self._settings.endpoint)
        self._now = now
        self._kept: OrderedDict[int, tuple[Difference, ...]] = OrderedDict()
        self.store = store

    def differences(self, index: int) -> tuple[Difference, ...]:
        """The differences of the event at an index of the store; none of one whose file has changed."""
        known = self._kept.get(index)
        if known is None:
            known = self._kept[index] = self._differences(index)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return known

    def _differences(self, index: int) -> tuple[Difference, ...]:
        # DeepDiff is imported with it: only who wants words pays for it.
        from workbench.compare import differences  # noqa: PLC0415

        try:
            event = self.store.event(index).data
        except WorkbenchError:
            return ()
        actions = run_destination(self._mappings, self._settings, event)
        classic = translate(event, self._classic, now=self._now)
        return differences(
            actions.requests,
            classic.comparable,
            actions_reason=actions.reason,
            classic_reason=classic.reason,
        )

    def sentence(self, index: int, kind: DifferenceKind, key: str) -> str:
        """The sentence of an event's difference of a class, "" when it has none."""
        found = (one for one in self.differences(index) if one.kind == kind and one.key == key)
        return next((one.sentence for one in found), "")

    def origin(self, index: int) -> str:
        """Where an event came from: `orders.ndjson:12`."""
        return str(self.store.origin(index))
