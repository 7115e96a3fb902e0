"""What each action does: how it builds its requests and reads the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.actions.answers import expect_success, expect_success_or_message
from workbench.actions.catalog_item import read_catalog_answers, upsert_catalog_item
from workbench.actions.create_alias import create_alias, create_alias_2
from workbench.actions.ecommerce import ecommerce
from workbench.actions.identify_user import identify_user, identify_user_2, read_identify_answers
from workbench.actions.kit import Interpret, Perform
from workbench.actions.track_event import track_event, track_event_2
from workbench.actions.track_purchase import track_purchase, track_purchase_2
from workbench.actions.trigger_message import trigger_campaign, trigger_canvas
from workbench.actions.update_user_profile import update_user_profile, update_user_profile_2


@dataclass(frozen=True, slots=True)
class Steps:
    """The two pure halves of an action.

    `delay` is how many turns later than the plainest actions the original reports a failure of this one; of
    several failures for one event it passes on the earliest.
    """

    perform: Perform
    interpret: Interpret = expect_success
    delay: int = 0


PERFORMS: Final[dict[str, Steps]] = {
    "trackEvent": Steps(track_event),
    "trackEvent2": Steps(track_event_2),
    "trackPurchase": Steps(track_purchase),
    "trackPurchase2": Steps(track_purchase_2),
    "updateUserProfile": Steps(update_user_profile),
    "updateUserProfile2": Steps(update_user_profile_2),
    "createAlias": Steps(create_alias),
    "createAlias2": Steps(create_alias_2),
    "identifyUser": Steps(identify_user),
    "identifyUser2": Steps(identify_user_2, read_identify_answers, delay=1),
    "upsertCatalogItem": Steps(upsert_catalog_item, read_catalog_answers, delay=1),
    "triggerCampaign": Steps(trigger_campaign, expect_success_or_message, delay=1),
    "triggerCanvas": Steps(trigger_canvas, expect_success_or_message, delay=1),
    "ecommerce": Steps(ecommerce, delay=2),
    "ecommerceSingleProduct": Steps(ecommerce, delay=2),
}
"""By slug; an action that is missing here cannot be run."""
