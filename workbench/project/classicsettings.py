"""Settings of a Classic destination from a file: YAML or JSON, or what Segment's Public API answered.

The credential among them never enters a project: what a file writes out is left out, and said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from workbench.classic import ClassicSettings
from workbench.classic.settings import FIELDS
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json, parse_json
from workbench.project.fields import kind
from workbench.project.files import read_bytes
from workbench.project.names import choose_from
from workbench.project.paths import Path as Way
from workbench.project.paths import field_text, shortened
from workbench.project.schema import CLASSIC_SECRETS
from workbench.project.secrets import parse_reference
from workbench.project.storage import decoded
from workbench.project.yamltext import Document, parse_yaml

CLASSIC_ID = "54efbf12db31d978f14aa8b5"
"""The catalogue's id of the Classic destination (Segment documentation, *Braze Destination*)."""
_OWN = ("connectionMode", "profile")
"""Settings of the workbench that no destination has."""


@dataclass(frozen=True, slots=True)
class SettingsNote:
    """Something that was not taken from a file: the setting, a sentence, and the line if it is known."""

    name: str
    text: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, " if self.line is not None else ""
        return f"{place}{self.name}: {self.text}"


@dataclass(frozen=True, slots=True)
class ClassicFile:
    """The settings that a file holds, which of them it names, and notes on what was not taken from it."""

    settings: ClassicSettings
    names: frozenset[str]
    notes: tuple[SettingsNote, ...] = ()

    def over(self, project_settings: ClassicSettings) -> ClassicSettings:
        """The settings, keeping what only a project says: the reference to the key, mode and profile."""
        kept = {
            FIELDS[name]: getattr(project_settings, FIELDS[name])
            for name in (*CLASSIC_SECRETS, *_OWN)
            if name not in self.names
        }
        return replace(self.settings, **kept)


def read_classic_settings(path: str | Path) -> ClassicFile:
    """The Classic settings in a YAML or JSON file.

    It holds the settings under Segment's names; a `workbench.yaml` with its section `classic`; or what the
    Public API answers for `GET /destinations/{id}`, or for a list with one Classic destination in it. Raises
    `WorkbenchError` with file, line, field and next step when it holds none of these, a setting has the wrong
    kind of value, or a name is no setting's (in an answer of the API that is only noted).
    """
    return classic_settings_in(read_bytes(Path(path)), str(path))


def classic_settings_in(text: str | bytes, file: str = "") -> ClassicFile:
    """The settings in a text; `file` is the name that errors give. Raises as `read_classic_settings` does."""
    document = _document(decoded(text, file), file)
    way, from_api = _find(document)
    values = document.value
    for step in way:
        values = values[step]
    if not isinstance(values, dict):
        _fail(document, f"The settings are {kind(values)}, not names with values.", "Check the file.", way)
    return _take(document, way, values, from_api=from_api)


def _document(text: str, file: str) -> Document:
    """JSON as JSON reads it, with YAML's lines where YAML can read it too; anything else as YAML."""
    try:
        value = parse_json(text)
    except ValueError:
        return parse_yaml(text, file)
    try:
        lines = parse_yaml(text, file).lines
    except WorkbenchError:
        lines = {}
    return Document(value, lines, file)


def _find(document: Document) -> tuple[Way, bool]:
    """The way to the settings, and whether they come from the Public API."""
    value = document.value
    if not isinstance(value, dict):
        what = "is empty" if value is None else f"holds {kind(value)}"
        _fail(
            document, f"The file {what}, not settings.", "Begin it with a setting, such as `apiKey: …`.", ()
        )
    way: Way = ()
    if isinstance(value.get("data"), dict):
        way, value = ("data",), value["data"]
    if isinstance(value.get("destinations"), list):
        way = (*way, "destinations", _only_classic(document, way, value["destinations"]))
        return _settings_of(document, way)
    if isinstance(value.get("destination"), dict) and "mappings" not in value and "version" not in value:
        return _settings_of(document, (*way, "destination"))
    if isinstance(value.get("settings"), dict):
        return _settings_of(document, way)
    if way:
        _fail(document, "This answer of the Public API holds no destination.", "Get /destinations/{id}.", way)
    if "classic" in value:
        return ("classic",), False
    if "mappings" in value and "version" in value:
        _fail(document, "This project has no Classic settings.", "Give it a section `classic:`.", ())
    return (), False


def _settings_of(document: Document, way: Way) -> tuple[Way, bool]:
    destination = document.value
    for step in way:
        destination = destination[step]
    if not _may_be_classic(destination):
        name = destination["metadata"].get("name")
        shown = f" but {shortened(name)}" if isinstance(name, str) and name else ""
        _fail(
            document,
            f"This destination is not Braze Classic{shown}.",
            f"Get the destination whose metadata.id is {CLASSIC_ID}.",
            (*way, "metadata"),
        )
    if not isinstance(destination.get("settings"), dict):
        _fail(document, "The destination has no settings.", "Get it again from the Public API.", way)
    return (*way, "settings"), True


def _may_be_classic(destination: Json) -> bool:
    metadata = destination.get("metadata") if isinstance(destination, dict) else None
    if not isinstance(metadata, dict) or metadata.get("id") is None:
        return True
    return bool(metadata["id"] == CLASSIC_ID)


def _only_classic(document: Document, way: Way, destinations: list[Json]) -> int:
    found = [
        index
        for index, destination in enumerate(destinations)
        if isinstance(destination, dict) and destination.get("metadata") and _may_be_classic(destination)
    ]
    if len(found) != 1:
        many = "no Braze Classic destination" if not found else f"{len(found)} of them"
        _fail(
            document,
            f"The list holds {many}.",
            "Get one destination with /destinations/{id}.",
            (*way, "destinations"),
        )
    return found[0]


def _take(document: Document, way: Way, values: dict[str, Json], *, from_api: bool) -> ClassicFile:
    notes: list[SettingsNote] = []
    taken: dict[str, Json] = {}
    for name, value in values.items():
        line = document.line((*way, name)) if document.lines else None
        if name not in FIELDS:
            if not from_api:
                hint = choose_from(name, FIELDS)
                _fail(document, f"{shortened(name)} is no setting of Braze Classic.", hint, (*way, name))
            notes.append(
                SettingsNote(shortened(name), "Not a setting that is known of Braze Classic; left out.", line)
            )
        elif name in CLASSIC_SECRETS and value and not _is_reference(value):
            notes.append(
                SettingsNote(
                    name, "A credential; left out. Keep a reference such as env:BRAZE_REST_KEY.", line
                )
            )
        else:
            taken[name] = value
    try:
        settings = ClassicSettings.from_json(taken)
    except WorkbenchError as error:
        _fail(document, error.message, error.hint, (*way, error.field))
    return ClassicFile(settings, frozenset(taken), tuple(notes))


def _is_reference(value: Json) -> bool:
    try:
        parse_reference(value if isinstance(value, str) else "")
    except WorkbenchError:
        return False
    return True


def _fail(document: Document, message: str, hint: str, way: Way) -> NoReturn:
    line = document.line(way) if document.lines else None
    raise WorkbenchError(message, hint, document.file, line, field_text(way))
