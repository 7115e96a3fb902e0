"""Exports for production, and mappings read back from them and from Segment.

Everything is imported when it is first used: most commands export nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports.findings import Exported, check_export
    from workbench.exports.formats import (
        FORMATS,
        export_findings,
        export_project,
        export_text,
        write_export,
    )
    from workbench.exports.importing import ReadMappings, read_mappings
    from workbench.exports.plain import plain_json, plain_yaml
    from workbench.exports.publicapi import ApiCall, public_api, public_api_calls
    from workbench.exports.terraform_config import terraform

_MODULES = {
    "Exported": "findings",
    "check_export": "findings",
    "FORMATS": "formats",
    "export_findings": "formats",
    "export_project": "formats",
    "export_text": "formats",
    "write_export": "formats",
    "ReadMappings": "importing",
    "read_mappings": "importing",
    "plain_json": "plain",
    "plain_yaml": "plain",
    "ApiCall": "publicapi",
    "public_api": "publicapi",
    "public_api_calls": "publicapi",
    "terraform": "terraform_config",
}

__all__ = [
    "FORMATS",
    "ApiCall",
    "Exported",
    "ReadMappings",
    "check_export",
    "export_findings",
    "export_project",
    "export_text",
    "plain_json",
    "plain_yaml",
    "public_api",
    "public_api_calls",
    "read_mappings",
    "terraform",
    "write_export",
]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"workbench.exports.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
