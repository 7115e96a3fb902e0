"""The errors that people read."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import FrozenInstanceError, dataclass

import pytest

from workbench.errors import WorkbenchError
from workbench.mappings import MappingFailure


@dataclass(frozen=True)
class ParticularError(WorkbenchError):
    """A frozen subclass, as the packages have them."""

    position: int = 0


@contextmanager
def anything() -> Iterator[None]:
    """A context manager as contextlib makes them."""
    yield


@pytest.mark.parametrize("error", [WorkbenchError("It is so."), ParticularError("It is so.", position=3)])
def test_an_error_passes_through_a_context_manager(error: WorkbenchError) -> None:
    with pytest.raises(WorkbenchError) as caught, anything():
        raise error from ValueError()
    assert caught.value is error
    assert isinstance(error.__cause__, ValueError)


def test_an_error_stays_frozen() -> None:
    error = ParticularError("It is so.")
    with pytest.raises(FrozenInstanceError):
        error.message = "It is not."  # type: ignore[misc]  # the refusal is the subject
    with pytest.raises(FrozenInstanceError):
        error.position = 4  # type: ignore[misc]  # as above
    assert hash(error) == hash(ParticularError("It is so."))


@pytest.mark.parametrize(
    "error",
    [
        WorkbenchError("It is so."),
        WorkbenchError("It is so.", hint="Change it.", file="a.yaml", line=3, field="name"),
        ParticularError(message="It is so.", position=3),
        MappingFailure("It is so.", faults=()),
    ],
)
def test_an_error_goes_to_another_process_and_back(error: WorkbenchError) -> None:
    for copied in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert copied is not error
        assert type(copied) is type(error)
        assert copied == error
        assert str(copied) == str(error)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (WorkbenchError("It is so."), "It is so."),
        (WorkbenchError("It is so.", "Change it."), "It is so. Change it."),
        (WorkbenchError("It is so.", file="a.yaml", line=3), "a.yaml:3: It is so."),
        (WorkbenchError("It is so.", file="a.yaml", field="name"), "a.yaml: name: It is so."),
        (WorkbenchError("It is so.", line=3, field="name"), "name: It is so."),
    ],
)
def test_an_error_says_where_what_and_what_next(error: WorkbenchError, text: str) -> None:
    assert str(error) == text
