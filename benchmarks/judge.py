"""What makes a run of the benchmark valid, and what mlorg must reach in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.agreement import compare_means
from benchmarks.rounds import Rounds

OWN_POOL = "own pool (2a)"
CALLBACKS = "callbacks (2b)"
IDIOMATIC = "idiomatic SimPy"
MLORG = "mlorg, all ledgers"

VALID_RATIOS = (1.2, 2.2)
"""2a / 2b on any sound machine; outside of it, something else ran or was measured."""
LARGEST_RATIO = 3.0
"""What mlorg may cost, in units of 2a, at every size."""
TWO_LEDGERS = {20: 2.90, 500: 2.37, 10_000: 2.33}
"""What it cost with two ledgers, time and flow, on idle cores."""
LARGEST_GROWTH = 1.5
"""So many times that it may cost with all ledgers and the living portfolio behind them."""

PUBLISHED_OWN_POOL = {20: 2.4, 500: 2.9, 10_000: 5.6}
PUBLISHED_SIMMER = {20: 5.9, 500: 4.4, 10_000: 5.9}
"""Microseconds per logical event of one earlier run with both; simmer is R and is not run here.
At 10,000 models 2a cost 5.1 to 6.1: the middle is taken."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must hold.

    Attributes:
        text: what was found beside what must be.
        holds: whether it does.
        timed: whether it rests on times, which a quick run is too short for.
    """

    text: str
    holds: bool
    timed: bool = True


def growth(first: Rounds, last: Rounds, engine: str) -> float:
    """How much dearer a logical event is in the last size than in the first."""
    return last.cost(engine) / first.cost(engine)


def simmer_mark(models: int) -> float:
    """The mark ahead: what simmer cost in the published run, in units of 2a."""
    return PUBLISHED_SIMMER[models] / PUBLISHED_OWN_POOL[models]


def findings(sizes: Sequence[Rounds]) -> Iterator[Finding]:
    """All that must hold, size by size, then over the sizes."""
    for rounds in sizes:
        yield _yardstick(rounds)
        yield _same_outcomes(rounds)
        yield _same_means(rounds)
        yield _bar(rounds)
        yield _bar_of_all_ledgers(rounds)
    if len(sizes) > 1:
        yield _growth(sizes[0], sizes[-1])


def _yardstick(rounds: Rounds) -> Finding:
    low, high = VALID_RATIOS
    ratio = rounds.ratio(OWN_POOL, CALLBACKS)
    text = f"{_at(rounds)} valid: 2a / 2b is {ratio:.2f}, must lie in {low} .. {high}"
    return Finding(text, low <= ratio <= high)


def _same_outcomes(rounds: Rounds) -> Finding:
    outcomes = rounds.outcomes(OWN_POOL)
    same = all(rounds.outcomes(name) == outcomes for name in (IDIOMATIC, CALLBACKS))
    text = f"{_at(rounds)} valid: all that the SimPy engines counted is the same in every round"
    return Finding(text, same, timed=False)


def _same_means(rounds: Rounds) -> Finding:
    compared = compare_means(rounds.outcomes(OWN_POOL), rounds.outcomes(MLORG))
    text = f"{_at(rounds)} valid: mlorg's counts agree with theirs (table above)"
    return Finding(text, all(comparison.agrees for comparison in compared), timed=False)


def _bar(rounds: Rounds) -> Finding:
    ratio = rounds.ratio(MLORG, OWN_POOL)
    text = f"{_at(rounds)} bar: mlorg / 2a is {ratio:.2f}, must be at most {LARGEST_RATIO:g}"
    return Finding(text, ratio <= LARGEST_RATIO)


def _bar_of_all_ledgers(rounds: Rounds) -> Finding:
    before = TWO_LEDGERS[rounds.size.models]
    times = rounds.ratio(MLORG, OWN_POOL) / before
    text = (
        f"{_at(rounds)} bar: that is {times:.2f} times the {before:.2f} with two ledgers, "
        f"must be at most {LARGEST_GROWTH:g}"
    )
    return Finding(text, times <= LARGEST_GROWTH)


def _growth(first: Rounds, last: Rounds) -> Finding:
    ours, theirs = (growth(first, last, engine) for engine in (MLORG, OWN_POOL))
    text = f"bar: mlorg grows {ours:.2f} times, must be no more than 2a, {theirs:.2f} times"
    return Finding(text, ours <= theirs)


def _at(rounds: Rounds) -> str:
    return f"N = {rounds.size.models:<6,}"
