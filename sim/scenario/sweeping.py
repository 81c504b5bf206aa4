"""The sweep that a scenario asks for: what is varied, over what, by which design.

What the command line says of it takes the place of what the file says; all of it is one tree, so
that every mistake has its place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.scenario.axes import axes_of, currency_of, whole
from sim.scenario.errors import Mistake, ScenarioErrors, printable
from sim.scenario.layers import Layers, parts
from sim.scenario.leaves import leaf_of
from sim.scenario.ranges import Spread, spread_of
from sim.scenario.read import read_text
from sim.scenario.sweep_form import DRAWN, GRID, MOST_POINTS, ONE_AT_A_TIME, SOBOL, SweepForm
from sim.scenario.tree import Entry, Items, Map, Mark, Node, Scalar, Written

KEY: Final = "sweep"
OVER, DESIGN, POINTS = "--over", "--design", "--points"
RESOLVED: Final = "a resolved scenario takes no sweep"


@dataclass(frozen=True, slots=True)
class Asked:
    """A sweep without mistakes.

    Args:
        design: one of `DESIGNS`.
        spreads: what is varied, in the order of the scenario.
        points: how many are drawn; None where the levels make them.
        mark: where it is asked for.
    """

    design: str
    spreads: tuple[Spread, ...]
    points: int | None
    mark: Mark


def ask(
    layers: Layers,
    over: Sequence[str] | Mapping[str, Any] = (),
    design: str | None = None,
    points: int | None = None,
) -> None:
    """Put what a command or a caller says of the sweep in the place of what the file says.

    Args:
        layers: a scenario's; what is wrong is added to its mistakes.
        over: texts "PATH" or "PATH=RANGE", or paths with their levels or ranges, in which numbers
            are in the unit of tables.
        design: a design.
        points: a number of points.
    """
    said: dict[str, Entry] = {}
    if over:
        said["over"] = Entry(Mark(OVER, 1, 1), _over(over, layers))
    for key, flag, value in (("design", DESIGN, design), ("points", POINTS, points)):
        if value is not None:
            mark = Mark(f"{flag} '{printable(value, 60)}'", 1, 1)
            said[key] = Entry(mark, Scalar(mark, Written(str(value), True)))
    if said and "resolved" in layers.file.entries:
        mark = next(iter(said.values())).key
        layers.mistakes.append(mark.mistake((), RESOLVED, "sweep what was resolved"))
    elif said:
        layers.file = _with(layers.file, said)


def _with(file: Map, said: dict[str, Entry]) -> Map:
    """The file with some keys of its sweep replaced."""
    mark, old = next(iter(said.values())).key, file.get(KEY)
    kept = old.entries if isinstance(old, Map) else {}
    block = Entry(mark, Map(mark, {**kept, **said}))
    return Map(file.mark, {**file.entries, KEY: block}, file.table)


def _over(over: Sequence[str] | Mapping[str, Any], layers: Layers) -> Map:
    entries: dict[str, Entry] = {}
    pairs = over.items() if isinstance(over, Mapping) else ((text, None) for text in over)
    for number, (text, value) in enumerate(pairs, start=1):
        mark = Mark(f"{OVER} '{printable(text, 60)}'", number, 1)
        try:
            path, node = _given(text, value, mark, layers)
        except ScenarioErrors as errors:
            layers.mistakes.extend(errors.mistakes)
            continue
        if path in entries:
            layers.mistakes.append(mark.mistake((KEY, "over", path), "varied twice", "once"))
        entries.setdefault(path, Entry(mark, node))
    return Map(Mark(OVER, 1, 1), entries)


def _given(text: str, value: Any, mark: Mark, layers: Layers) -> tuple[str, Node]:
    """A path and its range, of an option or of a mapping in Python."""
    path, equals, words = text.partition("=")
    if not path.strip() or (equals and not words.strip()):
        allowed = "PATH, or PATH=RANGE, such as portfolio.models=[20, 40]"
        raise ScenarioErrors([mark.mistake((), "no range of anything", allowed)])
    if equals:
        return path.strip(), read_text(words, mark.file, layers.mistakes, mark.line)
    return path.strip(), _node(value, path, mark, layers.file)


def _node(value: Any, path: str, mark: Mark, file: Map) -> Node:
    """A range as Python has it."""
    if value is None:
        return Map(mark, {})
    if isinstance(value, Mapping):
        inner = {str(key): _within(key, one, path, mark, file) for key, one in value.items()}
        return Map(mark, {key: Entry(mark, node) for key, node in inner.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Items(mark, tuple(text_of(one, path, mark, file) for one in value))
    return text_of(value, path, mark, file)


def _within(key: object, value: Any, path: str, mark: Mark, file: Map) -> Node:
    if key in ("from", "to"):
        return text_of(value, path, mark, file)
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(mark, Written(words, True))


def text_of(value: Any, path: str, mark: Mark, file: Map) -> Scalar:
    """A value as a scenario has it: a text as it is, a number with the unit that tables give."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        steps = whole(parts(path))
        leaf = leaf_of(steps, file)
        if leaf is not None and math.isfinite(value):
            words = leaf.quantity.write(float(value), currency_of(leaf, steps, None, file))
            return Scalar(mark, Written(words, True))
    return Scalar(mark, Written(str(value), True))


