"""The directive: limits, failures for people, explanations, lazy loading."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mappings.liquid.runs import NOW, run
from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, compile_fields


def test_a_template_runs_over_the_event() -> None:
    assert run("Hi {{ traits.name }}!", {"traits": {"name": "Ada"}}) == "Hi Ada!"
    assert run("") == ""


def test_a_template_runs_over_what_a_directive_hands_it() -> None:
    fields = compile_fields(
        {"f": {"@arrayPath": ["$.items", {"@liquid": "{{ sku }}{{ size }}{{ length }}"}]}}
    )
    assert fields.resolve({"items": [{"sku": "A"}, "text", None, [1]]}) == {"f": ["A0", "04", "0", "01"]}


def test_a_template_may_have_a_thousand_units() -> None:
    assert run("x" * 1000) == "x" * 1000
    assert run("x" * 999 + "\U0001f600").startswith("Error: liquid template values are limited to 1000")


@pytest.mark.parametrize(
    ("template", "hint"),
    [
        ("{{ a | sort }}", "Segment switches this off"),
        ("{{ a", "The place counts lines and columns"),
        ("{{ (1..999999999) }}", "too much text"),
        ("x" * 1001, "Shorten the template; it has 1001 characters."),
    ],
)
def test_failures_have_a_place_and_a_hint(template: str, hint: str) -> None:
    with pytest.raises(MappingFailure) as failure:
        compile_fields({"f": {"@liquid": template}}).resolve({"a": []})
    assert hint in failure.value.hint
    assert failure.value.field == "f.@liquid"


def test_a_template_that_is_not_text_is_found_before_it_runs() -> None:
    (error,) = compile_fields({"f": {"@liquid": 5}}).errors
    assert error.official == "/f/@liquid should be a string but it is a number."
    with pytest.raises(MappingFailure, match="liquid template value must be a string"):
        compile_fields({"f": [{"@liquid": 5}]}).resolve({})


def test_an_explanation_shows_what_the_template_read() -> None:
    template = "{% assign x = a.b | plus: c %}{% if d %}{{ x }}{% elsif e[c] %}{% cycle g: h %}{% endif %}"
    explained = (
        compile_fields({"f": {"@liquid": template}}).field("f").explain({"a": {"b": 1}, "c": 2, "d": True})
    )
    assert explained.value == "3"
    assert {child.text: child.value for child in explained.children} == {
        "a.b": 1,
        "c": 2,
        "d": True,
        "x": UNDEFINED,
        "e[c]": UNDEFINED,
        "g": UNDEFINED,
        "h": UNDEFINED,
    }


def test_an_explanation_of_a_broken_template_has_the_error() -> None:
    explained = compile_fields({"f": {"@liquid": "{{ a"}}).field("f").explain({})
    assert explained.error == 'output "{{ a" not closed, line:1, col:1'
    assert explained.children == ()


def test_now_is_what_the_caller_says() -> None:
    fields = compile_fields({"f": {"@liquid": "{{ 'now' | date: '%F%s' }}"}})
    assert fields.resolve({}, now=NOW) == {"f": "%F1709618828"}
    assert fields.field("f").resolve({}, now=0) == "%F0"
    assert fields.field("f").explain({}, now=5000).value == "%F5"
    assert fields.resolve({}) != fields.resolve({}, now=0)


def test_the_engine_is_loaded_by_the_first_template_that_runs() -> None:
    script = (
        "import sys; from workbench.mappings import compile_fields, describe\n"
        "compile_fields({'a': {'@path': '$.b'}}).resolve({})\n"
        "fields = compile_fields({'a': {'@liquid': '{{ b }}'}}); describe({'@liquid': '{{ b }}'})\n"
        "print('liquid' in sys.modules, fields.resolve({'b': 1}), 'liquid' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "False {'a': '1'} True\n"


TAGS = ["if", "endif", "elsif", "else", "unless", "endunless", "assign", "capture", "endcapture", "raw"]
MORE_TAGS = ["endraw", "comment", "endcomment", "echo", "liquid", "cycle", "block", "increment", "break", "#"]
DELIMITERS = ["{{", "}}", "{%", "%}", "{%-", "-%}", "{{-", "-}}", "|", ":", ",", ".", "=", "(", ")", "[", "]"]
VALUES = ["a", "b.c", "d[0]", "e['x y']", "1", "2.5", "-3", "'text'", '"q"', "nil", "empty", "(1..3)"]
WORDS = ["==", "!=", ">", "contains", "and", "or", "not", "upcase", "date", "size", "split", "slice", "\n"]
PIECES = st.sampled_from([*TAGS, *MORE_TAGS, *DELIMITERS, *VALUES, *WORDS])
SCALARS = st.none() | st.booleans() | st.floats() | st.text(max_size=4)
EVENTS = st.dictionaries(
    st.sampled_from("abde"),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("acx"), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]), EVENTS)
def test_any_template_over_any_event_gives_text_or_a_failure_with_a_place(
    pieces: list[str], between: str, event: dict[str, Json]
) -> None:
    result = run(between.join(pieces), event)
    assert not result.startswith(("Error:", "TypeError:"))


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% assign a='x' %}" + "{% assign a=a|append:a %}" * 35, "memory alloc limit exceeded"),
        (
            "{% assign a='xxxxxxxxxxxxxxxx' %}" + "{% assign a=a|append:a %}" * 21 + "{{a}}" * 60,
            "Invalid string",
        ),
        ("{{ (1..1000000000) | size }}", "memory alloc limit exceeded"),
        ("{{ (1..99999999) | size }}", "memory alloc limit exceeded"),
        ("{{ 1 | date: '%999999999Y' }}", "memory alloc limit exceeded"),
        ("{{ deep }}", "Maximum call stack size exceeded"),
        ("{{" + "a[" * 490 + "]}}", "Maximum call stack size exceeded"),
        ("{{" + "(" * 900, "not closed"),
        ("{%if a%}" * 120, "not closed"),
    ],
)
def test_templates_that_ask_for_too_much_fail_clearly(template: str, message: str) -> None:
    deep: Json = 1
    for _ in range(10_000):
        deep = [deep]
    assert message in run(template, {"deep": deep})


def test_long_text_is_handled_in_linear_time() -> None:
    event = {"a": "<" * 300_000, "b": "é -" * 100_000}
    assert run("{{ a | strip_html | size }} {{ b | slugify | size }}", event) == "300000 199999"
    assert run("{{ b | squish | url_encode | url_decode | size }}", event) == "300000"
