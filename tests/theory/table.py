"""The tables of docs/theory.md: what theory says, what was simulated, which mistakes were seen.

python -m tests.theory.table        writes them anew (a few minutes)
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sim.units import DAYS, TICKS_PER_DAY
from tests.theory.agreement import (
    FALSE_ALARMS_BUSY,
    Case,
    DisagreementError,
    Estimate,
    Sample,
    check_queues,
    estimates,
    load,
    observe,
    power,
)
from tests.theory.test_queues import QUICK, SLOW

PAGE = Path(__file__).parents[2] / "docs" / "theory.md"
AGREEMENT = ("case", "replications", "measure", "theory", "simulated")
PLANTS = ("case", "step 2 % too long", "seen in", "theory, as it was", "simulated", "chance")


def line(*cells: str) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


@cache
def as_it_is(case: Case) -> Sample:
    """What a case gives without any plant."""
    return observe(case)


def agreement(case: Case) -> Iterator[str]:
    """A line for each measure of a case as it is; utilisation last."""
    scenario, sample = load(case), as_it_is(case)
    months = scenario.world().horizon / TICKS_PER_DAY / DAYS["month"]
    length = f"{scenario.replications} x {months:g} months"
    for found in estimates(case.expected(), sample):
        yield line(case.name, length, found.measure, f"{found.theory:.5g}", interval(found))
    for found in estimates(case.busy, sample, FALSE_ALARMS_BUSY):
        yield line(case.name, "", f"{found.measure} busy", f"{found.theory:.5g}", interval(found))


def plant(case: Case, step: str) -> str:
    """The line of one planted mistake."""
    sample = observe(case, *case.steps[step].planted())
    try:
        check_queues(case, sample)
    except DisagreementError:
        found = max(estimates(case.expected(), sample), key=distance)
        chance = f"{power(case, step, as_it_is(case)):.3f}"
        theory, simulated = f"{found.theory:.5g}", interval(found)
        return line(case.name, step, found.measure, theory, simulated, chance)
    return line(case.name, step, "NOT SEEN", "", "", "")


def distance(found: Estimate) -> float:
    """How far off a measure is, in widths of its interval."""
    return abs(found.mean - found.theory) / found.half_width


def interval(found: Estimate) -> str:
    """A mean and half the width of its interval."""
    return f"{found.mean:.5g} ± {found.half_width:.2g}"


def tables() -> dict[str, list[str]]:
    """Both tables, by the name of their place on the page."""
    cases = {**QUICK, **SLOW}
    plants = [(case, step) for case in cases for step in cases[case]]
    return {
        "agreement": [*head(AGREEMENT), *(row for case in cases for row in agreement(case))],
        "plants": [*head(PLANTS), *(plant(case, step) for case, step in plants)],
    }


def head(titles: tuple[str, ...]) -> tuple[str, str]:
    """The first two lines of a table."""
    return line(*titles), line(*("---" for _ in titles))


def write() -> None:
    """Puts the tables in their places on the page."""
    page = PAGE.read_text()
    for name, rows in tables().items():
        place = rf"(?<=<!-- {name} -->\n).*?(?=<!-- end -->)"
        page = re.sub(place, "\n".join([*rows, ""]), page, count=1, flags=re.DOTALL)
    PAGE.write_text(page)


if __name__ == "__main__":
    write()
