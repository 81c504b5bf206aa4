"""Measures of flow: how much comes out, how long it takes, and what it waits for."""

from functools import partial

from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.survival import median
from sim.units import TICKS_PER_DAY
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER, TRAINING

_USE_CASE = "use case"
_NEVER_RELEASED = ("expired", "turned down", "underwhelming", "not deployed")
"""Ends of use cases that had a decision to improve and will not improve it: they stay among those
that wait to be released. To censor them would say that the others' luck would have been theirs."""


def _throughput(window: Window) -> float | None:
    return window.count(_USE_CASE, "released") / (window.years * 4)


def _throughput_value(window: Window) -> float | None:
    released = window.amount("value released")
    return None if released is None else released / 100 / (window.years * 4)


def _days(ticks: int | None) -> float | None:
    return None if ticks is None else ticks / TICKS_PER_DAY


def _lead_time(window: Window) -> float | None:
    return _days(median(window.spells(_USE_CASE, "released", _NEVER_RELEASED, from_start=False)))


def _cycle_time(window: Window) -> float | None:
    return _days(median(window.spells(_USE_CASE, "released", _NEVER_RELEASED, from_start=True)))


def _refresh_lead_time(window: Window) -> float | None:
    return _days(median(window.spells("refresh", "released", (), from_start=False)))


def _wip(window: Window) -> float | None:
    return window.mean_level("use cases in progress")


def _backlog(window: Window) -> float | None:
    return window.flow(_USE_CASE, "waiting", "wip limit") / window.ticks


def _age_of_wip(window: Window) -> float | None:
    return window.mean_age(_USE_CASE)


def _in_progress(window: Window) -> int:
    """Ticks that all use cases together spent between their start and their end."""
    backlog = window.flow(_USE_CASE, "waiting", "wip limit")
    return window.flow(_USE_CASE, "working") + window.flow(_USE_CASE, "waiting") - backlog


def _flow_efficiency(window: Window) -> float | None:
    total = _in_progress(window)
    return window.flow(_USE_CASE, "working") / total if total else None


def _waiting_for(resource: str, window: Window) -> float | None:
    total = _in_progress(window)
    return window.flow(_USE_CASE, "waiting", resource) / total if total else None


def _waiting_measure(resource: str, title: str) -> Measure:
    return Measure(
        f"waiting_for_{resource}",
        f"Waiting for {title}",
        "share",
        "down",
        f"Share of the time of use cases in progress that they spend waiting for {title}. With "
        "flow efficiency, the three shares add up to one: the largest is the bottleneck.",
        partial(_waiting_for, resource),
    )


MEASURES = (
    Measure(
        "throughput",
        "New models",
        "first releases / quarter",
        "up",
        "First releases of new models per quarter of 63 working days.",
        _throughput,
    ),
    Measure(
        "throughput_value",
        "New models, by value",
        "currency / year / quarter",
        "up",
        "What the new models of a quarter of 63 working days can deliver per year, each as good as "
        "its training made it.",
        _throughput_value,
    ),
    Measure(
        "lead_time_first_release",
        "Lead time of new models",
        "working days",
        "down",
        "Median time from a use case's arrival to its first release, of those that have a decision "
        "to improve: Kaplan-Meier with late entry; open ones are censored; those dropped from the "
        "backlog, turned down, underwhelming or not deployed never arrive.",
        _lead_time,
        by_quarter=False,
    ),
    Measure(
        "cycle_time_first_release",
        "Cycle time of new models",
        "working days",
        "down",
        "Median time from the start of work on a use case to its first release, by Kaplan-Meier.",
        _cycle_time,
        by_quarter=False,
    ),
    Measure(
        "lead_time_refresh",
        "Lead time of refreshes",
        "working days",
        "down",
        "Median time from the request of a refresh until it is live, by Kaplan-Meier.",
        _refresh_lead_time,
        by_quarter=False,
    ),
    Measure(
        "backlog",
        "Backlog",
        "use cases",
        "neither",
        "Mean number of use cases that wait to be started.",
        _backlog,
    ),
    Measure(
        "wip",
        "Work in progress",
        "use cases",
        "neither",
        "Mean number of use cases started and neither released nor shelved.",
        _wip,
    ),
    Measure(
        "age_of_wip",
        "Age of work in progress",
        "working days",
        "down",
        "Mean age at the horizon of use cases in progress: read it beside any lead time.",
        _age_of_wip,
        by_quarter=False,
    ),
    Measure(
        "flow_efficiency",
        "Flow efficiency",
        "share",
        "up",
        "Share of the time of use cases in progress in which a person or a machine works on them.",
        _flow_efficiency,
    ),
    _waiting_measure(DATA_SCIENTIST, "data scientists"),
    _waiting_measure(IT_ENGINEER, "IT engineers"),
    _waiting_measure(TRAINING, "training slots"),
)
