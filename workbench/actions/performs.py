"""What each action does: how it builds its requests and reads the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workbench.actions.answers import expect_success
from workbench.actions.create_alias import create_alias, create_alias_2
from workbench.actions.kit import Interpret, Perform
from workbench.actions.track_event import track_event, track_event_2
from workbench.actions.track_purchase import track_purchase, track_purchase_2
from workbench.actions.update_user_profile import update_user_profile, update_user_profile_2


@dataclass(frozen=True, slots=True)
class Steps:
    """The two pure halves of an action."""

    perform: Perform
    interpret: Interpret = expect_success


PERFORMS: Final[dict[str, Steps]] = {
    "trackEvent": Steps(track_event),
    "trackEvent2": Steps(track_event_2),
    "trackPurchase": Steps(track_purchase),
    "trackPurchase2": Steps(track_purchase_2),
    "updateUserProfile": Steps(update_user_profile),
    "updateUserProfile2": Steps(update_user_profile_2),
    "createAlias": Steps(create_alias),
    "createAlias2": Steps(create_alias_2),
}
"""By slug; an action that is missing here cannot be run."""
