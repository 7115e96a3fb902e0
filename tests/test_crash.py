"""Reports of the workbench's own failures."""

from __future__ import annotations

from pathlib import Path

from workbench import crash


def fail(secret: str) -> None:
    """Raises with `secret` everywhere a careless report could find it."""
    held = {secret: secret}
    try:
        raise ValueError(f"bad value {secret}")
    except ValueError as error:
        error.add_note(secret)
        raise KeyError(held[secret]) from error


def caught(secret: str) -> BaseException:
    """The exception of `fail`."""
    try:
        fail(secret)
    except KeyError as error:
        return error
    raise AssertionError


def test_a_report_names_types_and_places_and_no_value() -> None:
    text = crash.report(caught("ana@example.com"))
    assert "ana@example.com" not in text
    assert "KeyError" in text
    assert "caused by ValueError" in text
    assert "tests.test_crash:" in text
    assert " in fail" in text


def test_reports_of_one_second_do_not_replace_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    paths = {crash.write_report(caught("x"), folder) for _ in range(5)}
    assert len(paths) == 5
    assert all(path.read_text(encoding="utf-8").startswith("Report of a failure") for path in paths)


def test_a_runaway_recursion_makes_a_short_report() -> None:
    def again() -> None:
        again()

    try:
        again()
    except RecursionError as error:
        text = crash.report(error)
    assert len(text.splitlines()) < crash.MAX_FRAMES + 20
    assert "frames left out" in text


def test_exceptions_that_refer_to_each_other_end() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert crash.report(one).count("caused by") == 1
