"""A report as one page that needs nothing else: no other file, no network, and no script to be read.

The page's policy allows its own style and script, told by their hashes, and nothing besides.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from workbench.release import RELEASE, VERSION
from workbench.reports.document import Document
from workbench.reports.eventsection import events_section
from workbench.reports.markup import Html, element, joined
from workbench.reports.sections import (
    changes_section,
    coverage_section,
    differences_section,
    names_section,
    overview_section,
    reasons_section,
    settings_section,
)
from workbench.reports.wording import share
from workbench.text import counted


def report_page(document: Document) -> str:
    """The whole page."""
    style, script = (_resource(name) for name in ("page.css", "page.js"))
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )
    sections = [section for section in _sections(document) if section]
    head = joined(
        (
            Html('<meta charset="utf-8">'),
            Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Html('<meta name="referrer" content="no-referrer">'),
            element("title", document.title),
            Html(f"<style>{style}</style>"),
        )
    )
    body = joined((_header(document, sections), element("main", joined(sections)), _footer()))
    code = f"<script>{script}</script>"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>\n{body}\n{code}\n</body>\n</html>\n'
    )


def _sections(document: Document) -> list[Html]:
    report = document.report
    return [
        overview_section(document),
        names_section(document),
        coverage_section(document),
        differences_section(document),
        reasons_section(document, report.failures, "failures", "Failures of mappings"),
        reasons_section(document, report.rejections, "classic", "Why Classic sends nothing"),
        settings_section(document),
        changes_section(document),
        events_section(document),
    ]


def _header(document: Document, sections: list[Html]) -> Html:
    report = document.report
    totals = report.totals
    about = [
        counted(len(report.subject.mappings), "mapping"),
        document.classic_text,
        f"{counted(totals.actions_requests, 'request')} of Actions, {totals.classic_requests:,} of Classic",
    ]
    if document.problems:
        about.append(f"{document.problems:,} could not be read as events")
    if not report.complete:
        about.append(f"incomplete: the first {report.done:,} of {report.total:,} events")
    lines = [
        element("p", " · ".join(about), class_="meta"),
        element("p", f"Made {document.made_text}", *_sources(document), class_="meta"),
    ]
    if document.filtered:
        lines.insert(0, element("p", f"Only {document.filtered}.", class_="meta"))
    links = [(_between(section, 'id="'), _between(section, "<h2>", "<")) for section in sections]
    return element(
        "header",
        element("h1", document.title),
        joined(lines),
        element(
            "nav",
            joined(element("a", Html(name), href=f"#{place}") for place, name in links),
            aria_label="Parts",
        ),
        _figures(document),
    )


def _between(markup: Html, start: str, end: str = '"') -> str:
    return markup.split(start, 1)[1].split(end, 1)[0]


def _sources(document: Document) -> list[str]:
    return [f" from {', '.join(document.sources)}"] if document.sources else []


def _figures(document: Document) -> Html:
    totals = document.report.totals
    same = totals.verdicts["identical"] + totals.verdicts["equivalent"]
    figures = [
        ("events", totals.events, "events"),
        ("same", same, f"end the same in Braze ({share(same, totals.events)})"),
        ("changed", totals.verdicts["changed"], "end differently"),
        ("lost", totals.verdicts["lost"], "only Classic sends"),
        ("new", totals.verdicts["new"], "only Actions sends"),
        *([("accepted", totals.accepted, "differ only as accepted")] if totals.accepted else []),
        ("failing", totals.failing, "make a mapping fail"),
        ("unmatched", totals.unmatched, "are taken by no mapping"),
    ]
    return element(
        "ul",
        joined(
            element("li", element("b", count, data_figure=name), element("span", told))
            for name, count, told in figures
        ),
        class_="figures",
    )


def _footer() -> Html:
    return element(
        "footer",
        element(
            "p",
            f"Made by workbench {VERSION}, which mirrors @segment/action-destinations {RELEASE}. "
            "Nothing was sent. “The same in Braze” follows the documented rules of /users/track.",
        ),
    )


def _resource(name: str) -> str:
    return files("workbench.reports").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
