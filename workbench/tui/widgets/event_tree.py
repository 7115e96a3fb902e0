"""The selected event as a foldable tree."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.binding import Binding
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from workbench.jsvalues import Json, dump_json
from workbench.text import visible
from workbench.tui.commands import bindings, in_scope

_FEW = 400
"""Children that a node shows at first; the rest follows when asked for."""
_LONGEST = 300
Node = tuple[str, Json]


class EventTree(Tree[Node]):
    """Keys and values of the event; a node's data are its path (`$.properties.price`) and its value.

    Children are made when a node is opened, so an event of a million keys costs what is looked at.
    """

    HELP = """\
The selected event. Right or `l` opens a node, left or `h` closes it or goes to its parent, space toggles. `y`
copies the value, Enter uses the path under the cursor for the selected field."""

    BINDINGS = [  # noqa: RUF012 - Textual declares the class variable
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g,home", "scroll_home", "First", show=False),
        Binding("G,end", "scroll_end", "Last", show=False),
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

    def show(self, event: dict[str, Json] | None) -> None:
        """Show another event; what was open at the same path opens again, the cursor stays at its path."""
        here = self.selected_path
        self.clear()
        self.root.data = ("$", event)
        if event is not None:
            self._fill(self.root)
        if here and (node := self._find(here)) is not None:
            self.move_cursor(node)

    @property
    def selected_path(self) -> str:
        """The path under the cursor, "" without one."""
        node = self.cursor_node
        return node.data[0] if node is not None and node.data is not None else ""

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
            label = _label(key, child)
            if isinstance(child, dict | list) and child:
                branch = node.add(label, (child_path, child), expand=child_path in self._open)
                if child_path in self._open:
                    self._fill(branch)
            else:
                node.add_leaf(label, (child_path, child))
        left = len(children) - start - _FEW
        if left > 0:
            node.add_leaf(
                Text(f"… {left:,} more: Enter shows them", "italic"), (f"{path}.…{start + _FEW}", None)
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
        if (
            node is None
            or node.parent is None
            or node.data is None
            or "…" not in node.data[0].rsplit(".", 1)[-1][:1]
        ):
            return False
        start = int(node.data[0].rsplit("…", 1)[-1])
        parent = node.parent
        node.remove()
        self._fill(parent, start)
        return True

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


def _label(key: str, value: Json) -> Text:
    label = Text(visible(key), "bold", end="")
    if isinstance(value, dict):
        return label.append(f" {{{len(value)}}}", "dim not bold")
    if isinstance(value, list):
        return label.append(f" [{len(value)}]", "dim not bold")
    if isinstance(value, str):
        text = dump_json(value[:_LONGEST]) + ("…" if len(value) > _LONGEST else "")
        return label.append(" ").append(visible(text), "green not bold")
    return label.append(" ").append(
        visible(dump_json(value)), "cyan not bold" if value is not None else "dim not bold"
    )
