"""The tables of docs/theory.md: what theory says, what was simulated, which mistakes were seen.

python -m tests.theory.table        writes them anew (a few minutes)
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sim.units import DAYS, TICKS_PER_DAY
from tests.theory import test_features, test_growth, test_releases
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
LIVING = ("case", "measure", "theory", "simulated", "2 % off", "seen")
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


def living() -> Iterator[str]:
    """A line for each closed form of the living portfolio, and for each plant of 2 % in it."""
    yield from growth()
    yield from releases()
    yield from features()


def growth() -> Iterator[str]:
    """A portfolio with retirement; each plant is simulated."""
    case, expected = test_growth.LONG, test_growth.LONG.expected()
    (found,) = estimates(expected, test_growth.as_it_is())
    yield one("growth, M/M/infinity", found)
    for planted in test_growth.PLANTS:
        (seen,) = estimates(expected, observe(case, planted))
        yield one("", seen, planted.removeprefix("process."))


def releases() -> Iterator[str]:
    """Skewed and failed releases; a plant is a theory that is 2 % off."""
    for measure, planted in test_releases.PLANTS:
        found = test_releases.compared(test_releases.theory())[measure]
        yield one("releases", found)
        yield one("", test_releases.compared(test_releases.theory(**planted))[measure], *planted)


def features() -> Iterator[str]:
    """Distinct features in a store, over what is expected; each plant is simulated."""
    (found,) = estimates({"distinct features, share of theory": 1.0}, renamed({}))
    yield one("features", found)
    for planted in test_features.PLANTS:
        (seen,) = estimates({"distinct features, share of theory": 1.0}, renamed(planted))
        yield one("", seen, *planted)


def renamed(planted: dict[str, object]) -> Sample:
    """The sample of the store, under the name that the page shows."""
    seen = test_features.observe(**planted)
    return {"distinct features, share of theory": seen["distinct"]}


def one(case: str, found: Estimate, *planted: str) -> str:
    """A line of the living portfolio; a plant must be seen."""
    seen = ("no" if found.agrees else "yes") if planted else ""
    return line(
        case, found.measure, f"{found.theory:.5g}", interval(found), ", ".join(planted), seen
    )


def tables() -> dict[str, list[str]]:
    """All tables, by the name of their place on the page."""
    cases = {**QUICK, **SLOW}
    plants = [(case, step) for case in cases for step in cases[case]]
    return {
        "agreement": [*head(AGREEMENT), *(row for case in cases for row in agreement(case))],
        "living": [*head(LIVING), *living()],
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
