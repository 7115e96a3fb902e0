"""What becomes of Classic's settings and behaviours, as lines of a report."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.migration.facts import EventFacts
from workbench.migration.model import VERDICT_WORDS
from workbench.migration.proposal import propose
from workbench.project import Project
from workbench.reports import Setting


def report_lines(project: Project, facts: EventFacts) -> Iterator[Setting]:
    """A line for every Classic setting, option and behaviour, under the project's settings of Classic."""
    proposal = propose(project.classic, facts, endpoint=project.endpoint)
    for decision in (*proposal.settings, *proposal.behaviours):
        value = f" = {decision.value}" if decision.value else ""
        sentence = " ".join(text for text in (decision.sentence, decision.warning) if text)
        yield Setting(f"{decision.label}{value}", VERDICT_WORDS[decision.verdict], sentence)
