"""What is fuzzed: for each target random cases, and what is done with one.

A case is JSON (with NaN, the infinities and lone surrogates). Running it may raise nothing: failures that are
documented are results.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.mutation import any_text, changed, changed_text, odd_text, odd_value
from tests.parity.generators import actions, liquid, mappings, triggers
from workbench.actions import (
    ACTIONS,
    Answer,
    DestinationSettings,
    checked_settings,
    field_notes,
    interpret,
    interpret_batch,
    run_action,
    run_action_batch,
    run_destination,
    run_mapping,
)
from workbench.errors import WorkbenchError
from workbench.jsdates import iso_text, parse_date
from workbench.jsvalues import Json, JsonError, dump_json, nests_deeper, parse_json
from workbench.mappings import Mapping, compile_fields, describe, editor_text, field_kind, read_editor
from workbench.triggers import TriggerSet, match_tree, parse, write

_VECTORS: Final = Path(__file__).parents[1] / "conformance" / "vectors"


@dataclass(frozen=True, slots=True)
class Target:
    """One part of the engine. `generate` makes a case, `run` uses everything that takes it."""

    generate: Callable[[Random], Json]
    run: Callable[[Json], None]


@functools.cache
def vectors(kind: str) -> tuple[Json, ...]:
    """The conformance vectors of a kind, to be changed."""
    return tuple(map(json.loads, (_VECTORS / f"{kind}.jsonl").read_text("utf-8").splitlines()))


def mutated(rng: Random, case: Json) -> Json:
    """The case with a few changes; often none."""
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        case = changed(rng, case)
    return case


def _vector(rng: Random, kind: str, *keys: str) -> Json:
    vector = rng.choice(vectors(kind))
    return {key: vector.get(key) for key in keys}


# FQL


def _trigger_text(rng: Random) -> str:
    made = rng.random()
    if made < 0.3:
        return str(triggers.case(rng)["fql"])
    if made < 0.6:
        text = str(rng.choice(vectors("fql"))["fql"])
        for _ in range(rng.choice((1, 1, 2, 5))):
            text = changed_text(rng, text)
        return text
    if made < 0.85:
        return rng.choice(("", " ")).join(rng.choice(_FQL_PIECES) for _ in range(rng.randint(0, 25)))
    return any_text(rng, 40)


_FQL_PIECES: Final = (
    "type", "event", "name", "userId", "properties.a", "traits.b", "context", ".", "and", "or", "not",
    "!", "=", "!=", "<",
    "<=", ">", "(", ")", "[", "]", ",", "contains", "match", "contains(", 'match(event, "a*")', '"a"',
    "'a'", '"', "'",
    "1", "-1.5", "1.", "true", "false", "null", "nu", "an", "\\", "\\ ", "constructor", "is", "in",
    "exists", "é", "😀",
)  # fmt: skip


def _fql_case(rng: Random) -> Json:
    return {
        "fql": _trigger_text(rng),
        "event": _event(rng),
        "tree": mutated(rng, rng.choice(vectors("fql"))["ast"]),
    }


def _event(rng: Random) -> Json:
    made = rng.choice(vectors("transform"))["data"] if rng.random() < 0.5 else triggers.case(rng)["events"]
    made = rng.choice(made) if isinstance(made, list) and made else made
    found = mutated(rng, made)
    return found if isinstance(found, dict) else {"type": found}


def _run_fql(case: Json) -> None:
    text, event = case["fql"], case["event"]
    trigger = parse(text)
    dump_json(trigger.tree)
    for check in trigger.checks:
        if check.rewrite is not None:
            assert parse(check.rewrite).error is None, "a rewrite can be read"
    trigger.explain(event)
    assert isinstance(trigger.reading, str)
    if trigger.error is None:
        _expected(lambda: parse(trigger.written()))
        _expected(lambda: trigger.matches(event))
        _expected(lambda: match_tree(trigger.tree, event))
        _expected(lambda: list(TriggerSet([trigger, trigger]).matching(event)))
    _expected(lambda: match_tree(case["tree"], event))
    _expected(lambda: write(case["tree"]))


def _expected(run: Callable[[], object]) -> None:
    """Run something that may fail as documented."""
    with contextlib.suppress(WorkbenchError):
        run()


# Directives and Liquid


def _directive_case(rng: Random) -> Json:
    if rng.random() < 0.5:
        made: Json = mappings.case(rng)
    else:
        made = _vector(rng, "transform", "mapping", "data")
        if rng.random() < 0.3:
            made["data"] = _event(rng)
    return mutated(rng, made)


def _liquid_case(rng: Random) -> Json:
    made = rng.random()
    if made < 0.4:
        case = liquid.case(rng)
        template = str(case["mapping"]["text"]["@liquid"])
        event = case["data"]
    else:
        vector = rng.choice(vectors("liquid"))
        template, event = str(vector["template"]), vector["data"]
    if made > 0.8:
        template = "".join(rng.choice(_LIQUID_PIECES) for _ in range(rng.randint(1, 60)))
    if made > 0.95:
        template = "{% assign a = 'x,' | split: '' %}" + rng.choice(_BOMBS) * rng.randint(5, 40)
    for _ in range(rng.choice((0, 1, 1, 2))):
        template = changed_text(rng, template)
    return {"mapping": {"text": {"@liquid": template}}, "data": mutated(rng, event)}


_LIQUID_PIECES: Final = (
    "{{", "}}", "{%", "%}", "{%-", "-%}", "if ", "endif", "unless ", "endunless", "else", "elsif ",
    "assign a = ",
    "capture a", "endcapture", "cycle ", "increment a", "raw", "endraw", "comment", "endcomment",
    "liquid\n", "echo ", "block b",
    "endblock", "break", " | ", ": ", ", ", "a", "properties", ".size", "[0]", "'x'", '"', "(1..9)",
    "(1..a)", "== ", "contains ",
    "and ", "nil", "empty", "1", "-1e9", "upcase", "append: a", "split: ''", "join", "where: 'a'",
    "date: '%Y'", "push: a", "json",
    "slice: 1, 2", "replace: 'a', a", "truncate: 3", "times: 9", "round: 99", "default: a", "sum",
    "slugify", "escape", "\n", " ",
)  # fmt: skip
_BOMBS: Final = (
    "{% assign a = a | push: a %}", "{% assign a = a | append: a %}", "{{ a }}", "{{ a | json }}",
    "{% capture a %}{{ a }}{{ a }}"
    "{% endcapture %}", "{% assign a = a | escape | url_encode %}",
    "{% assign a = a | replace: 'x', a %}", "{{ a == a }}",
    "{% assign a = a | join: a %}", "{% assign a = a | unshift: a | sum %}",
    "{% assign a = a | split: '' %}",
)  # fmt: skip


def _run_mapping(case: Json) -> None:
    if not isinstance(case, dict):
        case = {}
    fields, event = case.get("mapping"), case.get("data")
    compiled = compile_fields(fields)
    assert compiled.errors is not None
    describe(fields)
    _expected(lambda: dump_json(compiled.resolve(event)))
    if not isinstance(event, dict):
        return
    for key in compiled.keys:
        field = compiled.field(key)
        field.explain(event)
        _expected(functools.partial(field.resolve, event))
        kind = field_kind(fields[key])
        _expected(functools.partial(read_editor, kind, editor_text(fields[key])))


# The schema of the actions


def _schema_case(rng: Random) -> Json:
    made = rng.random()
    if made < 0.5:
        case: Json = actions.case(rng)
    else:
        case = _vector(rng, "perform", "action", "mapping", "settings", "event", "responses")
    slug = case["action"]
    if made > 0.9:
        case["mapping"] = {field.key: odd_value(rng) for field in ACTIONS[slug].fields}
    case = mutated(rng, {"mapping": case["mapping"], "event": case["event"], "answers": odd_value(rng)})
    return case | {"action": slug} if isinstance(case, dict) else {"action": slug, "mapping": case}


def _run_schema(case: Json) -> None:
    fields, event = case.get("mapping"), case.get("event")
    if not isinstance(event, dict) or not isinstance(fields, dict):
        return
    mapping = Mapping("m", case["action"], 'type != "x"', fields=fields)
    settings = DestinationSettings("key", "app")
    checked_settings(DestinationSettings(case.get("answers"), "app"))
    outcome = run_action(mapping, settings, event)
    for request in outcome.requests:
        dump_json(request.body)
    assert run_mapping(mapping, settings, event).requests in ((), outcome.requests)
    answers = [Answer(status, case.get("answers")) for status in (200, 400)]
    interpret(mapping, outcome, answers)
    interpret(mapping, outcome, answers[1:])
    field_notes(mapping, event)
    batch = run_action_batch(mapping, settings, [event, event])
    interpret_batch(batch, answers)
    interpret_batch(batch, answers[1:])
    run_destination([mapping, mapping], settings, event)


# Dates and JSON


def _date_case(rng: Random) -> Json:
    return "".join(rng.choice(_DATE_PIECES) for _ in range(rng.randint(0, 12))) + odd_text(rng)


_DATE_PIECES: Final = (
    "2024", "-", "03", "5", "/", ":", "12", ".", " ", "T", "Z", "+", "0200", "Mar", "monday", "pm",
    "GMT", "EST", "(", ")", "(x)",
    ",", "1e9", "999999999999", "\0", "é",
)  # fmt: skip


def _run_date(text: Json) -> None:
    moment = parse_date(text)
    if moment == moment:  # noqa: PLR0124 - NaN is no moment
        assert parse_date(iso_text(moment)) == moment


_DEEPEST_INDENTED = 1000


def _json_case(rng: Random) -> Json:
    value = mutated(rng, rng.choice(vectors("transform"))["data"])
    # The indents of deep values would fill the memory: they grow with the square of the depth.
    text = dump_json(value, indent=None if nests_deeper(value, _DEEPEST_INDENTED) else rng.choice((None, 1)))
    for _ in range(rng.choice((0, 1, 2))):
        text = changed_text(rng, text)
    return text


def _run_json(text: Json) -> None:
    try:
        value = parse_json(text)
    except JsonError:
        return
    again = parse_json(dump_json(value))
    assert dump_json(again) == dump_json(value)


TARGETS: Final[dict[str, Target]] = {
    "fql": Target(_fql_case, _run_fql),
    "directives": Target(_directive_case, _run_mapping),
    "liquid": Target(_liquid_case, _run_mapping),
    "schema": Target(_schema_case, _run_schema),
    "dates": Target(_date_case, _run_date),
    "json": Target(_json_case, _run_json),
}
"""By name."""
