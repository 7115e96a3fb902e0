"""Random `@liquid` templates: output with filters, tags, conditions, blanks, and what does not read."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.parity.generators import values
from tests.parity.generators.events import PATHS, event
from tests.parity.generators.values import chance, weighted
from workbench.jsvalues import Json

# Left out: `sample`, which takes at random, and the times `now` and `today`, which differ between two runs.
_FILTERS: Final = (
    "abs", "append", "at_least", "at_most", "base64_decode", "base64_encode", "capitalize", "ceil",
    "cgi_escape",
    "compact", "date", "date_to_long_string", "date_to_rfc822", "date_to_string", "date_to_xmlschema",
    "default",
    "divided_by", "downcase", "escape", "escape_once", "first", "floor", "inspect", "join", "json",
    "jsonify", "last",
    "lstrip", "minus", "modulo", "normalize_whitespace", "number_of_words", "plus", "pop", "prepend",
    "push", "raw",
    "remove", "remove_first", "remove_last", "replace", "replace_first", "replace_last", "round", "rstrip",
    "shift",
    "size", "slice", "slugify", "split", "strip", "strip_html", "strip_newlines", "sum", "times",
    "to_integer",
    "truncate", "truncatewords", "unshift", "upcase", "uri_escape", "url_decode", "url_encode", "where",
    "xml_escape",
    "sha256", "md5", "hmac_sha256",
)  # fmt: skip
_ODD_FILTERS: Final = (
    "nosuchfilter", "concat", "map", "reverse", "sort", "uniq", "type", "newline_to_br", "find", "group_by",
    "has",
    "reject", "where_exp", "sort_natural", "constructor", "toString",
)  # fmt: skip
_MOST_ARGUMENTS: Final = {
    **dict.fromkeys(("append", "prepend", "plus", "minus", "times", "divided_by", "modulo", "at_least",
    "at_most"), 1),
    **dict.fromkeys(("replace", "replace_first", "replace_last", "where", "slice", "truncate",
    "truncatewords"), 2),
    **dict.fromkeys(("default", "date", "join", "split", "remove", "remove_first", "remove_last", "round",
    "push"), 1),
    **dict.fromkeys(("unshift", "slugify", "sum", "hmac_sha256", "json", "inspect", "to_integer",
    "compact"), 1),
}  # fmt: skip
_DATE_FORMATS: Final = (
    "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S.%LZ", "%s", "%A %B %e", "%a %b %-d %-m %y", "%I:%M %p", "%l %P",
    "%j %U %W %w %u",
    "%q", "%C %h %n %t %%", "%N %3N %6N", "%z %:z %Z", "%D %F %T %R %r %c %x %X", "%^a %^B %#p %#B",
    "%05d %-H %_m",
    "%10Y %_10Y", "%G %V", "%e%", "%", "", "%E", "%v", "%k",
)  # fmt: skip
_WORDS: Final = (
    "a", "Hello World", " pad ", "a,b,c", "1,2", "", "12", "3.5", "gold", "<p>x</p>", "é ß", "日本", "😀",
    "2024-03-05",
    "Mar 5, 2024", "2024-03-05T06:07:08+02:00", "1709618828", "a-b_c d", "%20+%2B", "true", "nil", "{{",
    "%}",
)  # fmt: skip
_CAPTURED: Final = ("v", "n", "'v'")
_LITERALS: Final = (
    "0", "1", "2", "-1", "3.5", "-2.5", "10", "1.0", "100000000000000000000", "0.1", "true", "false", "nil",
    "null",
    "empty", "blank", "(1..3)", "(1..0)", "1e3", "5.", ".5", "00", "-0", "undefined",
)  # fmt: skip


def case(rng: Random) -> dict[str, Json]:
    """A mapping of one template and an event."""
    if chance(rng, 0.01):
        return {"mapping": {"text": {"@liquid": _heavy(rng)}}, "data": {}}
    return {"mapping": {"text": {"@liquid": template(rng)}}, "data": event(rng)}


def _heavy(rng: Random) -> str:
    """A template that is near the memory limit: text is doubled, then a slice counts what it asks for."""
    doubled = "{% assign a = a | append: a %}" * rng.randint(0, 16)
    last = rng.choice(_HEAVY_FILTERS)
    asked = 100_000_000 - rng.randint(0, 8 * 2 ** (len(doubled) // 29))
    return f"{{% assign a = 'x' %}}{doubled}{{{{ 'b' | slice: 0, {asked} }}}}{{{{ a | {last} | size }}}}"


_HEAVY_FILTERS: Final = (
    "append: a", "prepend: 'xy'", "remove: 'xx'", "replace: 'x', 'yz'", "replace_first: a, a",
    "strip: 'yyz'", "lstrip: 'yyz'", "split: 'x'", "truncate: 9, 'é'", "truncatewords: 3", "json",
    "inspect", "escape_once", "upcase", "push: a", "unshift: a", "date: a", "sha256", "base64_encode",
    "url_encode", "slugify", "where: 'a'", "compact", "join: a", "strip_html", "hmac_sha256: a",
    "number_of_words", "squish", "pop | push: a | json", "date: '%9Y', a",
)  # fmt: skip


def template(rng: Random) -> str:
    """A template of at most 1,000 characters, rarely longer."""
    made = _pieces(rng, 2, rng.choice((1, 1, 2, 3, 5)))
    if chance(rng, 0.12):
        place = rng.randint(0, len(made))
        made = (
            made[:place]
            + rng.choice(("{{", "}}", "{%", "%}", "'", '"', "|", "-", " ", ":", ""))
            + made[place + 1 :]
        )
    return made if len(made) <= 1000 or chance(rng, 0.1) else made[:1000]


def _pieces(rng: Random, depth: int, count: int) -> str:
    return "".join(_piece(rng, depth) for _ in range(count))


def _piece(rng: Random, depth: int) -> str:
    return weighted(rng, (6, _output), (3, _plain), (4 if depth else 0.5, lambda rng: _tag(rng, depth)))


def _plain(rng: Random) -> str:
    return rng.choice((" ", "\n", "x ", " - ", "a\n\n b", "{", "}", "%", "é", "😀", "<b>", " { x } ", "\t"))


def _output(rng: Random) -> str:
    return _marked(rng, "{{", _filtered(rng), "}}")


def _marked(rng: Random, opening: str, inner: str, closing: str) -> str:
    left, right = ("-" if chance(rng, 0.12) else "" for _ in "lr")
    return f"{opening}{left} {inner} {right}{closing}"


def _filtered(rng: Random) -> str:
    return _expression(rng) + "".join(f" | {_filter(rng)}" for _ in range(rng.choice((0, 1, 1, 1, 2, 3))))


def _filter(rng: Random) -> str:
    name = rng.choice(_FILTERS if chance(rng, 0.96) else _ODD_FILTERS)
    most = _MOST_ARGUMENTS.get(name, 0)
    count = most if chance(rng, 0.85) else rng.choice((0, 1, 2, 3))
    if name.startswith("date") and chance(rng, 0.9):
        given = [f'"{rng.choice(_DATE_FORMATS)}"']
        if chance(rng, 0.2):
            given.append(
                rng.choice(('"Europe/Oslo"', '"America/New_York"', "60", "-330", '"Nowhere"', '"UTC"'))
            )
    else:
        given = [_argument(rng) for _ in range(count)]
    return f"{name}: {', '.join(given)}" if given else name


def _argument(rng: Random) -> str:
    if chance(rng, 0.04):
        return f"{rng.choice(('allow_false', 'key'))}: {_expression(rng)}"
    return _expression(rng)


def _expression(rng: Random) -> str:
    return weighted(rng, (5, _variable), (3, _quoted), (2, lambda rng: rng.choice(_LITERALS)))


def _quoted(rng: Random) -> str:
    quote = rng.choice(('"', "'"))
    found = weighted(rng, (8, lambda rng: rng.choice(_WORDS)), (1, values.text), (1, values.date_text))
    return f"{quote}{found}{quote}"


def _variable(rng: Random) -> str:
    found = (
        rng.choice(PATHS)
        if chance(rng, 0.85)
        else rng.choice(("v", "n", "missing", "properties['text']", "v.a"))
    )
    if chance(rng, 0.08):
        found += rng.choice(
            (".size", ".first", ".last", "[0]", "[-1]", '["a"]', "[v]", ".a-b", "[properties.b]", ".")
        )
    return found


def _condition(rng: Random) -> str:
    made = _comparison(rng)
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        made += f" {rng.choice(('and', 'or', 'and', 'or', 'xor', 'not'))} {_comparison(rng)}"
    return made


def _comparison(rng: Random) -> str:
    if chance(rng, 0.3):
        return rng.choice(("", "", "not ")) + _expression(rng)
    operator = rng.choice(("==", "!=", ">", "<", ">=", "<=", "contains", "contains", "==", "<>", "="))
    return f"{_expression(rng)} {operator} {_expression(rng)}"


def _tag(rng: Random, depth: int) -> str:
    inner = depth - 1 if depth else 0

    def tag(text: str) -> str:
        return _marked(rng, "{%", text, "%}")

    def body() -> str:
        return _pieces(rng, inner, rng.choice((0, 1, 1, 2))) if depth else "x"

    def branches() -> str:
        made = f"{tag('if ' + _condition(rng))}{body()}"
        if chance(rng, 0.3):
            made += f"{tag('elsif ' + _condition(rng))}{body()}"
        if chance(rng, 0.5):
            made += f"{tag('else')}{body()}"
        return made + tag("endif")

    def unless() -> str:
        return f"{tag('unless ' + _condition(rng))}{body()}{tag('else')}{body()}{tag('endunless')}"

    def lines() -> str:
        made = rng.choice(
            ("assign v = " + _filtered(rng), "echo " + _filtered(rng), "# note", "", "increment n")
        )
        return tag(f"liquid\n{made}\necho v")

    return rng.choice((
        branches, branches, unless, lines,
        lambda: tag(f"assign {rng.choice(('v', 'n', 'userId', 'v.a', '1', 'a-b'))} = {_filtered(rng)}"),
        lambda: f"{tag('capture ' + rng.choice(_CAPTURED))}{body()}{tag('endcapture')}",
        lambda: f"{tag('comment')}{body()}{tag('endcomment')}",
        lambda: f"{tag('raw')}{body()}{tag('endraw')}",
        lambda: tag(f"{rng.choice(('increment', 'decrement'))} {rng.choice(('n', 'v', 'm'))}"),
        lambda: tag(f"cycle {rng.choice(('', 'g: '))}{_expression(rng)}, {_expression(rng)}") * 2,
        lambda: tag(f"echo {_filtered(rng)}"),
        lambda: tag(f"# {rng.choice(_WORDS)}"),
        lambda: tag(rng.choice((
            "for i in properties.list", "case userId", "include 'x'", "render 'x'", "layout 'x'",
            "tablerow i in v",
            "block x", "nosuch", "endif", "else", "break", "continue", "", "if", "endcapture", "assign v",
            "capture",
        ))),
    ))()  # fmt: skip