def mistakes_of(form: SweepForm | None, file: Map) -> list[Mistake]:
    """What is wrong with the sweep of a scenario, whose form is well."""
    wrong: list[Mistake] = []
    if form is not None:
        _read(form, file, wrong)
    return wrong


def sweep_of(layers: Layers) -> Asked:
    """The sweep of a scenario that has no mistakes.

    Raises:
        ScenarioErrors: it has none.
    """
    file, wrong = layers.file, list[Mistake]()
    block = file.get(KEY)
    if "resolved" in file.entries or not isinstance(block, Map):
        resolved = "resolved" in file.entries
        found = RESOLVED if resolved else "nothing is swept"
        allowed = "what was resolved" if resolved else "sweep: {over: ...}, or --over PATH"
        raise ScenarioErrors([file.mark.mistake((KEY,), found, allowed)])
    form = SweepForm.model_validate(block.plain())
    read = _read(form, file, wrong)
    if read is None or wrong:
        raise ScenarioErrors(wrong)
    return read


def _read(form: SweepForm, file: Map, wrong: list[Mistake]) -> Asked | None:
    block = file.get(KEY)
    entry = block.entries.get("over") if isinstance(block, Map) else None
    if not isinstance(block, Map) or entry is None:
        return None
    # A text is pointed at where it stands; all else at its key.
    mark = entry.value.mark if isinstance(entry.value, Scalar) else entry.key
    design, before = form.design or GRID, len(wrong)
    axes = axes_of(entry.value, mark, file, wrong)
    spreads = [spread_of(axis, design, file, wrong) for axis in axes]
    wrong += _of_design(design, form.points, block, file.entries[KEY].key)
    if len(wrong) > before:
        return None
    known = tuple(one for one in spreads if one is not None)
    wrong += _too_many(design, known, mark)
    return Asked(design, known, form.points, mark)


def _of_design(design: str, points: int | None, block: Map, key: Mark) -> list[Mistake]:
    """A number of points that is missing, has no place, or does not suit the design."""
    node = block.get("points")
    mark = key if node is None else node.mark
    path = (KEY, "points")
    if design not in DRAWN:
        if points is None:
            return []
        made = "one at a time has" if design == ONE_AT_A_TIME else "a grid has"
        found = f"{made} as many points as its levels make"
        return [mark.mistake(path, found, "no points; steps in the ranges")]
    if node is None:
        allowed = "points: 64, or so"
        return [mark.mistake(path, f"a {design} does not know how many points", allowed)]
    if design == SOBOL and points is not None and points & (points - 1):
        found = f"{points} is no power of two, which keeps a Sobol sequence even"
        above = 1 << points.bit_length()
        meant = above if above <= MOST_POINTS else above // 2
        return [mark.mistake(path, found, "2, 4, 8, 16, ...", str(meant))]
    return []


def _too_many(design: str, spreads: Sequence[Spread], mark: Mark) -> list[Mistake]:
    count = number_of_points(design, spreads)
    if count is None or count <= MOST_POINTS:
        return []
    found = f"{count} points" if count < 10**12 else f"{count:.1e} points"
    return [mark.mistake((KEY, "over"), found, f"at most {MOST_POINTS}")]


def number_of_points(design: str, spreads: Sequence[Spread]) -> int | None:
    """How many points the levels make; None where they are drawn."""
    if design == GRID:
        return math.prod(len(spread.levels) for spread in spreads)
    if design == ONE_AT_A_TIME:
        return 1 + len([level for spread in spreads for level in spread.levels])
    return None
