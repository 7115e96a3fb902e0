"""What goes wrong in a template, first without a place and then with one."""

from __future__ import annotations

from typing import Final

from liquid.exceptions import LiquidSyntaxError

from workbench.jsvalues import unit_length


class Fault(Exception):  # noqa: N818 - a finding that becomes an error once its place is known
    """A failure whose place is not known yet; whoever knows it raises `placed`."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def placed(self, name: str, source: str, position: int) -> TemplateError:
        """The error for this fault at a position (from 0) of the template."""
        return TemplateError(name, self.message, source, position)


class TemplateError(LiquidSyntaxError):
    """A failure of a template with its place. `name` is LiquidJS' class of it, such as `RenderError`."""

    def __init__(self, name: str, message: str, source: str, position: int) -> None:
        line = source.count("\n", 0, position) + 1
        column = unit_length(source[source.rfind("\n", 0, position) + 1 : position]) + 1
        self.text: Final = f"{message}, line:{line}, col:{column}"
        super().__init__(self.text, token=None)
        self.name: Final = name
