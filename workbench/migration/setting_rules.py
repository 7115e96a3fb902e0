"""The rules of Classic's settings: what becomes of each, and what to know about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from workbench.jsvalues import is_truthy
from workbench.migration.hosts import Cluster, is_offered, normalised_endpoint, sdk_host
from workbench.migration.model import Verdict
from workbench.migration.plan import Plan


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row's rule says: the verdict, a sentence, a warning, and the choice that changes it."""

    verdict: Verdict
    sentence: str
    warning: str = ""
    choice: str = ""


Rule: TypeAlias = Callable[[Plan, Cluster], Answer]


def several(count: int, one: str, more: str) -> str:
    """`1 event has`, `5 events have`."""
    return f"{count:,} {one if count == 1 else more}"


def sdk_only(web_setting: str, plan: Plan, _: Cluster) -> Answer:
    """A setting of the browser SDK, which Web Mode has under the name `web_setting`."""
    if not plan.web:
        return Answer("none", "A setting of the browser SDK: Cloud Mode sends from Segment's servers.")
    return Answer(
        "replaced",
        f"Goes to the setting {web_setting} of Braze Web Mode (Actions), for pages that keep the SDK. Cloud "
        "Mode has no counterpart.",
    )


def app_id(plan: Plan, _: Cluster) -> Answer:
    """The app that events and purchases name."""
    if not plan.settings.api_key:
        return Answer(
            "carried",
            "Nothing to carry over: App ID stays empty. Classic then sent an empty app_id, Actions none.",
        )
    if plan.web:
        return Answer(
            "carried",
            "Becomes App ID of Cloud Mode, and API Key of Web Mode: that is the public key of the SDK.",
        )
    return Answer("carried", "Becomes the destination setting App ID; events and purchases carry it.")


def rest_key(plan: Plan, _: Cluster) -> Answer:
    """The credential of server requests, of which a project only holds a reference."""
    if plan.web:
        return Answer(
            "replaced",
            "Cloud Mode needs it: keep it in an environment variable or the keyring and refer to it. Web "
            "Mode never gets it.",
        )
    return Answer(
        "replaced",
        "Becomes API Key, as a reference such as env:BRAZE_API_KEY: the key itself must not be stored in a "
        "project. It needs the permission users.track.",
    )


def mobile(_: Plan, __: Cluster) -> Answer:
    """A setting of the mobile SDKs."""
    return Answer(
        "none", "A setting of the mobile SDKs: it stays with Classic or moves to Braze's own plug-in."
    )


def custom_endpoint(plan: Plan, cluster: Cluster) -> Answer:
    """The address of the SDK, which may tell the cluster."""
    if not plan.settings.custom_endpoint:
        return Answer("none", "Empty. It was the address of the SDK; Cloud Mode calls REST endpoints only.")
    if cluster.origin == "customEndpoint":
        return Answer(
            "choice",
            f"It is the only address set; the REST endpoint of the same cluster is proposed: {cluster.url}.",
            "Check in Braze under Settings that this is your cluster.",
            "endpoint",
        )
    host = sdk_host(plan.settings)
    if plan.web and host:
        return Answer("replaced", f"Becomes SDK Endpoint of Web Mode: {host}. Cloud Mode does not use it.")
    if plan.web:
        return Answer(
            "choice",
            "It is none of the SDK endpoints that Web Mode offers: choose yours there. Cloud Mode does not "
            "use it.",
        )
    return Answer("none", "It was the address of the SDK; Cloud Mode calls REST endpoints only.")


def datacenter(plan: Plan, cluster: Cluster) -> Answer:
    """The region, which decides the cluster."""
    if cluster.origin == "datacenter":
        warning = (
            "" if cluster.certain else "The stored name of this region and its host are inferred: check them."
        )
        return Answer("carried", f"Becomes the REST endpoint {cluster.url}.", warning, "endpoint")
    if cluster.origin == "restCustomEndpoint":
        return Answer("replaced", "The custom REST endpoint wins over it, as it did in Classic.")
    if cluster.origin == "choice":
        return Answer("choice", f"You chose the REST endpoint {cluster.url}.", "", "endpoint")
    given = "names no region that is known" if plan.settings.datacenter else "is empty"
    return Answer(
        "choice",
        f"It {given}: choose the REST endpoint of your cluster. Until then it is {cluster.url}.",
        "Braze shows the REST endpoint under Settings, APIs and Identifiers.",
        "endpoint",
    )


def rest_endpoint(plan: Plan, cluster: Cluster) -> Answer:
    """The address of server requests, which wins over the region."""
    custom = normalised_endpoint(plan.settings.rest_custom_endpoint or "")
    if not custom:
        return Answer("carried", "Nothing to carry over: the region decides the REST endpoint.")
    if is_offered(custom):
        if cluster.origin == "choice":
            return Answer(
                "choice", f"You chose the REST endpoint {cluster.url} in its place.", "", "endpoint"
            )
        return Answer("carried", f"Becomes the REST endpoint {custom}.", "", "endpoint")
    return Answer(
        "choice",
        f"Actions offers a fixed list of REST endpoints, and this is not one of them; {cluster.url} is "
        "proposed.",
        "A private host cannot be chosen in Segment's form.",
        "endpoint",
    )


