"""JavaScript value semantics that the real destination has.

A JSON value is kept as Python's dict, list, str, int, float, bool or `None` (null); `UNDEFINED` is
JavaScript's missing value. An int and a float of equal value are one number. Text is Python text; where
JavaScript counts UTF-16 units, the functions of `units` do.
"""

from workbench.jsvalues.convert import (
    WHITESPACE,
    ThrownError,
    loose_equal,
    number_text,
    primitive_number,
    primitive_text,
    to_number,
    to_text,
)
from workbench.jsvalues.jsontext import MAX_DEPTH, JsonError, dump_json, parse_json
from workbench.jsvalues.members import OBJECT_MEMBERS, member
from workbench.jsvalues.units import from_units, to_units, unit_length
from workbench.jsvalues.values import (
    UNDEFINED,
    Function,
    Json,
    Undefined,
    has_index_keys,
    index_of_key,
    is_truthy,
    nests_deeper,
    ordered_keys,
    own_members,
    real_type,
    type_name,
)

__all__ = [
    "MAX_DEPTH",
    "OBJECT_MEMBERS",
    "UNDEFINED",
    "WHITESPACE",
    "Function",
    "Json",
    "JsonError",
    "ThrownError",
    "Undefined",
    "dump_json",
    "from_units",
    "has_index_keys",
    "index_of_key",
    "is_truthy",
    "loose_equal",
    "member",
    "nests_deeper",
    "number_text",
    "ordered_keys",
    "own_members",
    "parse_json",
    "primitive_number",
    "primitive_text",
    "real_type",
    "to_number",
    "to_text",
    "to_units",
    "type_name",
    "unit_length",
]
