"""The printed tables of workload W."""

import sys
from collections.abc import Sequence
from platform import python_implementation, python_version

from benchmarks.agreement import STANDARD_ERRORS, Comparison, compare_means
from benchmarks.judge import MLORG, OWN_POOL, Finding, growth, simmer_mark
from benchmarks.rounds import Rounds
from sim.compiled import which

_ENGINE, _CELL = 34, 12


def costs(sizes: Sequence[Rounds]) -> str:
    """Microseconds per logical event, and the same in units of 2a."""
    first, last = sizes[0], sizes[-1]
    engines = list(first.samples)
    absolute = [_row(name, [f"{rounds.cost(name):.2f}" for rounds in sizes]) for name in engines]
    relative = [
        _row(
            name,
            [f"{rounds.ratio(name, OWN_POOL):.2f}" for rounds in sizes],
            f"x {growth(first, last, name):.2f}",
        )
        for name in engines
    ]
    marks = [f"{simmer_mark(rounds.size.models):.2f}" for rounds in sizes]
    return "\n".join(
        (
            _machine(sizes),
            _row("microseconds per logical event", _headings(sizes)),
            *absolute,
            "",
            _row("times own pool (2a)", _headings(sizes), "growth"),
            *relative,
            _row("mark ahead: simmer *", marks),
            "* published, in units of the 2a measured beside it; not measured here",
        )
    )


def counts(rounds: Rounds) -> str:
    """What was counted in one size: the SimPy engines, mlorg, and how far they are apart."""
    compared = compare_means(rounds.outcomes(OWN_POOL), rounds.outcomes(MLORG))
    heading = f"{f'N = {rounds.size.models:,}':<12}{'SimPy':>13}{'mlorg':>13}{'off':>9}"
    return "\n".join((f"{heading} (within {STANDARD_ERRORS:g} s.e.)", *map(str, compared)))


def theory(engine: str, compared: Sequence[Comparison]) -> str:
    """An engine beside the closed form."""
    heading = f"{'M/M/c//N':<12}{'exact':>13}{'found':>13}{'off':>9}  {engine}"
    return "\n".join((heading, *map(str, compared)))


def verdict(found: Sequence[Finding]) -> str:
    """One line for each thing that must hold."""
    return "\n".join(f"{'ok  ' if finding.holds else 'FAIL'}  {finding.text}" for finding in found)


def _machine(sizes: Sequence[Rounds]) -> str:
    rounds = ", ".join(str(len(rounds.samples[OWN_POOL])) for rounds in sizes)
    python = f"{python_implementation()} {python_version()}"
    return f"Workload W on {python}, {sys.platform}, mlorg {which()}; rounds: {rounds}"


def _headings(sizes: Sequence[Rounds]) -> list[str]:
    return [f"N = {rounds.size.models:,}" for rounds in sizes]


def _row(name: str, cells: Sequence[str], last: str = "") -> str:
    return (f"{name:<{_ENGINE}}" + "".join(f"{cell:>{_CELL}}" for cell in (*cells, last))).rstrip()
