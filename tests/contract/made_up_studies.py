"""Studies made up of numbers, for the tests of what is said of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.report import sentences
from analysis.study.compare import Study
from analysis.study.outcome import Outcome
from sim.measures import MEASURES
from tests.contract import fake_worlds

Values = Mapping[tuple[str | None, str], Sequence[float | None]]
LUCK = np.random.default_rng(1).normal(0, 1, 200)
OWN = np.random.default_rng(2).normal(0, 0.3, 200)


def study(values: Values, failed: Sequence[tuple[int, int]] = (), **fields: Any) -> Study:
    """A study whose worlds have these values of `throughput`; toil 50 %, all waits the same."""
    contexts = tuple(dict.fromkeys(context for context, _ in values))
    names = tuple(dict.fromkeys(name for _, name in values))
    count = len(next(iter(values.values())))
    fields = {"measures": ("throughput",), "replications": count, **fields}
    scenario = fake_worlds.scenario(names, contexts, **fields)
    decides = scenario.decide_on
    outcomes = tuple(
        Outcome(cell, number, "ValueError: no", {}, (), ())
        if (cell, number) in failed
        else Outcome(cell, number, None, lived(decides, value), (), ())
        for cell, column in enumerate(values.values())
        for number, value in enumerate(column)
    )
    return Study(scenario, outcomes)


def lived(measure: str, value: float | None) -> dict[str, float | None]:
    return {**dict.fromkeys(MEASURES, 1.0), "toil_share": 0.5, measure: value}


def gain(by: float, count: int = 40) -> list[float | None]:
    """Worlds that share their luck with those of another gain, but for a little."""
    return list(10 + LUCK[:count] + by * (1 + OWN[:count]))


def said(study: Study) -> str:
    return "\n".join(sentences.verdict(study))


BASE: Values = {(None, "as it is"): gain(0)}
