"""How actions read Braze's answers."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from workbench.actions.model import SyncMode
from workbench.actions.outcome import ActionError, Answer
from workbench.jsvalues import Undefined, is_truthy, to_text

_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Payload Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    418: "I'm a Teapot",
    509: "Bandwidth Limit Exceeded",
}
"""The standard phrases as Node.js 20 has them, which in these five cases differ from Python 3.11's."""


def is_success(answer: Answer) -> bool:
    """Whether the status is of the 200s."""
    return 200 <= answer.status < 300


def http_error(answer: Answer) -> ActionError:
    """The error of an answer outside the 200s. Its message is the reason phrase."""
    return ActionError("HTTPError", reason_phrase(answer), status=answer.status)


def api_error(message: str, status: int) -> ActionError:
    """Braze says itself what is wrong."""
    return ActionError("APIError", message, code=str(status), status=status)


def reason_phrase(answer: Answer) -> str:
    """The phrase that came with the status, or the standard one; the number for a status that has none."""
    if answer.reason is not None:
        return answer.reason
    return _PHRASES.get(answer.status, str(answer.status))


def expect_success(_: SyncMode | Undefined, answers: Sequence[Answer]) -> ActionError | None:
    """The reading of actions that only look at the status."""
    return next((http_error(answer) for answer in answers if not is_success(answer)), None)


def expect_success_or_message(_: SyncMode | Undefined, answers: Sequence[Answer]) -> ActionError | None:
    """As `expect_success`, with the `message` of Braze's answer where it has one."""
    for answer in answers:
        if not is_success(answer):
            return failure_with_message(answer)
    return None


def failure_with_message(answer: Answer) -> ActionError:
    """The error of an answer outside the 200s, worded by Braze where it says something."""
    message = answer.body.get("message") if isinstance(answer.body, dict) else None
    return api_error(to_text(message), answer.status) if is_truthy(message) else http_error(answer)
