"""What is found wrong with a mapping before any event."""

from __future__ import annotations

import pytest

from workbench.jsvalues import Json
from workbench.mappings import MappingFailure, compile_fields


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        ({"a": {"@pth": "$.x"}}, "a", "/a has an invalid directive: @pth."),
        ({"a": {"@path": "$.x", "y": 1}}, "a", "/a should only have one @-prefixed key but it has 2 keys."),
        (
            {"a": {"@path": "$.x", "@template": "y"}},
            "a",
            "/a should only have one @-prefixed key but it has 2 keys.",
        ),
        (
            {"a": {"b": {"@path": 5}}},
            "a.b.@path",
            "/a/b/@path should be a string or a mapping directive but it is a number.",
        ),
        ({"a": {"@if": "x"}}, "a.@if", "/a/@if should be an object but it is a string."),
        (
            {"a": {"@if": {"then": {"@bad": 1}}}},
            "a.@if.then",
            "/a/@if/then has an invalid directive: @bad.",
        ),
        ({"a": {"@json": {"value": 1}}}, "a.@json", '/a/@json should have field "mode" but it doesn\'t.'),
        (
            {"a": {"@json": {"value": 1, "mode": "x"}}},
            "a.@json.mode",
            '/a/@json/mode should be one of encode, decode but it is "x".',
        ),
        (
            {"a": {"@merge": {"objects": [{}, {"b": {"@bad": 1}}]}}},
            "a.@merge.objects[1].b",
            "/b has an invalid directive: @bad.",
        ),
        (
            {"a": {"@arrayPath": ["$.x", {"c": {"@bad": 1}}]}},
            "a.@arrayPath[1].c",
            "/a/@arrayPath/c has an invalid directive: @bad.",
        ),
        (
            {"a": {"@replace": {"pattern": "12345678901", "value": "x"}}},
            "a.@replace.pattern",
            "/a/@replace/pattern should be a string of length 10 or less.",
        ),
        ({"a": {"@liquid": 5}}, "a.@liquid", "/a/@liquid should be a string but it is a number."),
    ],
)
def test_findings_have_a_place_the_official_message_and_a_hint(fields: Json, path: str, message: str) -> None:
    (error,) = compile_fields(fields).errors
    assert (error.path, error.official) == (path, message)
    assert not error.message.startswith("/")
    assert error.message[0].isupper() or error.message[0] in "@`123456789"
    assert error.message.endswith(".")
    assert error.hint.endswith(".") or error.hint.endswith("?")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"@bogus": 1}, "@bogus is no directive."),
        ({"@path": "$.x", "y": 1}, "Beside @path there may be no other keys. Remove y."),
        ({"@path": "$.x", "@json": 1}, "2 directives stand side by side: @path, @json."),
        ({"@path": None}, "@path must be text or a directive, but is null."),
        ({"@if": "x"}, "@if needs an object, but is text. Give @if an object with its options."),
        ({"@json": {"value": 1}}, "@json lacks mode. Add mode."),
        ({"@json": {"value": 1, "mode": "x"}}, "`mode` must be encode or decode. Write encode or decode."),
        ({"@arrayPath": [5]}, "Item 1 of @arrayPath must be text or a directive, but is a number."),
        ({"@merge": {"objects": 5}}, "`objects` needs a list, but is a number. Give `objects` a list."),
        (
            {"@merge": {"objects": [{}, 5]}},
            "Item 2 of `objects` must be an object or a directive, but is a number.",
        ),
        ({"@replace": {"pattern": "", "value": "x"}}, "`pattern` is empty. Write at least 1 character."),
        ({"@case": {"operator": True}}, "`operator` must be text, but is true or false."),
    ],
)
def test_findings_are_in_plain_words(field: Json, words: str) -> None:
    (error,) = compile_fields({"a": field}).errors
    assert f"{error.message} {error.hint}".startswith(words)
    assert compile_fields({"a": field}).field("a").explain({}).error == error.message


def test_a_misspelt_directive_gets_a_suggestion() -> None:
    (error,) = compile_fields({"a": {"@templte": "x"}}).errors
    assert error.hint == "Did you mean @template?"


def test_all_fields_are_checked() -> None:
    fields = compile_fields({"a": {"@nope": 1}, "b": {"@path": 5}, "c": {"@path": "$.x"}})
    assert [error.path for error in fields.errors] == ["a", "b.@path"]
    with pytest.raises(MappingFailure) as failure:
        fields.resolve({})
    assert failure.value.name == "AggregateError"
    assert failure.value.message.splitlines() == [error.official for error in fields.errors]
    assert [error.message for error in failure.value.errors] == failure.value.message.splitlines()
    assert failure.value.field == "a"


def test_a_field_by_itself_fails_for_its_own_faults_only() -> None:
    fields = compile_fields({"a": {"@nope": 1}, "b": {"@path": "$.x"}})
    assert fields.field("b").resolve({"x": 1}) == 1
    assert [error.official for error in fields.field("a").errors] == ["/a has an invalid directive: @nope."]
    with pytest.raises(MappingFailure, match="/a has an invalid directive"):
        fields.field("a").resolve({})


def test_lists_are_only_checked_when_they_run() -> None:
    fields = compile_fields({"a": [{"@nope": 1}]})
    assert fields.errors == ()
    with pytest.raises(MappingFailure, match="@nope is not a valid directive, got undefined") as failure:
        fields.resolve({})
    assert failure.value.field == "a[0].@nope"


def test_a_single_fault_at_the_root_is_a_validation_error() -> None:
    with pytest.raises(MappingFailure) as failure:
        compile_fields({"@path": 5}).resolve({})
    assert failure.value.name == "ValidationError"
    assert failure.value.message == "/@path should be a string or a mapping directive but it is a number."
