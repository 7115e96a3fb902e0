"""FQL triggers: read, match, explain and write them as Segment's destinations do."""

from workbench.triggers.checks import TriggerCheck
from workbench.triggers.explain import Condition
from workbench.triggers.matcher import Matcher
from workbench.triggers.matching import TriggerFailure
from workbench.triggers.near import NearMiss
from workbench.triggers.parser import TriggerError
from workbench.triggers.sets import TriggerSet
from workbench.triggers.trigger import Trigger, match_tree, parse
from workbench.triggers.writer import write

__all__ = [
    "Condition",
    "Matcher",
    "NearMiss",
    "Trigger",
    "TriggerCheck",
    "TriggerError",
    "TriggerFailure",
    "TriggerSet",
    "match_tree",
    "parse",
    "write",
]
