"""References to credentials: the project file says where a key is, never what it is."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workbench.errors import WorkbenchError

HOW_TO_REFER = (
    "Write a reference instead: `env:NAME` for an environment variable, `keyring:SERVICE/NAME` for the "
    "system keyring."
)

_ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class SecretReference:
    """Where a credential is kept.

    `env` reads the environment variable `name`; `keyring` reads `name` of `service` in the system keyring.
    """

    kind: Literal["env", "keyring"]
    name: str
    service: str = ""

    def __str__(self) -> str:
        return f"env:{self.name}" if self.kind == "env" else f"keyring:{self.service}/{self.name}"


def parse_reference(text: str) -> SecretReference:
    """The reference that `text` writes: `env:NAME` or `keyring:SERVICE/NAME`.

    Raises `WorkbenchError` for anything else; the message never repeats `text`, which may be a credential.
    """
    kind, _, rest = text.partition(":")
    if kind == "env" and _ENVIRONMENT_NAME.fullmatch(rest):
        return SecretReference("env", rest)
    service, _, name = rest.rpartition("/")
    if kind == "keyring" and service and name and rest.isprintable():
        return SecretReference("keyring", name, service)
    if kind == "env":
        raise WorkbenchError(
            "An environment variable's name has letters, digits and `_`, and does not begin with a digit.",
            "For example `env:BRAZE_API_KEY`.",
        )
    if kind == "keyring":
        raise WorkbenchError(
            "A keyring reference needs a service and a name.", "For example `keyring:braze/production`."
        )
    raise WorkbenchError("A credential must not be written in the project file.", HOW_TO_REFER)


def resolve_secret(reference: str, *, environ: Mapping[str, str] | None = None) -> str:
    """The credential that `reference` points to, read now and kept nowhere.

    `environ` stands in for the process's environment variables. Raises `WorkbenchError` when the reference
    is malformed, or the variable or keyring entry is missing or empty.
    """
    secret = parse_reference(reference)
    if secret.kind == "env":
        value = (os.environ if environ is None else environ).get(secret.name, "")
        if not value.strip():
            raise WorkbenchError(
                f"The environment variable {secret.name} is not set.",
                f"Set it before starting, for example: export {secret.name}=…",
            )
        return value.strip()
    return _from_keyring(secret)


def _from_keyring(secret: SecretReference) -> str:
    import keyring  # noqa: PLC0415 - finding the system's keyring costs a start tens of milliseconds
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        value = keyring.get_password(secret.service, secret.name)
    except KeyringError as error:
        raise WorkbenchError(
            f"The system keyring cannot be read ({type(error).__name__}).",
            "Unlock or install a keyring, or refer to an environment variable with `env:NAME`.",
        ) from error
    if not value or not value.strip():
        raise WorkbenchError(
            f"The keyring has no entry {secret.name} for the service {secret.service}.",
            f"Store it with: keyring set {secret.service} {secret.name}",
        )
    return value.strip()
