"""Writing YAML that reads back exactly, and reads well in a diff."""

from __future__ import annotations

import re
import sys
from typing import Any

import yaml

from workbench.jsvalues import Json
from workbench.project.storable import check_storable

# What some reader of YAML 1.1 or 1.2 might not take for text: numbers of any notation, dates, booleans.
_AMBIGUOUS = re.compile(
    r"[-+]?\.?[0-9][-+.,:_0-9a-z ]*|[-+]?\.(?:inf|nan)|~|null|y|yes|n|no|on|off|true|false|=|<<",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile("[\n\x85\u2028\u2029]")  # All four are one to a YAML reader.
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")


def write_yaml(value: Json) -> str:
    """`value` as YAML: keys in their own order, no anchors, texts of several lines as blocks.

    `parse_yaml` gives the same value back. Raises `WorkbenchError` as `check_storable` does.
    """
    check_storable(value)
    return yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=sys.maxsize,
    )


class _Dumper(yaml.SafeDumper):
    """PyYAML's emitter without anchors, with lists indented below their key.

    Always the one written in Python: libyaml's breaks lines elsewhere, and a file must not differ between
    machines.
    """

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML asks for each value
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's way
        super().increase_indent(flow, False)


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if _LINE_BREAK.search(text):
        style = "|" if _reads_as_block(text) else '"'
    elif _AMBIGUOUS.fullmatch(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _reads_as_block(text: str) -> bool:
    """Whether a literal block gives `text` back with every reader: printable lines, no edge blanks."""
    lines = text.removesuffix("\n").split("\n")
    if not lines[0] or lines[0].startswith(" ") or not lines[-1]:
        return False
    return all(line.isprintable() and line == line.rstrip() for line in lines)


def _number_node(dumper: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", repr(number))


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(float, _number_node)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _JSON_NUMBER, list("-0123456789"))
