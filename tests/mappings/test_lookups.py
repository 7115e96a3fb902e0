"""`@path`, `@template` and `@arrayPath`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import MappingFailure, compile_fields
from workbench.mappings.lookups import compile_template, placeholders


def resolve(directive: Json, event: dict[str, Json]) -> Json:
    return compile_fields(directive).resolve(event)


@pytest.mark.parametrize(
    ("template", "event", "text"),
    [
        ("Hi {{name}}!", {"name": "Ada"}, "Hi Ada!"),
        ("{{ a.b }}-{{{a.b}}}", {"a": {"b": 1.50}}, "1.5-1.5"),
        ("{{a}}", {"a": [1, [2, None]]}, "1,2,"),
        ("{{a}}{{b}}", {"a": None}, ""),
        ("{{a}}", {"a": False}, "false"),
        ("{{ }}", {"a": 1}, "[object Object]"),
        ("{{}}", {}, "{{}}"),
        ("{{$.a}}", {"a": 1}, ""),
        ("{ {a}}", {"a": 1}, "{ {a}}"),
        ("{{{{a}}}}", {"{a": 1}, "1}"),
        ("{{a\n}}", {"a": 1}, "1"),
        ("{{{a}}}", {"a": "{{b}}", "b": "again"}, "again"),
        ("{{a}}", {"a": "{{b}}", "b": "again"}, "{{b}}"),
    ],
)
def test_templates(template: str, event: dict[str, Json], text: str) -> None:
    assert resolve({"@template": template}, event) == text


@given(st.text(alphabet="{}ab .", max_size=24))
def test_templates_are_cut_as_the_regular_expressions_cut_them(template: str) -> None:
    event = {"a": "A", "b": "{{a}}", "ab": "}}"}

    def look_up(found: re.Match[str]) -> str:
        path = found[1].strip()
        return "[object Object]" if path in ("", ".", "..") else event.get(path.strip("."), "")

    simple = not re.search(r"\.[ab ]|[ab ] [ab]|\.\.", template)
    once = re.sub(r"\{\{\{([^}]+)\}\}\}", look_up, template)
    if simple:
        assert compile_template(template)(event) == re.sub(r"\{\{([^}]+)\}\}", look_up, once)


def test_placeholders_come_in_the_order_of_the_passes() -> None:
    assert placeholders("{{a}} {{{ b }}} {{c.d}}") == ("b", "a", "c.d")


def test_a_value_full_of_braces_takes_linear_time() -> None:
    assert resolve({"@template": "{{{a}}}"}, {"a": "{" * 1_000_000}) == "{" * 1_000_000


def test_an_object_that_cannot_be_text_fails_like_the_original() -> None:
    with pytest.raises(MappingFailure) as failure:
        resolve({"f": {"@template": "{{a}}"}}, {"a": {"toString": 1}})
    assert (failure.value.name, failure.value.message) == (
        "TypeError",
        "Cannot convert object to primitive value",
    )
    assert failure.value.field == "f.@template"


@pytest.mark.parametrize("name", ["@path", "@template"])
def test_the_text_may_come_from_another_directive(name: str) -> None:
    directive = {name: {"@path": "$.which"}}
    assert resolve(directive, {"which": "{{a}}" if name == "@template" else "$.a", "a": "found"}) == "found"
    with pytest.raises(MappingFailure, match=f"{name}: expected string, got null") as failure:
        resolve(directive, {"which": None})
    assert failure.value.hint


def test_items_of_a_list_are_reshaped_and_see_themselves_as_the_event() -> None:
    directive = {"@arrayPath": ["$.items", {"id": {"@path": "$.sku"}, "fixed": 1}]}
    assert resolve(directive, {"items": [{"sku": "A"}, {"x": 1}, 7]}) == [
        {"id": "A", "fixed": 1},
        {"fixed": 1},
        {"fixed": 1},
    ]
    assert resolve(directive, {"items": {"sku": "A"}}) == [{"id": "A", "fixed": 1}]
    assert resolve(directive, {"items": "text"}) == "text"
    assert resolve(directive, {}) is UNDEFINED


def test_missing_elements_of_a_list_stay_in_place() -> None:
    assert resolve({"f": {"@arrayPath": ["$.a", {"@path": "$.x"}]}}, {"a": [{"x": 1}, {}]}) == {
        "f": [1, UNDEFINED]
    }


def test_undefined_members_inside_items_still_override_in_a_merge() -> None:
    items = {"@literal": [{"a": {"@path": "$.missing"}}]}
    shape = {"m": {"@merge": {"direction": "right", "objects": [{"a": 1}, {"@path": "$."}]}}}
    assert resolve({"f": {"@arrayPath": [items, shape]}}, {}) == {"f": [{"m": {}}]}
