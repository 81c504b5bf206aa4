"""Over what a number is varied: levels, as listed or from one end of a range to the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.scenario.axes import RANGE_KEYS, Axis, Level
from sim.scenario.errors import Mistake
from sim.scenario.layers import nested, tabled
from sim.scenario.schema import Human
from sim.scenario.sweep_form import DRAWN, GRID, MOST_LEVELS
from sim.scenario.tree import Entry, Items, Map, Mark, Node, Scalar, Written
from sim.scenario.validate import validated
from sim.units import UnitError, nearest, parse_count

STEPS: Final = 5
"""Levels of a range in a grid, unless it says how many; one at a time it has its two ends."""
_ALLOWED: Final = "levels, such as [20, 40, 80], or {from: 20, to: 80, steps: 4}"


@dataclass(frozen=True, slots=True)
class Spread:
    """What a number is varied over.

    Args:
        axis: the number.
        levels: as listed, or the levels of its range.
        listed: whether there is nothing between the levels.
        log: whether a range is even in the logarithm.
    """

    axis: Axis
    levels: tuple[Level, ...]
    listed: bool = False
    log: bool = False

    @property
    def low(self) -> float:
        """The lowest value."""
        return min(level.value for level in self.levels)

    @property
    def high(self) -> float:
        """The highest value."""
        return max(level.value for level in self.levels)

    def at(self, share: float) -> Level:
        """The level below which a share of the range lies, from 0 to less than 1.

        Of listed levels, and of whole numbers, each has the same part of the range.
        """
        if self.listed:
            return self.levels[min(int(share * len(self.levels)), len(self.levels) - 1)]
        low, high = self.low, self.high
        if self.axis.leaf.quantity.whole:
            return self.axis.at(min(low + math.floor(share * (high - low + 1)), high), self.mark)
        if self.log:
            return self.axis.at(low * (high / low) ** share, self.mark)
        return self.axis.at(low + share * (high - low), self.mark)

    @property
    def mark(self) -> Mark:
        """Where its range is written."""
        return self.levels[0].mark


class Refusal(Exception):  # noqa: N818  (it carries mistakes, and is none)
    """A range is none."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__()
        self.mistakes = mistakes


def spread_of(axis: Axis, design: str, file: Map, mistakes: list[Mistake]) -> Spread | None:
    """What a number is varied over; None after adding to mistakes."""
    try:
        found = _spread(axis, design)
        _fits(found, file)
    except Refusal as refusal:
        mistakes.extend(refusal.mistakes)
        return None
    return found


def _spread(axis: Axis, design: str) -> Spread:
    wanted = axis.wanted
    if isinstance(wanted, Items):
        return Spread(axis, _listed(axis, wanted), listed=True)
    if wanted is None or (isinstance(wanted, Map) and not wanted.entries):
        return _documented(axis, design)
    if isinstance(wanted, Map):
        return _range(axis, wanted, design)
    what = f"{str(wanted.text)[:60]!r} alone" if wanted.text else "nothing"
    mark = wanted.mark if wanted.text else axis.mark  # nothing stands where the next thing begins
    allowed = f"{_ALLOWED}; {{}}: its documented range"
    raise Refusal(_mistake(axis, mark, f"{what} is no range", allowed))


def _mistake(
    axis: Axis, mark: Mark, found: str, allowed: str = "", hint: str | None = None
) -> Mistake:
    return mark.mistake(("sweep", "over", axis.name), found, allowed, hint)


def _listed(axis: Axis, wanted: Items) -> tuple[Level, ...]:
    if len(wanted.items) < 2:
        found = "an empty range: it has no level" if not wanted.items else "one level is no range"
        raise Refusal(_mistake(axis, axis.mark, found, _ALLOWED))
    if len(wanted.items) > MOST_LEVELS:
        found = f"{len(wanted.items)} levels are absurdly many"
        raise Refusal(_mistake(axis, axis.mark, found, f"at most {MOST_LEVELS}"))
    read = [_read(axis, item) for item in wanted.items]
    wrong = [one for one in read if isinstance(one, Mistake)]
    levels = [one for one in read if isinstance(one, Level)]
    wrong += _twice(axis, levels)
    if wrong:
        raise Refusal(*wrong)
    return tuple(levels)


def _read(axis: Axis, item: Node) -> Level | Mistake:
    if not isinstance(item, Scalar):
        found = "a map or a list where one number is wanted"
        what = "the mean alone" if axis.leaf.is_mean else f"a {axis.leaf.quantity.name}"
        return _mistake(axis, item.mark, found, what)
    try:
        return axis.level(str(item.text), item.mark)
    except UnitError as error:
        found = f"{str(item.text)[:60]!r}: {error.message}"
        return _mistake(axis, item.mark, found, error.allowed, error.suggestion)


def _twice(axis: Axis, levels: Sequence[Level]) -> list[Mistake]:
    seen: set[float] = set()
    wrong = []
    for level in levels:
        if level.value in seen:
            wrong.append(_mistake(axis, level.mark, f"{level.text} is there twice", "each once"))
        seen.add(level.value)
    return wrong


