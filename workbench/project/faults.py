"""Where a project's file says what is at fault, and the faults of its mappings as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.errors import WorkbenchError
from workbench.project.checks.fields import directive_checks
from workbench.project.model import Project
from workbench.project.paths import field_text


@dataclass(frozen=True, slots=True)
class FieldPlaces:
    """The lines of a project file by the dotted fields on them (`mappings[2].fields.email`).

    Without a file errors name the field only.
    """

    file: str = ""
    lines: dict[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, text: str, file: str) -> FieldPlaces:
        """The places in `text`, as the `file` holds. Raises `WorkbenchError` if that is no YAML."""
        from workbench.project.yamltext import parse_yaml  # noqa: PLC0415 - presets need no YAML

        return cls(file, {field_text(path): line for path, line in parse_yaml(text, file).lines.items()})

    def error(self, message: str, hint: str, at: str) -> WorkbenchError:
        """An error about the field `at`, with the line of it or of the nearest part around it."""
        place = at
        while place and place not in self.lines:
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return WorkbenchError(message, hint, self.file, self.lines.get(place), at)


def mapping_faults(project: Project, places: FieldPlaces) -> dict[int, tuple[WorkbenchError, ...]]:
    """The faults in the fields of mappings, by the place of the mapping; one without any is left out."""
    found: dict[int, tuple[WorkbenchError, ...]] = {}
    for index, mapping in enumerate(project.mappings):
        checks = [check.of(index, mapping.name) for check in directive_checks(mapping)]
        if checks:
            found[index] = tuple(places.error(check.message, check.hint, check.field) for check in checks)
    return found
