"""What is promised of a steady state, put to the proof: intervals of what is left after the cut."""

from collections.abc import Iterator
from itertools import count as from_zero
from unittest.mock import patch

from analysis.study.compare import Study
from analysis.study.steady import Cut
from tests.theory.planted_steady import Fading
from tests.theory.proof import Proof

CASES = (
    Fading("begins 3 off and soon fades", (10.0, 10.5, 10.0), (3.0, 0.0, -1.5), 1),
    Fading("begins 20 off and fades slowly", (10.0, 10.5, 10.0), (20.0, 0.0, -10.0), 3),
    Fading("the same over 30 years", (10.0, 10.5, 10.0), (20.0, 0.0, -10.0), 3, quarters=120),
)
"""Offs are in standard deviations of a quarter of one world."""


def steady(count: int) -> Iterator[Proof]:
    """The interval of one difference. Studies that conclude nothing promise nothing: as many are
    made as it takes for so many that conclude."""
    for case in CASES:
        studies = _concluding(case, count)
        yield Proof(
            "the interval holds it after the cut",
            case.name,
            [_covers(cut, case) for cut, _ in studies],
            "no cut",
            [_covers(whole, case) for _, whole in studies],
            exact=True,
        )


def _concluding(case: Fading, count: int) -> list[tuple[Study, Study]]:
    """Studies with their cut, and of the same worlds without."""
    found: list[tuple[Study, Study]] = []
    for seed in from_zero():
        lived = case.lived(seed)
        study = case.study(lived)
        if study.cut is not None and not study.cut.refused:
            with patch.object(Cut, "made", 0):
                found.append((study, case.study(lived)))
        if len(found) == count:
            return found
    raise AssertionError


def _covers(study: Study, case: Fading) -> bool:
    one = study.comparisons[0]
    return one.paired.low <= case.difference(one.alternative, one.reference) <= one.paired.high
