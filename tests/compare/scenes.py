"""Events with the mappings and the Classic settings that the sentences are checked on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workbench.actions import ACTIONS, DestinationSettings, run_destination
from workbench.classic import ClassicSettings, translate
from workbench.compare import Difference, differences
from workbench.jsvalues import Json
from workbench.mappings import Mapping

NOW = 1_790_000_000_000.0
TIME = "2026-03-01T10:00:00.000Z"
SETTINGS = DestinationSettings(api_key="key", app_id="app-1", endpoint="https://rest.iad-01.braze.com")
CURRENT = ClassicSettings(app_group_id="key", api_key="app-1", datacenter="us")
OLD = replace(CURRENT, profile="1.7.0")
WEB = ClassicSettings.from_json({"apiKey": "app-1", "connectionMode": "web"})


@dataclass(frozen=True)
class Scene:
    """An event, the mappings of Actions and the settings of Classic."""

    event: dict[str, Json]
    mappings: tuple[Mapping, ...]
    classic: ClassicSettings = field(default_factory=lambda: CURRENT)
    settings: DestinationSettings = SETTINGS

    def told(self) -> list[Difference]:
        """The differences between what both engines make of it."""
        actions = run_destination(self.mappings, self.settings, self.event)
        classic = translate(self.event, self.classic, now=NOW)
        return list(
            differences(
                actions.requests,
                classic.comparable,
                actions_reason=actions.reason,
                classic_reason=classic.rejected.reason if classic.rejected else "",
            )
        )

    def sentences(self) -> list[str]:
        """Their sentences."""
        return [difference.sentence for difference in self.told()]


EVERY = 'type != "none"'
"""A trigger that takes every event."""


def mapping(action: str, trigger: str = EVERY, *, name: str = "", **fields: Json) -> Mapping:
    """A mapping with the action's default fields, but events at their own time, and the fields given."""
    defaults = ACTIONS[action].default_fields()
    if "time" in defaults:
        defaults["time"] = {"@path": "$.timestamp"}
    return Mapping(name or action, action, trigger, True, {**defaults, **fields})


def track(event: str = "Trip Booked", *, properties: Json = None, **members: Json) -> dict[str, Json]:
    """A track event of a made-up user."""
    known: dict[str, Json] = {
        "type": "track",
        "event": event,
        "userId": "u-1",
        "timestamp": TIME,
        "receivedAt": "2026-03-01T10:00:02.500Z",
        "properties": properties or {},
    }
    return known | members


def identify(**traits: Json) -> dict[str, Json]:
    """An identify event of a made-up user."""
    return {"type": "identify", "userId": "u-1", "timestamp": TIME, "traits": traits}


def order(*products: Json, **properties: Json) -> dict[str, Json]:
    """A completed order."""
    return track("Order Completed", properties={**properties, "products": list(products)})


def anonymous(kind: str, **members: Json) -> dict[str, Json]:
    """An event of somebody who is known by a braze_id and an anonymousId only."""
    integrations = {"Braze": {"braze_id": "b-7"}}
    return {
        "type": kind,
        "anonymousId": "a-9",
        "timestamp": TIME,
        "receivedAt": TIME,
        "integrations": integrations,
        **members,
    }


EVENT = mapping("trackEvent")
PURCHASE = mapping("trackPurchase")
PROFILE = mapping("updateUserProfile")
BY_ALIAS = mapping(
    "trackEvent",
    external_id=None,
    user_alias={"alias_name": {"@path": "$.anonymousId"}, "alias_label": "anonymous_id"},
)
BY_BRAZE_ID = mapping("trackEvent", external_id=None, braze_id={"@path": "$.integrations.Braze.braze_id"})


def product(number: int) -> Mapping:
    """A mapping that sends one product of an order as a purchase."""
    parts = {key: {"@path": f"$.products.{number}.{key}"} for key in ("product_id", "price", "quantity")}
    fields = {**PURCHASE.fields, "products": {"@arrayPath": ["$.properties", parts]}}
    return Mapping(f"Product {number}", "trackPurchase", EVERY, True, fields)


