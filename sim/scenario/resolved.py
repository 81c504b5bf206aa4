"""The resolved form: a scenario written out complete, and read back to an equal one.

It begins with `resolved: 1`. The process of day one of the first cell stands there whole, as the
way of working "w1"; each other way of working names the rows in which it differs from that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator

from sim.catalogue import Catalogue
from sim.process import PARAMETERS
from sim.scenario.ambiguous import AMBIGUOUS
from sim.scenario.comparing import (
    Indifference,
    MaxReplications,
    Precision,
    Switch,
    ending,
)
from sim.scenario.composition import beyond, inconsistent
from sim.scenario.ending import NEVER_ENDS, Ends
from sim.scenario.fields import (
    Capabilities,
    Confidence,
    Day,
    Deciding,
    History,
    Horizon,
    Measures,
    Models,
    Name,
    People,
    Question,
    Rate,
    Replications,
    Reserve,
    Seed,
    Slots,
    Title,
    When,
    at_most,
)
from sim.scenario.form import Form
from sim.scenario.machine import Cell, Change, Scenario, World
from sim.scenario.own_capabilities import catalogue_of
from sim.scenario.own_forms import OwnCapabilities
from sim.scenario.reading import read_by
from sim.scenario.resolved_investments import (
    Investments,
    ResolvedBudget,
    budget_of,
    investment,
    unfit,
)
from sim.scenario.schema import MOST_CELLS, MOST_CHANGES, Process, rows
from sim.scenario.values import scalar, several
from sim.scenario.words import cell_words, scenario_words
from sim.units import UnitError, Value

Tree = dict[str, Any]


def _version(written: object) -> int:
    if scalar(written) != "1":
        raise UnitError("an unknown form of resolved scenario", "resolved: 1")
    return 1


Rows = Annotated[tuple[str, ...], *read_by(lambda one: several(one, tuple(PARAMETERS)), {})]


class RolesForm(Form):
    """Heads per role."""

    data_scientist: People
    it_engineer: People


class ReserveForm(Form):
    """Shares per role."""

    data_scientist: Reserve
    it_engineer: Reserve


class ResolvedChange(Form):
    """A change; what it does not name is as before."""

    name: Name
    at: When
    held: Capabilities | None = None
    staff: RolesForm | None = None
    way: str | None = None
    written: Rows = ()


class ResolvedCell(Form):
    """One world."""

    context: Name | None = None
    alternative: Name
    history: History
    horizon: Horizon
    held: Capabilities
    staff: RolesForm
    improvement_reserve: ReserveForm
    training_slots: Slots
    models: Models
    use_cases: Rate
    way: str
    changes: Annotated[list[ResolvedChange], AfterValidator(at_most(3 * MOST_CHANGES))]
    investments: Investments = []  # noqa: RUF012  (pydantic copies it)
    budget: ResolvedBudget | None = None
    written: Rows = ()


class ResolvedCompare(Form):
    """How the alternatives are compared."""

    measures: Measures
    decide_on: Deciding
    replications: Replications | None = None
    precision: Precision | None = None
    indifference: Indifference | None = None
    max_replications: MaxReplications | None = None
    antithetic: Switch | None = None
    confidence: Confidence


class Resolved(Form):
    """A resolved scenario."""

    resolved: Annotated[int, *read_by(_version, {"const": 1})]
    name: Title
    question: Question = ""
    begins: Day | None = None
    ends: Ends | None = None
    define_capabilities: OwnCapabilities | None = None
    seed: Seed
    baseline: Name
    compare: ResolvedCompare
    ways_of_working: dict[str, Process]
    cells: Annotated[list[ResolvedCell], AfterValidator(at_most(MOST_CELLS))]


def write(scenario: Scenario) -> str:
    """A scenario as the text of a file that `load` reads back to an equal one."""
    ways: dict[str, Tree] = {}
    cells = [_with_ways(cell_words(cell), ways) for cell in scenario.cells]
    first = next(iter(ways.values()))
    differences = {
        name: way if way is first else {row: way[row] for row in way if way[row] != first[row]}
        for name, way in ways.items()
    }
    return "".join(
        f"{line}\n"
        for line in _block(
            {
                "resolved": "1",
                "name": scenario.name,
                "question": scenario.question,
                **scenario_words(scenario),
                "ways_of_working": differences,
                "cells": cells,
            }
        )
    )


def _with_ways(words: Tree, ways: dict[str, Tree]) -> Tree:
    """The words of a world, its processes replaced by names of ways of working."""
    own = {"way": _way(words["process"], ways)}
    changes = [
        {key: value for key, value in change.items() if key != "process"}
        | ({"way": _way(change["process"], ways)} if "process" in change else {})
        for change in words["changes"]
    ]
    rest = {key: value for key, value in words.items() if key not in ("process", "changes")}
    return {**rest, **own, "changes": changes}


def _way(process: Tree, ways: dict[str, Tree]) -> str:
    for name, known in ways.items():
        if known == process:
            return name
    name = f"w{len(ways) + 1}"
    ways[name] = process
    return name


def _block(words: Any, indent: str = "") -> Iterator[str]:
    """YAML in block style, one key or item a line; maps of a parameter stay on their line."""
    for key, value in words.items():
        if isinstance(value, dict) and value and not _is_flow(key):
            yield f"{indent}{in_yaml(key)}:"
            yield from _block(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{in_yaml(key)}:"
            for item in value:
                first, *others = _block(item, indent + "    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from others
        else:
            yield f"{indent}{in_yaml(key)}: {_flow(value)}"


def _is_flow(key: str) -> bool:
    return key in PARAMETERS or key in ("staff", "improvement_reserve")


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{in_yaml(key)}: {_flow(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return in_yaml(value)


_PLAIN = re.compile(r"-?[A-Za-z0-9][A-Za-z0-9_.+-]*(?: [A-Za-z0-9_.%/+-]+)*")


def in_yaml(words: str) -> str:
    """A text as it can stand anywhere in YAML: quoted where it must be."""
    safe = _PLAIN.fullmatch(words) and words.lower() not in AMBIGUOUS
    return words if safe else json.dumps(words, ensure_ascii=False)


def from_resolved(form: Resolved) -> Scenario:
    """The scenario that a resolved file holds; the names in it have been checked."""
    ways, known = ways_of(form), catalogue_of(form.define_capabilities)
    end = ending(form.compare, form.compare.decide_on)
    return Scenario(
        name=form.name,
        question=form.question,
        begins=form.begins,
        seed=form.seed,
        baseline=form.baseline,
        measures=form.compare.measures,
        decide_on=form.compare.decide_on,
        replications=end.replications,
        confidence=form.compare.confidence,
        precision=end.precision,
        indifference=end.indifference,
        steady=form.ends == NEVER_ENDS,
        cells=tuple(_cell(cell, ways, known, end.antithetic) for cell in form.cells),
    )


def ways_of(form: Resolved) -> dict[str, dict[str, Value]]:
    """The complete ways of working of a resolved file."""
    first: Mapping[str, Value] = rows(next(iter(form.ways_of_working.values()), None))
    ordered = {name: first[name] for name in PARAMETERS if name in first}
    return {name: {**ordered, **rows(table)} for name, table in form.ways_of_working.items()}


def _cell(
    form: ResolvedCell, ways: Mapping[str, dict[str, Value]], known: Catalogue, antithetic: bool
) -> Cell:
    fields = {name: getattr(form, name) for name in World.model_fields if name in _PLAINLY}
    world = World(
        **fields,
        capabilities=known,
        held=tuple(sorted(form.held)),
        staff=form.staff.model_dump(),
        improvement_reserve=form.improvement_reserve.model_dump(),
        process=ways[form.way],
        changes=tuple(_change(change, ways) for change in form.changes),
        investments=tuple(map(investment, form.investments)),
        budget=budget_of(form.budget),
        written=tuple(sorted(form.written)),
        antithetic=antithetic,
    )
    return Cell(context=form.context, alternative=form.alternative, world=world)


_PLAINLY = ("history", "horizon", "training_slots", "models", "use_cases")


def _change(form: ResolvedChange, ways: Mapping[str, dict[str, Value]]) -> Change:
    assert isinstance(form.at, int)
    return Change(
        name=form.name,
        at=form.at,
        held=None if form.held is None else tuple(sorted(form.held)),
        staff=None if form.staff is None else form.staff.model_dump(),
        process=None if form.way is None else ways[form.way],
        written=tuple(sorted(form.written)),
    )


def faults(form: Resolved) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where a resolved file does not hang together: path, and what is wrong there."""
    tables = list(form.ways_of_working.values())
    missing = [name for name in PARAMETERS if name not in rows(tables[0] if tables else None)]
    if missing:
        yield ("ways_of_working",), f"the first way of working lacks {', '.join(missing[:10])}"
    known = catalogue_of(form.define_capabilities)
    for index, cell in enumerate(form.cells):
        yield from _cell_faults(("cells", index), cell, set(form.ways_of_working), known)
    yield from _grid_faults(form)


