"""Every rule of Braze Classic that the workbench mirrors, in one table.

Identifiers are those of the reference on Classic: CC cloud mode of integration-appboy 1.7.0, CD what the
documentation says changed since, CW the web integration 1.16.1 (analytics.js-integration-appboy). A suffix in
lower case marks our own split of a rule whose parts are not equally certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

Trust: TypeAlias = Literal["verified", "documented", "unknown"]
"""`verified` against published source, `documented` by Segment, or `unknown` outside Segment."""

TRUST_TEXTS: Final[Mapping[Trust, str]] = MappingProxyType(
    {
        "verified": "verified against source (1.7.0, web 1.16.1)",
        "documented": "documented (2025)",
        "unknown": "not known since its source closed in 2017",
    }
)


class Rule(NamedTuple):
    """A rule in our own words, and how sure it is."""

    trust: Trust
    text: str


_CLOUD: Final[dict[str, str]] = {
    "CC-GATE-01": "The message's integrations object decides whether Classic gets it, under the key Appboy.",
    "CC-GATE-02": "Classic sends nothing without an endpoint region and a REST API key.",
    "CC-GATE-03": "A message without userId is rejected; an empty one, 0 and false count as given.",
    "CC-GATE-04": "Pages and screens are rejected unless one of the two page settings is on.",
    "CC-GATE-05": "With Track Only Named Pages, a page or screen without a name is rejected.",
    "CC-GATE-06": "Classic does nothing with this type of message.",
    "CC-GATE-07": "Classic's code fails on this message, so nothing is sent.",
    "CC-REQ-01": "One POST per message, to the European host when the region is exactly eu, else the US one.",
    "CC-REQ-02": "The REST API key is both the user name of Basic authentication and in the body.",
    "CC-REQ-03": "JSON with the fixed user agent of Segment's servers.",
    "CC-REQ-04": "Every body begins with the REST API key and the source.",
    "CC-REQ-05": "app_id is the App Identifier, empty text when there is none; users never carry one.",
    "CC-REQ-06": "The setting Update Existing Users Only as it is stored.",
    "CC-REQ-07": "external_id is userId as it is, numbers too; only a text that is a date is rewritten.",
    "CC-REQ-08": "Failed requests may be tried again; how often and when is not in the published source.",
    "CC-IDENT-01": "Attributes start as a copy of the traits, dates rewritten.",
    "CC-IDENT-02": "A truthy userId joins the traits as id while they are mapped, and is removed again.",
    "CC-IDENT-03": "first_name is the trait firstName in any spelling, else the first word of name.",
    "CC-IDENT-04": "last_name is the trait lastName in any spelling, else name without its first word.",
    "CC-IDENT-05": "dob is taken from the trait birthday in any spelling.",
    "CC-IDENT-06": "image_url is the trait avatar, photoUrl or avatarUrl.",
    "CC-IDENT-07": "The exact traits firstName, lastName, birthday and avatar are removed, used or not.",
    "CC-IDENT-08": "home_city and country come from the trait address; id, name and address are removed.",
    "CC-IDENT-09": "dob is cut to its UTC day; numbers count as milliseconds, unreadable dates are left out.",
    "CC-IDENT-10": "gender is kept as written when it is a word that Classic knows, else left out.",
    "CC-IDENT-11": "external_id and _update_existing_only overwrite traits of these names.",
    "CC-IDENT-12": "Other traits pass unchanged, nested ones too.",
    "CC-TRACK-01": "Events named like a completed order are not custom events.",
    "CC-TRACK-02": "A custom event with the name and the time of the message.",
    "CC-TRACK-03": "Properties pass as they are, dates rewritten.",
    "CC-TRACK-04": "Revenue makes no purchase.",
    "CC-ORDER-01": "Completed orders, in several spellings, become purchases.",
    "CC-ORDER-02": "One purchase per item of the products list; without the list an empty list is sent.",
    "CC-ORDER-03": "The purchase's time is that of the message.",
    "CC-ORDER-04": "product_id is the product's product_id in any spelling, else its id.",
    "CC-ORDER-05": "currency is the product's, else USD; the order's is not used.",
    "CC-ORDER-06": "price is the product's, sent unparsed.",
    "CC-ORDER-07": "quantity is the product's, 1 when missing or zero.",
    "CC-ORDER-08": "All other properties of products and order are lost.",
    "CC-PAGE-01": "Pages and screens are sent when the settings ask for them.",
    "CC-PAGE-02": "The full name is category and name, or the name alone.",
    "CC-PAGE-03": "A page or screen becomes a custom event named Viewed … or Loaded a ….",
    "CC-PAGE-04": "The properties, with the message's category and name written into them.",
    "CC-GROUP-01": "Each group becomes an attribute of its own, ab_segment_group_<groupId>, set to true.",
    "CC-GROUP-02": "The traits of a group are not sent.",
}
_CHANGED: Final[dict[str, tuple[Trust, str]]] = {
    "CD-ID-01": (
        "documented",
        "Without userId, braze_id from integrations.Braze or context.integrations.Braze is sent instead. "
        "Which of the two wins, and what an empty userId does, is unknown.",
    ),
    "CD-ID-02": (
        "documented",
        "The message's integrations object decides, under the key Braze or the older Appboy. How the two "
        "work together is unknown.",
    ),
    "CD-ID-03": ("documented", "Cloud mode takes messages of websites, apps and servers alike."),
    "CD-TRACK-01": (
        "documented",
        "Cloud mode removes time, quantity, event_name, price and currency from event properties. Whether "
        "other spellings and nested ones go too is unknown.",
    ),
    "CD-TRACK-02": (
        "documented",
        "Nested properties are kept: a statement against them was withdrawn in 2021.",
    ),
    "CD-TRACK-03": (
        "unknown",
        "The documentation speaks of purchases made from revenue; in cloud mode 1.7.0 made none, and "
        "whether it does today is unknown.",
    ),
    "CD-IDENT-01": (
        "unknown",
        "Reserved and nested traits are said not to be sent; which ones are removed is unknown.",
    ),
    "CD-IDENT-02": ("verified", "Source and documentation agree on which traits are profile fields."),
    "CD-ORDER-01": (
        "unknown",
        "Only the name Order Completed is documented; whether other spellings count today is unknown.",
    ),
    "CD-ORDER-02": ("unknown", "Whether the order's own currency is used today is unknown."),
    "CD-ORDER-null": (
        "unknown",
        "Whether today's server makes a purchase of a product that is null is unknown; 1.7.0 did.",
    ),
    "CD-PAGE-01": ("documented", "Pages become custom events named Viewed … Page or Loaded a Page."),
    "CD-PAGE-01-screen": (
        "unknown",
        "Screens as pages; the catalogue says that cloud mode does not take screens, 1.7.0 did.",
    ),
    "CD-PAGE-01-properties": (
        "unknown",
        "Whether reserved properties are removed from page events too is unknown; they are kept here.",
    ),
    "CD-REQ-01": (
        "documented",
        "The host is the Custom REST API Endpoint, else that of the endpoint region; Braze's host of a "
        "region is inferred.",
    ),
    "CD-REQ-01-region": ("unknown", "The stored name of this endpoint region and its host are assumed."),
    "CD-REQ-01-missing": (
        "unknown",
        "This endpoint region is not known, so neither is the host; the one shown does not exist.",
    ),
    "CD-REQ-02": (
        "unknown",
        "The REST API key is assumed to go in a bearer token, as Braze asks today, and not in the body.",
    ),
    "CD-REQ-03": (
        "unknown",
        "src, and app_id when there is no App Identifier, are assumed to be sent as before.",
    ),
    "CD-REQ-04": ("documented", "One request per event."),
    "CD-REQ-05": ("unknown", "Whether and when failed requests are tried again is not known."),
    "CD-DEL-01": ("documented", "Deletions of users go to another address of Braze and are not shown."),
    "CD-COMPUTED": ("documented", "Computed traits and audiences come as ordinary identifies and tracks."),
    "CW-GATE-integrations": (
        "unknown",
        "Analytics.js decides by the message's integrations object; under which name it asks is assumed.",
    ),
}
_WEB: Final[dict[str, str]] = {
    "CW-INIT-01": "The setting Braze Web SDK Version chooses the SDK file.",
    "CW-INIT-02": "The SDK is started, messages shown if wanted, the stored user set, a session opened.",
    "CW-INIT-03": "Version 1 of the SDK gets its host by region and only a few options.",
    "CW-INIT-04": "Versions 2 and 3 get all options, and a host only for eu or a custom endpoint.",
    "CW-INIT-05": "A custom endpoint is the SDK's host, whatever the region.",
    "CW-INIT-06": "With Only Track Known Users nothing happens before an identify with a user id.",
    "CW-IDENT-01": "The user is changed when the message has a user id.",
    "CW-IDENT-02": "Standard profile fields are set when they have a value; an e-mail-like user id is one.",
    "CW-IDENT-03": "gender becomes the SDK's value; unknown words give undefined, SDK 3 fails on known ones.",
    "CW-IDENT-04": "Country and home city are set from the address, twice.",
    "CW-IDENT-05": "The date of birth is set from an ISO date; any other birthday ends the message.",
    "CW-IDENT-06": "Each other trait that is no object and not reserved becomes a custom attribute.",
    "CW-IDENT-07": "Traits that are no object end the message before any call.",
    "CW-TRACK-01": "Events named like a completed order become purchases.",
    "CW-TRACK-02": "The user is changed when the message has a user id.",
    "CW-TRACK-03": "With Log Purchase when Revenue is present, an event with revenue becomes purchases only.",
    "CW-TRACK-04": "A custom event with the properties that are neither lists nor objects.",
    "CW-ORDER-01": "One purchase per product.",
    "CW-ORDER-02": "The product id has no fallback; price and quantity are the product's, unparsed.",
    "CW-ORDER-03": "The currency is the order's, else USD.",
    "CW-ORDER-04": "Purchase properties are the product's, then the order's that the product lacks.",
    "CW-ORDER-05": "Only short names and plain values are purchase properties.",
    "CW-ORDER-06": "A product that is text gives its characters, null gives nothing.",
    "CW-PAGE-01": "Pages become custom events when the settings ask for them.",
    "CW-GROUP-01": "Each group becomes a custom attribute of its own.",
    "CW-GATE-type": "The web integration reacts to identify, track, page and group only.",
}

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {name: Rule("verified", text) for name, text in (_CLOUD | _WEB).items()}
    | {name: Rule(*parts) for name, parts in _CHANGED.items()}
)
