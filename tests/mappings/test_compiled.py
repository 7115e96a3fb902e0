"""Compiled mappings: results, explanations, hostile input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.jsvalues import UNDEFINED, Json
from workbench.mappings import Explanation, MappingFailure, compile_fields, describe
from workbench.mappings.nodes import without_undefined

FIRST_OF_TWO = {"@if": {"exists": {"@path": "$.a"}, "then": {"@path": "$.a"}, "else": {"@path": "$.b"}}}

EVENTS = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-3, 3)
        | st.sampled_from(["", "x", "{{a}}", "$.b", '{"a":null}']),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc01"), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)
DIRECTIVES = st.recursive(
    st.builds(lambda path: {"@path": path}, st.sampled_from(["$.a", "$.b.c", "$.", "$.a[0]", "$.c.length"]))
    | st.sampled_from([1, "x", None, {"@template": "{{a}}{{{b}}}"}]),
    lambda inner: (
        st.builds(lambda v: {"@literal": v}, inner)
        | st.builds(lambda v: {"@excludeWhenNull": v}, inner)
        | st.builds(lambda c, t, e: {"@if": {"exists": c, "then": t, "else": e}}, inner, inner, inner)
        | st.builds(lambda c, t, e: {"@if": {"blank": c, "then": t, "else": e}}, inner, inner, inner)
        | st.builds(lambda v: {"@flatten": {"separator": ".", "value": v}}, inner)
        | st.builds(lambda v: {"@json": {"mode": "decode", "value": v}}, inner)
        | st.builds(lambda v: {"@replace": {"pattern": "x", "value": v}}, inner)
        | st.builds(lambda v: {"@case": {"operator": "upper", "value": v}}, inner)
        | st.builds(lambda r, s: {"@arrayPath": [r, {"s": s}]}, inner, inner)
        | st.builds(lambda v, w: {"@merge": {"direction": "left", "objects": [v, w]}}, inner, inner)
        | st.builds(lambda v, w: {"@transform": {"apply": {"a": v}, "mapping": {"b": w}}}, inner, inner)
        | st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(DIRECTIVES, EVENTS)
def test_an_explanation_never_disagrees_with_the_result(directive: Json, event: dict[str, Json]) -> None:
    fields = compile_fields({"f": directive})
    explained = fields.field("f").explain(event)
    error = ""
    payload: Json = {}
    try:
        payload = fields.resolve(event)
    except MappingFailure as failure:
        error = " ".join(fault.message for fault in failure.faults) or failure.message
    assert explained.error == error or (explained.error and explained.error in error)
    assert payload == ({} if explained.value is UNDEFINED else {"f": explained.value})


@given(DIRECTIVES, EVENTS)
def test_results_have_no_undefined_members(directive: Json, event: dict[str, Json]) -> None:
    fields = compile_fields([directive])
    try:
        payload = fields.resolve(event)
    except MappingFailure:
        return
    assert payload == without_undefined(payload)


@given(DIRECTIVES, EVENTS)
def test_resolving_leaves_the_event_as_it_was(directive: Json, event: dict[str, Json]) -> None:
    before = repr(event)
    fields = compile_fields({"f": directive})
    fields.field("f").explain(event)
    assert repr(event) == before


def test_an_explanation_shows_the_branch_that_was_taken() -> None:
    explained = compile_fields({"email": FIRST_OF_TWO}).field("email").explain({"b": "B"})
    assert explained == Explanation(
        role="email",
        label="@if",
        text="if exists $.a then $.a else $.b",
        value="B",
        children=(
            Explanation("exists", "@path", "$.a", UNDEFINED),
            Explanation("else", "@path", "$.b", "B"),
        ),
    )


def test_an_explanation_of_a_list_shows_each_item() -> None:
    directive = {"@arrayPath": ["$.items", {"id": {"@path": "$.sku"}}]}
    explained = compile_fields({"f": directive}).field("f").explain({"items": [{"sku": "A"}, {"sku": "B"}]})
    assert [(child.role, child.value) for child in explained.children] == [
        ("[0]", [{"sku": "A"}, {"sku": "B"}]),
        ("item 1", {"id": "A"}),
        ("item 2", {"id": "B"}),
    ]
    assert explained.children[1].children[0] == Explanation("id", "@path", "$.sku", "A")


def test_an_explanation_of_a_template_shows_its_placeholders() -> None:
    explained = compile_fields({"f": {"@template": "{{a}}-{{b}}"}}).field("f").explain({"a": 1})
    assert explained.value == "1-"
    assert [(child.text, child.value) for child in explained.children] == [("{{a}}", 1), ("{{b}}", UNDEFINED)]


def test_an_explanation_shows_where_a_failure_comes_from() -> None:
    directive = {"x": {"@path": {"@path": "$.n"}}}
    explained = compile_fields({"f": directive}).field("f").explain({"n": 5})
    assert explained.error == "@path: expected string, got number"
    (inner,) = explained.children
    assert inner.error == explained.error
    assert inner.children == (Explanation("@path", "@path", "$.n", 5),)


def test_an_invalid_field_is_explained_by_its_finding() -> None:
    explained = compile_fields({"f": {"@nope": 1}}).field("f").explain({})
    assert explained.error == "@nope is no directive."


def test_a_field_that_is_not_mapped_resolves_to_nothing() -> None:
    field = compile_fields({"a": 1}).field("b")
    assert field.resolve({}) is UNDEFINED
    assert field.explain({}).value is UNDEFINED


def test_equal_content_is_compiled_once_whatever_happens_to_the_original() -> None:
    fields: Json = {"a": {"@literal": {"b": 1}}, "c": 1.0}
    compiled = compile_fields(fields)
    assert compile_fields({"a": {"@literal": {"b": 1}}, "c": 1.0}) is compiled
    fields["a"]["@literal"]["b"] = 2
    assert compiled.resolve({}) == {"a": {"b": 1}, "c": 1}
    assert compile_fields({"c": 1.0, "a": {"@literal": {"b": 1}}}) is not compiled


def test_true_and_one_are_different_content() -> None:
    assert compile_fields({"a": True}).resolve({})["a"] is True
    assert compile_fields({"a": 1}).resolve({})["a"] is not True


def test_keys_of_objects_are_in_javascript_order() -> None:
    assert list(compile_fields({"b": {"@path": "$.x"}, "1": 1}).resolve({"x": 0})) == ["1", "b"]


def test_metadata_beside_a_directive_is_ignored() -> None:
    assert compile_fields({"a": {"@path": "$.x", "_metadata": {"k": 1}}}).resolve({"x": 1}) == {"a": 1}


def test_a_proto_key_never_becomes_a_member() -> None:
    assert compile_fields({"a": {"__proto__": {"x": 1}, "b": 2}}).resolve({}) == {"a": {"b": 2}}


@pytest.mark.parametrize("depth", [300, 900, 5_000, 50_000])
def test_mappings_nested_very_deep_resolve_or_fail_clearly(depth: int) -> None:
    nested: Json = {"@path": "$.a"}
    for _ in range(depth):
        nested = {"@literal": nested}
    fields = compile_fields({"f": nested})
    describe(nested)
    fields.field("f").explain({"a": 1})
    if depth > 300:
        with pytest.raises(MappingFailure, match="Maximum call stack size exceeded"):
            fields.resolve({"a": 1})
        assert fields.errors[0].hint


def test_events_nested_very_deep_pass_through_or_fail_clearly() -> None:
    nested: Json = 1
    for _ in range(10_000):
        nested = [nested]
    event = {"a": nested}
    assert compile_fields({"f": {"@path": "$.a"}}).resolve(event)["f"] is nested
    assert compile_fields({"f": {"@json": {"mode": "encode", "value": {"@path": "$.a"}}}}).resolve(event)["f"]
    cleaned = compile_fields({"f": {"@excludeWhenNull": {"@path": "$.a"}}})
    with pytest.raises(MappingFailure, match="Maximum call stack size exceeded") as failure:
        cleaned.resolve(event)
    assert failure.value.name == "RangeError"
    assert cleaned.field("f").explain(event).error


def test_huge_text_is_no_problem() -> None:
    text = "é{{b}}$&" * 200_000
    fields = compile_fields(
        {
            "t": {"@template": "{{{a}}}"},
            "r": {
                "@replace": {
                    "pattern": "É",
                    "replacement": "$&",
                    "ignorecase": True,
                    "value": {"@path": "$.a"},
                }
            },
            "c": {"@case": {"operator": "lower", "value": {"@path": "$.a"}}},
        }
    )
    payload = fields.resolve({"a": text, "b": 1})
    assert payload["t"] == "é1$&" * 200_000
    assert payload["r"] == payload["c"] == text


@pytest.mark.parametrize(
    "directive",
    [
        {"@template": "{{{a}}}"},
        {"@replace": {"pattern": "a", "replacement": "$`", "value": {"@path": "$.a"}}},
        {"@replace": {"pattern": "A", "replacement": "$'", "ignorecase": True, "value": {"@path": "$.a"}}},
    ],
)
def test_text_that_multiplies_itself_fails_like_the_original(directive: Json) -> None:
    with pytest.raises(MappingFailure, match="Invalid string length") as failure:
        compile_fields({"f": directive}).resolve({"a": "{{a}}" * 20_000})
    assert failure.value.name == "RangeError"


def test_fields_deeper_than_any_text_can_be_are_refused_unwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: Json) -> str:
        raise AssertionError("written out")

    monkeypatch.setattr("workbench.mappings.compiled.dump_json", never)
    deep: Json = "x"
    for _ in range(50_000):
        deep = {"a": deep}
    with pytest.raises(MappingFailure, match="call stack"):
        compile_fields({"field": deep}).resolve({})
