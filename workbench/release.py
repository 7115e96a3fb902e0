"""The release that the engine mirrors, apart from the engine: `workbench --version` imports nothing else."""

from __future__ import annotations

RELEASE = "3.497.0"
"""The release of @segment/action-destinations whose behaviour `workbench.actions` has."""
