"""Paths in a scenario that lead to a number: what `--set` takes, and a sweep may vary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.process import PARAMETERS, Parameter
from sim.scenario import quantities as q
from sim.scenario.own_capabilities import KEY as OWN
from sim.scenario.quantities import Quantity
from sim.scenario.tree import Map, Node, Scalar
from sim.vocabulary import ROLES

Path = Sequence[str]
ALIKE = ("seed", "compare", "sweep")
"""Keys that must be the same at all points of a sweep."""
_LAYERS = ("alternatives", "contexts")
_TOP: Mapping[str, Quantity] = {"horizon": q.DURATION, "history": q.DURATION}
_ORGANISATION: Mapping[str, Quantity] = {
    "stage": q.COUNT,
    "training_slots": q.COUNT,
    **{f"staff.{role}": q.COUNT for role in ROLES},
    **{f"improvement_reserve.{role}": q.SHARE for role in ROLES},
}
_PORTFOLIO: Mapping[str, Quantity] = {"models": q.COUNT, "use_cases": q.RATE}
_CHANGE: Mapping[str, Quantity] = {
    "at": q.MOMENT,
    "stage": q.COUNT,
    **{f"staff.{role}": q.COUNT for role in ROLES},
}
_INVESTMENT: Mapping[str, Quantity] = {
    "start": q.MOMENT,
    "at_stage": q.COUNT,
    "when.above": q.THRESHOLD,
    "when.below": q.THRESHOLD,
}
_CAPABILITY: Mapping[str, Quantity] = {
    "lead_time": q.DURATION,
    "price": q.MONEY,
    "licence": q.MONEY_RATE,
    **{f"build.{role}": q.DURATION for role in ROLES},
    **{f"adopt.{role}": q.DURATION for role in ROLES},
    **{f"upkeep.{role}": q.NUMBER for role in ROLES},
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A number that a path leads to.

    Args:
        quantity: of what kind it is.
        row: the process parameter that it is; None: it is none.
        low: the lower end of its documented range, as text; None: none is documented.
        high: the upper end.
    """

    quantity: Quantity
    row: Parameter | None = None
    low: str | None = None
    high: str | None = None

    @property
    def is_mean(self) -> bool:
        """Whether the number is the mean of a distribution, whose form is kept."""
        return self.row is not None and self.row.kind.startswith("distribution")


def leaf_of(path: Path, file: Map) -> Leaf | None:
    """The number that a path leads to; None if it leads to none.

    Args:
        path: from the top of a scenario.
        file: the scenario, whose own capabilities have ranges of their own.
    """
    rest = tuple(path[2:]) if path and path[0] in _LAYERS else tuple(path)
    if not rest:
        return None
    first, inner = rest[0], ".".join(rest[1:])
    if len(rest) == len(path) and first in _TOP and not inner:
        return Leaf(_TOP[first])
    if len(rest) == len(path) and first == OWN and len(rest) > 2:
        return _figure(rest[2:], node_at(file, rest))
    return _of_patch(first, inner, rest, node_at(file, path))


def _of_patch(first: str, inner: str, rest: Path, node: Node | None) -> Leaf | None:
    if first == "process":
        return _parameter(inner)
    if first == "organisation" and inner == "investment_budget":
        return Leaf(q.either_money(str(node.text) if isinstance(node, Scalar) else ""))
    if first in ("organisation", "portfolio"):
        found = (_ORGANISATION if first == "organisation" else _PORTFOLIO).get(inner)
        return None if found is None else Leaf(found)
    if first in ("changes", "investments") and len(rest) > 2:
        within = ".".join(rest[2:])
        if first == "changes" and rest[2] == "process":
            return _parameter(".".join(rest[3:]))
        found = (_CHANGE if first == "changes" else _INVESTMENT).get(within)
        return None if found is None else Leaf(found)
    return None


def _parameter(name: str) -> Leaf | None:
    row = PARAMETERS.get(name)
    quantity = q.BY_KIND.get(row.kind) if row is not None else None
    if row is None or quantity is None:
        return None
    return Leaf(quantity, row, row.low, row.high)


def _figure(path: Path, node: Node | None) -> Leaf | None:
    """A figure of a capability of the scenario's own, with the range that stands beside it."""
    quantity = _CAPABILITY.get(".".join(path))
    if path[0] == "effects" and len(path) > 2:
        quantity = _effect(PARAMETERS.get(".".join(path[1:-1])), path[-1])
    if quantity is None:
        return None
    low, high = (_text(node, key) for key in ("low", "high"))
    return Leaf(quantity, None, low, high)


def _effect(row: Parameter | None, how: str) -> Quantity | None:
    """What an effect says by `times` and `plus`; what it sets is no number but a value."""
    quantity = q.BY_KIND.get(row.kind) if row is not None else None
    if quantity is None or quantity.whole:
        return None
    return {"times": q.NUMBER, "plus": q.signed(quantity)}.get(how)


def _text(node: Node | None, key: str) -> str | None:
    inner = node.get(key) if isinstance(node, Map) else None
    return str(inner.text) if isinstance(inner, Scalar) else None


def node_at(node: Node | None, path: Path) -> Node | None:
    """What a path leads to in a tree; None if nothing is there. Tables have dotted keys."""
    for number, part in enumerate(path):
        if not isinstance(node, Map):
            return None
        if node.table:
            return _in_table(node, ".".join(path[number:]))
        node = node.get(part)
    return node


def _in_table(table: Map, name: str) -> Node | None:
    """A row, or something within one: "refresh.cadence.times" of an effect."""
    if name in table.entries:
        return table.get(name)
    for row, entry in table.entries.items():
        if name.startswith(f"{row}.") and isinstance(entry.value, Map):
            return node_at(entry.value, name.removeprefix(f"{row}.").split("."))
    return None
