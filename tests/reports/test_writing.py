"""A report as text, JSON and a page: the same figures, hostile text harmless, values only when asked for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.reports.builders import HOSTILE, NOW, SECRET, complete, document, events, project, stored, track
from workbench.errors import WorkbenchError
from workbench.jsvalues import Json
from workbench.reports import VERDICTS, Selection, Setting
from workbench.reports.document import Document
from workbench.reports.inspection import Inspector
from workbench.reports.jsontext import report_json
from workbench.reports.page import report_page
from workbench.reports.text import report_text
from workbench.reports.wording import share
from workbench.reports.writing import format_of, write_report, written
from workbench.text import UNSAFE, cell_width

SETTINGS = (Setting("Track All Pages = on", "carries over", "A mapping for pages is added."),)


class Page(HTMLParser):
    """What a page consists of: its elements, and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.figures: dict[str, str] = {}
        self._figure = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._figure = dict(attrs).get("data-figure") or ""
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.text += data
            if self._figure:
                self.figures[self._figure], self._figure = data, ""


def page_of(*, values: bool = False, every_event: bool = False) -> Page:
    return Page(report_page(document(values=values, every_event=every_event, settings=SETTINGS)))


def test_text_fits_eighty_columns_and_is_safe() -> None:
    lines = list(report_text(document(settings=SETTINGS, every_event=True)))
    assert all(cell_width(line) <= 80 for line in lines)
    assert not any(ord(character) in UNSAFE for line in lines for character in line)
    told = "\n".join(lines)
    assert "<script>alert(1)</script>␛]0;title␇" in told
    assert "Track All Pages = on: carries over." in " ".join(told.split())


def test_text_lists_each_event_with_what_becomes_of_it() -> None:
    lines = list(report_text(document(every_event=True), 200))
    own = lines[next(at for at, line in enumerate(lines) if "Event by event" in line) + 1 :]
    assert [line.split()[:2] for line in own] == [
        ["1", "equivalent"],
        ["2", "changed"],
        ["3", "neither"],
        ["4", "changed"],
        ["5", "lost"],
        ["6", "equivalent"],
        ["7", "neither"],
        ["8", "lost"],
    ]
    assert "events.ndjson:2" in own[1]
    assert "events[*].properties.currency only Actions sends it" in own[1]


def test_json_tells_what_the_report_tells() -> None:
    told = report_json(document(every_event=True))
    report = complete(project(), stored(events()))
    assert told["verdicts"] == {verdict: report.totals.verdicts[verdict] for verdict in VERDICTS}
    assert told["events"] == sum(told["verdicts"].values()) == 8
    assert sum(group["events"] for group in told["groups"]) == 8
    assert [event["number"] for event in told["each_event"]] == list(range(1, 9))
    groups = {group["group"]: group for group in told["groups"]}
    assert all(groups[event["group"]]["verdict"] == event["verdict"] for event in told["each_event"])
    for row in told["differences"]:
        assert row["events"] == sum(name["events"] for name in row["names"])
    assert json.loads(written(document(), "json"))["version"] == 1


def test_the_schema_of_the_json_is_kept() -> None:
    told = report_json(document(settings=SETTINGS))
    assert list(told) == [
        *("version", "project", "made", "sources", "filter", "complete", "classic", "events", "problems"),
        *(
            "requests",
            "verdicts",
            "accepted",
            "accepted_unseen",
            "coverage",
            "mappings",
            "names",
            "matrix",
            "differences",
        ),
        *("failures", "rejections", "settings", "groups"),
    ]
    assert told["made"] == "2026-03-01 12:00 UTC"
    assert told["settings"] == [
        {
            "setting": "Track All Pages = on",
            "verdict": "carries over",
            "sentence": "A mapping for pages is added.",
        }
    ]
    assert list(told["differences"][0]) == [
        *("kind", "key", "events", "harmless", "reason", "accepted", "note", "names", "example")
    ]
    assert list(told["matrix"][0]["cells"][0]) == ["mapping", "taken", "sent", "silent", "invalid", "failed"]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_what_events_hold_is_shown_on_request_only(form: str) -> None:
    data = [{"type": "identify", "userId": "ana", "traits": {"email": SECRET, "gender": "female"}}]
    store = stored([{**event, "messageId": "m"} for event in data])
    quiet = written(document(store=store, every_event=True), form)  # type: ignore[arg-type]  # one of the three
    assert SECRET not in quiet
    assert "female" not in quiet
    assert "female" in written(document(store=store, values=True), form)  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_no_credential_is_in_a_report(form: str) -> None:
    text = written(document(values=True, every_event=True), form)  # type: ignore[arg-type]  # one of the three
    assert "not-read-for-reports" not in text
    assert "app-group-id" not in text


