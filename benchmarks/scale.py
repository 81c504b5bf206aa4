"""What a model and year costs in portfolios of 10 to 10,000: `python -m benchmarks.scale`.

Stage-4 organisations that differ in size alone: people, use cases, the pool that they come from,
data sources, and what a portfolio is large against (chains, ensembles, credit) grow with the
models. Small ones are run more often, so that all live through hundreds of model-years a round.
"""

import sys
from pathlib import Path
from statistics import geometric_mean, median
from time import process_time

import sim
from benchmarks.rounds import as_in_a_study
from sim.scenario.machine import World

LARGEST_SPREAD = 1.3
SIZES = (10, 100, 1_000, 10_000)
MODEL_YEARS = 300
"""So many a round at least."""
ROUNDS = 7
"""Of each size, by turns. The quickest is told beside the median that is judged: far from it, other
work of the machine was measured."""
SCENARIO = Path(__file__).parent / "scale.yaml"


def main() -> int:
    """Prints the cost of each size; 0 if the bar is met, else 1."""
    worlds = {models: world(models) for models in SIZES}
    costs: dict[int, list[float]] = {models: [] for models in SIZES}
    for number in range(ROUNDS):
        for models in SIZES:
            costs[models].append(cost(worlds[models], models, number))
    middle = {models: median(found) for models, found in costs.items()}
    for models, found in costs.items():
        quickest = f"{min(found) * 1e3:.3f} in the quickest round"
        print(f"{models:>6,} models    {middle[models] * 1e3:.3f} ms a model and year; {quickest}")
    spread = max(middle.values()) / min(middle.values())
    met = spread <= LARGEST_SPREAD
    text = f"dearest / cheapest {spread:.2f}, must be at most {LARGEST_SPREAD:g}"
    print(f"{text}: {'met' if met else 'MISSED'}")
    mean = geometric_mean(middle.values())
    apart = max(abs(found / mean - 1) for found in middle.values())
    print(f"each within {apart:.0%} of their geometric mean")
    return 0 if met else 1


def world(models: int) -> World:
    """An organisation with so many models, and all else to match."""
    sets = {
        "organisation.staff.data_scientist": max(2, models // 5),
        "organisation.staff.it_engineer": max(2, 3 * models // 20),
        "portfolio.models": models,
        "portfolio.use_cases": f"{1.2 * models:g} / year",
        "process.demand.pool": 12 * models,
        "process.demand.credit_half": f"{models * 125_000} USD / year",
        "process.duties.it_engineer.rate": f"{2.5 * models:g} / year",
        "process.data.sources": max(3, 3 * models // 4),
        "process.chain.half": models,
        "process.ensemble.half": models,
        "process.components.half": max(1, models // 8),
    }
    return sim.load(SCENARIO, [f"{name}={value}" for name, value in sets.items()]).world()


def cost(of: World, models: int, seed: int) -> float:
    """Processor seconds a model and year; the models of history count."""
    lived = spent = 0.0
    replication = 0
    with as_in_a_study():
        while lived < MODEL_YEARS:
            start = process_time()
            history = sim.simulate(of, seed, replication)
            spent += process_time() - start
            replication += 1
            # In the quarter before day 0 a portfolio keeps its size.
            lived += models / 4 + history.whole.model_years()
    return spent / lived


if __name__ == "__main__":
    sys.exit(main())
