"""Input that is built to hurt, of a size that can be chosen, for each entry point of the engine.

`tests/fuzz/test_bombs.py` runs all of it at a moderate size, `python -m tests.fuzz.growth` measures how the
time grows with the size.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from workbench.actions import (
    ACTIONS,
    DestinationSettings,
    field_notes,
    run_action,
    run_action_batch,
    run_destination,
)
from workbench.actions.addresses import wire_path
from workbench.actions.dates import day_text, iso_date
from workbench.actions.formats import FORMATS
from workbench.errors import WorkbenchError
from workbench.jsdates import parse_date
from workbench.jsvalues import (
    Json,
    dump_json,
    from_units,
    loose_equal,
    number_text,
    parse_json,
    primitive_text,
    to_number,
    to_text,
    to_units,
)
from workbench.mappings import Mapping, compile_fields, describe
from workbench.triggers import TriggerSet, match_tree, parse, write


@dataclass(frozen=True, slots=True)
class Bomb:
    """Something hostile: `build` makes it of about so many characters or members, `run` is what it is for."""

    name: str
    build: Callable[[int], Json]
    run: Callable[[Json], object]


def repeated(pattern: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Text of a size that repeats a pattern."""
    return lambda size: before + pattern * (size // len(pattern)) + after


def deep(size: int, key: str = "a") -> Json:
    """Objects in each other."""
    value: Json = {}
    for _ in range(size):
        value = {key: value}
    return value


def deep_list(size: int) -> Json:
    """Lists in each other."""
    value: Json = []
    for _ in range(size):
        value = [value]
    return value


def wide(size: int, value: Json = 1) -> Json:
    """An object of many members."""
    return {f"key {index}": value for index in range(size)}


def indexed(size: int) -> Json:
    """An object whose keys are numbers, the last first."""
    return {str(index): index for index in range(size, 0, -1)}


def event_with(value: Json) -> dict[str, Json]:
    """An event that holds a value wherever mappings look."""
    return {
        "type": "track", "event": "Order Completed", "userId": "u-1", "timestamp": "2024-03-05T06:07:08Z",
        "receivedAt": "2024-03-05T06:07:08Z",
        "context": {"traits": value}, "traits": value, "properties": value,
    }  # fmt: skip


SETTINGS: Final = DestinationSettings("key", "app")

TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "one letter": repeated("a"),
    "digits": repeated("1"),
    "zeros": repeated("0"),
    "blanks": repeated(" "),
    "line ends": repeated("\n"),
    "dots": repeated("."),
    "letters with dots": repeated("a."),
    "digits with dots": repeated("1."),
    "dashes": repeated("-"),
    "letters with dashes": repeated("a-"),
    "digits with dashes": repeated("1-"),
    "signs": repeated("+-"),
    "colons": repeated(":"),
    "digits with colons": repeated("1:"),
    "slashes": repeated("/"),
    "up": repeated("../a/"),
    "percents": repeated("%"),
    "escapes": repeated("%41"),
    "parentheses": repeated("("),
    "closing parentheses": repeated(")"),
    "number and parenthesis": repeated("1("),
    "brackets": repeated("["),
    "bracketed": repeated("[0]"),
    "quotes": repeated('"'),
    "single quotes": repeated("'"),
    "backslashes": repeated("\\"),
    "braces": repeated("{"),
    "placeholders": repeated("{{a}}"),
    "open placeholders": repeated("{{{a}"),
    "stars": repeated("*"),
    "pattern": repeated("(a+)+$"),
    "NULs": repeated("\0"),
    "escapes of terminals": repeated("\x1b["),
    "astral": repeated("😀"),
    "lone surrogates": repeated("\ud83d"),
    "swapped surrogates": repeated("\ude00\ud83d"),
    "combining": repeated("e\u0301"),
    "sharp s": repeated("ß"),
    "mixed": repeated("a 1-:.é😀(),"),
    "words": repeated("may "),
    "words with digits": repeated("a1"),
    "e-mail name": repeated("a.", after="@example.com"),
    "e-mail domain": repeated("a-", before="a@", after="!"),
    "e-mail labels": repeated("a.", before="a@"),
    "address": repeated("a/", before="https://example.com/", after="<"),
    "address host": repeated("a", before="https://", after="<"),
    "address user": repeated("a:", before="https://", after="<"),
    "address escapes": repeated("%41", before="https://", after="<"),
    "address hex": repeated("a:", before="https://[", after="<"),
    "scheme": repeated("a", after=" :"),
    "date and zeros": repeated("0", before="2024-03-05T06:07:08."),
    "date and words": repeated("x ", before="2024-03-05 "),
    "date and parentheses": repeated("()", before="5 Mar 2024 "),
    "hexadecimal": repeated("f", before="0x"),
    "exponent": repeated("9", before="1e"),
}  # fmt: skip
"""Texts of a size, for everything that takes text."""

