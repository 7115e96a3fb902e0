"""The way over from Classic: settings and mappings, what becomes of each setting, and the cutover."""

from workbench.migration.applying import Manner, MigrateFromClassic, migration
from workbench.migration.cutover import Cutover, CutoverCheck, CutoverFilter, check_cutover, cutover
from workbench.migration.facts import EventFacts, facts_of, scan_facts
from workbench.migration.lines import report_lines
from workbench.migration.model import (
    OPTIONS,
    VERDICT_WORDS,
    Choices,
    Decision,
    Option,
    Proposal,
    Proposed,
    Verdict,
)
from workbench.migration.outlook import Outlook, outlook, outlook_of
from workbench.migration.proposal import propose

__all__ = [
    "OPTIONS",
    "VERDICT_WORDS",
    "Choices",
    "Cutover",
    "CutoverCheck",
    "CutoverFilter",
    "Decision",
    "EventFacts",
    "Manner",
    "MigrateFromClassic",
    "Option",
    "Outlook",
    "Proposal",
    "Proposed",
    "Verdict",
    "check_cutover",
    "cutover",
    "facts_of",
    "migration",
    "outlook",
    "outlook_of",
    "propose",
    "report_lines",
    "scan_facts",
]
