"""What a total becomes by a change such as "+1", where the total before is plain to see."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.defaults import MODELS, SLOTS, STAFF
from sim.scenario.tree import Map, Node, Scalar
from sim.units import UnitError, parse_count

Path = tuple[str | int, ...]
_DEFAULTS = {"staff": STAFF, "models": MODELS, "training_slots": SLOTS}
_NAMED = ("alternatives", "contexts")


def total(tree: Map, path: Path, step: int, file: Map) -> str | None:
    """The total after a change, as text; None if it cannot be told without resolving all layers.

    Args:
        tree: where the change is written.
        path: where in it; it ends with a count of the organisation or of the portfolio.
        step: the change.
        file: the file, if the tree holds what the command line sets above it.
    """
    before = _before(tree, tuple(map(str, path)), file)
    after = None if before is None else before + step
    return str(after) if after is not None and after >= 0 else None


def _before(tree: Map, path: tuple[str, ...], file: Map) -> int | None:
    prefix = path[:2] if path[0] in _NAMED else ()
    field = path[len(prefix) :]
    planned = field[0] == "changes"
    if planned:
        field = ("organisation", *field[2:])
        if _times_set_by_changes(file, (field[1:]), prefix) > 1:
            return None
    elif not prefix:
        return _below(tree, path, file)
    if _set_by_others(file, field, prefix):
        return None
    own = _count(_at(file, (*prefix, *field))) if planned else None
    return own if own is not None else _of_file(file, field)


def _below(tree: Map, path: tuple[str, ...], file: Map) -> int | None:
    """What a value of the file itself replaces: that of the file which it extends."""
    if tree is not file:
        return None if _set_by_others(file, path, ()) else _of_file(file, path)
    holder = _at(file, path[:-1])
    entry = holder.entries.get(path[-1]) if isinstance(holder, Map) else None
    return _count(entry.replaced) if entry is not None else None


def _of_file(file: Map, field: tuple[str, ...]) -> int | None:
    node = _at(file, field)
    kind = next(name for name in _DEFAULTS if name in field)
    if kind == "models" and node is None and _may_lack_models(file):
        return None
    return _DEFAULTS[kind] if node is None else _count(node)


def _may_lack_models(file: Map) -> bool:
    """Whether the default may be none, as it is where nothing is ever deployed."""
    stage = _at(file, ("organisation", "stage"))
    deploy = _at(file, ("process", "release.deploy.by"))
    return deploy is not None or (isinstance(stage, Scalar) and str(stage.text) == "1")


def _set_by_others(file: Map, field: tuple[str, ...], prefix: tuple[str, ...]) -> bool:
    """Whether contexts, or for what is not of an alternative also these, set the field."""
    kinds = [kind for kind in _NAMED if not prefix or kind != prefix[0]]
    return any(_at(one, field) is not None for kind in kinds for one in _each(_at(file, (kind,))))


def _times_set_by_changes(file: Map, field: tuple[str, ...], prefix: tuple[str, ...]) -> int:
    maps = [_at(file, ("changes",)), *([_at(file, (*prefix, "changes"))] if prefix else [])]
    return len([1 for node in maps for one in _each(node) if _at(one, field) is not None])


def _each(node: Node | None) -> Iterator[Node]:
    if isinstance(node, Map):
        yield from (entry.value for entry in node.entries.values())


def _at(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for part in path:
        node = node.get(part) if isinstance(node, Map) else None
    return node


def _count(node: Node | None) -> int | None:
    if not isinstance(node, Scalar):
        return None
    try:
        return parse_count(node.text)
    except UnitError:
        return None
