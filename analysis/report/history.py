"""What happened to one organisation: quarter by quarter, in all, and in sentences."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from analysis.report.moved import TOIL, bottleneck
from analysis.report.sentences import failures
from analysis.report.tables import Table
from analysis.report.words import confidence, interval, number, period, quantity, quoted, title

if TYPE_CHECKING:
    from analysis.study.compare import Study


def quarters(study: Study) -> Table:
    """The measures that the scenario compares, by quarter, means over worlds."""
    means = _means_by_quarter(study)
    shown = [name for name in study.measures if any(name in row for row in means.values())]
    heads = ("quarter", *(f"{name} [{study.unit(name)}]" for name in shown))
    rows = tuple(
        (str(quarter), *(_cell(row.get(name)) for name in shown))
        for quarter, row in sorted(means.items())
    )
    return Table(f"{_name(study)}: by quarter{_means(study)}", heads, rows, frozenset(heads))


def totals(study: Study) -> Table:
    """Every measure from day 0 to the horizon."""
    from sim.measures import MEASURES

    level = confidence(study.scenario.confidence)
    heads = ("measure", "value", f"{level} interval of the mean", "not reached in")
    rows = tuple(_total(study, name) for name in MEASURES)
    return Table(f"{_name(study)}: from day 0 to the horizon", heads, rows, frozenset(heads[1:]))


def sentences(study: Study) -> list[str]:
    """What happened, in words."""
    lines = [_growth(study), _wait(study), _toil(study)]
    return [" ".join(line for line in lines if line), *failures(study), _footer(study)]


def document(study: Study) -> dict[str, Any]:
    """What `mlorg run --json` prints."""
    from sim.measures import MEASURES

    cell = study.scenario.cells[0]
    return {
        "name": study.scenario.name,
        "hash": study.scenario.hash,
        "alternative": cell.alternative,
        "context": cell.context,
        "seed": study.scenario.seed,
        "worlds": [one.replication for one in study.outcomes],
        "measures": {name: _estimate(study, name) for name in MEASURES},
        "quarters": [{"quarter": q, **row} for q, row in sorted(_means_by_quarter(study).items())],
        "failures": [
            {"replication": one.replication, "error": one.error} for one in study.failures
        ],
        "sentences": sentences(study),
    }


def _estimate(study: Study, name: str) -> dict[str, Any]:
    from analysis.study import statistics

    cell = study.scenario.cells[0]
    (values,) = study.values(cell.context, name, cell.alternative)
    known = values[values == values]  # NaN, "not reached", differs from itself
    low, high = statistics.interval(known, study.scenario.confidence)
    return {
        "unit": study.unit(name),
        "mean": float(known.mean()) if known.size else math.nan,
        "low": low,
        "high": high,
        "not_reached": int(values.size - known.size),
        "worlds": int(values.size),
    }


def _total(study: Study, name: str) -> tuple[str, ...]:
    found = _estimate(study, name)
    unit = found["unit"]
    missing = f"{found['not_reached']} of {found['worlds']}" if found["not_reached"] else ""
    bounds = "" if math.isnan(found["low"]) else interval(found["low"], found["high"], unit)
    return name, quantity(found["mean"], unit), bounds, missing


def _means_by_quarter(study: Study) -> dict[int, dict[str, float]]:
    values: dict[tuple[int, str], list[float]] = defaultdict(list)
    for one in study.outcomes:
        for quarter, measure, value in one.timeline:
            if value is not None:
                values[quarter, measure].append(value)
    means: dict[int, dict[str, float]] = defaultdict(dict)
    for (quarter, measure), found in values.items():
        means[quarter][measure] = math.fsum(found) / len(found)
    return dict(means)


def _cell(value: float | None) -> str:
    return "-" if value is None else number(value)


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
    means = _means_by_quarter(study)
    live = [row["live_models"] for _, row in sorted(means.items()) if "live_models" in row]
    if len(live) < 2:
        return ""
    return f"Live models: {number(live[0])} in the first quarter, {number(live[-1])} in the last."


def _wait(study: Study) -> str:
    cell = study.scenario.cells[0]
    found = bottleneck(study, cell.context, cell.alternative)
    if found.measure is None:
        return ""
    amount = quantity(found.mean, study.unit(found.measure))
    return f"The bottleneck: {title(found.measure)}, {amount}."


def _toil(study: Study) -> str:
    mean = _estimate(study, TOIL)["mean"]
    return "" if math.isnan(mean) else f"Toil takes {quantity(mean, 'share')} of worked time."


def _footer(study: Study) -> str:
    scenario = study.scenario
    return (
        f"Terminating simulation: {period(scenario.cells[0].world)}; {_worlds(study)}, "
        f"seed {scenario.seed}. Each interval holds by itself."
    )
