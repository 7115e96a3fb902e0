"""The figures are those of a slow count, event by event, and the same in every format and the outlook."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from workbench.classic import ClassicSettings
from workbench.compare import differences
from workbench.compare.model import key_of
from workbench.events import EventStore, read_events
from workbench.migration import facts_of, migration, outlook_of, propose
from workbench.project import Project, default_project
from workbench.project.preview import preview
from workbench.reports import Report, scan
from workbench.reports.document import Document
from workbench.reports.inspection import Inspector
from workbench.reports.jsontext import report_json
from workbench.reports.page import report_page
from workbench.reports.text import report_text

SAMPLES = Path(__file__).resolve().parents[2] / "sample_events"
NOW = 1_772_400_000_000.0


@cache
def samples() -> EventStore:
    return read_events(SAMPLES)


def projects() -> list[Project]:
    before = default_project()
    found = [before]
    for classic in (ClassicSettings(track_all_pages=True), ClassicSettings(connection_mode="web")):
        proposal = propose(classic, facts_of(samples()), endpoint=before.endpoint)
        found.append(migration(proposal, classic).apply(before))
    return found


def reported(project: Project) -> Report:
    *_, last = scan(project, samples(), now=NOW)
    return last


def slow_counts(project: Project) -> dict[str, Counter[object]]:
    """Verdicts, cells and difference classes, with DeepDiff and without groups."""
    found: dict[str, Counter[object]] = {"verdicts": Counter(), "cells": Counter(), "keys": Counter()}
    for index in range(len(samples())):
        seen = preview(project, samples().data(index), now=NOW)
        mine, other = seen.actions.requests, seen.classic.comparable
        told = differences(mine, other) if mine and other else ()
        if not mine or not other:
            verdict = "new" if mine else "lost" if other else "neither"
        elif any(not one.harmless for one in told):
            verdict = "changed"
        else:
            delivery = {"endpoint", "authorization", "header x-braze-batch"}
            verdict = "identical" if all(one.path in delivery for one in told) else "equivalent"
        found["verdicts"][verdict] += 1
        found["keys"].update({(one.kind, key_of(one.path)) for one in told})
        if verdict in {"new", "lost"}:
            found["keys"]["only_actions" if mine else "only_classic", "requests"] += 1
        found["cells"].update(one.index for one in seen.actions.ran if one.matched or one.error)
    return found


@pytest.mark.parametrize("project", projects(), ids=["presets", "cloud", "web"])
def test_figures_are_those_of_a_slow_count(project: Project) -> None:
    report, slow = reported(project), slow_counts(project)
    assert +Counter(report.totals.verdicts) == slow["verdicts"]
    taken: Counter[object] = Counter()
    for row in report.matrix:
        taken.update({mapping: cell.taken for mapping, cell in row.cells.items()})
    assert taken == slow["cells"]
    assert Counter({(row.kind, row.key): row.events for row in report.differences}) == slow["keys"]


def test_every_format_tells_the_same_figures() -> None:
    project = projects()[1]
    report = reported(project)
    document = Document(report, Inspector(project, samples(), now=NOW), NOW)
    told = report_json(document)
    page = report_page(document)
    lines = list(report_text(document, 100))
    for verdict, count in told["verdicts"].items():
        if verdict != "unreadable" or count:
            written = re.search(rf'data-figure="verdict-{verdict}">([^<]+)<', page)
            assert written, verdict
            assert int(written[1].replace("·", "0").replace(",", "")) == count
        if count:
            assert any(line.split()[:2] == [verdict, f"{count:,}"] for line in lines), verdict
    assert sum(row["events"] for row in told["names"]) == told["events"] == len(samples())
    assert sum(group["events"] for group in told["groups"]) == len(samples())
    for number, row in enumerate(told["differences"]):
        assert f'data-figure="difference-{number}">{row["events"]:,}<' in page
        assert sum(name["events"] for name in row["names"]) == row["events"]


def test_the_outlook_tells_what_the_report_will_tell() -> None:
    before = default_project()
    for after in projects()[1:]:
        outcome = outlook_of(replace(before, classic=after.classic), after, samples(), now=NOW)
        assert outcome.counts()[1] == +Counter(reported(after).totals.verdicts)
        assert sum(row.events for row in outcome.by_name()) == len(samples())
