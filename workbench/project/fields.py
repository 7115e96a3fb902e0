"""Reading checked values out of a document, with file, line, field and next step for each error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.project.names import choose_from
from workbench.project.paths import Path, field_text, shortened
from workbench.project.yamltext import Document

_KINDS = {
    dict: "a mapping",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


def kind(value: Json) -> str:
    """What `value` is, in words: "a list", "text", "null"."""
    return _KINDS.get(type(value), "null")


@dataclass(frozen=True, slots=True)
class Section:
    """One mapping of a document, and the way to it."""

    document: Document
    path: Path
    values: dict[str, Json]

    def fail(self, message: str, hint: str, *steps: str | int) -> NoReturn:
        """Raise a `WorkbenchError` about the value at `steps` below this section."""
        path = (*self.path, *steps)
        raise WorkbenchError(message, hint, self.document.file, self.document.line(path), field_text(path))

    def allow(self, *keys: str) -> None:
        """Refuse keys other than `keys`, naming the nearest of them."""
        for key in self.values:
            if key not in keys:
                self.fail(f"There is no setting {shortened(key)} here.", choose_from(key, keys), key)

    def text(self, key: str, default: str | None = None) -> str:
        """The text at `key`; `default` when it is missing, an error when it is missing without one."""
        value = self.values.get(key, default)
        if value is None and key not in self.values:
            self.fail(f"{key} is missing.", f"Add a line `{key}: …`.")
        if not isinstance(value, str):
            self.fail(f"{key} must be text, not {kind(value)}.", "Put the value between quotes.", key)
        return value

    def flag(self, key: str, default: bool) -> bool:
        """The boolean at `key`."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.fail(
                f"{key} must be true or false, not {kind(value)}.", "Write true or false without quotes.", key
            )
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """The text at `key`, one of `choices`."""
        value = self.text(key, default)
        if value not in choices:
            self.fail(f"{key} must be one of {', '.join(choices)}.", choose_from(value, choices), key)
        return value

    def list(self, key: str) -> list[Json]:
        """The list at `key`, empty when it is missing or null."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fail(
                f"{key} must be a list, not {kind(value)}.", "Write one item per line, each after `- `.", key
            )
        return value

    def section(self, key: str) -> Section:
        """The mapping at `key`, empty when it is missing or null."""
        value = self.values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self.fail(
                f"{key} must be a mapping, not {kind(value)}.", "Write `key: value` lines below it.", key
            )
        return Section(self.document, (*self.path, key), value)

    def sections(self, key: str) -> Iterator[Section]:
        """The mappings in the list at `key`."""
        for index, value in enumerate(self.list(key)):
            if not isinstance(value, dict):
                self.fail(
                    f"An item of {key} must be a mapping, not {kind(value)}.",
                    "See the items around it.",
                    key,
                    index,
                )
            yield Section(self.document, (*self.path, key, index), value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`."""
        values = self.list(key)
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value:
                what = "empty" if value == "" else kind(value)
                self.fail(f"An item of {key} must be text, not {what}.", "Put it between quotes.", key, index)
        return tuple(values)