def _cell_faults(
    path: tuple[str | int, ...], cell: ResolvedCell, names: set[str], known: Catalogue
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    ways = [cell.way, *(change.way for change in cell.changes if change.way is not None)]
    for way in ways:
        if way not in names:
            yield path, f"there is no way of working {way[:40]!r}"
    for held in (cell.held, *(change.held for change in cell.changes)):
        wrong = list(inconsistent(held or (), known))
        yield from ((path, found) for found in wrong or _beyond(held or (), known))
    if any(isinstance(change.at, date) for change in cell.changes):
        yield path, "a change by date in a resolved scenario"
    ever = {*cell.held, *(name for change in cell.changes for name in change.held or ())}
    yield from ((path, found) for found in unfit(cell.investments, ever, cell.budget, known))


def _beyond(held: tuple[str, ...], known: Catalogue) -> Iterator[str]:
    return (found for _, found in beyond(held, known))


def _grid_faults(form: Resolved) -> Iterator[tuple[tuple[str | int, ...], str]]:
    pairs = [(cell.context, cell.alternative) for cell in form.cells]
    contexts, alternatives = ({pair[side] for pair in pairs} for side in (0, 1))
    if not pairs:
        yield ("cells",), "there are no cells"
    elif len(pairs) != len(set(pairs)) or len(pairs) != len(contexts) * len(alternatives):
        yield ("cells",), "not every alternative once in every context"
    elif form.baseline not in alternatives:
        yield ("baseline",), f"there is no alternative {form.baseline!r}"
