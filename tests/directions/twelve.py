"""The last table of docs/ways-of-working.md: twelve people and the default effort.

python -m tests.directions.twelve        writes it anew, and prints it (a few minutes)
"""

import re
from functools import cache

import numpy as np

import analysis
import sim
from analysis.report.words import bare, title, unit_text
from analysis.study.compare import Study, paired_by
from analysis.study.statistics import Paired
from sim.measures import MEASURES
from tests.directions.table import PAGE, REPLICATIONS

SCENARIO = "five-ways-of-working"


@cache
def study(jobs: int | None = 1) -> Study:
    """All ways of working in the same worlds."""
    return analysis.compare(sim.load(SCENARIO), replications=REPLICATIONS, jobs=jobs)


def rows(jobs: int | None = 1) -> list[str]:
    """The head, and a line for each measure that the scenario asks for."""
    scenario = study(jobs).scenario
    others = [name for name in scenario.alternatives if name != scenario.baseline]
    head = ["measure", scenario.baseline, *others]
    lines = [_line(study(jobs), measure, others) for measure in scenario.measures]
    return [_cells(head), _cells(["---"] * len(head)), *lines]


def _line(found: Study, measure: str, others: list[str]) -> str:
    """The mean of the baseline, and the differences of the others to it."""
    baseline = found.scenario.baseline
    pairs = {name: paired_by(found, None, measure, name, baseline) for name in others}
    unit = MEASURES[measure].unit.replace("currency", "USD")
    means = {name: _mean(found, measure, name, unit) for name in (baseline, *others)}
    cells = [
        _difference(pair, unit) if pair.both_defined else means[name]
        for name, pair in pairs.items()
    ]
    return _cells([f"{title(measure)}, {unit_text(unit)}", means[baseline], *cells])


def _mean(found: Study, measure: str, name: str, unit: str) -> str:
    """The mean of the worlds in which there is such a measure, and how many they are if not all."""
    values = found.values(None, measure, name)[0]
    there = values[~np.isnan(values)]
    if not len(there):
        return "-"
    worlds = "" if len(there) == len(values) else f" in {len(there)} world{'s'[: len(there) > 1]}"
    return f"{bare(float(there.mean()), unit)}{worlds}"


def _difference(pair: Paired, unit: str) -> str:
    """The mean difference and its interval."""
    if pair.certain or pair.identical:
        return bare(pair.difference, unit, signed=True)
    mean, low, high = (bare(x, unit, signed=True) for x in (pair.difference, pair.low, pair.high))
    worlds = "" if pair.both_defined == pair.worlds else f" in {pair.both_defined} worlds"
    return f"{mean} ({low} to {high}){worlds}"


def _cells(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write() -> None:
    """Puts the table in its place on the page, and prints it."""
    table = "\n".join([*rows(jobs=None), ""])
    place = r"(?<=<!-- twelve -->\n).*?(?=<!-- end of twelve -->)"
    page = re.sub(place, lambda _: table, PAGE.read_text(), count=1, flags=re.DOTALL)
    PAGE.write_text(page)
    print(table)


if __name__ == "__main__":
    write()
