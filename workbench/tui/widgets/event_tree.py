"""The selected event as a foldable tree."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from workbench.jsvalues import Json, dump_json
from workbench.mappings import Steps
from workbench.text import visible
from workbench.tui.commands import bindings, in_scope

_FEW = 400
"""Children that a node shows at first; the rest follows when asked for."""
_LONGEST = 300
_PLAIN = Style()
_MORE = "\x00more:"
"""Stands in the path of a line that is no value: NUL cannot be typed into a path."""
Node = tuple[str, Json]


class EventTree(Tree[Node]):
    """Keys and values of the event; a node's data are its path (`$.properties.price`) and its value.

    Children are made when a node is opened, so an event of a million keys costs what is looked at.
    """

    HELP = """\
The selected event. Right or `l` opens a node, left or `h` closes it or goes to its parent, space toggles. `y`
copies the value, Enter shows it whole, `f` gives the path under the cursor to the selected field, `w` tells
which keys of the requests it feeds."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares the class variable
        f"event-tree--{name}" for name in ("key", "string", "number", "word", "size")
    }
    BINDINGS = [  # noqa: RUF012 - Textual declares the class variable
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("right,l", "open", "Open", show=False),
        Binding("left,h", "close", "Close", show=False),
        *bindings(in_scope("tree")),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Text("$"), ("$", None), id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._open: set[str] = {"$", "$.properties", "$.traits"}
        self._wanted = self._placed = ""

    def render_line(self, y: int) -> Strip:
        """A line, with a mark at the edge where it goes on."""
        strip = super().render_line(y)
        width = self.scrollable_content_region.width
        label = self._get_label_region(y + self.scroll_offset.y)
        if label is None or label.right - self.scroll_offset.x <= width:
            return strip
        style = next((segment.style for segment in strip.crop(width - 1, width)), None)
        return Strip([*strip.crop(0, width - 1), Segment("…", style)])

    def render_label(self, node: TreeNode[Node], base_style: Style, style: Style) -> Text:
        """The key, and for a leaf the value as JSON; literal text with control characters made visible."""
        label = node.label.plain if isinstance(node.label, Text) else str(node.label)
        text = Text(end="")
        if node.allow_expand:
            text.append(self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE, base_style)
        if node.data is None or _MORE in node.data[0]:
            return text.append(label, style + self._part("size"))
        value = node.data[1]
        text.append(label, style + self._part("key"))
        if isinstance(value, dict | list):
            mark = f" {{{len(value)}}}" if isinstance(value, dict) else f" [{len(value)}]"
            return text.append(mark, style + self._part("size"))
        if isinstance(value, str):
            shown = dump_json(value[:_LONGEST]) + ("…" if len(value) > _LONGEST else "")
            return text.append(f" {visible(shown)}", style + self._part("string"))
        kind = "number" if isinstance(value, int | float) and not isinstance(value, bool) else "word"
        return text.append(f" {dump_json(value)}", style + self._part(kind))

    def _part(self, name: str) -> Style:
        # Before the stylesheet is applied the tree measures its labels without styles.
        return self.get_component_rich_style(f"event-tree--{name}", partial=True, default=_PLAIN)

    def show(self, event: dict[str, Json] | None) -> None:
        """Show another event; what was open at the same path opens again, and the cursor goes back to the
        path where the user put it as soon as an event has that."""
        if (here := self.selected_path) != self._placed:
            self._wanted = here
        self.clear()
        self.root.data = ("$", event)
        if event is not None:
            self._fill(self.root)
            self.cursor_line = 0  # Builds the lines: before that no node knows its own.
        if self._wanted and (node := self._find(self._wanted)) is not None:
            self.move_cursor(node)
        self._placed = self.selected_path

    @property
    def selected_path(self) -> str:
        """The path under the cursor, "" without one."""
        node = self.cursor_node
        return node.data[0] if node is not None and node.data is not None else ""

    @property
    def selected_steps(self) -> Steps | None:
        """The place of the event under the cursor, `None` without one."""
        steps: list[str | int] = []
        node = self.cursor_node
        while node is not None and node.parent is not None:
            if node.data is None or node.parent.data is None or _MORE in node.data[0]:
                return None
            key = node.data[0][len(node.parent.data[0]) + 1 :]
            steps.append(int(key) if isinstance(node.parent.data[1], list) else key)
            node = node.parent
        return tuple(reversed(steps)) or None

    def _find(self, path: str) -> TreeNode[Node] | None:
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node.data is not None and node.data[0] == path:
                return node
            waiting += node.children
        return None

    def _fill(self, node: TreeNode[Node], start: int = 0) -> None:
        path, value = node.data or ("", None)
        children = list(_children(value))
        for key, child in children[start : start + _FEW]:
            child_path = f"{path}.{key}"
            label = Text(visible(key), end="")
            if isinstance(child, dict | list) and child:
                branch = node.add(label, (child_path, child), expand=child_path in self._open)
                if child_path in self._open:
                    self._fill(branch)
            else:
                node.add_leaf(label, (child_path, child))
        left = len(children) - start - _FEW
        if left > 0:
            node.add_leaf(
                Text(f"… {left:,} more: Enter shows them", "italic"), (f"{path}{_MORE}{start + _FEW}", None)
            )

    def on_tree_node_expanded(self, message: Tree.NodeExpanded[Node]) -> None:
        node = message.node
        if node.data is not None:
            self._open.add(node.data[0])
            if not node.children:
                self._fill(node)

    def on_tree_node_collapsed(self, message: Tree.NodeCollapsed[Node]) -> None:
        if message.node.data is not None:
            self._open.discard(message.node.data[0])

    def show_more(self) -> bool:
        """Where the cursor is on a "more" line, show the rest; whether it was."""
        node = self.cursor_node
        if node is None or node.parent is None or node.data is None or _MORE not in node.data[0]:
            return False
        parent, start = node.parent, int(node.data[0].rsplit(_MORE, 1)[-1])
        node.remove()
        self._fill(parent, start)
        return True

    def action_first(self) -> None:
        """Go to the first line."""
        self.cursor_line = 0
        self.scroll_to_line(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self.cursor_line = self.last_line
        self.scroll_to_line(self.last_line)

    def scroll_to_line(self, line: int, animate: bool = True) -> None:
        """Show a line at once: what moves cannot be read."""
        super().scroll_to_line(line, animate=False)

    def action_open(self) -> None:
        """Open the node under the cursor, or enter it when it is open."""
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return
        if not node.is_expanded:
            node.expand()
        elif node.children:
            self.move_cursor(node.children[0])

    def action_close(self) -> None:
        """Close the node under the cursor, or go to its parent."""
        node = self.cursor_node
        if node is None:
            return
        if node.is_expanded and node.allow_expand:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)


def _children(value: Json) -> Iterable[tuple[str, Json]]:
    if isinstance(value, dict):
        return value.items()
    if isinstance(value, list):
        return ((str(index), item) for index, item in enumerate(value))
    return ()
