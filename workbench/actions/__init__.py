"""The destination: its fields, actions and presets, and what they make of an event.

`ACTIONS`, `PRESETS` and `ENDPOINTS` are read from the packaged facts when first used; what explains requests
is loaded when first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from importlib import import_module
from typing import TYPE_CHECKING

from workbench.actions.batch_sizes import batch_size
from workbench.actions.catalog_hook import (
    COLUMN_TYPES,
    created_catalog,
    new_catalog_body,
    selected_catalog,
)
from workbench.actions.catalog_item import catalog_name
from workbench.actions.explain import FieldNote, field_notes
from workbench.actions.model import (
    DEFAULT_ENDPOINT,
    SYNC_MODE_KEY,
    Action,
    Choice,
    Clause,
    Condition,
    DestinationSettings,
    Field,
    Preset,
)
from workbench.actions.outcome import (
    ActionError,
    ActionsOutcome,
    Answer,
    BatchOutcome,
    EventResult,
    FieldMessage,
    MappingOutcome,
)
from workbench.actions.run import (
    PreparedDestination,
    checked_settings,
    interpret,
    interpret_batch,
    interpret_destination,
    prepare_destination,
    run_action,
    run_action_batch,
    run_batch,
    run_destination,
    run_mapping,
    runner_of,
)
from workbench.release import RELEASE

if TYPE_CHECKING:
    from workbench.actions.chains import Chain, MappingChains, Missing, explain_key
    from workbench.actions.feeding import Feed, feeds

    ACTIONS: MappingType[str, Action]
    PRESETS: tuple[Preset, ...]
    ENDPOINTS: tuple[tuple[str, str], ...]

__all__ = [
    "ACTIONS",
    "COLUMN_TYPES",
    "DEFAULT_ENDPOINT",
    "ENDPOINTS",
    "PRESETS",
    "RELEASE",
    "SYNC_MODE_KEY",
    "Action",
    "ActionError",
    "ActionsOutcome",
    "Answer",
    "BatchOutcome",
    "Chain",
    "Choice",
    "Clause",
    "Condition",
    "DestinationSettings",
    "EventResult",
    "Feed",
    "Field",
    "FieldMessage",
    "FieldNote",
    "MappingChains",
    "MappingOutcome",
    "Missing",
    "PreparedDestination",
    "Preset",
    "batch_size",
    "catalog_name",
    "checked_settings",
    "created_catalog",
    "explain_key",
    "feeds",
    "field_notes",
    "interpret",
    "interpret_batch",
    "interpret_destination",
    "new_catalog_body",
    "prepare_destination",
    "run_action",
    "run_action_batch",
    "run_batch",
    "run_destination",
    "run_mapping",
    "runner_of",
    "selected_catalog",
]

_LAZY = {
    "Chain": "workbench.actions.chains",
    "MappingChains": "workbench.actions.chains",
    "Missing": "workbench.actions.chains",
    "explain_key": "workbench.actions.chains",
    "Feed": "workbench.actions.feeding",
    "feeds": "workbench.actions.feeding",
}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    from workbench.actions import facts  # noqa: PLC0415 - the facts are parsed when first asked for

    loaders = {"ACTIONS": facts.actions, "PRESETS": facts.presets, "ENDPOINTS": facts.endpoints}
    if name in loaders:
        return loaders[name]()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
