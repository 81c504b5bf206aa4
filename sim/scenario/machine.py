"""The machine form: a complete scenario with nothing implicit, in the model's own units.

Frozen: nobody changes a scenario once it is resolved; maps are never written to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, SkipValidation

from sim.catalogue import Catalogue
from sim.scenario.tolerance import Tolerance
from sim.stages import stage_of
from sim.units import MoneyRate, Value, nearest, parse_money_rate, parse_number
from sim.vocabulary import ROLES

if TYPE_CHECKING:
    from sim.capability import Figure
    from sim.scenario.words import Words

Process = Annotated[Mapping[str, Value], SkipValidation]
"""Every process parameter with its value; checked where it is read, so not again here."""


class Machine(BaseModel):
    """A part of the machine form."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True
    )


class Change(Machine):
    """A planned change of an organisation."""

    name: str
    at: int
    """Ticks after day 0; negative in the organisation's history."""
    held: tuple[str, ...] | None
    """Capabilities held from then on, sorted; None: as before."""
    staff: dict[str, int] | None
    """Heads of every role from then on; None: as before."""
    process: Process | None
    """Every process parameter from then on; None: as before."""
    written: tuple[str, ...] = ()
    """Rows of `process` that the scenario has written, as in a world."""

    @property
    def stage(self) -> int | None:
        """The stage that is reached from then on; None: as before."""
        return None if self.held is None else stage_of(self.held)


class Observation(Machine):
    """Something that managers must have seen, over a quarter."""

    measure: str
    above: bool
    """Whether it must be above the level; else below."""
    level: float

    def fulfilled(self, value: float | None) -> bool:
        """Whether a quarter's value is what it is waited for; what is not defined is not."""
        if value is None:
            return False
        return value > self.level if self.above else value < self.level


class Investment(Machine):
    """A capability that is built: begun as soon as all of this has come about."""

    capability: str
    start: int
    """Ticks after day 0, at the earliest."""
    after: tuple[str, ...]
    """Investments that must be built before."""
    at_stage: int | None
    """The stage that must have been reached."""
    when: Observation | None


class Budget(Machine):
    """What investments may cost, as planned."""

    cents: int
    per_year: bool
    """Whether the cents come each year, evenly from day 0 on; else they are there on day 0."""


HOW_MANY = ("replications", "precision", "indifference", "max_replications")
"""Words of `compare` that say how many replications there are, and nothing of any one of them."""


class World(Machine):
    """One organisation in one set of circumstances: all that a replication needs but its seed."""

    history: int
    """Ticks that the organisation runs before day 0."""
    horizon: int
    """Ticks that are looked at, from day 0 on."""
    capabilities: Catalogue
    """All that may be held: the built-in capabilities, and what the scenario defines."""
    held: tuple[str, ...]
    """Capabilities held when history begins, sorted."""
    staff: dict[str, int]
    """Heads per role when history begins."""
    improvement_reserve: dict[str, float]
    """Per role, the share of its people that only improvement work may use."""
    training_slots: int | None
    """Machines that train models; None: no limit."""
    models: int
    """Models that are live when history begins."""
    use_cases: float
    """New use cases per working day, of the whole organisation."""
    process: Process
    """Every process parameter when history begins."""
    changes: tuple[Change, ...]
    """Planned changes, in the order of their days, then of their names."""
    investments: tuple[Investment, ...] = ()
    """Capabilities that are built, in the order in which they may call for people."""
    budget: Budget | None = None
    """What investments may cost; None: no limit."""
    written: tuple[str, ...] = ()
    """Rows that the scenario has written, sorted: no capability that is built acts on them. Empty
    where nothing is built."""
    antithetic: bool = False
    """Whether replications 2 n and 2 n + 1 are mirror images of each other."""

    @property
    def moves(self) -> bool:
        """Whether the way of working may change."""
        return bool(self.changes or self.investments)

    @property
    def stage(self) -> int:
        """The stage that is reached when history begins; what is held says it."""
        return stage_of(self.held)

    @cached_property
    def upkeep(self) -> Mapping[str, Mapping[str, float]]:
        """By capability and role, how many people it keeps busy."""
        return {name: _people(row.upkeep) for name, row in self.capabilities.items()}

    @cached_property
    def licences(self) -> Mapping[str, MoneyRate]:
        """What each capability costs for as long as it is there, if it does, as it is written."""
        rows = self.capabilities.items()
        return {name: parse_money_rate(row.licence.value) for name, row in rows if row.licence}


