"""Comments and blank lines of a YAML file, kept when its values are written anew.

Each belongs to the place in the document that follows it, or that is on its line, and moves with that place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from workbench.project.paths import Path
from workbench.project.yamltext import Document, loader_for

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Comments:
    """What stands in a file beside its values.

    `above` are the lines before the line of a place, `beside` the comment at its end, `after` the lines that
    end the file. A blank line is `""`.
    """

    above: dict[Path, tuple[str, ...]]
    beside: dict[Path, str]
    after: tuple[str, ...] = ()


def find_comments(text: str, document: Document) -> Comments:
    """The comments and blank lines of `text`, which `document` was parsed from."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    scalars = list(_scalars(text))
    comments = {bisect_right(starts, at): comment for at, comment in _find(text, scalars)}
    inside = {
        line
        for start, end in scalars
        for line in range(bisect_right(starts, start) + 1, bisect_right(starts, end - 1) + 1)
    }
    first, last = _places_by_line(document)
    above: dict[Path, tuple[str, ...]] = {}
    beside: dict[Path, str] = {}
    waiting: list[str] = []
    for line, content in enumerate(text.removesuffix("\n").split("\n"), 1):
        comment = comments.get(line, "")
        if line in first:
            if waiting:
                above[first[line]] = tuple(waiting)
                waiting = []
            if comment:
                beside[last[line]] = comment
        elif line not in inside and content.strip(" \t\r") == comment:
            waiting.append(comment)
    return Comments(above, beside, tuple(waiting))


def with_comments(
    text: str, document: Document, comments: Comments, moved: Callable[[Path], Path | None]
) -> str:
    """`text`, which `document` was parsed from, with `comments` where `moved` says their places are now.

    What belonged to a place that is gone goes with it.
    """
    lines = text.removesuffix("\n").split("\n")
    above: dict[int, list[str]] = {}

    def line_of(path: Path) -> int | None:
        place = moved(path)
        return None if place is None else document.lines.get(place)

    for path, block in comments.above.items():
        line = line_of(path)
        if line is not None:
            above.setdefault(line, []).extend(block)
    for path, comment in comments.beside.items():
        line = line_of(path)
        if line is not None:
            lines[line - 1] += f"  {comment}"
    written: list[str] = []
    for number, content in enumerate(lines, 1):
        indent = content[: len(content) - len(content.lstrip(" "))]
        written += [indent + comment if comment else "" for comment in above.get(number, ())]
        written.append(content)
    return "\n".join([*written, *comments.after]) + "\n"


def _places_by_line(document: Document) -> tuple[dict[int, Path], dict[int, Path]]:
    """For each line that a place begins on, the outermost and the innermost of those places."""
    first: dict[int, Path] = {}
    last: dict[int, Path] = {}
    for path, line in document.lines.items():
        if path:
            first[line] = min(first.get(line, path), path, key=len)
            last[line] = max(last.get(line, path), path, key=len)
    return first, last


def _scalars(text: str) -> Iterator[tuple[int, int]]:
    """The spans of texts and numbers, in which a `#` is no comment, in the order of the text."""
    for token in yaml.scan(text, Loader=loader_for(text)):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            content = text[start:end]
            if content[:1] in ("|", ">"):
                header = content.partition("\n")[0]
                if "+" not in header.partition("#")[0]:
                    end = start + len(content.rstrip())  # The blank lines behind a block are not part of it.
                start += len(header)
            if end > start:
                yield start, end


def _find(text: str, scalars: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    at = 0
    while found := _COMMENT.search(text, at):
        index = bisect_right(scalars, (found.start(), len(text))) - 1
        if index >= 0 and found.start() < scalars[index][1]:
            at = scalars[index][1]
            continue
        at = found.end()
        yield found.start(), found[0].rstrip()
