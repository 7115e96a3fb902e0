"""What the Braze Classic destination sent for an event, and how sure that is.

Cloud mode mirrors integration-appboy 1.7.0 (profile `1.7.0`) and what the documentation says changed since
(profile `current`), web mode analytics.js-integration-appboy 1.16.1. Every part of an outcome names its rule
and the rule's trust.
"""

from workbench.classic.calltext import call_text
from workbench.classic.outcome import ClassicOutcome, Rejection, RejectionCode, RuleNote, Steps
from workbench.classic.rules import RULES, TRUST_TEXTS, Rule, Trust
from workbench.classic.sdk import SdkDate
from workbench.classic.settings import CONNECTION_MODES, PROFILES, ClassicSettings, ConnectionMode, Profile
from workbench.classic.translate import translate
from workbench.classic.web import start_web

__all__ = [
    "CONNECTION_MODES",
    "PROFILES",
    "RULES",
    "TRUST_TEXTS",
    "ClassicOutcome",
    "ClassicSettings",
    "ConnectionMode",
    "Profile",
    "Rejection",
    "RejectionCode",
    "Rule",
    "RuleNote",
    "SdkDate",
    "Steps",
    "Trust",
    "call_text",
    "start_web",
    "translate",
]
