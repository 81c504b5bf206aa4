"""What happened to one organisation: quarter by quarter, in all, and in sentences."""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis.report.compact import TOIL_IS
from analysis.report.ending import kind, made, note, refusal, span
from analysis.report.moved import TOIL, bottleneck, share_of_waiting
from analysis.report.sentences import failures
from analysis.report.tables import Table
from analysis.report.words import (
    bare,
    confidence,
    interval,
    number,
    period,
    quantity,
    quoted,
    title,
    unit_text,
)
from analysis.report.worth import lost

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array


_ENOUGH_TO_RESAMPLE = 10
"""Worlds below which a bootstrap interval is far too narrow to be shown."""
_REMARKS = {"bootstrap": "bootstrap interval", "too few": "too few worlds for an interval"}


def quarters(study: Study) -> Table:
    """The measures that the scenario compares, by quarter, means over worlds."""
    means, called = means_by_quarter(study), names(study)
    shown = [name for name in study.measures if any(name in row for row in means.values())]
    heads = ("quarter", *(f"{_title(name)} [{unit_text(study.unit(name))}]" for name in shown))
    rows = tuple(
        (called[quarter], *_cells(study, row, shown)) for quarter, row in sorted(means.items())
    )
    right = frozenset(heads[1:])
    title = f"{_name(study)}: by quarter{_means(study)}"
    toil = (TOIL_IS,) if _has_toil(shown) else ()
    return Table(title, heads, rows, right, notes=(*toil, _of_quarters(study)))


def names(study: Study) -> dict[int, str]:
    """What the quarters of a study are called."""
    return {q: quarter_text(q, study.scenario.begins) for q in means_by_quarter(study)}


def quarter_text(quarter: int, begins: date | None) -> str:
    """What a quarter after day 0 is called, counted from 1.

    Without a date it is its number; if day 0 begins a quarter of the calendar, "2027 Q1"; else
    the date of its first day. The model's year of 252 days is taken for the calendar's.
    """
    if begins is None:
        return str(quarter)
    years, month = divmod(begins.month - 1 + 3 * (quarter - 1), 12)
    year = begins.year + years
    if begins.day == 1 and month % 3 == 0:
        return f"{year} Q{month // 3 + 1}"
    last = calendar.monthrange(year, month + 1)[1]
    return str(date(year, month + 1, min(begins.day, last)))


def _cells(study: Study, row: dict[str, float], names: list[str]) -> list[str]:
    return [bare(row.get(name, math.nan), study.unit(name)) for name in names]


def _of_quarters(study: Study) -> str:
    """What the quarters are, below their table."""
    if study.cut is None or not study.cut.made:
        return note(study)
    return f"{note(study)} All quarters are shown; measures of the whole leave these out."


def _has_toil(names: list[str]) -> bool:
    return any(name.startswith(TOIL) for name in names)


def totals(study: Study) -> Table:
    """Every measure over all that is looked at, family by family."""
    from sim.measures import FAMILIES

    level = confidence(study.scenario.confidence)
    heads = ("measure", "value", f"{level} interval of the mean", "remark")
    rows = tuple(
        row
        for family, measures in FAMILIES.items()
        for row in ((f"{family}:", "", "", ""), *(_total(study, one.name) for one in measures))
    )
    title = f"{_name(study)}: {span(study)}"
    notes = () if TOIL_IS in quarters(study).notes else (TOIL_IS,)  # once is enough
    return Table(title, heads, rows, frozenset(heads[1:3]), notes=notes)


def sentences(study: Study) -> list[str]:
    """What happened, in words."""
    refused = refusal(study)
    lines = [_growth(study), _value(study), _wait(study), _toil(study)]
    told = [refused] if refused else [" ".join(line for line in lines if line)]
    return [*told, *failures(study), _footer(study)]


def document(study: Study) -> dict[str, Any]:
    """What `mlorg run --json` prints."""
    from analysis.report import story
    from analysis.study.steady import as_document
    from sim.measures import MEASURES

    cell = study.scenario.cells[0]
    return {
        "name": study.scenario.name,
        "hash": study.scenario.hash,
        "alternative": cell.alternative,
        "context": cell.context,
        "seed": study.scenario.seed,
        "ends": as_document(study.cut),
        "worlds": [one.replication for one in study.outcomes],
        "measures": {name: _estimate(study, name) for name in MEASURES},
        "quarters": [{"quarter": q, **row} for q, row in sorted(means_by_quarter(study).items())],
        "story": story.document(study),
        "failures": [
            {"replication": one.replication, "error": one.error} for one in study.failures
        ],
        "sentences": sentences(study),
    }


