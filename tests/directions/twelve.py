"""The last table of docs/ways-of-working.md, and the README's picture of the same study.

python -m tests.directions.twelve        writes both anew, and prints the table (a minute or two)
"""

from functools import cache, partial
from pathlib import Path

import numpy as np

import analysis
import sim
from analysis.figures import svg, value_leaks
from analysis.report.words import bare, title, unit_text
from analysis.study.compare import Study, paired_by
from sim.measures import MEASURES
from tests.directions.table import REPLICATIONS, cells, difference, put

SCENARIO = "five-ways-of-working"
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "verdict.svg"


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
    return [cells(head), cells(["---"] * len(head)), *lines]


def picture(jobs: int | None = 1) -> bytes:
    """Where value goes in each way of working, as `mlorg compare` draws it."""
    return svg(value_leaks(study(jobs)))


def _line(found: Study, measure: str, others: list[str]) -> str:
    """The mean of the baseline, and the differences of the others to it."""
    baseline = found.scenario.baseline
    pairs = {name: paired_by(found, None, measure, name, baseline) for name in others}
    unit = MEASURES[measure].unit.replace("currency", "USD")
    means = {name: _mean(found, measure, name, unit) for name in (baseline, *others)}
    shown = partial(bare, unit=unit, signed=True)
    others_told = [
        difference(pair, shown) if pair.both_defined else means[name]
        for name, pair in pairs.items()
    ]
    return cells([f"{title(measure)}, {unit_text(unit)}", means[baseline], *others_told])


def _mean(found: Study, measure: str, name: str, unit: str) -> str:
    """The mean of the worlds in which there is such a measure, and how many they are if not all."""
    values = found.values(None, measure, name)[0]
    there = values[~np.isnan(values)]
    if not len(there):
        return "-"
    worlds = "" if len(there) == len(values) else f" in {len(there)} world{'s'[: len(there) > 1]}"
    return f"{bare(float(there.mean()), unit)}{worlds}"


if __name__ == "__main__":
    put("twelve", "end of twelve", rows(jobs=None))
    PICTURE.write_bytes(picture(jobs=None))
