"""What a scenario file says, each piece with its place; nothing is interpreted yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sim.scenario.errors import OPTION, Mistake, printable

Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    @property
    def is_set(self) -> bool:
        """Whether it is on the command line."""
        return self.file.startswith(OPTION)

    def mistake(
        self, where: Path, found: str, allowed: str = "", suggestion: str | None = None
    ) -> Mistake:
        """A mistake at this place."""
        words = printable(".".join(map(str, where)), 200)
        # A suggestion is there to be copied: cut short or escaped it would be another text.
        whole = suggestion is not None and printable(suggestion, 200) == suggestion
        hint = suggestion if whole and suggestion else None
        return Mistake(
            self.file, self.line, self.column, words, printable(found, 300), allowed, hint
        )


class Written(str):
    """A text of the file, which knows whether it stood there without quotes."""

    plain: bool

    def __new__(cls, words: str, plain: bool) -> Written:
        written = super().__new__(cls, words)
        written.plain = plain
        return written


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single text."""

    mark: Mark
    text: Written

    def plain(self) -> Written:
        """The text alone."""
        return self.text


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    mark: Mark
    items: tuple[Node, ...]

    def plain(self) -> list[object]:
        """The list without places."""
        return [item.plain() for item in self.items]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a map and its value."""

    key: Mark
    value: Node
    replaced: Node | None = None
    """What a lower layer says here."""
    around: str = ""
    """What maps around it contribute to its name in a table: "release." of `release: {wrap...}`."""


@dataclass(frozen=True, slots=True)
class Map:
    """A map. In a `table` every value is whole: merging replaces it, whatever it is."""

    mark: Mark
    entries: dict[str, Entry] = field(default_factory=dict)
    table: bool = False

    def plain(self) -> dict[str, object]:
        """The map without places."""
        return {key: entry.value.plain() for key, entry in self.entries.items()}

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def without(self, keys: Iterable[str]) -> Map:
        """The map less some keys."""
        dropped = set(keys)
        kept = {key: entry for key, entry in self.entries.items() if key not in dropped}
        return Map(self.mark, kept, self.table)


Node = Scalar | Items | Map


def merged(below: Node, above: Node) -> Node:
    """Two layers as one: maps key by key, anything else is replaced by what lies above."""
    if not (isinstance(below, Map) and isinstance(above, Map)):
        return above
    entries = dict(below.entries)
    for key, entry in above.entries.items():
        old = entries.get(key)
        whole = old is None or above.table
        value = entry.value if whole or old is None else merged(old.value, entry.value)
        entries[key] = replace(entry, value=value, replaced=old.value if old else None)
    return Map(above.mark, entries, above.table)


def locate(tree: Node, path: Path) -> tuple[Mark, int]:
    """The place of a path, or of its nearest ancestor that is there, and how deep that is."""
    mark, node = tree.mark, tree
    for depth, part in enumerate(path):
        step = _step(node, part)
        if step is None:
            return mark, depth
        mark, node = step
    return mark, len(path)


def _step(node: Node, part: str | int) -> tuple[Mark, Node] | None:
    if isinstance(node, Map) and part in node.entries:
        entry = node.entries[str(part)]
        # A text is pointed at where it stands; all else at its key, where a reader looks. So is
        # nothing, which YAML sees only where the next thing begins.
        stands = isinstance(entry.value, Scalar) and entry.value.text
        return entry.value.mark if stands else entry.key, entry.value
    if isinstance(node, Items) and isinstance(part, int) and part < len(node.items):
        return node.items[part].mark, node.items[part]
    return None


def key_mark(tree: Node, path: Path) -> Mark:
    """The place of the key itself that a path ends with."""
    mark, node = tree.mark, tree
    for part in path:
        if isinstance(node, Map) and part in node.entries:
            entry = node.entries[str(part)]
            mark, node = entry.key, entry.value
        else:
            return locate(tree, path)[0]
    return mark


def pruned(tree: Node, path: Path) -> Node:
    """The tree without what a path leads to."""
    if not path or not isinstance(tree, Map) or path[0] not in tree.entries:
        return tree
    key = str(path[0])
    entry = tree.entries[key]
    if len(path) == 1 or not isinstance(entry.value, Map):
        return tree.without([key])
    entries = {**tree.entries, key: Entry(entry.key, pruned(entry.value, path[1:]))}
    return Map(tree.mark, entries, tree.table)


def keys_at(tree: Node, path: Path) -> set[str]:
    """The keys of the map that a path leads to; none if it leads to no map."""
    node: Node | None = tree
    for part in path:
        step = _step(node, part) if node is not None else None
        node = step[1] if step else None
    return set(node.entries) if isinstance(node, Map) else set()
