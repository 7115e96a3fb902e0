"""Property tests without a deadline: a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")
