"""How many replications common random numbers, a selection and antithetic pairs save.

    python -m benchmarks.savings                      # the flagship: some three minutes of a core
    python -m benchmarks.savings SCENARIO PRECISION

The study is made as `mlorg compare SCENARIO --precision PRECISION` makes it, and its replications
are counted. What the same precision would take without a selection, and without common random
numbers, follows from the variances that were measured: of the differences, and of the alternatives.
Antithetic pairs are made of the best and the baseline alone; what they save is a ratio of two
variances of the mean difference, per replication, with its interval.
"""

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from scipy import stats

from analysis.study.compare import Study, compare
from analysis.study.looks import look_for
from analysis.study.moments import deviation
from analysis.study.scenarios import changed, loaded
from sim.scenario.machine import Scenario

SCENARIO, PRECISION = "feature-store-or-cd", "800 k USD / year"
HEADS = ("how", "of each alternative", "in all", "share")
LEVEL = 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table of a scenario."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name, precision = (*given, *(SCENARIO, PRECISION)[len(given) :])[:2]
    study = compare(name, precision=precision)
    print(*table(study, paired(study)), sep="\n")
    return 0


def paired(study: Study) -> Study:
    """The best and the baseline of a study in as many antithetic worlds as the best has lived."""
    return compare(in_pairs(study), jobs=None)


def in_pairs(study: Study) -> Scenario:
    """The scenario of `paired`."""
    scenario, pick = study.scenario, study.picks[0]
    other = pick.best if pick.best != pick.baseline else pick.versus[0].reference
    cells = tuple(
        cell.model_copy(update={"world": cell.world.model_copy(update={"antithetic": True})})
        for cell in scenario.cells
        if cell.context == pick.context and cell.alternative in (other, pick.baseline)
    )
    lived = study.lived[pick.context, other]
    return changed(loaded(scenario, replications=lived), cells=cells)


def table(study: Study, pairs: Study) -> list[str]:
    """The lines of the table, in Markdown, and what antithetic pairs come to."""
    rows = list(_rows(study))
    most = rows[0][2]
    lines = [_line(how, each, f"{total:_}", f"{total / most:.0%}") for how, each, total in rows]
    return [_line(*HEADS), _line(*("---" for _ in HEADS)), *lines, "", _antithetic(study, pairs)]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(study: Study) -> Iterator[tuple[str, str, int]]:
    alternatives = len(study.alternatives) * len(study.contexts)
    independent, shared = (_needed(study, alone=alone) for alone in (True, False))
    yield (
        "worlds of its own for each, all go on",
        f"about {independent}",
        independent * alternatives,
    )
    yield "the same worlds for all, all go on", f"about {shared}", shared * alternatives
    lived = study.lived.values()
    yield "the same worlds, and KN", f"{min(lived)} to {max(lived)}", len(study.outcomes)


def _needed(study: Study, *, alone: bool) -> int:
    """The look at which the difference of every alternative to the baseline would be precise."""
    looks = [
        look_for(size * (_half(study, a, b, alone=alone) / _wanted(study, context)) ** 2)
        for context in study.contexts
        for a, b, size in _differences(study, context)
    ]
    return max(look or sys.maxsize for look in looks)


Differences = tuple[np.ndarray, np.ndarray, int]


def _differences(study: Study, context: str | None) -> Iterator[Differences]:
    baseline, measure = study.scenario.baseline, study.scenario.decide_on
    for name in study.alternatives:
        if name != baseline:
            a, b = study.values(context, measure, name, baseline)
            yield a, b, len(a)


def _half(study: Study, a: np.ndarray, b: np.ndarray, *, alone: bool) -> float:
    """Half of the interval of a difference, if its two alternatives had worlds of their own."""
    spread = np.hypot(deviation(a), deviation(b)) if alone else deviation(a - b)
    quantile = stats.t.isf((1 - study.level) / 2, len(a) - 1)
    return float(quantile * spread / len(a) ** 0.5)


def _wanted(study: Study, context: str | None) -> float:
    asked = study.scenario.precision
    assert asked is not None
    (base,) = study.values(context, study.scenario.decide_on, study.scenario.baseline)
    return asked.size * (abs(float(base.mean())) if asked.relative else 1.0)


def _antithetic(study: Study, pairs: Study) -> str:
    """Var of the mean difference per replication in pairs, over that without, by an F interval."""
    names = [name for name in pairs.alternatives if name != pairs.scenario.baseline]
    context, measure = pairs.contexts[0], pairs.scenario.decide_on
    key = (context, measure, names[0], pairs.scenario.baseline)
    a, b = study.values(*key)
    c, d = pairs.values(*key)
    ratio = 2 * deviation(c - d) ** 2 / deviation(a - b) ** 2
    low, high = (
        ratio / stats.f.isf(tail, len(c) - 1, len(a) - 1)
        for tail in ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    )
    one, other = pairs.by_world(*key)
    alike = [f"{_alike(values):+.2f}" for values in (one, other, one - other)]
    return (
        f"Antithetic pairs take {ratio:.2f} times as many replications for the difference of "
        f"{names[0]!r} to {key[3]!r} ({LEVEL:.0%} interval {low:.2f} to {high:.2f}; "
        f"{len(c)} pairs against {len(a)} worlds). The worlds of a pair correlate by {alike[0]} in "
        f"{names[0]!r}, by {alike[1]} in {key[3]!r} and by {alike[2]} in their difference."
    )


def _alike(values: np.ndarray) -> float:
    """Pearson's correlation of the two worlds of a pair."""
    return float(np.corrcoef(values[::2], values[1::2])[0, 1])


if __name__ == "__main__":
    sys.exit(main())