class Cell(Machine):
    """One alternative in one context."""

    context: str | None
    """None if the scenario names no contexts."""
    alternative: str
    world: World


class Scenario(Machine):
    """A resolved scenario."""

    name: str
    question: str
    begins: date | None
    """The date of day 0."""
    seed: int
    baseline: str
    """The alternative that the others are compared with."""
    measures: tuple[str, ...]
    decide_on: str
    replications: int
    """Of every alternative; the most, where precision or a selection is asked for."""
    confidence: float
    precision: Tolerance | None = None
    """Half the interval of each difference to the baseline, with which the study may end."""
    indifference: Tolerance | None = None
    """The least difference that matters for the selection; None: the same as the precision."""
    cells: tuple[Cell, ...]
    """Context by context, in each the alternatives in the order of the file."""
    steady: bool = False
    """Whether it has no natural end, and is looked at once its beginning has worn off."""

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Names of the alternatives, in the order of the file."""
        return tuple(dict.fromkeys(cell.alternative for cell in self.cells))

    @property
    def contexts(self) -> tuple[str | None, ...]:
        """Names of the contexts, in the order of the file; (None,) if there are none."""
        return tuple(dict.fromkeys(cell.context for cell in self.cells))

    @property
    def is_open(self) -> bool:
        """Whether the study ends when it has found what is asked for, and not before."""
        return self.precision is not None or self.indifference is not None

    @property
    def antithetic(self) -> bool:
        """Whether replications are pairs of mirror images."""
        return self.cells[0].world.antithetic

    @property
    def currency(self) -> str:
        """What money is counted in."""
        values = self.cells[0].world.process.values()
        return next((value.currency for value in values if isinstance(value, MoneyRate)), "USD")

    def world(self, alternative: str | None = None, context: str | None = None) -> World:
        """One world.

        Args:
            alternative: a name; None: the baseline.
            context: a name; None: the first context.

        Raises:
            KeyError: there is no such alternative or context.
        """
        context = self.contexts[0] if context is None else context
        alternative = self.baseline if alternative is None else alternative
        for cell in self.cells:
            if (cell.context, cell.alternative) == (context, alternative):
                return cell.world
        raise KeyError(self._unknown(alternative, context))

    def _unknown(self, alternative: str, context: str | None) -> str:
        wrong = context if context not in self.contexts else alternative
        known = [name for name in (*self.contexts, *self.alternatives) if name]
        meant = nearest(str(wrong), known)
        return f"no {wrong!r}; there are {', '.join(known)}" + (f": {meant}?" if meant else "")

    @cached_property
    def hash(self) -> str:
        """32 hexadecimal digits that are equal only for scenarios that do the same."""
        return _digest({**self._in_words, "cells": self._cells_in_words})

    @cached_property
    def study_hash(self) -> str:
        """32 hexadecimal digits that are equal only for scenarios that do the same in each
        replication and ask the same of it, however many replications there are."""
        words = self._in_words
        asked = {key: value for key, value in words["compare"].items() if key not in HOW_MANY}
        return _digest({**words, "compare": asked, "cells": self._cells_in_words})

    @property
    def _in_words(self) -> Words:
        from sim.scenario.words import scenario_words  # of which workers have no need

        return scenario_words(self)

    @cached_property
    def _cells_in_words(self) -> list[Words]:
        from sim.scenario.words import cell_words

        return [cell_words(cell) for cell in self.cells]


def _digest(words: Mapping[str, Any]) -> str:
    line = json.dumps(words, sort_keys=True, ensure_ascii=True)
    return blake2b(line.encode(), digest_size=16).hexdigest()


def _people(figures: Mapping[str, Figure]) -> dict[str, float]:
    found = {role: parse_number(figures[role].value) for role in ROLES if role in figures}
    return {role: people for role, people in found.items() if people > 0}
