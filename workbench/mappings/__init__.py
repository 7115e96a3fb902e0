"""Field mappings: directives parsed once, compiled to closures, resolved and explained.

    compile_fields({"external_id": {"@path": "$.userId"}}).resolve({"userId": "u-1"})

gives `{"external_id": "u-1"}`. Everything mirrors the mapping kit of @segment/actions-core 3.170.0.
"""

from workbench.mappings.compiled import CompiledField, CompiledFields, compile_fields
from workbench.mappings.describe import describe
from workbench.mappings.editing import FieldKind, editor_text, field_kind, read_editor
from workbench.mappings.explanation import Explanation
from workbench.mappings.failures import DirectiveError, MappingFailure
from workbench.mappings.model import Mapping
from workbench.mappings.readings import Reading, Steps, event_path_text, event_steps, value_at
from workbench.mappings.tracing import EVENT, Trace

__all__ = [
    "EVENT",
    "CompiledField",
    "CompiledFields",
    "DirectiveError",
    "Explanation",
    "FieldKind",
    "Mapping",
    "MappingFailure",
    "Reading",
    "Steps",
    "Trace",
    "compile_fields",
    "describe",
    "editor_text",
    "event_path_text",
    "event_steps",
    "field_kind",
    "read_editor",
    "value_at",
]
