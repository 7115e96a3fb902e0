"""Generated JSON, mappings and projects, the awkward ones included."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench.actions import ACTIONS
from workbench.classic import ClassicSettings
from workbench.mappings.model import Mapping
from workbench.project import Environment, Project

AWKWARD = (
    "",
    " ",
    "no",
    "Yes",
    "on",
    "TRUE",
    "true",
    "null",
    "~",
    "010",
    "0x1F",
    "0o17",
    "1_000",
    "1:30",
    "12:30:45",
    "1e21",
    "1e+21",
    "-0",
    ".5",
    "5.",
    ".inf",
    "NaN",
    "2024-01-02",
    "2024-01-02T03:04:05Z",
    "=",
    "<<",
    "- a",
    "? a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@path",
    "`a",
    "{a}",
    "[a]",
    "'a'",
    '"a"',
    "---",
    "...",
    "a\n---\nb\n",
    "a\n...\n",
    "type = \"track\"\nand event = 'x'",
    "a\n b\n  c",
    " a\nb",
    "\n",
    "\na",
    "a\n",
    "a\n\n",
    "a \nb",
    "a\tb",
    "\ta\nb",
    "a\r\nb",
    "a\u0085b",
    "a\u2028b\n",
    "\ufeff",
    "\x00\x1b[31m\x7f\x9b",
    "\ud800",
    "\udfff\ud800",
    "😀 Ünïcode 日本",
    "\u202eevil",
    "k" * 200,
    "word " * 60,
)

texts = st.one_of(
    st.sampled_from(AWKWARD), st.text(max_size=30), st.text(alphabet=" \n\t#:-a'\"\\|>", max_size=12)
)
numbers = st.one_of(
    st.integers(),
    st.integers(min_value=2**53, max_value=10**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0, -0.0, 1e21, 1e22, 1.5e300, 5e-324, 10**400, 0.1]),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
json_values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
field_maps = st.dictionaries(texts, json_values, max_size=5)
mappings = st.builds(
    Mapping,
    name=texts,
    action=st.sampled_from(sorted(ACTIONS)),
    trigger=texts,
    enabled=st.booleans(),
    fields=field_maps,
)
_references = st.sampled_from(["", "env:BRAZE_API_KEY", "keyring:braze/production"])
_endpoints = st.sampled_from(
    ["https://rest.iad-01.braze.com", "https://rest.fra-01.braze.eu", "http://127.0.0.1:8080"]
)
_environments = st.builds(
    Environment,
    name=texts.filter(lambda name: bool(name.strip()) and name != "sandbox"),
    kind=st.sampled_from(["sandbox", "braze"]),
    endpoint=st.one_of(st.just(""), _endpoints),
    app_id=texts,
    api_key=_references,
    protected=st.booleans(),
)


_switches = st.sampled_from([True, False, None, 1, "true", ""])
_classic = st.builds(
    ClassicSettings,
    app_group_id=st.sampled_from(["", None, "env:BRAZE_CLASSIC", "keyring:braze/classic"]),
    api_key=texts,
    datacenter=st.sampled_from(["", "eu", "us", None]),
    update_existing_only=_switches,
    track_all_pages=_switches,
    version=st.sampled_from([1, 2, 3.5, "2", None]),
    connection_mode=st.sampled_from(["cloud", "web"]),
    profile=st.sampled_from(["current", "1.7.0"]),
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project that its file can hold."""
    environments = tuple(draw(st.lists(_environments, max_size=3, unique_by=lambda one: one.name)))
    names = ["sandbox", *(environment.name for environment in environments)]
    return Project(
        name=draw(texts),
        events=tuple(draw(st.lists(texts.filter(bool), max_size=3))),
        app_id=draw(texts),
        endpoint=draw(_endpoints),
        environment=draw(st.sampled_from(names)),
        environments=environments,
        classic=draw(_classic),
        mappings=tuple(draw(st.lists(mappings, max_size=3))),
    )
