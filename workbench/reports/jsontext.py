"""A report as JSON: its schema is part of the command's interface, keys are only ever added."""

from __future__ import annotations

from itertools import islice
from typing import Final

from workbench.jsvalues import Json
from workbench.reports.changes import MOST_CHANGES, Changes
from workbench.reports.document import Document
from workbench.reports.model import CELL_STATES, EventGroup, EventName
from workbench.reports.views import DifferenceRow, MatrixRow, ReasonRow

SCHEMA_VERSION: Final = 1


def report_json(document: Document) -> dict[str, Json]:
    """The report as JSON. Numbers of events count from 1, as everywhere."""
    report = document.report
    totals = report.totals
    value: dict[str, Json] = {
        "version": SCHEMA_VERSION,
        "project": report.subject.project,
        "made": document.made_text,
        "sources": list(document.sources),
        "filter": document.filtered,
        "complete": report.complete,
        "classic": {"mode": report.subject.classic_mode, "profile": report.subject.classic_profile},
        "events": totals.events,
        "problems": document.problems,
        "requests": {"actions": totals.actions_requests, "classic": totals.classic_requests},
        "verdicts": dict(totals.verdicts),
        "accepted": totals.accepted,
        "accepted_unseen": [
            {"kind": one.kind, "key": one.place, "event": one.event, "note": one.note}
            for one in document.unseen
        ],
        "coverage": {
            "no_mapping": totals.unmatched,
            "several_mappings": totals.several,
            "failing": totals.failing,
        },
        "mappings": [
            {"name": mapping.name, "action": mapping.action, "enabled": mapping.enabled}
            for mapping in report.subject.mappings
        ],
        "names": [
            {**_name(row.name), "events": row.events, "verdicts": dict(row.verdicts)}
            for row in report.by_name
        ],
        "matrix": [_matrix_row(row) for row in report.matrix],
        "differences": [_difference(document, row) for row in report.differences],
        "failures": [_reason(document, row) for row in report.failures],
        "rejections": [_reason(document, row) for row in report.rejections],
        "settings": [
            {"setting": line.label, "verdict": line.verdict, "sentence": line.sentence}
            for line in document.settings
        ],
        "groups": [
            {"group": number, **_group(document, group), "events": count}
            for number, group, count in report.counted_groups()
        ],
    }
    if document.changes is not None:
        value["changes"] = _changes(document, document.changes)
    if document.every_event:
        value["each_event"] = [
            {
                "number": index + 1,
                "origin": document.inspector.origin(index),
                "group": number,
                "verdict": report.groups[number].verdict,
            }
            for index, number in report.each_event()
        ]
    return value


def _changes(document: Document, changes: Changes) -> dict[str, Json]:
    return {
        "since": changes.since,
        "compared": changes.compared,
        "changed": len(changes),
        "counts": [{"change": told, "events": count} for told, count in changes.counts.items()],
        "events": [
            {
                "number": change.index + 1,
                "origin": document.inspector.origin(change.index),
                **_name(change.name),
                "before": change.before,
                "after": change.after,
                "requests": [change.requests_before, change.requests_after],
                "fails": change.fails,
                "change": change.text,
            }
            for change in islice(changes, None if document.every_event else MOST_CHANGES)
        ],
    }


def _name(name: EventName) -> dict[str, Json]:
    return {"type": name.type, "name": name.name}


def _matrix_row(row: MatrixRow) -> dict[str, Json]:
    return {
        **_name(row.name),
        "events": row.events,
        "no_mapping": row.unmatched,
        "several_mappings": row.several,
        "cells": [
            {
                "mapping": mapping,
                "taken": cell.taken,
                **{state: cell.states.get(state, 0) for state in CELL_STATES},
            }
            for mapping, cell in row.cells.items()
        ],
    }


def _difference(document: Document, row: DifferenceRow) -> dict[str, Json]:
    return {
        "kind": row.kind,
        "key": row.key,
        "events": row.events,
        "harmless": bool(row.harmless),
        "reason": row.harmless,
        "accepted": row.accepted,
        "note": row.note,
        "names": [{**_name(name), "events": count} for name, count in row.names],
        "example": {
            "number": row.example + 1,
            "origin": document.inspector.origin(row.example),
            "sentence": document.example(row),
        },
    }


def _reason(document: Document, row: ReasonRow) -> dict[str, Json]:
    mapping = row.reason.mapping
    return {
        "mapping": None if mapping is None else document.mapping_name(mapping),
        "code": row.reason.code,
        "text": row.reason.text,
        "events": row.events,
        "example": {"number": row.example + 1, "origin": document.inspector.origin(row.example)},
    }


def _group(document: Document, group: EventGroup) -> dict[str, Json]:
    return {
        **_name(document.report.names[group.name]),
        "verdict": group.verdict,
        "mappings": [{"mapping": mapping, "state": state} for mapping, state in group.cells],
        "differences": [{"kind": found.kind, "key": found.key} for found in group.classes],
    }
