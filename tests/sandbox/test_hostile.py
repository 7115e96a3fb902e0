"""Whatever is sent, the sandbox answers as a server of Braze would, never with a failure of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.sandbox.client import TIME, Local
from workbench.jsvalues import Json
from workbench.sandbox.routes import ENDPOINTS

# Keys and values that rules look at, so that random bodies get past the first rule.
WORDS = [
    *(
        "attributes",
        "events",
        "purchases",
        "external_id",
        "user_alias",
        "alias_name",
        "alias_label",
        "braze_id",
    ),
    *(
        "email",
        "phone",
        "name",
        "time",
        "properties",
        "product_id",
        "currency",
        "price",
        "quantity",
        "app_id",
    ),
    *(
        "_update_existing_only",
        "_merge_objects",
        "push_token_import",
        "push_tokens",
        "current_location",
        "dob",
    ),
    *(
        "inc",
        "add",
        "remove",
        "$add",
        "$remove",
        "$update",
        "$identifier_key",
        "$identifier_value",
        "$new_object",
    ),
    *(
        "aliases_to_identify",
        "emails_to_identify",
        "prioritization",
        "identified",
        "user_aliases",
        "merge_behavior",
    ),
    *(
        "external_ids",
        "email_addresses",
        "campaign_id",
        "canvas_id",
        "recipients",
        "external_user_id",
        "broadcast",
    ),
    *(
        "trigger_properties",
        "context",
        "send_to_existing_only",
        "attachments",
        "catalogs",
        "fields",
        "type",
        "items",
    ),
    *(
        "id",
        "title",
        "string",
        "number",
        "USD",
        "ecommerce.order_placed",
        "products",
        "$time",
        TIME,
        "a@example.com",
    ),
]
TEXT = st.sampled_from(WORDS) | st.text(max_size=8)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUE: st.SearchStrategy[Json] = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=6),
    max_leaves=25,
)
IDENTIFIER = st.fixed_dictionaries(
    {},
    optional={
        "external_id": st.sampled_from(["u-1", "u-2"]),
        "user_alias": st.just({"alias_name": "a", "alias_label": "l"}),
        "email": st.sampled_from(["a@example.com", "b@example.com"]),
        "phone": st.just("+35121"),
        "braze_id": st.just("5e7c"),
        "_update_existing_only": st.booleans(),
        "_merge_objects": st.booleans(),
    },
)
ATTRIBUTE = st.sampled_from(["a", "list", "object", "country", "bio", "visits"])
CHANGE = (
    VALUE
    | st.fixed_dictionaries({"inc": SCALAR})
    | st.fixed_dictionaries({}, optional={"add": st.lists(SCALAR), "remove": st.lists(SCALAR)})
    | st.fixed_dictionaries({}, optional={"$add": VALUE, "$remove": VALUE, "$update": VALUE})
)
ATTRIBUTES = st.builds(
    lambda who, what: {**what, **who}, IDENTIFIER, st.dictionaries(ATTRIBUTE, CHANGE, max_size=4)
)
EVENTS = st.builds(
    lambda who, what: {**who, "name": "e", "time": TIME, **what},
    IDENTIFIER,
    st.fixed_dictionaries({}, optional={"name": VALUE, "time": VALUE, "properties": VALUE}),
)
PURCHASES = st.builds(
    lambda who, what: {**who, "product_id": "p", "currency": "EUR", "price": 1, "time": TIME, **what},
    IDENTIFIER,
    st.fixed_dictionaries(
        {}, optional={"price": VALUE, "quantity": VALUE, "currency": VALUE, "properties": VALUE}
    ),
)
TRACK = st.fixed_dictionaries(
    {},
    optional={
        "attributes": st.lists(ATTRIBUTES | VALUE, max_size=4),
        "events": st.lists(EVENTS | VALUE, max_size=4),
        "purchases": st.lists(PURCHASES | VALUE, max_size=4),
    },
)
ENDPOINT = st.sampled_from([(method, path) for path, methods in ENDPOINTS.items() for method in methods])
TOP_KEYS = {
    "users/identify": ["aliases_to_identify", "emails_to_identify", "phone_numbers_to_identify"],
    "users/alias/new": ["user_aliases"],
    "users/delete": ["external_ids", "user_aliases", "email_addresses"],
    "campaigns/trigger/send": ["recipients", "trigger_properties", "broadcast"],
    "canvas/trigger/send": ["recipients", "context", "attachments"],
    "catalogs": ["catalogs"],
    "catalogs/*/items": ["items"],
    "catalogs/*/items/*": ["items"],
}
STATUSES = {200, 201, 202, 400, 404}


def answer(local: Local, method: str, path: str, body: Json) -> None:
    reply = local.post(path, body, method)
    assert reply.status in STATUSES
    assert isinstance(reply.body["message"], str)
    assert ("errors" not in reply.body) or reply.body["errors"]
    if reply.status in (200, 201, 202):
        assert reply.body["message"] == "success"
    local.store.users()
    local.store.calls(3)


@given(st.lists(TRACK, min_size=1, max_size=3))
def test_any_track_request(bodies: list[Json]) -> None:
    local = Local()
    for body in bodies:
        answer(local, "POST", "/users/track", body)
    for user in local.store.users():
        profile = local.store.profile(user.key)
        assert profile is not None
        assert (len(profile.attributes), len(profile.events), len(profile.purchases)) == (
            user.attributes,
            user.events,
            user.purchases,
        )
    local.store.close()


@given(
    st.lists(st.tuples(ENDPOINT, VALUE, st.booleans(), st.lists(ATTRIBUTES | VALUE, max_size=3)), max_size=4)
)
def test_any_body_at_any_endpoint(requests: list[tuple[tuple[str, str], Json, bool, list[Json]]]) -> None:
    local = Local()
    local.post("/catalogs", {"catalogs": [{"name": "x", "fields": [{"name": "id", "type": "string"}]}]})
    local.track(
        attributes=[{"external_id": "u-1", "email": "a@example.com", "list": ["a"], "object": {"b": 1}}]
    )
    for (method, path), value, nested, items in requests:
        keys = TOP_KEYS.get(path, [])
        body = {**dict.fromkeys(keys[:1], items), "campaign_id": "c", "canvas_id": "c"} if nested else value
        answer(local, method, "/" + path.replace("*", "x"), body)
    local.store.close()


@given(st.binary(max_size=60), st.text(max_size=20).map(lambda text: "/" + text))
def test_any_bytes_at_any_path(body: bytes, path: str) -> None:
    local = Local()
    assert local.raw("POST", "/users/track", body).status in STATUSES
    assert local.raw("PUT", path, body).status in {*STATUSES, 405}
    assert local.raw("GET", "/campaigns/list", b"", path).status in STATUSES
    local.store.close()
