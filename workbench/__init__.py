"""The Braze mapping workbench.

As a library:

    import workbench

    project = workbench.load_project("workbench.yaml")
    for event in workbench.read_events("sample_events"):
        print(workbench.preview(project, event.data).actions.requests)

Every name of `__all__` is imported when it is first used, so that `import workbench` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from workbench.release import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from workbench.actions import DestinationSettings
    from workbench.braze import Response, SendFailure, curl, masked, send
    from workbench.classic import ClassicSettings
    from workbench.compare import Difference, Row, differences, side_by_side
    from workbench.errors import WorkbenchError
    from workbench.events import Event, EventStore
    from workbench.library import preview, read_events
    from workbench.mappings import Mapping
    from workbench.project import Preview, Project, default_project, load_project, save_project
    from workbench.requests import BrazeRequest, SdkCall

_HOMES: Final = {
    "BrazeRequest": "workbench.requests",
    "ClassicSettings": "workbench.classic",
    "DestinationSettings": "workbench.actions",
    "Difference": "workbench.compare",
    "Event": "workbench.events",
    "EventStore": "workbench.events",
    "Mapping": "workbench.mappings",
    "Preview": "workbench.project",
    "Project": "workbench.project",
    "Response": "workbench.braze",
    "Row": "workbench.compare",
    "SdkCall": "workbench.requests",
    "SendFailure": "workbench.braze",
    "WorkbenchError": "workbench.errors",
    "curl": "workbench.braze",
    "default_project": "workbench.project",
    "differences": "workbench.compare",
    "load_project": "workbench.project",
    "masked": "workbench.braze",
    "preview": "workbench.library",
    "read_events": "workbench.library",
    "save_project": "workbench.project",
    "send": "workbench.braze",
    "side_by_side": "workbench.compare",
}

__all__ = [
    "BrazeRequest",
    "ClassicSettings",
    "DestinationSettings",
    "Difference",
    "Event",
    "EventStore",
    "Mapping",
    "Preview",
    "Project",
    "Response",
    "Row",
    "SdkCall",
    "SendFailure",
    "WorkbenchError",
    "__version__",
    "curl",
    "default_project",
    "differences",
    "load_project",
    "masked",
    "preview",
    "read_events",
    "save_project",
    "send",
    "side_by_side",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