SCENES = {
    "time received instead of timestamp": Scene(
        track(), (mapping("trackEvent", time={"@path": "$.receivedAt"}),)
    ),
    "property date only": Scene(track(properties={"start": "2026-05-14"}), (EVENT,)),
    "src": Scene(track(), (EVENT,)),
    "app id empty": Scene(
        track(),
        (EVENT,),
        replace(CURRENT, api_key=""),
        DestinationSettings(api_key="k", endpoint="https://rest.iad-01.braze.com"),
    ),
    "app id other": Scene(track(), (EVENT,), replace(CURRENT, api_key="old-app")),
    "app id only actions/empty classic": Scene(track(), (EVENT,), replace(CURRENT, api_key="")),
    "event renamed": Scene(
        track(),
        (
            Mapping(
                "Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "name": {"@template": "Web {{event}}"}}
            ),
        ),
    ),
    "event case": Scene(
        track(), (Mapping("Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "name": "trip booked"}),)
    ),
    "event cyrillic": Scene(
        track("Tаrif"), (Mapping("Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "name": "Tarif"}),)
    ),
    "page name": Scene(
        {
            "type": "page",
            "name": "Home",
            "userId": "u-1",
            "timestamp": TIME,
            "properties": {"url": "https://shop.example.com/"},
        },
        (Mapping("Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "name": "Viewed Page"}),),
        replace(CURRENT, track_all_pages=True),
    ),
    "page rejected": Scene(
        {"type": "page", "name": "Home", "userId": "u-1", "timestamp": TIME, "properties": {}},
        (Mapping("Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "name": "Viewed Page"}),),
    ),
    "page props moved": Scene(
        {
            "type": "page",
            "name": "Home",
            "category": "Docs",
            "userId": "u-1",
            "timestamp": TIME,
            "properties": {"url": "https://shop.example.com/"},
        },
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {
                    **EVENT.fields,
                    "name": {"@template": "Viewed Docs Home Page"},
                    "properties": {"@path": "$.properties"},
                },
            ),
        ),
        replace(CURRENT, track_all_pages=True),
    ),
    "reserved": Scene(track(properties={"price": 5, "currency": "EUR"}), (EVENT,)),
    "properties only actions": Scene(
        order({"product_id": "sku-1", "price": 5, "colour": "red"}, coupon="SPRING"), (PURCHASE,)
    ),
    "currency default vs order": Scene(
        order({"product_id": "sku-1", "price": 5, "quantity": 1}, currency="EUR"),
        (
            mapping(
                "trackPurchase",
                products={
                    "@arrayPath": [
                        "$.properties.products",
                        {
                            "product_id": {"@path": "$.product_id"},
                            "price": {"@path": "$.price"},
                            "quantity": {"@path": "$.quantity"},
                            "currency": "EUR",
                        },
                    ]
                },
            ),
        ),
    ),
    "quantity zero": Scene(order({"product_id": "sku-1", "price": 5, "quantity": 0}), (PURCHASE,)),
    "price text": Scene(order({"product_id": "sku-1", "price": "19.50", "quantity": 1}), (PURCHASE,)),
    "product id fallback": Scene(
        order({"id": "p-77", "name": "Shoe", "price": 5, "quantity": 1}),
        (
            mapping(
                "trackPurchase",
                products={
                    "@arrayPath": [
                        "$.properties.products",
                        {
                            "product_id": {"@path": "$.name"},
                            "price": {"@path": "$.price"},
                            "quantity": {"@path": "$.quantity"},
                        },
                    ]
                },
            ),
        ),
    ),
    "two products one product mapping": Scene(
        order(
            {"product_id": "a-1", "price": 5, "quantity": 1}, {"product_id": "b-2", "price": 6, "quantity": 1}
        ),
        (PURCHASE,),
    ),
    "split requests": Scene(
        order(
            {"product_id": "a-1", "price": 5, "quantity": 1}, {"product_id": "b-2", "price": 6, "quantity": 1}
        ),
        (product(1), product(0)),
    ),
    "event instead of purchase": Scene(
        order(
            {"product_id": "a-1", "price": 5.5, "quantity": 2, "name": "Shoe"},
            {"product_id": "b-2", "price": 6.25, "quantity": 1, "name": "Hat"},
            order_id="o-1001",
        ),
        (EVENT,),
    ),
    "ecommerce": Scene(
        order(
            {"product_id": "a-1", "price": 5.5, "quantity": 2, "name": "Shoe", "variant": "v-1"},
            order_id="o-1001",
            total=11,
            currency="USD",
        ),
        (
            Mapping(
                "Mapping",
                "ecommerce",
                EVERY,
                True,
                {
                    **ACTIONS["ecommerce"].default_fields(),
                    "name": "ecommerce.order_placed",
                    "time": {"@path": "$.timestamp"},
                    "source": "shop",
                    "__segment_internal_sync_mode": "add",
                },
            ),
        ),
    ),
    "event twice": Scene(track(), (EVENT, replace(EVENT, name="Again"))),
    "no mapping": Scene(track(), (mapping("trackEvent", 'event = "Other"'),)),
    "alias vs external (no ext)": Scene(
        track(anonymousId="a-9"),
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {
                    **EVENT.fields,
                    "external_id": None,
                    "user_alias": {"alias_name": {"@path": "$.anonymousId"}, "alias_label": "anonymous_id"},
                },
            ),
        ),
    ),
    "email vs external": Scene(
        track(context={"traits": {"email": "ana@example.com"}}),
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {**EVENT.fields, "external_id": None, "email": {"@path": "$.context.traits.email"}},
            ),
        ),
    ),
    "braze_id": Scene(
        {k: v for k, v in track(integrations={"Braze": {"braze_id": "b-7"}}).items() if k != "userId"}
        | {"anonymousId": "a-9"},
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {**EVENT.fields, "external_id": {"@path": "$.anonymousId"}},
            ),
        ),
    ),
    "ext number": Scene(track(userId=10045), (EVENT,)),
    "region": Scene(track(), (EVENT,), replace(CURRENT, datacenter="eu")),
    "custom endpoint": Scene(
        track(), (EVENT,), replace(CURRENT, rest_custom_endpoint="https://braze-proxy.example.com")
    ),
    "credential": Scene(track(), (EVENT,), OLD),
    "update only": Scene(
        track(),
        (Mapping("Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "_update_existing_only": True}),),
    ),
    "update both": Scene(track(), (EVENT,), replace(CURRENT, update_existing_only=True)),
    "gender": Scene(identify(gender="female"), (PROFILE,)),
    "gender odd": Scene(identify(gender="robot"), (PROFILE,)),
    "spelling": Scene(
        identify(first_name="Ana"),
        (
            Mapping(
                "Mapping",
                "updateUserProfile",
                EVERY,
                True,
                {
                    "external_id": {"@path": "$.userId"},
                    "custom_attributes": {"FirstName": {"@path": "$.traits.first_name"}},
                },
            ),
        ),
    ),
    "attr names removed": Scene(identify(plan="gold", products=["a", "b"]), (PROFILE,)),
    "attr null": Scene(identify(plan=None), (mapping("updateUserProfile", custom_attributes={}),)),
    "nested": Scene(
        identify(company={"name": "Example Heron", "size": 40}),
        (mapping("updateUserProfile", custom_attributes={}),),
    ),
    "list vs scalar": Scene(
        identify(interests=["hiking"]),
        (mapping("updateUserProfile", custom_attributes={"interests": {"@path": "$.traits.interests.0"}}),),
    ),
    "list order": Scene(
        identify(interests=["hiking", "sailing"]),
        (mapping("updateUserProfile", custom_attributes={"interests": ["sailing", "hiking"]}),),
    ),
    "list item": Scene(
        identify(interests=["hiking", "sailing"]),
        (mapping("updateUserProfile", custom_attributes={"interests": ["hiking"]}),),
    ),
    "number as text": Scene(
        identify(score=42),
        (mapping("updateUserProfile", custom_attributes={"score": {"@template": "{{traits.score}}"}}),),
    ),
    "boolean as text": Scene(
        identify(vip=True),
        (mapping("updateUserProfile", custom_attributes={"vip": {"@template": "{{traits.vip}}"}}),),
    ),
    "moved attr": Scene(
        identify(loyaltyNumber="LN-88231"),
        (mapping("updateUserProfile", custom_attributes={"member_no": {"@path": "$.traits.loyaltyNumber"}}),),
    ),
    "group": Scene(
        {"type": "group", "userId": "u-1", "groupId": "g-5", "timestamp": TIME, "traits": {}},
        (mapping("updateUserProfile", custom_attributes={"group_id": {"@path": "$.groupId"}}),),
    ),
    "two attr requests": Scene(
        identify(plan="gold", email="ana@example.com"),
        (
            Mapping(
                "A",
                "updateUserProfile",
                EVERY,
                True,
                {"external_id": {"@path": "$.userId"}, "email": {"@path": "$.traits.email"}},
            ),
            Mapping(
                "B",
                "updateUserProfile",
                EVERY,
                True,
                {
                    "external_id": {"@path": "$.userId"},
                    "custom_attributes": {"plan": {"@path": "$.traits.plan"}},
                },
            ),
        ),
    ),
    "long text": Scene(
        track(properties={"review": "word " * 80}),
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {**EVENT.fields, "properties": {"review": {"@template": "{{properties.review}}!"}}},
            ),
        ),
    ),
    "moved prop": Scene(
        track(properties={"trip": {"city": "Lisbon"}}),
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {**EVENT.fields, "properties": {"city": {"@path": "$.properties.trip.city"}}},
            ),
        ),
    ),
    "white space": Scene(
        track(properties={"city": "New  York"}),
        (
            Mapping(
                "Mapping", "trackEvent", EVERY, True, {**EVENT.fields, "properties": {"city": "New York"}}
            ),
        ),
    ),
    "object vs text": Scene(
        track(properties={"city": {"name": "Lisbon"}}),
        (
            Mapping(
                "Mapping",
                "trackEvent",
                EVERY,
                True,
                {**EVENT.fields, "properties": {"city": {"@path": "$.properties.city.name"}}},
            ),
        ),
    ),
    "country": Scene(
        identify(address={"city": "Porto", "country": "PT"}),
        (mapping("updateUserProfile", country="Portugal"),),
    ),
    "alias event": Scene(
        {"type": "alias", "userId": "u-1", "previousId": "a-9", "timestamp": TIME},
        (
            Mapping(
                "Mapping",
                "createAlias",
                EVERY,
                True,
                {
                    "external_id": {"@path": "$.userId"},
                    "alias_name": {"@path": "$.previousId"},
                    "alias_label": "old",
                },
            ),
        ),
    ),
    "campaign instead": Scene(
        track(),
        (
            Mapping(
                "Mapping",
                "triggerCampaign",
                EVERY,
                True,
                {"campaign_id": "c-1", "recipients": [{"external_user_id": {"@path": "$.userId"}}]},
            ),
        ),
    ),
    "gender unknown to classic": Scene(identify(gender="prefer not to say"), (PROFILE,)),
    "trait id": Scene(identify(id="c-1", firstName="Ana"), (mapping("updateUserProfile"),)),
    "trait language": Scene(identify(language="de"), (PROFILE,)),
    "braze_id and email": Scene(
        {**anonymous("identify"), "traits": {"email": "ana@example.com"}}, (PROFILE,)
    ),
    "day that does not exist": Scene(track(properties={"day": "2026-02-30"}), (EVENT,)),
    "zone": Scene(track(properties={"at": "2026-03-01T11:00:00+01:00"}), (EVENT,)),
    "quantity too large": Scene(
        order({"product_id": "sku-1", "price": 5, "quantity": 500}),
        (mapping("trackPurchase", products=[{"product_id": "sku-1", "price": 5, "quantity": 100}]),),
    ),
    "two of one product": Scene(
        order(
            {"product_id": "a-1", "price": 5, "quantity": 1, "colour": "red"},
            {"product_id": "a-1", "price": 9, "quantity": 1, "colour": "blue"},
        ),
        (PURCHASE,),
    ),
    "user id missing": Scene(anonymous("track", event="Trip Booked", properties={}), (BY_ALIAS,), OLD),
    "incremented twice": Scene(identify(visits={"inc": 1}), (PROFILE, replace(PROFILE, name="Again"))),
    "list shuffled and changed": Scene(
        identify(interests=["rail", "food", "sea"]),
        (mapping("updateUserProfile", custom_attributes={"interests": ["sea", "rail", "art"]}),),
    ),
    "web currency": Scene(
        order({"product_id": "sku-1", "price": 5, "quantity": 1}, currency="CAD"), (PURCHASE,), WEB
    ),
    "web lists": Scene(track(properties={"seats": ["4A"]}), (EVENT,), WEB),
    "web objects": Scene(identify(company={"name": "Example Heron"}), (PROFILE,), WEB),
    "web time": Scene(track(), (mapping("trackEvent", time={"@path": "$.receivedAt"}),), WEB),
    "web without a user": Scene(anonymous("track", event="Trip Booked", properties={}), (BY_BRAZE_ID,), WEB),
}
"""What is tried, by the name that `sentences.txt` calls it."""
