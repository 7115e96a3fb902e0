"""Configuration files as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.exports.hclreader import Unresolved, parse_hcl
from workbench.jsvalues import Json

FILE = """\
# A comment
terraform { }  // another
/* a longer
   one */
resource "a" b {
  text    = "x"   # after a value
  number  = 1.5e3
  list    = [
    1, # one
    "two",
    { a : null, "b" = -3 },
  ]
  object  = { a = 1, b = 2
    c = 3 }
  encoded = jsonencode({ "@path" = "$.a" })
  lines   = <<EOT
first "quoted" \\n
  second
EOT
  flush   = <<-END
    a
      b $${c}
    END
  nested {
    deep { x = true }
  }
}
"""


def problem(text: str) -> WorkbenchError:
    with pytest.raises(WorkbenchError) as caught:
        parse_hcl(text, "main.tf")
    assert caught.value.file == "main.tf"
    assert caught.value.hint
    return caught.value


def value(text: str) -> Json:
    return parse_hcl(f"x = {text}").attributes["x"]


def test_blocks_attributes_and_comments_are_read() -> None:
    terraform, resource = parse_hcl(FILE).blocks
    assert (terraform.type, terraform.labels, terraform.attributes) == ("terraform", (), {})
    assert (resource.type, resource.labels, resource.line) == ("resource", ("a", "b"), 5)
    assert resource.attributes == {
        "text": "x",
        "number": 1500.0,
        "list": [1, "two", {"a": None, "b": -3}],
        "object": {"a": 1, "b": 2, "c": 3},
        "encoded": '{"@path": "$.a"}',
        "lines": 'first "quoted" \\n\n  second\n',
        "flush": "a\n  b ${c}\n",
    }
    (nested,) = resource.blocks
    assert nested.blocks[0].attributes == {"x": True}


@pytest.mark.parametrize(
    "text",
    [
        "var.key",
        "segment_destination.braze.id",
        'var.ids["a"]',
        "true ? 1 : 2",
        "1 + 2",
        "-var.x",
        "!true",
        "(1)",
        'file("x")',
        'jsonencode({ a = file("}") })',
        '"${var.a}:${var.b["}"]}"',
        '"%{ if a }b%{ endif }"',
        "[1, var.x]",
        "{ a = { b = var.x } }",
        "{ (var.x) = 1 }",
        '{ "${var.x}" = 1 }',
        "[for x in y : x]",
        "{ for k, v in x : k => v }",
        "<<EOT\n${var.x}\nEOT",
    ],
)
def test_what_only_terraform_can_evaluate_is_kept_as_text(text: str) -> None:
    body = parse_hcl(f"x = {text}\ny = 1\n")
    assert body.attributes == {"x": Unresolved(text), "y": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"\u00e9\U0001F600"', "é😀"),
        ('"$${a} %%{b} $ % $$"', "${a} %{b} $ % $$"),
        ("[]", []),
        ("[1,]", [1]),
        ("{}", {}),
        ("{a=1,}", {"a": 1}),
        ('{ for = 1, "for" = 2 }', {"for": 2}),
        ("jsonencode(\n[1]\n)", "[1]"),
        ("- 5", -5),
        ("12345678901234567890", 12345678901234567890),
    ],
)
def test_literals(text: str, expected: Json) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = ", 2),
        ("a = 1\na = 2", 2),
        ("a {", 1),
        ("a", 1),
        ("a = 1\n=", 2),
        ('a = "x', 1),
        ('a = "x\n"', 1),
        (r'a = "\q"', 1),
        (r'a = "\U00110000"', 1),
        ("a = [1 2]", 1),
        ("a = [1\n\n}", 3),
        ("a = { b }", 1),
        ("a = { b = 1 c = 2 }", 1),
        ("a = { = 1 }", 1),
        ("a = jsonencode({}", 1),
        ("a = f(", 1),
        ("a = f(]", 1),
        ("a = <<EOT\nx\n", 1),
        (f"a = {'1' * 5000}", 1),
        ("a = ]", 1),
        ('a = "${"', 1),
        ("\n\n/* a", 3),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int) -> None:
    assert problem(text).line == line


@pytest.mark.parametrize("opening", ["x = [", "x = {a=", "a {", 'x = "${"${', "x = jsonencode(", "x = f("])
def test_depth_is_bounded(opening: str) -> None:
    text = opening if opening.startswith("a") else opening.removeprefix("x = ")
    problem(("" if opening.startswith("a") else "x = ") + text * 20_000)


def test_much_text_is_read_in_reasonable_time() -> None:
    assert len(parse_hcl('a = "x" # y\n'.replace("a", "a") + "b {}\n" * 50_000).blocks) == 50_000


@given(st.text(alphabet='ab ={}[](),"$%{<-\\\n#/*:1.?', max_size=40))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        body = parse_hcl(text)
    except WorkbenchError as error:
        line = error.line
    else:
        line = body.line
    assert line is not None
