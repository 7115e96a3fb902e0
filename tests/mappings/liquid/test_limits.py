"""The limits of a run: time by a clock of the test's own, memory as LiquidJS counts it, lengths."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from tests.mappings.liquid.runs import run, value
from workbench.jsvalues import Json
from workbench.mappings.liquid.engine import load
from workbench.mappings.liquid.limits import LONGEST_LIST, MEMORY_LIMIT, TIME_LIMIT, Stopwatch
from workbench.mappings.liquid.problem import Problem
from workbench.mappings.nodes import MAX_TEXT

LATE = "template render limit exceeded"
FULL = "memory alloc limit exceeded"


def looks(seconds: float) -> Callable[[], float]:
    """A clock that shows this many seconds more at each look."""
    ticks = count()
    return lambda: next(ticks) * seconds


def timed(template: str, checks: int) -> str | Problem:
    """A run whose time is up at the check after so many."""
    clock = looks(TIME_LIMIT / (checks + 0.5))
    return load(template).run({"a": [1, 2, 3]}, lambda: 0, Stopwatch(clock, clock))


class TestTime:
    @pytest.mark.parametrize(
        ("template", "checks", "place"),
        [
            ("x", 0, ""),
            ("{{ 1 }}{{ 2 }}", 1, ""),
            ("{% if true %}x{% endif %}", 1, ", line:1, col:1"),
            ("x\n {% if true %}{% if true %}x{% endif %}{% endif %}", 3, ", line:2, col:15"),
            ("{% capture b %}x{% endcapture %}", 1, ", line:1, col:1"),
            ("{% block b %}x{% endblock %}", 1, ", line:1, col:1"),
            ("{% liquid\necho 1\necho 2 %}", 2, ", line:1, col:1"),
            ("{{ 1 | plus: 1 | plus: 1 }}", 2, ", line:1, col:1"),
            ("{{ 1 == 2 == 3 }}", 2, ", line:1, col:1"),
            ("{{ a | where: 'b' }}", 3, ", line:1, col:1"),
            ("{{ 0 | date: '%Y %Y' }}", 3, ", line:1, col:1"),
        ],
    )
    def test_a_run_ends_when_its_time_is_up(self, template: str, checks: int, place: str) -> None:
        name = "RenderError" if place else "AssertionError"
        assert timed(template, checks) == Problem(name, LATE + place)

    @pytest.mark.parametrize("template", ["x", "{% if true %}x{% endif %}", "{{ 'x' | append: '' }}"])
    def test_what_takes_its_time_and_is_done_succeeds(self, template: str) -> None:
        assert timed(template, 2) == "x"

    def test_waiting_for_the_processor_does_not_count(self) -> None:
        watch = Stopwatch(computed=lambda: 7.0, wall=looks(100))
        assert load("{{ 'x' | upcase }}").run({}, lambda: 0, watch) == "X"

    def test_the_threads_time_is_asked_only_when_it_may_be_up(self) -> None:
        clock = looks(1)
        watch = Stopwatch(computed=clock, wall=lambda: 0.0)
        assert load("{{ 'x' | upcase }}" * 20).run({}, lambda: 0, watch) == "X" * 20
        assert clock() == 1  # the one look before was the start's

    def test_every_run_has_its_own_time(self) -> None:
        program = load("{{ 'x' | upcase }}" * 3)
        assert {program.run({}, lambda: 0) for _ in range(100)} == {"XXX"}


def with_memory_left(count: int, expression: str, event: dict[str, Json]) -> str:
    """The text of an expression in a run that may count so much more. A slice counts what it asks."""
    return run(f"{{{{ 'é' | slice: 0, {MEMORY_LIMIT - count} }}}}{{{{ {expression} }}}}", event)


class TestMemory:
    @pytest.mark.parametrize(
        ("filters", "use"),
        [
            ("append: ''", 10),
            ("append: a", 20),
            ("remove: 'bb'", 12),
            ("strip", 10),
            ("lstrip: 'cc'", 12),
            ("strip: 'cc'", 11),
            ("split: ','", 10),
            ("json", 10),
            ("replace: 'x', 'yy'", 20),
            ("replace: '', 'yy'", 28),
            ("replace: 'xx', ''", 0),
            ("truncate: 5", 13),
            ("sha256", 10),
            ("escape_once", 20),
            ("push: 5", 2),
            ("unshift: 5", 1),
            ("date: '%Y'", 10),
            ("slugify", 0),
            ("url_encode", 0),
        ],
    )
    def test_filters_count_as_liquidjs_counts(self, filters: str, use: int) -> None:
        event: dict[str, Json] = {"a": "x" * 10}
        assert FULL not in with_memory_left(use, f"a | {filters}", event)
        assert not use or FULL in with_memory_left(use - 1, f"a | {filters}", event)

    @pytest.mark.parametrize(
        ("value_", "use"),
        [("text", 4), (12.5, 4), (None, 4), ([], 1), ([1, "ab"], 6), ({"key": "v"}, 3), ({"k": [{}]}, 6)],
    )
    def test_json_counts_values_and_not_names(self, value_: Json, use: int) -> None:
        assert FULL not in with_memory_left(use, "v | json", {"v": value_})
        assert FULL in with_memory_left(use - 1, "v | json", {"v": value_})

    def test_items_of_where_share_the_limits(self) -> None:
        assert with_memory_left(3, "v | where: 'a' | size", {"v": [{"a": 1}] * 3}) == "é3"
        assert FULL in with_memory_left(3, "v | where: 'a'", {"v": [{"a": 1}] * 4})


class TestSizes:
    def test_a_range_of_whole_steps_and_of_others(self) -> None:
        assert value("(1..4) | join") == "1 2 3 4"
        assert value("(0.1..2.1) | join") == "0.1 1.1 2.1"
        assert value("(1.5..3) | join") == "1.5 2.5 3.5"
        assert value("(3..1) | size") == "0"

    @pytest.mark.parametrize(
        "bounds", ["9007199254740992..9007199254740994", "1..5000001", "-1e400..5", "a..b"]
    )
    def test_a_range_that_comes_to_no_end_fails(self, bounds: str) -> None:
        event = {"a": 1e300, "b": 1e300}
        assert FULL in value(f"({bounds}) | size", event) or value(f"({bounds})", event) == ""

    def test_lists_inside_lists_do_not_grow_at_a_power_of_two(self) -> None:
        bomb = "{% assign a='x' | split: '' %}" + "{% assign a=a|push:a %}" * 32
        assert FULL in run(bomb)
        assert FULL in run(bomb.replace("push", "unshift"))
        few = "{% assign a='x' | split: '' %}" + "{% assign a=a|push:a %}" * 10 + "{{ a }}"
        assert run(few) == "x" * 1024
        assert FULL in value("a | push: a | size", {"a": [0] * (LONGEST_LIST // 2 + 1)})

    def test_the_print_of_a_list_is_limited(self) -> None:
        assert "Invalid string length" in run("{{ a }}", {"a": ["x" * (MAX_TEXT // 4)] * 5})

    @pytest.mark.parametrize("filter_", ["escape", "url_encode", "cgi_escape", "uri_escape"])
    def test_text_that_a_filter_makes_longer_is_limited(self, filter_: str) -> None:
        assert "Invalid string length" in value(f"a | {filter_}", {"a": '"' * (MAX_TEXT // 3 + 1)})

    def test_a_width_of_any_length_is_read(self) -> None:
        assert FULL in value("0 | date: f", {"f": "%" + "9" * 5000 + "Y"})
        assert value("0 | date: f", {"f": "%" + "0" * 5000 + "6Y"}) == "001970"

    def test_many_characters_to_strip(self) -> None:
        given = "".join(map(chr, range(0x4E00, 0x9000)))
        event = {"a": given * 10 + "x" + given, "g": given}
        assert value("a | strip: g", event) == "x"
        assert len(value("a | lstrip: g", event)) == 1 + len(given)
        assert len(value("a | rstrip: g", event)) == len(given) * 10 + 1

    def test_the_last_of_many_long_parts(self) -> None:
        event = {"a": "x" * 200_000, "p": "x" * 50_000 + "y" + "x" * 50_000, "q": "x" * 50_000}
        assert value("a | remove_last: p | size", event) == "200000"
        assert value("a | remove_last: q | size", event) == "150000"
        assert value("a | replace_last: q, 'b'", event) == "x" * 150_000 + "b"
