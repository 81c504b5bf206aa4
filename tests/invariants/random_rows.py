"""A random value for any parameter; a row is drawn by being in the catalogue.

Many durations are whole days, so that things happen at the same instant; rates are high and lags
short, so that much happens in a small world. Rows that could contradict each other are drawn
together, so that what is drawn can be.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from functools import partial
from random import Random
from typing import Any

from sim.process import PARAMETERS, Parameter
from sim.process.defects import DEFECTS, TESTS
from sim.process.operation import OUTAGES
from sim.process.worth import WATCHERS
from sim.vocabulary import AUTOMATIC, NEVER, ROLES

Rows = dict[str, Any]

_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "exponential": ("mean",),
    "lognormal": ("mean", "cv"),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "weibull": ("mean", "shape"),
}
_NO_UNIT = ("cv", "shape")


def _distribution(family: str, size: float, unit: str) -> dict[str, dict[str, str]]:
    values = {"mean": size, "low": size / 2, "mode": size, "high": size * 2}
    arguments = {
        name: "1.5" if name in _NO_UNIT else f"{values[name]}{unit}" for name in _ARGUMENTS[family]
    }
    return {family: arguments}


def _distributions(sizes: tuple[float, ...], unit: str) -> list[dict[str, Any]]:
    return [_distribution(family, size, unit) for family in _ARGUMENTS for size in sizes]


_WHOLE_DAYS = ["0 days", "1 day", "2 days", "3 days"]
_SMALL = ("0 days", "1 hour", "0.3 days")
OFTEN = ("0 / year", "10 / year", "40 / year", "80 / year")
_BY_KIND: Mapping[str, Sequence[Any]] = {
    "distribution of durations": 4 * _WHOLE_DAYS + _distributions((0.5, 1.0, 4.0), " days"),
    "distribution of numbers": ["0", "1", "4", *_distributions((3.0,), "")],
    "duration": ("0 days", "1 day", "5 days", "20 days"),
    "rate": ("0 / year", "1 / year", "6 / year"),
    "share": ("0 %", "30 %", "70 %", "100 %"),
    "number": ("0.4", "1", "2", "0"),
    "count": (1, 2, 5, 0),
    "money per time": ("100_000 USD / year", "99_999.99 USD / year"),
}
_SPECIAL: Mapping[str, Sequence[Any]] = {
    "development.decision_exists": (*4 * ("100 %",), "70 %", "0 %"),
    "development.iterations": (1, 2, 5, 0),
    "build.package": ("1 hour", "1 day", "5 days", "20 days"),
    "refresh.cadence": ("never", "5 days", "10 days", "20 days", "60 days"),
    "demand.backlog_expiry": ("never", "2 days", "10 days", "40 days"),
    "demand.wip_per_data_scientist": ("unlimited", "0.4", "1", "2"),
    "demand.pool": ("unlimited", "unlimited", 10, 40, 40, 0),
    "value.sigma": ("0", "1", "2"),
    "demand.credit_half": ("1 USD / year", "3_000_000 USD / year"),
    "sponsor.ends_below": ("0 %", "0 %", "30 %", "70 %"),
    "release.deploy.by": (*2 * ROLES, "automatic", "never"),
    "refresh.deploy.by": (*2 * ROLES, "automatic", "never"),
    "refresh.retrain.by": (*2 * ROLES, "automatic", "never"),
    "development.evaluate.by": (*2 * ROLES, "never"),
    "update.develop.by": (*2 * ROLES, "never"),
    "handover.rewrite.by": (*2 * ROLES, "never"),
    "chain.elasticity": ("30 %", "100 %", "0 %"),
    "skew.loss": ("30 %", "70 %", "100 %", "0 %"),
    "shift.loss": ("30 %", "70 %", "100 %", "0 %"),
    "people.switching": ("0 days", "1 hour", "1 day"),
    "people.ageing": ("never", "0 days", "1 day", "5 days"),
    "people.reserve_cap": ("1 day", "5 days", "1 month"),
    **{f"operate.{outage}.rate": ("0 / year", "6 / year", "30 / year") for outage in OUTAGES},
    "shift.rate": ("0 / year", "6 / year", "30 / year"),
    "shift.domains": (1, 2, 5),
    "obsolescence.rate": ("0 / year", "6 / year", "12 / year"),
    "update.rate": ("0 / year", "6 / year", "12 / year"),
    "features.universe": (1, 5, 40),
    "data.sources": (1, 3, 30),
    "data.per_use_case": (1, 3, 6, 0),
    "data.good_enough": (*4 * ("0 %",), "50 %", "70 %", "100 %"),
    "canvas.sensitivity": ("100 %", "100 %", "70 %", "0 %"),
    "training.fails": ("0 %", "0 %", "30 %", "70 %", "100 %"),
    "ensemble.members": (1, 2, 3),
    "chain.half": ("0", "0.4", "1"),
    "ensemble.half": ("0.4", "1", "4"),
    "chain.most": ("0 %", "70 %", "100 %", "100 %", "100 %"),
    "components.half": ("0.4", "1", "4"),
    "catch.person.training": ("0 %", "30 %", "70 %"),
    "chain.depth": (1, 2, 5),
    "chain.upset": ("0 %", "30 %", "70 %", "100 %"),
    "defect.bug.new": ("0 %", "30 %", "70 %"),
    "defect.bug.refresh": ("0 %", "30 %", "70 %"),
    "defect.version": ("0 %", "70 %", "100 %", "100 %"),
    "defect.version.shows": ("0 %", "30 %", "30 %", "100 %"),
    "defect.difference": ("0 %", "30 %", "70 %", "100 %"),
    "defect.training": ("0 %", "40 %", "70 %"),
    **{
        f"catch.{test}.{defect}": ("0 %", "0 %", "30 %", "70 %", "100 %")
        for test in TESTS
        for defect in DEFECTS
    },
    "decay.share.slow": ("0 %", "30 %", "50 %"),
    "decay.share.fast": ("0 %", "30 %", "50 %"),
    **{f"decay.half_life.{pace}": ("never", "5 days", "20 days") for pace in ("slow", "medium")},
    "decay.half_life.fast": ("2 days", "never"),
    **{
        f"noticing.{what}.{who}": (
            *3 * ("0 days", "1 day"),
            *_distributions((20.0, 60.0), " days"),
        )
        for what in ("shift", "skew", "outage")
        for who in WATCHERS
    },
    "handover.rewrite.effort": _SMALL,
    "development.engineer.effort": _SMALL,
    "development.find.effort": _SMALL,
    **{f"people.focus.{role}": ("100 %", "80 %", "50 %", "37 %") for role in ROLES},
    **{f"{work}.{role}.rate": OFTEN for work in ("duties", "improvement") for role in ROLES},
}


def value(row: Parameter, dice: Random) -> Any:
    """One of the values that a parameter may take, as people write it."""
    if row.kind == "ordered choices":
        least = len(row.choices) if row.name == "people.priorities" else 0
        return dice.sample(row.choices, dice.randint(least, len(row.choices)))
    values = row.choices if row.kind == "choice" else _BY_KIND[row.kind]
    return dice.choice(_SPECIAL.get(row.name, values))


def named(name: str, dice: Random) -> Any:
    """A value for the parameter of a name."""
    return value(PARAMETERS[name], dice)


def _somebody(dice: Random) -> str:
    return dice.choice(ROLES)


def _production(dice: Random) -> Rows:
    """How new models and refreshes are deployed, and what asks for refreshes."""
    names = ("release.deploy.by", "refresh.deploy.by", "refresh.cadence", "refresh.trigger")
    drawn = {name: named(name, dice) for name in (*names, "noticing.by")}
    if drawn["refresh.deploy.by"] == NEVER:
        drawn.update({"refresh.cadence": "never", "refresh.trigger": "age"})
    if drawn["refresh.trigger"] == "drift":
        drawn["noticing.by"] = "monitoring"
    return {**drawn, "refresh.drift_seen": dice.choice(("2 %", "15 %", "50 %"))}


def _repairs(dice: Random) -> Rows:
    """Who repairs releases, of which some fail; or none does."""
    names = ("release.repair.by", "release.repair.effort", "defect.bug.new", "defect.bug.refresh")
    drawn = {name: named(name, dice) for name in names}
    if drawn["release.repair.by"] == NEVER:
        drawn.update({"defect.bug.new": "0 %", "defect.bug.refresh": "0 %"})
    return drawn


def _tests(dice: Random) -> Rows:
    """Tests that run by themselves have been written."""
    drawn = {name: named(name, dice) for name in ("release.ci.by", "release.write_tests.by")}
    if drawn["release.ci.by"] == AUTOMATIC:
        drawn["release.write_tests.by"] = _somebody(dice)
    return drawn


def _outages(dice: Random, step: str) -> Rows:
    """Somebody repairs it, or it never comes."""
    drawn = {f"{step}.{part}": named(f"{step}.{part}", dice) for part in ("by", "rate")}
    if drawn[f"{step}.by"] == NEVER:
        drawn[f"{step}.rate"] = "0 / year"
    return drawn


_TOGETHER = (
    _production,
    _repairs,
    _tests,
    *(partial(_outages, step=f"operate.{outage}") for outage in OUTAGES),
)
_CAREFUL = frozenset(name for draw in _TOGETHER for name in draw(Random(0)))
_SINCE = ("people.ageing",)
"""Rows that came later: drawn apart, so that the worlds of known numbers stay what they were."""
_FREE = tuple(name for name in PARAMETERS if name not in _CAREFUL and name not in _SINCE)


def rows(dice: Random, share: float, odds: Mapping[str, float] | None = None) -> Rows:
    """About a share of all rows; of some at odds of their own."""
    odds = odds or {}
    drawn = {name: named(name, dice) for name in _FREE if dice.random() < odds.get(name, share)}
    for draw in _TOGETHER:
        together = draw(dice)
        if dice.random() < max(odds.get(name, share) for name in together):
            drawn.update(together)
    apart = copy(dice)
    drawn |= {name: named(name, apart) for name in _SINCE if apart.random() < share}
    return drawn | _done(drawn)


_NEEDED = (
    "refresh.deploy", "refresh.retrain", "refresh.mend", "update.develop", "diagnose.mend",
)  # fmt: skip
"""Steps without which what follows cannot be: only where they are no work does nobody do them."""


def _done(drawn: Rows) -> Rows:
    """What is to be added so that nothing comes of what nobody does, be it in a change later on."""
    result: Rows = {}
    for step in _NEEDED:
        by, effort = f"{step}.by", f"{step}.effort"
        if drawn.get(by) == NEVER:
            result[effort] = "0 days"
        elif by in drawn or effort in drawn:
            result[by] = drawn.get(by, ROLES[0])
    return result
