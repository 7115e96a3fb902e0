"""`workbench report`."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NASTY, Invoke, run_process
from workbench.text import UNSAFE


@pytest.mark.usefixtures("project_file")
def test_the_text_tells_verdicts_coverage_and_differences(invoke: Invoke) -> None:
    answer = invoke("report")
    assert (answer.code, answer.err) == (0, "")
    assert "Coverage and migration report: trips" in answer.out
    for heading in (
        "What becomes of the events",
        "By event name",
        "Which mapping takes what",
        "Differences that matter",
        "Why Classic sends nothing",
    ):
        assert heading in answer.out
    assert "Porto" not in answer.out
    assert "Event by event" not in answer.out


@pytest.mark.usefixtures("project_file")
def test_the_json_counts_what_preview_shows(invoke: Invoke) -> None:
    report = invoke("report", "--format", "json", "--events").json
    previews = invoke("preview", "--json").json
    assert report["events"] == len(previews) == sum(report["verdicts"].values())
    assert report["requests"]["actions"] == sum(len(one["requests"]) for one in previews)
    assert report["requests"]["classic"] == sum(len(one["classic"]["requests"]) for one in previews)
    for one, event in zip(previews, report["each_event"], strict=True):
        assert (one["number"], one["origin"]) == (event["number"], event["origin"])
        group = next(group for group in report["groups"] if group["group"] == event["group"])
        if one["requests"] and one["classic"]["requests"]:
            kinds = {found["kind"] for found in one["differences"]}
            assert kinds == {found["kind"] for found in group["differences"]}


@pytest.mark.usefixtures("project_file")
def test_a_part_can_be_asked_for(invoke: Invoke) -> None:
    booked = invoke("report", "-f", "json", "--event", "Trip Booked").json
    assert (booked["events"], booked["filter"]) == (1, "events named Trip Booked")
    assert invoke("report", "-f", "json", "--event", "page Home").json["events"] == 1
    assert invoke("report", "-f", "json", "--mapping", "Trips").json["events"] == 1
    lost = invoke("report", "-f", "json", "--verdict", "lost").json
    assert {row["type"] for row in lost["names"]} == {"identify"}
    both = invoke("report", "-f", "json", "--event", "Trip Booked", "--verdict", "lost").json
    assert both["events"] == 0
    held = invoke("report", "-f", "json", "--filter", "Porto").json
    assert (held["events"], held["filter"]) == (1, "events that hold 'Porto'")


@pytest.mark.usefixtures("project_file")
def test_a_name_that_is_not_there_is_told_with_its_nearest(invoke: Invoke) -> None:
    answer = invoke("report", "--event", "Trip Boked")
    assert answer.code == 2
    assert "There is no event named Trip Boked" in answer.err
    assert "Trip Booked" in answer.err
    assert invoke("report", "--mapping", "Nobody").code == 2
    assert invoke("report", "--verdict", "nice").code == 2
    assert invoke("report", "--format", "pdf").code == 2


@pytest.mark.usefixtures("project_file")
def test_the_file_says_the_format(invoke: Invoke, folder: Path) -> None:
    for name in ("report.html", "report.json", "report.txt"):
        answer = invoke("report", "-o", name)
        assert (answer.code, answer.out, answer.err) == (0, "", "")
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["events"] == 3
    assert (folder / "report.txt").read_text(encoding="utf-8").startswith("Coverage and migration report")
    assert invoke("report", "-o", "missing/report.html").code == 2
    assert invoke("report", "-f", "html").out.startswith("<!doctype html>")


@pytest.mark.usefixtures("project_file")
def test_values_are_shown_on_request(invoke: Invoke) -> None:
    quiet = "".join(invoke("report", "-f", form, "--events").out for form in ("text", "json", "html"))
    assert "ana@example.com" not in quiet
    assert "120.5" not in quiet
    assert "120.5" in invoke("report", "--values").out


@pytest.mark.usefixtures("project_file")
def test_each_event_is_listed_on_request(invoke: Invoke) -> None:
    lines = invoke("report", "--events").out.splitlines()
    own = lines[next(at for at, line in enumerate(lines) if "Event by event" in line) + 1 :]
    assert [line.split()[0] for line in own if line[:10].strip()] == ["1", "2", "3"]


def test_what_changed_since_another_project_is_told_event_by_event(
    invoke: Invoke, project_file: Path, folder: Path
) -> None:
    earlier = folder / "earlier.yaml"
    text = project_file.read_text(encoding="utf-8")
    earlier.write_text(text.replace("Trip Booked", "Trip Quoted"), encoding="utf-8")
    assert "What changed since" not in invoke("report").out
    told = invoke("report", "--since", str(project_file)).out
    assert "What changed since" in told
    assert "nothing: all events end as before" in told
    changes = invoke("report", "--since", str(earlier), "-f", "json").json["changes"]
    assert changes["since"] == str(earlier)
    assert [(one["name"], one["before"], one["after"]) for one in changes["events"]] == [
        ("Trip Booked", "lost", "changed")
    ]
    missing = invoke("report", "--since", "nowhere.yaml")
    assert missing.code == 2
    assert "nowhere.yaml" in missing.err


@pytest.mark.usefixtures("project_file")
def test_settings_of_classic_are_lines_on_request(invoke: Invoke) -> None:
    assert invoke("report", "-f", "json").json["settings"] == []
    lines = invoke("report", "-f", "json", "--migration").json["settings"]
    assert len(lines) > 20
    assert all(line["setting"] and line["verdict"] and line["sentence"] for line in lines)
    assert "What becomes of Classic's settings" in invoke("report", "--migration").out


def test_strict_makes_findings_of_changes(invoke: Invoke, project_file: Path) -> None:
    assert invoke("report").code == 0
    assert invoke("report", "--strict").code == 1
    assert invoke("report", "--strict", "--verdict", "neither").code == 0


def test_what_is_accepted_is_no_finding(invoke: Invoke, project_file: Path) -> None:
    report = invoke("report", "-f", "json", "--event", "Trip Booked").json
    matter = [row for row in report["differences"] if not row["harmless"]]
    assert matter
    accepted = "".join(
        f"  - kind: {row['kind']}\n    place: {json.dumps(row['key'])}\n    note: agreed\n" for row in matter
    )
    with project_file.open("a", encoding="utf-8") as file:
        file.write(f"accepted:\n{accepted}")
    answer = invoke("report", "--event", "Trip Booked", "--strict")
    assert answer.code == 0
    assert "accepted: agreed" in answer.out


@pytest.mark.usefixtures("folder")
def test_events_that_cannot_be_read_are_told(invoke: Invoke, folder: Path) -> None:
    (folder / "broken.ndjson").write_text('{"type": "track", \n', encoding="utf-8")
    answer = invoke("report", "--presets", "broken.ndjson")
    assert answer.code == 1
    assert "broken.ndjson" in answer.err
    assert invoke("report", "--presets", "missing.ndjson").code == 2
    assert invoke("report", "--presets").code == 2


@pytest.mark.usefixtures("folder")
def test_hostile_names_cannot_act_on_a_terminal(invoke: Invoke, folder: Path) -> None:
    event = {"type": "track", "event": NASTY, "userId": "u", "messageId": "m", "properties": {NASTY: NASTY}}
    (folder / "nasty.ndjson").write_text(json.dumps(event), encoding="utf-8")
    for form in ("text", "json", "html"):
        answer = invoke("report", "--presets", "-f", form, "--values", "--events", "nasty.ndjson")
        assert answer.code == 0
        assert not {ord(character) for character in answer.out} & UNSAFE - {0x0A}


def test_events_may_come_from_a_pipe(folder: Path) -> None:
    event = '{"type": "track", "event": "A", "userId": "u", "messageId": "m"}\n'
    answer = run_process(["report", "--presets", "-f", "json", "-"], text=event * 3)
    assert (answer.code, answer.json["events"]) == (0, 3)


def test_a_terminal_sees_how_far_it_is(events_file: Path) -> None:
    """Progress goes to stderr, and is wiped out before the report is there."""
    parent, child = pty.openpty()
    with os.fdopen(parent, "rb", buffering=0) as terminal:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", "report", "--presets", str(events_file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=child,
            timeout=60,
            check=True,
        )
        os.close(child)
        told = terminal.read(4096)
    assert told.endswith(b"\r\x1b[K")
    assert b"\x1b" not in done.stdout
