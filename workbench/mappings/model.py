"""The mapping as people keep it: Segment's API calls it a subscription."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.jsvalues import Json


@dataclass(frozen=True, slots=True)
class Mapping:
    """A name, an action, a trigger and the fields' directives.

    `action` is the slug (`trackPurchase`), `trigger` FQL text, `fields` the directive JSON as Segment
    stores it, internal keys such as `__segment_internal_sync_mode` included. Treat `fields` as frozen.
    """

    name: str
    action: str
    trigger: str
    enabled: bool = True
    fields: dict[str, Json] = field(default_factory=dict)
