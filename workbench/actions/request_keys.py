"""The parts of requests and payloads, by the steps that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Steps, value_at
from workbench.requests import BrazeRequest

DEEPEST: Final = 40
"""Levels that are told apart; what lies deeper counts as one value, as where requests are compared."""


def leaves(value: Json, before: Steps = ()) -> Iterator[tuple[Steps, Json]]:
    """Everything in a value that is no object or list with something in it, in the order written."""
    waiting: list[tuple[Steps, Json]] = [(before, value)]
    while waiting:
        steps, part = waiting.pop()
        inner = list(members(part)) if len(steps) < DEEPEST else []
        if inner:
            waiting.extend((((*steps, step), item) for step, item in reversed(inner)))
        elif part is not UNDEFINED:
            yield steps, part


def members(value: Json) -> Iterator[tuple[str | int, Json]]:
    """The members of an object or the items of a list, with their steps; nothing of other values."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def request_keys(request: BrazeRequest) -> Iterator[tuple[Steps, Json]]:
    """The parts of a request one by one: its method and address, its headers, the leaves of its body."""
    yield ("method",), request.method
    yield ("url",), request.url
    for name, value in request.headers:
        yield ("headers", name), value
    yield from leaves(request.body, ("body",))


def request_value(request: BrazeRequest, steps: Steps) -> Json:
    """A part of a request, `UNDEFINED` for what it does not have."""
    match steps:
        case ("method",):
            return request.method
        case ("url",):
            return request.url
        case ("headers", str(name)):
            return dict(request.headers).get(name, UNDEFINED)
        case ("body", *inner):
            return value_at(request.body, tuple(inner))
    return UNDEFINED


def place_text(steps: Steps) -> str:
    """Steps as people write them: `products[0].price`, and `events[0].name` without the `body` before it."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
