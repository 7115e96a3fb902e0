"""The version, and the release that the engine mirrors: `workbench --version` imports nothing else."""

from __future__ import annotations

VERSION = "0.1.0"
"""The workbench's own version."""

RELEASE = "3.497.0"
"""The release of @segment/action-destinations whose behaviour `workbench.actions` has."""