def revenue(plan: Plan, _: Cluster) -> Answer:
    """Whether events with revenue are purchases."""
    is_on = is_truthy(plan.settings.log_purchase_when_revenue_present)
    if plan.revenue_purchases:
        lost = plan.facts.revenue_without_products
        warning = (
            f"{several(lost, 'event', 'events')} with revenue but without products: nothing is sent, as in "
            "web mode."
            if lost
            else "Events with revenue but without products send nothing, as in web mode."
        )
        return Answer("replaced", "Becomes the mapping Revenue Calls beside Track Calls.", warning, "revenue")
    if is_on and not plan.web:
        return Answer(
            "choice",
            "Classic's cloud mode never read it: events with revenue were custom events, and stay so.",
            "The documentation speaks of purchases; the last public source made none.",
            "revenue",
        )
    return Answer("replaced", "Off: events with revenue stay custom events.", "", "revenue")


def known_users(plan: Plan, _: Cluster) -> Answer:
    """Whether visitors without a user ID count."""
    is_on = is_truthy(plan.settings.only_track_known_users_on_web)
    if not plan.web:
        return Answer(
            "none",
            "It had no effect in cloud mode, which took no event without a user anyway.",
            "",
            "anonymous",
        )
    if is_on:
        return Answer(
            "replaced",
            "Every trigger asks for userId != null. In Web Mode it is the setting deferUntilIdentified.",
            "",
            "anonymous",
        )
    return Answer(
        "replaced",
        "Off: the browser sent events of visitors without a user ID. Cloud Mode cannot, they have no ID for "
        "Braze; keep Web Mode for them.",
        "",
        "anonymous",
    )


def all_pages(plan: Plan, _: Cluster) -> Answer:
    """Pages and screens as custom events."""
    if not is_truthy(plan.settings.track_all_pages):
        return Answer("replaced", _pages_off(plan), "", "pages")
    if is_truthy(plan.settings.track_named_pages):
        return Answer(
            "replaced", "Both page settings are on: Classic then took named pages only.", "", "pages"
        )
    return Answer("replaced", _pages_on(plan), "", "pages")


def named_pages(plan: Plan, _: Cluster) -> Answer:
    """Pages and screens with a name as custom events."""
    if not is_truthy(plan.settings.track_named_pages):
        return Answer("replaced", _pages_off(plan), "", "pages")
    return Answer("replaced", _pages_on(plan), "", "pages")


def _pages_off(plan: Plan) -> str:
    if plan.choices.pages == "none":
        return "Off: pages are not sent, as before."
    return "Off; pages are sent as you chose, or by the other page setting."


def _pages_on(plan: Plan) -> str:
    if plan.choices.pages == "none":
        return "On, but you chose to send no pages."
    screens = "" if plan.choices.screens == "none" else " and Screen Calls"
    return f"Becomes the mapping Page Calls{screens}, with the event names that Classic used."


def update_only(plan: Plan, _: Cluster) -> Answer:
    """Whether unknown users are created."""
    value = plan.settings.update_existing_only
    if plan.web:
        return Answer("none", "It was for server requests only; the browser always knew its user.")
    if is_truthy(value):
        odd = (
            "" if value is True else "It was stored as another value than true, which Classic sent as it was."
        )
        return Answer("replaced", "Becomes the sync mode update of the actions V2.", odd)
    return Answer("carried", "Becomes _update_existing_only: false in every mapping.")


def version(plan: Plan, _: Cluster) -> Answer:
    """Which SDK a page loads."""
    if not plan.web:
        return Answer("none", "Which SDK a page loads: Cloud Mode sends from Segment's servers.")
    return Answer(
        "choice",
        "Not copied: Web Mode offers none of Classic's old SDKs. Choose a current version on purpose.",
        "Page code that uses window.appboy must use window.braze from SDK 4 on; appboy.ab is gone since 3.",
    )


def html_messages(plan: Plan, _: Cluster) -> Answer:
    """Whether in-app messages may be HTML."""
    if not plan.web:
        return Answer("none", "A setting of the browser SDK: Cloud Mode sends from Segment's servers.")
    return Answer(
        "choice",
        "Web Mode has no setting of that name; the nearest is allowUserSuppliedJavascript. It is not copied, "
        "because it allows more.",
    )


def mode(plan: Plan, _: Cluster) -> Answer:
    """Which of the two Actions destinations takes over."""
    if plan.web:
        return Answer(
            "choice",
            "Device web: Braze Web Mode (Actions) keeps the SDK on your pages, its settings are listed; the "
            "mappings proposed here are for Braze Cloud Mode (Actions).",
        )
    return Answer("carried", "Cloud: becomes Braze Cloud Mode (Actions).")
