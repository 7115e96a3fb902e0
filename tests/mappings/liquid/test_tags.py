"""Tags."""

from __future__ import annotations

import pytest

from tests.mappings.liquid.runs import run
from workbench.jsvalues import Json

EVENT: dict[str, Json] = {"yes": True, "no": False, "qty": 3, "name": "Mug", "n": 2.5, "list": ["a", "b"]}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% if no %}a{% elsif qty == 3 %}b{% else %}c{% endif %}", "b"),
        ("{% if 0 %}a{% endif %}{% if '' %}b{% endif %}{% if nil %}c{% endif %}", "ab"),
        ("{% unless no %}a{% endunless %}", "a"),
        ("{% unless yes %}a{% elsif qty == 3 %}b{% else %}c{% endunless %}", "b"),
        ("{% unless yes %}a{% else %}b{% elsif yes %}c{% else %}d{% endunless %}", "b"),
        ("{% assign x = name | upcase %}{{ x }}", "MUG"),
        ("{% assign name = 1 %}{{ name }}", "1"),
        ("{% capture c %}[{{ name }}]{% endcapture %}{{ c }}{{ c }}", "[Mug][Mug]"),
        ("{% capture 'c' %}1{% endcapture %}{{ c }}", "1"),
        ("{% increment x %}{% increment x %}{{ x }}{% decrement x %}", "0121"),
        ("{% decrement y %}{% decrement y %}{{ y }}", "-1-2-2"),
        ("{% increment n %}{% increment n %}{{ n }}", "2.53.54.5"),
        ("{% increment name %}{{ name }}", "01"),
        ("{% assign n = 5 %}{% increment n %}{{ n }}", "2.55"),
        ("{% cycle 1, 2 %}{% cycle 1, 2 %}{% cycle 1, 2 %}", "121"),
        ("{% cycle 'g': 1, 2 %}{% cycle 1, 2 %}{% cycle 'g': 1, 2 %}", "112"),
        ("{% cycle no, 0, '', name %}{% cycle no, 0, '', name %}", ""),
        ("{% raw %}{{ name }}{% endraw %}", "{{ name }}"),
        ("{% comment %}{{ x | sort }}{% if %}{% endcomment %}a", "a"),
        ("{% # one\n # two %}a", "a"),
        ("{% echo name | upcase %}{% echo %}", "MUG"),
        ("{% liquid\n assign x = 1\n if x == 1\n echo 'one'\n endif\n%}", "one"),
        ("{% liquid %}a", "a"),
        (
            "{% block b %}{{ block.super }}{{ block }}{{ name }}{% endblock %}{{ block }}",
            "[object Object]Mug",
        ),
        ("a{% break %}b", "a"),
        ("a{% if yes %}b{% continue %}c{% endif %}d", "ab"),
        ("a{% capture c %}b{% break %}{% endcapture %}{{ c }}", "a"),
    ],
)
def test_text(template: str, text: str) -> None:
    assert run(template, EVENT) == text


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("a\n{% nope %}", 'tag "nope" not found, line:2, col:1'),
        ("{% endif %}", 'tag "endif" not found, line:1, col:1'),
        ("{% content %}", 'tag "content" not found, line:1, col:1'),
        ("{% output x %}", 'tag "output" not found, line:1, col:1'),
        ("{% illegal %}", 'tag "illegal" not found, line:1, col:1'),
        ("{% if no %}{% case 1 %}{% endcase %}{% endif %}", 'tag "case" is disabled, line:1, col:12'),
        ("{% liquid for i in list\nendfor %}", 'tag "for" is disabled, line:1, col:11'),
        ("{% if yes %}", "tag {% if yes %} not closed, line:1, col:1"),
        ("{% if yes %}{% else x %}{% endif %}", 'unexpected "x", line:1, col:1'),
        ("{% if yes %}{% endif x %}", 'unexpected "x", line:1, col:1'),
        ("{% if yes %}{% else %}{% else %}{% endif %}", "duplicated else, line:1, col:1"),
        ("{% if yes %}{% else %}{% elsif no %}{% endif %}", "unexpected elsif after else, line:1, col:1"),
        ("{% unless no %}", "tag {% unless no %} not closed, line:1, col:1"),
        ("{% capture c %}", "tag {% capture c %} not closed, line:1, col:1"),
        ("{% comment %}", "tag {% comment %} not closed, line:1, col:1"),
        ("{% block b %}", "tag {% block b %} not closed, line:1, col:1"),
        ("{% # a\n b %}", "every line of an inline comment must start with a '#' character, line:1, col:1"),
        ("{% if %}{% endif %}", 'invalid value expression: "", line:1, col:6'),
        ("{% assign = 1 %}", "expected variable name, line:1, col:11"),
        ("{% assign x %}", 'expected "=", line:1, col:12'),
        ("{% capture %}{% endcapture %}", "invalid capture name, line:1, col:11"),
        ("{% cycle %}", 'empty candidates: "{% cycle %}", line:1, col:9'),
        ("{% liquid ! %}", "illegal liquid tag syntax, line:1, col:11"),
    ],
)
def test_errors_while_reading(template: str, error: str) -> None:
    assert run(template, EVENT).partition(": ")[2] == error


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{% if no %}{{ list | sort }}{% endif %}a", ""),
        ("a{% if yes %}{{ list | sort }}{% endif %}", 'filter "sort" is disabled, line:1, col:14'),
        ("a{% if list | sort %}{% endif %}", 'filter "sort" is disabled, line:1, col:2'),
        ("a{% assign x = list | sort %}", 'filter "sort" is disabled, line:1, col:2'),
        ("{% if no %}{% elsif list | sort %}{% endif %}", 'filter "sort" is disabled, line:1, col:1'),
        ("{% cycle list | sort %}", 'filter "sort" is disabled, line:1, col:1'),
        (
            "{% capture c %}{% echo list | sort %}{% endcapture %}",
            'filter "sort" is disabled, line:1, col:16',
        ),
    ],
)
def test_errors_while_running_have_the_place_of_the_innermost_tag(template: str, error: str) -> None:
    assert run(template, EVENT) == (f"RenderError: {error}" if error else "a")


def test_counters_do_not_change_the_event() -> None:
    event: dict[str, Json] = {"n": 1}
    assert run("{% increment n %}{% increment n %}", event) == "12"
    assert event == {"n": 1}
