"""`@liquid`: templates in the Liquid language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workbench.jsvalues import Json
from workbench.mappings.nodes import Node, shortened
from workbench.mappings.paths import Resolve


@dataclass(frozen=True, slots=True)
class Liquid(Node):
    """`@liquid`: a Liquid template over the event, as text."""

    template: Json

    label: ClassVar[str] = "@liquid"

    @property
    def text(self) -> str:
        return f"liquid {shortened(self.template)}" if isinstance(self.template, str) else "invalid @liquid"

    def _compile(self) -> Resolve:
        return lambda _: self.fail(
            "@liquid is not available in this version", "Use @template or @if where that is enough."
        )
