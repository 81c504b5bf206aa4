"""Ageing of waiting work: the last classes wait less, the first more, and nobody works more."""

from typing import Any

import pytest

import sim
from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import SEED, falls, measure, rises, stays, waited


def of_two_classes(ageing: str, duties: int = 100, heads: int = 1) -> Scenario:
    """Duties, and improvement of the same size, which under strict priorities comes last."""
    process: dict[str, Any] = {"people.ageing": ageing}
    for work, rate in (("duties", duties), ("improvement", 60)):
        process |= {
            f"{work}.it_engineer.rate": f"{rate} / year",
            f"{work}.it_engineer.effort": {"exponential": {"mean": "1.4 days"}},
        }
    return quiet(process, it_engineers=heads, horizon="2 years")


class TestAgeing:
    """Whoever has waited long goes before what is more urgent."""

    def test_the_last_class_waits_less_at_the_cost_of_the_first(self) -> None:
        strict, ageing = of_two_classes("never"), of_two_classes("5 days")
        falls(strict, ageing, waited("improvement"))
        rises(strict, ageing, waited("duties"))

    @pytest.mark.slow
    def test_the_quicker_it_is_the_more(self) -> None:
        slow, quick = of_two_classes("10 days"), of_two_classes("1 day")
        falls(slow, quick, waited("improvement"))

    @pytest.mark.parametrize("ageing", ["0 days", "5 days"])
    def test_work_is_conserved(self, ageing: str) -> None:
        """Kleinrock's conservation law: an order in which nobody idles changes who waits, not how
        much is done; people are busy and idle at the same ticks."""
        strict, other = (sim.simulate(of_two_classes(one), SEED, 0) for one in ("never", ageing))
        idle, then = ([row for row in one.time if row[2] == "idle"] for one in (strict, other))
        assert idle == then
        assert strict.flow != other.flow

    def test_where_nobody_waits_nothing_changes(self) -> None:
        enough = [of_two_classes(ageing, heads=90) for ageing in ("never", "0 days")]
        for view in (waited("improvement"), waited("duties"), measure("utilisation_it_engineer")):
            stays(*enough, view)

    def test_nor_where_there_is_one_class_only(self) -> None:
        alone = [of_two_classes(ageing, duties=0) for ageing in ("never", "0 days")]
        stays(*alone, waited("improvement"))