VALUES: Final[dict[str, Callable[[int], Json]]] = {
    "deep object": deep,
    "deep list": deep_list,
    "wide object": wide,
    "index keys": indexed,
    "long list": lambda size: [1] * size,
    "list of texts": lambda size: ["a"] * size,
    "list of objects": lambda size: [{"a": index} for index in range(size)],
    "list of lists": lambda size: [[]] * size,
    "floats": lambda size: [0.1] * size,
    "empty texts": lambda size: wide(size, ""),
    "nulls": lambda size: wide(size, None),
    "not finite": lambda size: [float("nan"), float("inf")] * (size // 2),
    "comb": lambda size: _comb(min(size, 900), max(1, size // 900)),
    **{f"text of {name}": build for name, build in TEXTS.items()},
}
"""Values of a size, for everything that takes an event."""


def _comb(levels: int, length: int) -> Json:
    """Objects in each other with long keys and a leaf at each level."""
    value: Json = {}
    for _ in range(levels):
        value = {"k" * length: value, "leaf": 1}
    return value


TRIGGERS: Final[dict[str, Callable[[int], str]]] = {
    "conditions": repeated('event = "a" and ', before='type = "track" and ', after='userId = "b"'),
    "mixed joints": repeated('event = "a" and name = "b" or ', after='userId = "b"'),
    "groups": repeated('(event = "a" or event = "b") and ', after='userId = "b"'),
    "open groups": repeated("("),
    "open and closed groups": repeated("() "),
    "nested groups": lambda size: "(" * (size // 2) + 'event = "a"' + ")" * (size // 2),
    "closing": repeated(")"),
    "functions": repeated('contains(event, "a") and ', after='userId = "b"'),
    "open functions": repeated("contains("),
    "negations": repeated("!"),
    "negated functions": repeated('!match(event, "a*") or ', after='userId = "b"'),
    "not": repeated("not ", after='event = "a"'),
    "words": repeated("word "),
    "one path": repeated("a.", before="properties.", after='b = "c"'),
    "one text": repeated("a", before='event = "', after='"'),
    "texts": repeated('"a" '),
    "open texts": repeated('"a'),
    "apostrophes": repeated("'a' "),
    "operators": repeated("= "),
    "numbers": repeated("1 "),
    "nulls": repeated("null "),
    "commas": repeated(", "),
    "in": repeated('"a", ', before="event in [", after='"b"]'),
    "inherited": repeated("constructor "),
    "distinct conditions": lambda size: " or ".join(
        f'properties.k{index} = "v{index}"' for index in range(size // 25)
    ),
    **{f"text of {name}": build for name, build in TEXTS.items()},
}
"""Triggers of a size."""


def use_trigger(text: str) -> None:
    """Everything that can be asked of a trigger's text."""
    trigger = parse(text)
    event = event_with({"a": {"b": "c"}})
    assert isinstance(trigger.tree, dict)
    assert trigger.checks is not None
    assert trigger.reading is not None
    assert trigger.explain(event) is not None
    if trigger.error is None:
        _failing(trigger.matches, event)
        _failing(trigger.written)
        _failing(match_tree, trigger.tree, event)
        list(TriggerSet([trigger]).matching(event))


def _failing(run: Callable[..., object], *arguments: Json) -> object:
    """What a call gives or the documented failure it raises."""
    try:
        return run(*arguments)
    except WorkbenchError as failure:
        return failure


TRIGGER: Final = parse(
    'type = "track" and event != "x" and (properties.a.b = "c" or contains(properties.a, "zz")) '
    'and match(properties, "q*") or traits.a > 5 or properties.a.a.a.a.a.a = true'
)


def meet_trigger(value: Json) -> None:
    """A trigger over an event that holds a value, and why it matches or not."""
    for event in (event_with(value), event_with({"a": value}), {"type": value, "event": value}):
        TRIGGER.matches(event)
        TRIGGER.explain(event)


PATHS: Final = {"@path": "$.properties"}
DIRECTIVES: Final[dict[str, Json]] = {
    "@path": {"@path": "$.properties.a.0.b"},
    "@template": {"@template": "{{{properties}}} {{properties}} {{properties.a}}"},
    "@template of the event": {"@template": PATHS},
    "@path of the event": {"@path": PATHS},
    "@if exists": {"@if": {"exists": PATHS, "then": PATHS, "else": 1}},
    "@if blank": {"@if": {"blank": PATHS, "then": PATHS, "else": 1}},
    "@case": {"@case": {"operator": "upper", "value": PATHS}},
    "@replace": {"@replace": {"pattern": "a", "replacement": "bb", "value": PATHS}},
    "@replace case": {
        "@replace": {"pattern": "A", "replacement": "$&$`", "ignorecase": True, "value": PATHS}
    },
    "@replace twice": {
        "@replace": {
            "pattern": " ",
            "replacement": "$'",
            "pattern2": "-",
            "replacement2": "$$",
            "value": PATHS,
        }
    },
    "@arrayPath": {"@arrayPath": ["$.properties", {"x": {"@path": "$.a"}, "y": {"@template": "{{a}}"}}]},
    "@flatten": {"@flatten": {"separator": ".", "value": PATHS}},
    "@flatten without lists": {"@flatten": {"separator": "", "value": PATHS, "omitArrays": True}},
    "@json encode": {"@json": {"mode": "encode", "value": PATHS}},
    "@json decode": {"@json": {"mode": "decode", "value": PATHS}},
    "@merge": {"@merge": {"direction": "right", "objects": [PATHS, {"a": 1}, PATHS]}},
    "@excludeWhenNull": {"@excludeWhenNull": PATHS},
    "@transform": {"@transform": {"apply": {"p": PATHS}, "mapping": {"q": {"@path": "$.p"}}}},
    "@liquid": {"@liquid": "{{ properties | json }}{{ properties.a | upcase }}{{ properties | slugify }}"},
    "@liquid joins": {"@liquid": "{{ properties | append: properties | split: 'a' | join }}"},
    "@liquid escapes": {"@liquid": "{{ properties | escape | url_encode | strip_html | truncatewords: 3 }}"},
    "@liquid equals": {"@liquid": "{{ properties == properties }}{{ properties contains properties }}"},
    "@liquid compares": {"@liquid": "{{ properties < traits }}"},
    "@liquid dates": {"@liquid": "{{ properties | date: properties, properties }}{{ 0 | date: properties }}"},
    "@liquid lists": {"@liquid": "{{ properties | where: 'a' | push: properties | compact | sum }}"},
}
"""Mappings of one field whose directive looks at the event's properties."""


def use_directive(fields: Json, value: Json) -> None:
    """Resolve and explain a mapping over an event that holds a value."""
    compiled = compile_fields({"f": fields})
    for event in (event_with(value), event_with({"a": value})):
        _failing(compiled.resolve, event)
        compiled.field("f").explain(event)


def _field_of(directive: str, build: Callable[[int], str], size: int) -> Json:
    return {"f": {directive: build(size)}}


def _replacing(build: Callable[[int], str], size: int) -> Json:
    return {"f": {"@replace": {"pattern": build(size), "value": PATHS}}}


MAPPINGS: Final[dict[str, Callable[[int], Json]]] = {
    "many fields": lambda size: wide(size, {"@path": "$.a"}),
    "unknown directives": lambda size: wide(size, {"@nosuch": 1}),
    "wrong directives": lambda size: wide(size, {"@path": 5}),
    "two directives": lambda size: wide(size, {"@path": "$.a", "@template": "b"}),
    "index keys": indexed,
    "deep values": deep,
    "deep lists": deep_list,
    "deep conditions": lambda size: _nested(size, lambda inner: {"@if": {"exists": 1, "then": inner}}),
    "deep cases": lambda size: _nested(size, lambda inner: {"@case": {"operator": "upper", "value": inner}}),
    "deep templates": lambda size: _nested(size, lambda inner: {"@template": inner}),
    "deep merges": lambda size: _nested(
        size, lambda inner: {"@merge": {"direction": "left", "objects": [inner, inner]}}, most=8
    ),
    "deep transforms": lambda size: _nested(
        size, lambda inner: {"@transform": {"apply": {}, "mapping": {"m": inner}}}
    ),
    "long list": lambda size: {"f": [{"@path": "$.a"}] * size},
    "merge of many": lambda size: {"f": {"@merge": {"direction": "left", "objects": [PATHS] * size}}},
    **{
        f"{directive} of {name}": partial(_field_of, directive, build)
        for directive in ("@path", "@template", "@liquid")
        for name, build in TEXTS.items()
    },
    **{f"@replace with {name}": partial(_replacing, build) for name, build in TEXTS.items()},
}
"""Mappings of a size."""


def _nested(size: int, around: Callable[[Json], Json], most: int = 10_000) -> Json:
    value: Json = {"@path": "$.properties"}
    for _ in range(min(size, most)):
        value = around(value)
    return {"f": value}


def use_mapping(fields: Json) -> None:
    """Everything that can be asked of a mapping."""
    compiled = compile_fields(fields)
    assert compiled.errors is not None
    describe(fields)
    event = event_with({"a": "x"})
    _failing(compiled.resolve, event)
    for key in compiled.keys[:3]:
        compiled.field(key).explain(event)
        describe(fields[key])


def act(slug: str, value: Json) -> None:
    """An action whose fields all hold a value, its batch, and the notes of its fields."""
    action = ACTIONS[slug]
    modes = {"__segment_internal_sync_mode": action.default_sync_mode or "add"}
    for fields in ({field.key: PATHS for field in action.fields}, action.default_fields()):
        mapping = Mapping("m", slug, 'type = "track"', fields=fields | modes)
        event = event_with(value)
        outcome = run_action(mapping, SETTINGS, event)
        for request in outcome.requests:
            dump_json(request.body)
        field_notes(mapping, event)
        run_action_batch(mapping, SETTINGS, [event, event])
        run_destination([mapping], SETTINGS, event)


def _read_back(value: Json) -> object:
    return parse_json(dump_json(value))


def bombs() -> list[Bomb]:
    """All of it."""
    found = [Bomb(f"trigger: {name}", build, use_trigger) for name, build in TRIGGERS.items()]
    found += [Bomb(f"event for a trigger: {name}", build, meet_trigger) for name, build in VALUES.items()]
    found += [Bomb(f"mapping: {name}", build, use_mapping) for name, build in MAPPINGS.items()]
    found += [
        Bomb(f"event for {directive}: {name}", build, partial(use_directive, fields))
        for directive, fields in DIRECTIVES.items()
        for name, build in VALUES.items()
    ]
    found += [
        Bomb(f"event for {slug}: {name}", build, partial(act, slug))
        for slug in ACTIONS
        for name, build in VALUES.items()
    ]
    of_text: dict[str, Callable[[Json], object]] = {
        **{f"format {name}": check for name, check in FORMATS.items()},
        "parse_date": parse_date,
        "iso_date": iso_date,
        "day_text": day_text,
        "wire_path": lambda text: wire_path("/" + text),
        "to_number": to_number,
        "to_units": to_units,
        "from_units": from_units,
        "parse_json": _unread,
        "parse_json of text": lambda text: _unread('"' + text + '"'),
        "parse_json of a number": lambda text: _unread("[1" + text + "]"),
        "parse_json of a key": lambda text: _unread('{"' + text + '":1,"' + text + '":2}'),
    }
    found += [
        Bomb(f"{run_name}: {name}", build, run)
        for run_name, run in of_text.items()
        for name, build in TEXTS.items()
    ]
    of_value: dict[str, Callable[[Json], object]] = {
        "dump and parse": lambda value: _unread(dump_json(value)),
        "dump on lines": lambda value: dump_json(value, indent=2),
        "to_text": to_text,
        "primitive_text": primitive_text,
        "loose_equal": lambda value: (loose_equal(value, ""), loose_equal(value, value)),
        "write": lambda value: _failing(write, value),
        "number_text": lambda value: number_text(to_number(value)),
    }
    found += [
        Bomb(f"{run_name}: {name}", build, run)
        for run_name, run in of_value.items()
        for name, build in VALUES.items()
    ]
    return found


def _unread(text: str) -> object:
    try:
        return parse_json(text)
    except ValueError as refusal:
        return refusal