def test_the_page_is_whole_and_has_no_markup_of_events() -> None:
    page = page_of(values=True, every_event=True)
    assert page.open == []
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert '<script>alert(1)</script>␛]0;title␇"&\\u202e' in page.text


def test_the_page_needs_nothing_else() -> None:
    text = report_page(document(values=True))
    page = Page(text)
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "style", "action"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in {"link", "img", "iframe", "object", "base", "form"}
        assert (attributes.get("href") or "#").startswith("#")
    assert "@import" not in text
    assert not re.search(r"url\(", text)


def test_the_policy_of_the_page_allows_its_own_code_only() -> None:
    policy = next(
        attributes["content"]
        for tag, attributes in page_of().elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/=]+'", parts["style-src"])
    assert re.fullmatch(r"'sha256-[\w+/=]+'", parts["script-src"])


def test_the_figures_of_the_page_are_those_of_the_report() -> None:
    page, report = page_of(), document().report
    assert page.figures["events"] == "8"
    for verdict in VERDICTS[:-1]:
        count = report.totals.verdicts[verdict]
        assert page.figures[f"verdict-{verdict}"] == (f"{count:,}" if count else "·")
    for number, row in enumerate(report.differences):
        assert page.figures[f"difference-{number}"] == f"{row.events:,}"


def test_links_lead_to_parts_that_are_there() -> None:
    page = page_of()
    places = {attributes.get("id") for _, attributes in page.elements}
    links = {attributes["href"] for tag, attributes in page.elements if tag == "a"}
    assert {"#overview", "#coverage", "#differences", "#settings", "#events"} <= links
    assert {str(link)[1:] for link in links} <= places


def test_an_empty_report_can_be_written() -> None:
    empty = document(store=stored([]))
    assert "no events" in "\n".join(report_text(empty))
    assert report_json(empty)["events"] == 0
    assert Page(report_page(empty)).figures["events"] == "0"


def test_a_growing_report_says_so() -> None:
    own, store = project(), stored(events())
    part = replace(complete(own, store), done=4)
    growing = Document(part, Inspector(own, store, now=NOW), NOW)
    assert "of 8 so far" in "\n".join(report_text(growing))
    assert "incomplete" in report_page(growing)
    assert report_json(growing)["complete"] is False


def test_a_report_of_a_part_says_of_which() -> None:
    whole = document()
    part = Document(
        whole.report.only(Selection(verdict="lost")), whole.inspector, NOW, filtered="lost events"
    )
    assert "only lost events" in "\n".join(report_text(part))
    assert "Only lost events." in Page(report_page(part)).text
    assert report_json(part)["events"] == 2


def test_the_name_of_a_file_asks_for_a_format(tmp_path: Path) -> None:
    names = ("a.html", "a.HTM", "a.json", "a.txt", "a")
    assert [format_of(Path(name)) for name in names] == ["html", "html", "json", "text", "text"]
    write_report(document(), tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(WorkbenchError):
        write_report(document(), tmp_path / "missing" / "report.html")


def test_lone_surrogates_can_be_written(tmp_path: Path) -> None:
    store = stored([track("lone \ud800", city="\udfff")])
    for name in ("a.html", "a.json", "a.txt"):
        write_report(document(store=store, values=True), tmp_path / name)
        assert (tmp_path / name).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "0 %"),
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (1, 3, "33.3 %"),
        (1, 10**6, "0.1 %"),
        (999_999, 10**6, "99.9 %"),
    ],
)
def test_shares_never_round_to_none_or_all(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_many_names_and_events_stay_a_page() -> None:
    data: list[dict[str, Json]] = [track(f"Event {number} {HOSTILE}", nights=number) for number in range(700)]
    page = Page(report_page(document(store=stored(data))))
    assert "(other names)" in page.text
    assert sum("data-group" in attributes for _, attributes in page.elements) <= 500
