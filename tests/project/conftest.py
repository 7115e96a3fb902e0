"""Settings for the generated examples of this folder."""

from __future__ import annotations

from hypothesis import settings

# How long one example takes depends on the machine, not on the code.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")
