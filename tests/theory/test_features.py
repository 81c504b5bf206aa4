"""Distinct features in a store: m models of k draws with replacement have, on average, the sum over
all features of 1 - (1 - q)^(k m), where q is the popularity of each.

How many models there are is a matter of luck; given their number the formula is exact, so each
replication is compared with the formula for its own number.
"""

import pytest

import sim
from tests.builders import quiet
from tests.theory.agreement import FALSE_ALARMS, PLANT, Sample, estimates

UNIVERSE, EXPONENT, DRAWS = 5000, 0.8, 50
REPLICATIONS = 60
PLANTS: tuple[dict[str, object], ...] = (
    {"development.features": round(DRAWS * PLANT)},
    {"features.popularity": EXPONENT * PLANT},
)
"""2 % off, one at a time."""


def expected(models: int) -> float:
    """The closed form, with numbers of its own."""
    weights = [rank**-EXPONENT for rank in range(1, UNIVERSE + 1)]
    total = sum(weights)
    return sum(1 - (1 - weight / total) ** (DRAWS * models) for weight in weights)


def observe(**process: object) -> Sample:
    """Features in the store, over what is expected of so many models."""
    store = {
        "features.kept": "shared",
        "features.universe": UNIVERSE,
        "features.popularity": EXPONENT,
        "development.features": DRAWS,
        **process,
    }
    world = quiet(store, use_cases="20 / year", horizon="1 year").world()
    ratios = []
    for number in range(REPLICATIONS):
        closing = sim.simulate(world, 7, number).snapshots[-1]
        models = sum(n for (item, _), n in closing.outcomes.items() if item == "use case")
        ratios.append(closing.amounts["features built"] / expected(models))
    return {"distinct": ratios}


def agrees(sample: Sample) -> bool:
    (found,) = estimates({"distinct": 1.0}, sample, FALSE_ALARMS)
    return found.agrees


def test_it_agrees_with_theory() -> None:
    assert agrees(observe())


@pytest.mark.parametrize("planted", PLANTS)
def test_two_per_cent_off_it_does_not(planted: dict[str, object]) -> None:
    assert not agrees(observe(**planted))