def _documented(axis: Axis, design: str) -> Spread:
    low, high = axis.leaf.low, axis.leaf.high
    if low is None or high is None:
        found = "it has no documented range"
        raise Refusal(_mistake(axis, axis.mark, found, _ALLOWED))
    ends = (axis.level(low, axis.mark), axis.level(high, axis.mark))
    return Spread(axis, _between(axis, *ends, _steps(design), False))


def _steps(design: str) -> int:
    return STEPS if design == GRID else 2


def _range(axis: Axis, wanted: Map, design: str) -> Spread:
    wrong = [*_keys(axis, wanted), *_absent(axis, wanted)]
    ends = [_end(axis, wanted, key, wrong) for key in ("from", "to")]
    steps = _number_of_steps(axis, wanted, design, wrong)
    log = _is_log(axis, wanted, wrong)
    low, high = ends
    if low is not None and high is not None:
        wrong += _order(axis, low, high, log)
    if wrong or low is None or high is None:
        raise Refusal(*wrong)
    return Spread(axis, _between(axis, low, high, steps, log), log=log)


def _keys(axis: Axis, wanted: Map) -> list[Mistake]:
    return [
        _mistake(
            axis, entry.key, f"there is no key {key[:60]!r} here", ", ".join(RANGE_KEYS),
            nearest(key, RANGE_KEYS),
        )
        for key, entry in wanted.entries.items()
        if key not in RANGE_KEYS
    ]  # fmt: skip


def _absent(axis: Axis, wanted: Map) -> list[Mistake]:
    """Ends that are missing; of a documented range one may say only the steps."""
    given = [key for key in ("from", "to") if key in wanted.entries]
    documented = axis.leaf.low is not None and axis.leaf.high is not None
    if len(given) == 2 or (not given and documented):
        return []
    missing = " and ".join(key for key in ("from", "to") if key not in given)
    return [_mistake(axis, axis.mark, f"the key {missing} is missing", _ALLOWED)]


def _end(axis: Axis, wanted: Map, key: str, wrong: list[Mistake]) -> Level | None:
    node = wanted.get(key)
    if node is None:
        text = axis.leaf.low if key == "from" else axis.leaf.high
        return None if text is None else axis.level(text, wanted.mark)
    found = _read(axis, node)
    if isinstance(found, Mistake):
        wrong.append(found)
        return None
    return found


def _number_of_steps(axis: Axis, wanted: Map, design: str, wrong: list[Mistake]) -> int:
    node = wanted.get("steps")
    if node is None:
        return _steps(design)
    if design in DRAWN:
        found = f"a {design} has no steps: it draws as many values as it has points"
        wrong.append(_mistake(axis, node.mark, found, "points: 64, beside over"))
        return 2
    try:
        steps = parse_count(node.text if isinstance(node, Scalar) else "")
        if not 2 <= steps <= MOST_LEVELS:
            words = f"{steps} steps are {'too few' if steps < 2 else 'absurdly many'}"
            raise UnitError(words, f"a whole number from 2 to {MOST_LEVELS}")
    except UnitError as error:
        wrong.append(_mistake(axis, node.mark, error.message, error.allowed, error.suggestion))
        return 2
    return steps


def _is_log(axis: Axis, wanted: Map, wrong: list[Mistake]) -> bool:
    node = wanted.get("log")
    text = "false" if node is None else str(node.text) if isinstance(node, Scalar) else ""
    if text not in ("true", "false"):
        assert node is not None
        wrong.append(_mistake(axis, node.mark, f"{text[:40]!r} is neither", "true, false"))
    return text == "true"


def _order(axis: Axis, low: Level, high: Level, log: bool) -> list[Mistake]:
    if low.value == high.value:
        found = f"an empty range: both ends are {low.text}"
        return [_mistake(axis, axis.mark, found, _ALLOWED)]
    if low.value > high.value:
        hint = f"{{from: {high.text}, to: {low.text}}}"
        return [_mistake(axis, axis.mark, "from lies above to", "from below to", hint)]
    if log and low.value <= 0:
        found = f"{low.text} has no logarithm"
        return [_mistake(axis, low.mark, found, "more than 0, or no log")]
    return []


def _between(axis: Axis, low: Level, high: Level, steps: int, log: bool) -> tuple[Level, ...]:
    """Levels from one end to the other; the ends as they are written."""
    inner = []
    for number in range(1, steps - 1):
        share = number / (steps - 1)
        value = low.value + share * (high.value - low.value)
        if log:
            value = low.value * (high.value / low.value) ** share
        inner.append(axis.at(value, low.mark))
    levels = (low, *inner, high)
    if len({level.value for level in levels}) < len(levels):
        count = int(high.value - low.value) + 1
        found = f"{steps} steps, but there are {count} whole numbers from {low.text} to {high.text}"
        raise Refusal(_mistake(axis, low.mark, found, f"at most {count} steps"))
    return levels


def _fits(spread: Spread, file: Map) -> None:
    """Whether the scenario would take each level in its place."""
    wrong: list[Mistake] = []
    for level in spread.levels:
        tree = nested(level.mark, spread.axis.path, spread.axis.node(level))
        tabled(tree, wrong)
        name = Entry(level.mark, Scalar(level.mark, Written("x", True)))
        validated(Human, Map(level.mark, {**tree.entries, "name": name}), wrong, file)
    if wrong:
        raise Refusal(*dict.fromkeys(wrong))
