"""What a sweep varies: numbers of a scenario, each over some levels or over a range.

over: process.release.deploy.effort              its documented range
over: [portfolio.models, process.shift.rate]     so, two
over:
  portfolio.models: [20, 40, 80]                 these levels
  process.shift.rate: {from: 1 / year, to: 8 / year, steps: 4, log: true}
  process.release.deploy.effort: {}              its documented range
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.scenario import quantities
from sim.scenario.errors import Mistake, ScenarioErrors
from sim.scenario.layers import known, nested, parts, tabled
from sim.scenario.leaves import ALIKE, Leaf, leaf_of, node_at
from sim.scenario.own_capabilities import KEY as OWN
from sim.scenario.schema import Human
from sim.scenario.shapes import OFTEN_SET, begins_well
from sim.scenario.tree import Entry, Items, Map, Mark, Node, Scalar, Written
from sim.scenario.validate import validated
from sim.scenario.values import default, read_value
from sim.units import (
    Distribution,
    UnitError,
    distribution_human,
    nearest,
    parse_days,
    parse_number,
)
from sim.units.arithmetic import plus

MOST_AXES: Final = 50
"""Most numbers that a sweep may vary."""
RANGE_KEYS: Final = ("from", "to", "steps", "log")


@dataclass(frozen=True, slots=True)
class Level:
    """A value of what is varied: as a number in the unit of tables, as text, and where it comes
    from."""

    value: float
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Axis:
    """A number that a sweep varies.

    Args:
        path: its keys from the top of the scenario.
        name: the same with dots.
        leaf: what number it is.
        mark: where it is named.
        currency: of money, what it is in; else "".
        form: of a distribution, the one whose mean is moved.
        wanted: where its range is written; None: it is the documented one.
    """

    path: tuple[str, ...]
    name: str
    leaf: Leaf
    mark: Mark
    currency: str
    form: Distribution | None
    wanted: Node | None

    @property
    def unit(self) -> str:
        """The unit of its numbers in tables; "" if they have none."""
        return self.leaf.quantity.unit.replace("currency", self.currency)

    def level(self, text: str, mark: Mark) -> Level:
        """The level of a text.

        Raises:
            UnitError: it is no such number.
        """
        return Level(self.leaf.quantity.number(text), text, mark)

    def at(self, value: float, mark: Mark) -> Level:
        """The level of a number in the unit of tables; whole where nothing else makes sense."""
        number = float(round(value)) if self.leaf.quantity.whole else quantities.rounded(value)
        text = self.leaf.quantity.write(number, self.currency)
        try:
            return self.level(text, mark)
        except UnitError:  # said where the scenario is read, with its place
            return Level(number, text, mark)

    def node(self, level: Level) -> Node:
        """A level as it stands in a scenario: of a distribution, the form with another mean."""
        text = Scalar(level.mark, Written(level.text, True))
        if self.form is None or self.form.family == "fixed":
            return text
        try:
            read = parse_days if self.form.unit == "days" else parse_number
            moved = plus(self.form, read(level.text) - self.form.mean())
        except (UnitError, ValueError):
            return text
        assert isinstance(moved, Distribution)
        return tree_of(distribution_human(moved), level.mark)


def tree_of(words: object, mark: Mark) -> Node:
    """Words of a scenario as a tree that stands at one place."""
    if isinstance(words, dict):
        return Map(mark, {str(k): Entry(mark, tree_of(v, mark)) for k, v in words.items()})
    if isinstance(words, list | tuple):
        return Items(mark, tuple(tree_of(one, mark) for one in words))
    return Scalar(mark, Written(str(words), True))


def axes_of(over: Node, at: Mark, file: Map, mistakes: list[Mistake]) -> list[Axis]:
    """What is varied, as far as it can be; what is wrong with its names is added to mistakes.

    Args:
        over: what is written.
        at: where all of it is said to be.
        file: the scenario.
        mistakes: where to put what is wrong.
    """
    found: dict[tuple[str, ...], Axis] = {}
    for path, mark, wanted in _entries(over, file, mistakes):
        try:
            axis = _axis(path, mark, wanted, file)
        except ScenarioErrors as errors:
            mistakes.extend(errors.mistakes)
            continue
        if axis.path in found:
            mistakes.append(mark.mistake(_at(axis.name), "varied twice", "once"))
        found.setdefault(axis.path, axis)
    if not found and not mistakes:
        mistakes.append(at.mistake(_at(), "nothing is varied", "a path and its levels"))
    if len(found) > MOST_AXES:
        words = f"{len(found)} numbers are varied at once"
        mistakes.append(at.mistake(_at(), words, f"at most {MOST_AXES}"))
    return list(found.values())


def _at(*names: str) -> tuple[str, ...]:
    return ("sweep", "over", *names)


def _entries(
    over: Node, file: Map, mistakes: list[Mistake]
) -> Iterator[tuple[list[str], Mark, Node | None]]:
    """Paths with their places and their ranges."""
    if isinstance(over, Scalar):
        if over.text:
            yield parts(over.text), over.mark, None
    elif isinstance(over, Items):
        for item in over.items:
            if isinstance(item, Scalar):
                yield parts(item.text), item.mark, None
            else:
                found = "a list of paths holds something else"
                mistakes.append(item.mark.mistake(_at(), found, "paths, or a map of paths"))
    else:
        yield from _of_map(over, [], file)


def _of_map(node: Map, before: list[str], file: Map) -> Iterator[tuple[list[str], Mark, Node]]:
    for key, entry in node.entries.items():
        path, value = [*before, *parts(key)], entry.value
        group = isinstance(value, Map) and value.entries and not set(value.entries) & {*RANGE_KEYS}
        if group and isinstance(value, Map) and leaf_of(whole(path), file) is None:
            yield from _of_map(value, path, file)
        else:
            yield path, entry.key, value


def whole(path: Sequence[str]) -> tuple[str, ...]:
    """A path whose rows of `effects` are single keys, as they are in a scenario."""
    if len(path) > 4 and path[0] == OWN and path[2] == "effects":
        return (*path[:3], ".".join(path[3:-1]), path[-1])
    return tuple(path)


def _axis(written: list[str], mark: Mark, wanted: Node | None, file: Map) -> Axis:
    path = whole(written)
    name = ".".join(path if "effects" in path else [_quoted(part) for part in path])
    if not path:
        raise ScenarioErrors([mark.mistake(_at(), "no path", "such as portfolio.models")])
    if path[0] in ALIKE:
        found = f"{path[0]} is the same at all points, or they could not be compared"
        raise ScenarioErrors([mark.mistake(_at(name), found, "a number of the organisations")])
    begins_well(list(path), mark)
    known(list(path), mark, file)
    leaf = leaf_of(path, file)
    if leaf is None:
        raise ScenarioErrors(_no_number(path, name, mark, file))
    currency, form = currency_of(leaf, path, wanted, file), _form(leaf, path, file)
    return Axis(path, name, leaf, mark, currency, form, wanted)


def _quoted(part: str) -> str:
    return f'"{part}"' if "." in part else part


def _no_number(path: Sequence[str], name: str, mark: Mark, file: Map) -> list[Mistake]:
    """Why a path leads to no number: there is no such key, or it is a word, a list, a map."""
    unknown: list[Mistake] = []
    tree = nested(mark, path, Scalar(mark, Written("0", True)))
    tabled(tree, unknown)
    draft = Map(mark, {"name": Entry(mark, Scalar(mark, Written("x", True))), **tree.entries})
    validated(Human, draft, unknown, file)
    said = [one for one in unknown if "there is no" in one.found or "a group" in one.found]
    if said:
        meant = nearest(name, numbers())  # a path is replaced whole, and not its last key
        return [one if "group" in one.found else replace(one, suggestion=meant) for one in said]
    found = "is no number, and a sweep varies numbers"
    return [mark.mistake(_at(name), found, "see docs/sweeps.md")]


def numbers() -> tuple[str, ...]:
    """The paths of numbers that are often varied."""
    nothing = Map(Mark("", 1, 1), {})
    return tuple(path for path in OFTEN_SET if leaf_of(path.split("."), nothing) is not None)


def currency_of(leaf: Leaf, path: Sequence[str], wanted: Node | None, file: Map) -> str:
    """What money is in: as the sweep says it, else the scenario, else the documented range."""
    if "currency" not in leaf.quantity.unit:
        return ""
    written = node_at(file, path)
    default_text = str(leaf.row.default) if leaf.row is not None else ""
    texts = [*_texts(wanted), *_texts(written), leaf.low or "", default_text]
    return next(filter(None, map(quantities.currency_of, texts)), "USD")


def _texts(node: Node | None) -> list[str]:
    if isinstance(node, Scalar):
        return [str(node.text)]
    if isinstance(node, Items):
        return [text for item in node.items for text in _texts(item)]
    if isinstance(node, Map):
        return [text for entry in node.entries.values() for text in _texts(entry.value)]
    return []


def _form(leaf: Leaf, path: Sequence[str], file: Map) -> Distribution | None:
    """The distribution whose mean is moved: what is written there, else at the top, else the
    default."""
    if not leaf.is_mean or leaf.row is None:
        return None
    top = ("process", *leaf.row.name.split("."))
    for place in (path, top):
        node = node_at(file, place)
        if node is not None:
            try:
                value = read_value(leaf.row, node.plain())
            except UnitError:  # a mistake of the scenario, and said there
                continue
            return value if isinstance(value, Distribution) else None
    value = default(leaf.row.name)
    return value if isinstance(value, Distribution) else None
