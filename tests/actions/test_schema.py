"""Payload validation: cleaning, coercion, removal, faults and their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions import ACTIONS, Choice, Clause, Condition, Field
from workbench.actions.cleaning import compile_cleaning
from workbench.actions.findings import NON_FINITE, Finding, validation_error
from workbench.actions.schema import compile_payload
from workbench.jsvalues import UNDEFINED, Function


def a_field(key: str, kind: str = "string", **facts: Any) -> Field:
    return Field(key, key.title(), "", kind, **facts)


def fitted(fields: list[Field], payload: Any) -> Any:
    """The payload after validation; the test fails when it does not fit."""
    findings: list[Finding] = []
    result = compile_payload(fields, compile_cleaning(fields))(payload, findings)
    assert [finding for finding in findings if finding is not NON_FINITE] == []
    return result


def faults(fields: list[Field], payload: Any) -> list[str]:
    """The sentences about a payload that does not fit."""
    findings: list[Finding] = []
    compile_payload(fields, compile_cleaning(fields))(payload, findings)
    return [message.message for message in validation_error(tuple(findings), "payload").messages]


TEXT = [a_field("a")]
NULLABLE = [a_field("a", allow_null=True)]
SEVERAL = [a_field("a", multiple=True)]
OBJECT = [a_field("a", "object", properties=(a_field("x"), a_field("n", "number")))]
ITEMS = [
    a_field("a", "object", multiple=True, properties=(a_field("x", required=True), a_field("n", "number")))
]


@pytest.mark.parametrize(
    ("fields", "payload", "result"),
    [
        (TEXT, {"a": 5}, {"a": "5"}),
        (TEXT, {"a": None}, {}),
        (TEXT, {"a": ""}, {}),
        (TEXT, {"a": [None]}, {"a": ""}),
        (NULLABLE, {"a": None}, {"a": None}),
        (NULLABLE, {"a": ""}, {}),
        (TEXT, {"a": "x", "other": 1}, {"a": "x"}),
        (SEVERAL, {"a": "x"}, {"a": ["x"]}),
        (SEVERAL, {"a": ["x", None, UNDEFINED, "", 5]}, {"a": ["x", "", "5"]}),
        (SEVERAL, {"a": None}, {}),
        (SEVERAL, {"a": ""}, {}),
        (OBJECT, {"a": {"x": "", "n": "", "y": 1}}, {"a": {"x": ""}}),
        (OBJECT, {"a": {"x": None, "n": "5"}}, {"a": {"n": 5}}),
        (ITEMS, {"a": {"x": 1}}, {"a": [{"x": "1"}]}),
        (ITEMS, {"a": [{"x": None, "n": None}, None]}, {"a": [{"x": "", "n": 0}]}),
    ],
)
def test_payloads_that_fit(fields: list[Field], payload: Any, result: Any) -> None:
    assert fitted(fields, payload) == result


@pytest.mark.parametrize(
    ("fields", "payload", "sentences"),
    [
        (TEXT, {"a": {}}, ["A must be a string but it was an object."]),
        (TEXT, {"a": [{}]}, ["A must be a string but it was an object."]),
        (NULLABLE, {"a": ["x"]}, ["A must be a string or null but it was a string."]),
        (OBJECT, {"a": []}, ["A must be an object but it was an array."]),
        (OBJECT, {"a": {"n": "x"}}, ["N must be a number but it was a string."]),
        (SEVERAL, {"a": ["x", {}]}, ["The value at /a/1 must be a string but it was an object."]),
        (ITEMS, {"a": ["x"]}, ["The value at /a/0 must be an object but it was a string."]),
        (
            ITEMS,
            {"a": [{"n": "x"}, {"x": []}]},
            [
                "The value at /a/0 is missing the required field 'x'.",
                "N must be a number but it was a string.",
                "X must be a string but it was an array.",
            ],
        ),
        (TEXT, "x", ["The root value must be an object but it was a string."]),
        (TEXT, UNDEFINED, ["The root value must be an object but it was undefined."]),
        (TEXT, None, ["The root value must be an object but it was undefined."]),
    ],
)
def test_payloads_that_do_not_fit(fields: list[Field], payload: Any, sentences: list[str]) -> None:
    assert faults(fields, payload) == sentences


def test_faults_come_in_the_order_of_the_fields_after_what_is_missing() -> None:
    fields = [a_field("a", "number"), a_field("b", "boolean"), a_field("c", required=True)]
    assert faults(fields, {"b": 5, "a": "x"}) == [
        "The root value is missing the required field 'c'.",
        "A must be a number but it was a string.",
        "B must be a boolean but it was a number.",
    ]


def test_choices_limits_and_formats() -> None:
    fields = [
        a_field("choice", choices=(Choice("One", "one"), Choice("Two", "two"), Choice("Three", "three"))),
        a_field("short", minimum=1, maximum=3),
        a_field("size", "number", minimum=2, maximum=5),
        a_field("when", "datetime"),
        a_field("link", format="uri"),
    ]
    payload = {"choice": "four", "short": "😀😀😀😀", "size": 6, "when": "soon", "link": "x"}
    assert faults(fields, payload) == [
        'Choice must be one of: "one", "two", or "three".',
        "Short must be 3 characters or fewer but it was 8 characters.",
        "Size must be equal to or less than 5.",
        "When must be a valid date-like string but it was not.",
        "Link must be a valid URI string but it was not.",
    ]
    assert faults(fields, {"short": [""], "size": 1}) == [
        "Short must be 1 character or more but it was 0 characters.",
        "Size must be equal to or greater than 2.",
    ]
    assert fitted(fields, {"choice": "two", "short": "😀😀😀", "size": 5}) == {
        "choice": "two",
        "short": "😀😀😀",
        "size": 5,
    }


def test_a_refused_value_is_still_checked_for_its_format() -> None:
    fields = [a_field("when", "datetime", allow_null=True)]
    assert faults(fields, {"when": ["soon"]}) == [
        "When must be a string, number, or null but it was a string.",
        "When must be a valid date-like string but it was not.",
    ]


ORDER_ID = Condition("any", (Clause("name", "is", "placed"), Clause("name", "is", "refunded")))


def test_what_is_required_under_a_condition_gives_two_faults() -> None:
    fields = [a_field("name"), a_field("order_id", required_when=ORDER_ID)]
    assert faults(fields, {"name": "placed"}) == [
        "The root value is missing the required field 'order_id'.",
        'The root value must match "then" schema.',
    ]
    assert faults(fields, {"name": "viewed"}) == []
    assert faults(fields, {"name": "placed", "order_id": 5}) == []


def test_a_condition_looks_at_the_value_before_it_is_coerced() -> None:
    fields = [a_field("name"), a_field("order_id", required_when=ORDER_ID)]
    assert fitted(fields, {"name": ["placed"]}) == {"name": "placed"}


def test_a_condition_that_makes_null_leaves_the_values_of_a_mapping_as_they_are() -> None:
    fields = [
        a_field("email"),
        a_field("order", required_when=Condition("all", (Clause("email", "is_not", UNDEFINED),))),
    ]
    payload = {"email": [None]}
    assert fitted(fields, payload) == {"email": ""}
    assert payload == {"email": [None]}


@pytest.mark.parametrize(
    ("email", "required"), [("a@b.co", True), (0, False), (False, False), ([""], False), ([0], False)]
)
def test_asking_whether_a_field_is_missing_takes_empty_values_for_null(email: Any, required: bool) -> None:
    asked = Condition("all", (Clause("email", "is_not", UNDEFINED),))
    fields = [a_field("email"), a_field("order", required_when=asked)]
    found = faults(fields, {"email": email})
    assert bool(found) is required
    if not required:
        assert fitted(fields, {"email": email}) == {"email": ""}


def test_a_missing_field_can_require_another() -> None:
    asked = Condition("all", (Clause("email", "is", UNDEFINED),))
    fields = [a_field("email"), a_field("alias", required_when=asked)]
    assert len(faults(fields, {})) == 2
    assert faults(fields, {"email": "x"}) == []


def test_objects_without_described_properties_are_passed_on_untouched() -> None:
    given_properties = {"a": "", "b": None, "c": [None]}
    result = fitted([a_field("properties", "object")], {"properties": given_properties})
    assert result["properties"] is given_properties


def test_text_that_becomes_infinite_is_marked() -> None:
    findings: list[Finding] = []
    compile_payload([a_field("n", "number")])({"n": "Infinity"}, findings)
    assert findings == [NON_FINITE]


def test_the_exempt_key_comes_back_at_the_end() -> None:
    payload = {"dynamicAuthSettings": {"x": 1}, "a": "x"}
    assert list(fitted(TEXT, payload)) == ["a", "dynamicAuthSettings"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(UNDEFINED),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("action", ["updateUserProfile", "trackPurchase", "triggerCampaign", "ecommerce"])
def test_any_payload_fits_or_is_refused_and_stays_as_it_was(action: str) -> None:
    fields = ACTIONS[action].fields
    fit, fit_again = compile_payload(fields, compile_cleaning(fields)), compile_payload(fields)
    keys = [field.key for field in fields]

    @given(st.dictionaries(st.sampled_from(keys), JSON | st.fixed_dictionaries({keys[0]: JSON})))
    def check(payload: dict[str, Any]) -> None:
        shown = repr(payload)
        findings: list[Finding] = []
        result = fit(payload, findings)
        assert repr(payload) == shown
        assert set(result) <= set(keys)
        if not findings:
            assert fit_again(result, []) == result

    check()


def test_a_function_that_an_object_inherits_is_no_item_of_a_list_inside() -> None:
    fields = [a_field("a", "object", properties=(a_field("x", multiple=True),))]
    assert faults(fields, {"a": {"x": Function("valueOf", 0)}}) == [
        "X must be an array but it was a function."
    ]
