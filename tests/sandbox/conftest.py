"""Property tests without a deadline (a busy machine is no failure), and an empty sandbox."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.sandbox.client import Local

settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")


@pytest.fixture
def local() -> Iterator[Local]:
    sandbox = Local()
    yield sandbox
    sandbox.store.close()
