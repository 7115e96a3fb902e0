"""The page of a report, opened in headless Chromium: its figures are those of the JSON report."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser.browser import Figures, run
from tests.reports.builders import HOSTILE, bookings, complete, document, events, stored, track
from workbench.classic import ClassicSettings
from workbench.events import read_events
from workbench.jsvalues import Json
from workbench.migration import facts_of, migration, propose
from workbench.project import AddMapping, default_project
from workbench.reports import VERDICTS, Setting
from workbench.reports.changes import find_changes
from workbench.reports.document import Document
from workbench.reports.jsontext import report_json
from workbench.reports.page import report_page

TRAVEL = Path(__file__).resolve().parents[2] / "sample_events" / "travel"
BOOKINGS = bookings({"@path": "$.properties.products"})
SETTINGS = (Setting("Track All Pages", "carries over", "A mapping for pages is added."),)


@pytest.fixture(scope="module")
def whole() -> Document:
    """A report of some hundred events of many names."""
    data: list[dict[str, Json]] = [*events() * 40]
    data += [track(f"Event {number % 20} {HOSTILE}", nights=number) for number in range(1500)]
    return document(store=stored(data), settings=SETTINGS, values=True)


def page_file(folder: Path, text: str) -> Path:
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def opened(whole: Document, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The page as the browser has it after its script has run."""
    folder = tmp_path_factory.mktemp("page")
    done = run(page_file(folder, report_page(whole)), folder / "profile", "--dump-dom")
    assert "Content Security Policy" not in done.stderr
    assert "Uncaught" not in done.stderr
    return Figures(done.stdout)


def test_the_figures_are_those_of_the_json(whole: Document, opened: Figures) -> None:
    told = report_json(whole)
    assert opened.number("events") == told["events"]
    for verdict in VERDICTS[:-1]:
        assert opened.number(f"verdict-{verdict}") == told["verdicts"][verdict]
    assert opened.number("failing") == told["coverage"]["failing"]
    assert opened.number("unmatched") == told["coverage"]["no_mapping"]
    assert opened.number("same") == told["verdicts"]["identical"] + told["verdicts"]["equivalent"]


def test_the_tables_are_those_of_the_json(whole: Document, opened: Figures) -> None:
    told = report_json(whole)
    numbers = {(name.type, name.name): number for number, name in enumerate(whole.report.names)}
    for row in told["names"]:
        at = numbers[row["type"], row["name"]]
        for verdict, count in row["verdicts"].items():
            if f"name-{at}-{verdict}" in opened.figures:
                assert opened.number(f"name-{at}-{verdict}") == count
            else:
                assert count == 0
    for row in told["matrix"]:
        at = numbers[row["type"], row["name"]]
        assert opened.number(f"none-{at}") == row["no_mapping"]
        assert opened.number(f"several-{at}") == row["several_mappings"]
        for cell in row["cells"]:
            assert opened.number(f"cell-{at}-{cell['mapping']}") == cell["sent"]
    assert [opened.number(f"difference-{at}") for at in range(len(told["differences"]))] == [
        row["events"] for row in told["differences"]
    ]
    reasons = [*whole.report.failures, *whole.report.rejections]
    assert reasons
    for reason in reasons:
        assert opened.number(f"reason-{reason.number}") == reason.events


def test_the_travel_events_after_a_migration_and_one_more_mapping(tmp_path: Path) -> None:
    store, classic = read_events(TRAVEL), ClassicSettings()
    migrated = migration(propose(classic, facts_of(store)), classic).apply(default_project())
    own = AddMapping(BOOKINGS).apply(migrated)
    changes = find_changes(complete(migrated, store), complete(own, store), "the migration")
    made = replace(document(own, store), changes=changes)
    done = run(page_file(tmp_path, report_page(made)), tmp_path / "profile", "--dump-dom")
    opened = Figures(done.stdout)
    assert (opened.number("events"), opened.number("changed"), opened.number("lost")) == (16, 3, 0)
    assert opened.number("same") == made.report.totals.verdicts["equivalent"] == 11
    ways = list(changes.counts)
    assert [opened.number(f"change-{at}") for at in range(len(ways))] == list(changes.counts.values())
    assert ways == [
        "equivalent → changed, requests 1 → 2",
        "equivalent as before, Bookings: nothing to send",
    ]
    for change in changes:
        assert f"<code>{store.origin(change.index)}</code>" in done.stdout


def test_its_own_script_runs_and_nothing_of_an_event_does(opened: Figures) -> None:
    assert opened.classes == {"scripted"}
    shown, total = re.fullmatch(r"(\d+) of (\d+)", opened.status["find-event-told"]).groups()  # type: ignore[union-attr]  # checked by the match
    assert shown == total
    assert opened.hidden == 0


def test_a_policy_holds_off_foreign_scripts(whole: Document, tmp_path: Path) -> None:
    spoilt = report_page(whole).replace(
        "</main>", "<script>document.title = 'owned'</script><img src='http://127.0.0.1:9/x'></main>"
    )
    done = run(page_file(tmp_path, spoilt), tmp_path / "profile", "--dump-dom")
    assert "<title>owned</title>" not in done.stdout
    assert "Content Security Policy" in done.stderr


def test_cells_lead_to_their_events(whole: Document, tmp_path: Path) -> None:
    """Clicks with a script of the test, which the policy is made to allow."""
    page = re.sub(r"<meta http-equiv=[^>]*>", "", report_page(whole))
    click = """<script>
      document.querySelector('#overview a[data-verdict="lost"]').click();
      const find = document.getElementById('find-name');
      find.value = 'order completed'; find.dispatchEvent(new Event('input'));
      document.querySelector('#names th:nth-child(3) button').click();
    </script></body>"""
    done = run(page_file(tmp_path, page.replace("</body>", click)), tmp_path / "profile", "--dump-dom")
    opened = Figures(done.stdout)
    lost = sum(group.verdict == "lost" for _, group, _ in whole.report.counted_groups())
    assert opened.status["find-event-told"].split()[0] == str(lost)
    assert opened.status["chosen"] == "Only: lost"
    assert opened.status["find-name-told"].startswith("1 of ")
    assert 'aria-sort="descending"' in done.stdout


def test_it_can_be_drawn_and_printed(whole: Document, tmp_path: Path) -> None:
    page = page_file(tmp_path, report_page(whole))
    for scheme in (0, 1):
        picture = tmp_path / f"{scheme}.png"
        options = (f"--blink-settings=preferredColorScheme={scheme}", "--window-size=1200,1600")
        run(page, tmp_path / "profile", f"--screenshot={picture}", *options)
        assert picture.read_bytes().startswith(b"\x89PNG")
    paper = tmp_path / "report.pdf"
    run(page, tmp_path / "profile", f"--print-to-pdf={paper}")
    assert paper.read_bytes().startswith(b"%PDF")
