"""The table of docs/ways-of-working.md: what differs with flat effort, and with the default one.

python -m tests.directions.table        writes it anew, and prints it (a few minutes)
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np

import analysis
import sim
from analysis.study.compare import Study, paired_by
from analysis.study.statistics import Paired
from sim.measures import MEASURES

PAGE = Path(__file__).parents[2] / "docs" / "ways-of-working.md"
MORE = "organisation.staff.it_engineer=14"
EFFORTS: dict[str, tuple[str, ...]] = {
    "flat": ("flat-effort",),
    "flat, 14 IT engineers": ("flat-effort", MORE),
    "default, 14 IT engineers": ("five-ways-of-working", MORE),
}
"""What the lines of a measure are called, and the scenario of each with what is set in it."""
REPLICATIONS = 20
SHOWN = {
    "toil_share_data_scientist": (100, "%"),
    "toil_share_it_engineer": (100, "%"),
    "new_value_share": (100, "%"),
    "operations_per_model": (1, "days / model and year"),
    "upkeep_per_model": (1, "days / model and year"),
    "outages": (1, "/ model and year"),
    "skew_incidents_per_100_releases": (1, ""),
    "refreshes": (1, "/ year"),
    "lead_time_refresh": (1, "days"),
    "features_per_model": (1, ""),
    "features_twice": (100, "%"),
    "throughput": (1, "/ quarter"),
    "live_models": (1, ""),
    "quality": (100, "%"),
    "value_delivered": (1e-6, "M USD / year"),
    "net_value": (1e-6, "M USD / year"),
}
"""Measures of the table: by what they are multiplied, and the unit that this makes."""


@cache
def study(effort: str, jobs: int | None = 1) -> Study:
    """All ways of working in the same worlds."""
    name, *sets = EFFORTS[effort]
    return analysis.compare(sim.load(name, sets), replications=REPLICATIONS, jobs=jobs)


def lines(effort: str, jobs: int | None = 1) -> dict[str, str]:
    """The line of each measure: the mean of the baseline, and the differences of others to it."""
    return {measure: _line(study(effort, jobs), effort, measure) for measure in SHOWN}


def table(jobs: int | None = 1) -> list[str]:
    """For each measure a line of each kind of effort."""
    scenario = sim.load("flat-effort")
    titles = ["measure", "effort", scenario.baseline, *_others(scenario)]
    rows = [lines(effort, jobs) for effort in EFFORTS]
    head = [cells(titles), cells(["---"] * len(titles))]
    return [*head, *(row[measure] for measure in SHOWN for row in rows)]


def _others(scenario: sim.Scenario) -> Iterator[str]:
    return (name for name in scenario.alternatives if name != scenario.baseline)


def _line(found: Study, effort: str, measure: str) -> str:
    scenario = found.scenario
    pairs = [paired_by(found, None, measure, name, scenario.baseline) for name in _others(scenario)]
    factor, unit = SHOWN[measure]
    title = ", ".join(filter(None, (MEASURES[measure].title, unit)))
    baseline = np.nanmean(found.values(None, measure, scenario.baseline)[0]) * factor
    differences = [
        difference(pair, lambda value: f"{value * factor:+.3g}") if pair.both_defined else "-"
        for pair in pairs
    ]
    return cells([title if effort == "flat" else "", effort, f"{baseline:.3g}", *differences])


def difference(pair: Paired, shown: Callable[[float], str]) -> str:
    """The mean difference and its interval, where both have the measure in some world."""
    if pair.alike or pair.identical:
        return shown(pair.difference)
    mean, low, high = map(shown, (pair.difference, pair.low, pair.high))
    if pair.both_defined == 1:  # which says nothing of others
        return f"{mean} in 1 world"
    worlds = "" if pair.both_defined == pair.worlds else f" in {pair.both_defined} worlds"
    return f"{mean} ({low} to {high}){worlds}"


def cells(names: list[str]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(names)} |"


def put(name: str, end: str, lines: list[str]) -> None:
    """Puts a table in its place on the page, between two comments, and prints it."""
    rows = "\n".join([*lines, ""])
    place = rf"(?<=<!-- {name} -->\n).*?(?=<!-- {end} -->)"
    PAGE.write_text(re.sub(place, lambda _: rows, PAGE.read_text(), count=1, flags=re.DOTALL))
    print(rows)


if __name__ == "__main__":
    put("flat-effort", "end", table(jobs=None))
