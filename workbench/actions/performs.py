"""What each action does: how it builds its requests and reads the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.actions.answers import expect_success, expect_success_or_message
from workbench.actions.batches import read_track_answer
from workbench.actions.catalog_item import (
    catalog_batch,
    catalog_item_origins,
    read_catalog_answers,
    read_catalog_batch_answer,
    upsert_catalog_item,
)
from workbench.actions.create_alias import create_alias, create_alias_2, create_alias_origins
from workbench.actions.ecommerce import (
    ecommerce,
    ecommerce_batch,
    ecommerce_origins,
    read_ecommerce_answer,
)
from workbench.actions.identify_user import (
    identify_user,
    identify_user_2,
    identify_user_2_origins,
    identify_user_origins,
    read_identify_answers,
)
from workbench.actions.kit import Interpret, InterpretBatch, Perform, PerformBatch
from workbench.actions.origins import Trace
from workbench.actions.track_event import (
    track_event,
    track_event_2,
    track_event_2_batch,
    track_event_batch,
    track_event_origins,
)
from workbench.actions.track_purchase import (
    track_purchase,
    track_purchase_2,
    track_purchase_2_batch,
    track_purchase_batch,
    track_purchase_origins,
)
from workbench.actions.trigger_message import message_origins, trigger_campaign, trigger_canvas
from workbench.actions.update_user_profile import (
    profile_origins,
    update_user_profile,
    update_user_profile_2,
    update_user_profile_2_batch,
    update_user_profile_batch,
)


@dataclass(frozen=True, slots=True)
class BatchSteps:
    """The two pure halves of an action for a batch."""

    perform: PerformBatch
    interpret: InterpretBatch = read_track_answer


@dataclass(frozen=True, slots=True)
class Steps:
    """The two pure halves of an action, and those for a batch where the action takes batches.

    `origins` says where the parts of the request come from that `perform` makes of a payload. `delay` is how
    many turns later than the plainest actions the original reports a failure of this one; of several failures
    for one event it passes on the earliest.
    """

    perform: Perform
    origins: Trace
    interpret: Interpret = expect_success
    delay: int = 0
    batch: BatchSteps | None = None


_ECOMMERCE_BATCH: Final = BatchSteps(ecommerce_batch, read_ecommerce_answer)

PERFORMS: Final[dict[str, Steps]] = {
    "trackEvent": Steps(track_event, track_event_origins, batch=BatchSteps(track_event_batch)),
    "trackEvent2": Steps(track_event_2, track_event_origins, batch=BatchSteps(track_event_2_batch)),
    "trackPurchase": Steps(track_purchase, track_purchase_origins, batch=BatchSteps(track_purchase_batch)),
    "trackPurchase2": Steps(
        track_purchase_2, track_purchase_origins, batch=BatchSteps(track_purchase_2_batch)
    ),
    "updateUserProfile": Steps(
        update_user_profile, profile_origins, batch=BatchSteps(update_user_profile_batch)
    ),
    "updateUserProfile2": Steps(
        update_user_profile_2, profile_origins, batch=BatchSteps(update_user_profile_2_batch)
    ),
    "createAlias": Steps(create_alias, create_alias_origins),
    "createAlias2": Steps(create_alias_2, create_alias_origins),
    "identifyUser": Steps(identify_user, identify_user_origins),
    "identifyUser2": Steps(identify_user_2, identify_user_2_origins, read_identify_answers, delay=1),
    "upsertCatalogItem": Steps(
        upsert_catalog_item,
        catalog_item_origins,
        read_catalog_answers,
        1,
        BatchSteps(catalog_batch, read_catalog_batch_answer),
    ),
    "triggerCampaign": Steps(trigger_campaign, message_origins, expect_success_or_message, delay=1),
    "triggerCanvas": Steps(trigger_canvas, message_origins, expect_success_or_message, delay=1),
    "ecommerce": Steps(ecommerce, ecommerce_origins, delay=2, batch=_ECOMMERCE_BATCH),
    "ecommerceSingleProduct": Steps(ecommerce, ecommerce_origins, delay=2, batch=_ECOMMERCE_BATCH),
}
"""By slug; an action that is missing here cannot be run."""
