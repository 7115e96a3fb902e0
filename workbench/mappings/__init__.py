"""Field mappings: directives parsed once, compiled to closures, resolved and explained.

    compile_fields({"external_id": {"@path": "$.userId"}}).resolve({"userId": "u-1"})

gives `{"external_id": "u-1"}`. Everything mirrors the mapping kit of @segment/actions-core 3.170.0.
"""

from workbench.mappings.compiled import CompiledField, CompiledFields, Explanation, compile_fields
from workbench.mappings.describe import describe
from workbench.mappings.editing import FieldKind, editor_text, field_kind, read_editor
from workbench.mappings.failures import DirectiveError, MappingFailure
from workbench.mappings.model import Mapping

__all__ = [
    "CompiledField",
    "CompiledFields",
    "DirectiveError",
    "Explanation",
    "FieldKind",
    "Mapping",
    "MappingFailure",
    "compile_fields",
    "describe",
    "editor_text",
    "field_kind",
    "read_editor",
]