def _estimate(study: Study, name: str) -> dict[str, Any]:
    """A measure over worlds; its mean and interval only if every world reaches it, for those
    that do are the lucky ones."""
    cell = study.scenario.cells[0]
    (values,) = study.values(cell.context, name, cell.alternative)
    missing = int((values != values).sum())  # NaN, "not reached", differs from itself
    low, high, method = (math.nan, math.nan, None) if missing else _interval(study, name, values)
    return {
        "unit": study.unit(name),
        "mean": math.nan if missing or not values.size else float(values.mean()),
        "low": low,
        "high": high,
        "interval": method,
        "not_reached": missing,
        "worlds": int(values.size),
    }


def _interval(study: Study, name: str, values: Array) -> tuple[float, float, str | None]:
    """Student's interval of a mean, or a bootstrap's where Student's would leave what is possible,
    or none where worlds are too few for that.

    Most measures cannot be negative, and no share is above one.
    """
    from analysis.study import statistics
    from analysis.study.resampled import bootstrap
    from sim.measures import MEASURES

    level = study.scenario.confidence
    low, high = statistics.interval(values, level)
    least = -math.inf if MEASURES[name].can_be_negative else 0.0
    most = 1.0 if study.unit(name).startswith("share") else math.inf
    grain = statistics.ROUNDING * max(1.0, abs(high))
    if math.isnan(low):
        return low, high, None
    if low >= least - grain and high <= most + grain:
        return low, high, "t"
    if values.size < _ENOUGH_TO_RESAMPLE:
        return math.nan, math.nan, "too few"
    low, high = bootstrap(values, level)
    if math.isnan(low):
        low, high = bootstrap(values, level, "percentile")
    return low, high, "bootstrap"


def _total(study: Study, name: str) -> tuple[str, ...]:
    found = _estimate(study, name)
    unit, worlds = found["unit"], found["worlds"]
    bounds = "" if math.isnan(found["low"]) else interval(found["low"], found["high"], unit)
    remark = _REMARKS.get(found["interval"], "")
    if found["not_reached"]:
        remark = f"reached in {worlds - found['not_reached']} of {worlds} worlds; no mean shown"
    return _title(name), quantity(found["mean"], unit), bounds, remark


def means_by_quarter(study: Study) -> dict[int, dict[str, float]]:
    """Means of what every world has in a quarter."""
    values: dict[tuple[int, str], list[float]] = defaultdict(list)
    for one in study.outcomes:
        for quarter, measure, value in one.timeline:
            if value is not None:
                values[quarter, measure].append(value)
    worlds = len(study.outcomes) - len(study.failures)
    means: dict[int, dict[str, float]] = defaultdict(dict)
    for (quarter, measure), found in values.items():
        if len(found) == worlds:
            means[quarter][measure] = math.fsum(found) / len(found)
    return dict(means)


def _title(measure: str) -> str:
    from sim.measures import MEASURES

    return MEASURES[measure].title


def _name(study: Study) -> str:
    cell = study.scenario.cells[0]
    where = f" in {quoted(cell.context)}" if cell.context else ""
    return f"{study.scenario.name}, {quoted(cell.alternative)}{where}"


def _means(study: Study) -> str:
    worlds = len(study.outcomes)
    return f", means of {worlds} worlds" if worlds > 1 else f", {_worlds(study)}"


def _worlds(study: Study) -> str:
    count = len(study.outcomes)
    return f"{count} worlds" if count > 1 else f"world {study.outcomes[0].replication}"


def _growth(study: Study) -> str:
    means = means_by_quarter(study)
    live = [row["live_models"] for _, row in sorted(means.items()) if "live_models" in row]
    if len(live) < 2:
        return ""
    return f"Live models: {number(live[0])} in the first quarter, {number(live[-1])} in the last."


def _value(study: Study) -> str:
    cell = study.scenario.cells[0]
    words = lost(study, cell.context, cell.alternative)
    return f"Where the value goes: {words}." if words else ""


def _wait(study: Study) -> str:
    cell = study.scenario.cells[0]
    found = bottleneck(study, cell.context, cell.alternative)
    if found.measure is None:
        return ""
    return f"The bottleneck: {title(found.measure)}, {share_of_waiting(study, found)}."


def _toil(study: Study) -> str:
    mean = _estimate(study, TOIL)["mean"]
    if math.isnan(mean):
        return ""
    return f"{_title(TOIL)}: {quantity(mean, 'share')} of worked time."


def _footer(study: Study) -> str:
    scenario = study.scenario
    return (
        f"{kind(study)}: {period(scenario.cells[0].world)}{made(study)}; {_worlds(study)}, "
        f"seed {scenario.seed}. Each interval holds by itself; it is a bootstrap's (BCa) where "
        "Student's would leave what is possible."
    )
