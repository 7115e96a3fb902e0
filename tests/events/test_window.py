"""Windows count lines and forget what is behind them."""

from __future__ import annotations

import pytest

from workbench.events.window import Pace, Window


def test_lines_and_offsets_stay_right_when_bytes_are_dropped() -> None:
    window = Window(iter([b"a\nb\n", b"c\nd"]), base=100, line=7)
    assert window.more()
    assert window.line_at(3) == 8
    assert window.line_at(0) == 7
    window.drop(2)
    assert (window.base, window.line, window.data) == (102, 8, b"b\n")
    assert window.more()
    assert window.line_at(len(window.data)) == 10
    assert not window.more()
    assert window.ended


def test_a_window_of_all_bytes_has_no_more() -> None:
    window = Window.of(b"text", 5, 2)
    assert not window.more()
    assert (window.base, window.line_at(4)) == (5, 2)


def test_a_pace_pauses_after_a_while_if_another_thread_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    clock = iter(range(100))
    monkeypatch.setattr("workbench.events.window.time.monotonic", lambda: next(clock) / 1000)
    monkeypatch.setattr("workbench.events.window.time.sleep", pauses.append)
    monkeypatch.setattr("workbench.events.window.threading.active_count", lambda: 1)
    alone = Pace()
    for _ in range(9):
        alone.breathe()
    assert not pauses
    monkeypatch.setattr("workbench.events.window.threading.active_count", lambda: 2)
    beside = Pace()
    for _ in range(9):
        beside.breathe()
    assert len(pauses) == 2
