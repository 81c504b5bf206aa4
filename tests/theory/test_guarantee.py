"""What a comparison promises is kept in planted worlds, and broken methods are found out."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest

from analysis.study import selection, simultaneous, steady
from analysis.study.looks import Allowance
from analysis.study.steady import Cut
from tests.theory import promises, proof
from tests.theory.guarantee import rows
from tests.theory.promises import CHAPTERS, at_all_looks
from tests.theory.proof import MACRO, PART, Proof, Row, line, read

pytestmark = pytest.mark.theory
NOT_KEPT = "the interval holds it after the cut", "begins 20 off and fades slowly"
"""The page says so; if it is kept one day, the page has to change."""


def test_every_promise_of_the_page_is_kept_and_every_broken_method_found_out() -> None:
    told = rows()
    assert len(told) == 23
    for case, row in told.items():
        assert row.holds == (case != NOT_KEPT), case
        assert row.seen, case
    assert told[NOT_KEPT].then < told[NOT_KEPT].kept


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_page_is_what_comes_out(chapter: str) -> None:
    """If only the page is old: `python -m tests.theory.guarantee`."""
    told = rows()
    for one in CHAPTERS[chapter](PART):
        assert one.part() == told.pop((one.promise, one.case)).part, one.row()


def no_allowance(_: Allowance, value: float) -> float:
    return value


def ninety(_: Allowance, level: float) -> float:
    return level - 0.05


impatient, narrow = selection.patience_of, simultaneous._largest

BROKEN: dict[str, tuple[Any, str, Callable[..., Any], Callable[[int], Iterator[Proof]]]] = {
    "twins without an allowance for looks": (Allowance, "any_look", no_allowance, promises.twins),
    "intervals at 90 %": (Allowance, "confidence", ninety, promises.coverage),
    "max-t intervals at 90 %": (
        simultaneous,
        "_largest",
        lambda centred, level, ends: narrow(centred, level - 0.05, ends),
        promises.together,
    ),
    "a steady state without its cut": (
        steady,
        "common_cut",
        lambda found: Cut(0, found[0].size, len(found)),
        promises.steady,
    ),
    "KN with a third of its patience": (
        selection,
        "patience_of",
        lambda *given: impatient(*given) / 3,
        promises.selections,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("how", BROKEN)
def test_a_comparison_that_is_broken_does_not_come_to_what_the_page_says(how: str) -> None:
    """In the first proof of the chapter already."""
    home, name, broken, chapter = BROKEN[how]
    with patch.object(home, name, broken):
        one = next(chapter(PART))
    kept, told = (int(part.partition(",")[0]) for part in (one.part(), rows()[key(one)].part))
    assert kept < told - 2


def key(one: Proof) -> tuple[str, str]:
    return one.promise, one.case


def test_all_twelve_looks_hold_together_and_naive_ones_do_not() -> None:
    """The quickest of the proofs, whole in every run of the tests."""
    one = at_all_looks(MACRO)
    case, row = read(one.row())
    assert row == rows()[case]
    for broken in (no_allowance, ninety):
        with patch.object(Allowance, "confidence", broken):
            assert not read(at_all_looks(MACRO).row())[1].holds


def test_shares_that_chance_does_not_give_are_refused() -> None:
    """The bounds of 500 studies: 95 % give fewer than 91.6 or more than 97.8 seldom."""
    assert MACRO == 500
    assert (proof.low(), proof.high()) == (0.916, 0.978)
    kept = Row(0.93, 0.91, exact=False, part="")
    assert kept.holds
    assert kept.seen
    assert not Row(0.91, 0.91, exact=False, part="").holds
    assert not Row(0.93, 0.92, exact=False, part="").seen
    assert Row(0.99, 0.9, exact=False, part="").holds
    assert not Row(0.99, 0.9, exact=True, part="").holds


def test_a_row_reads_back() -> None:
    one = Proof("kept", "of 4", [True] * 3 + [False], "broken", [True, False] * 2, exact=True)
    assert one.row() == line("kept", "of 4", "95%", "75.0%", "broken", "50.0%", "3, 2")
    assert read(one.row()) == (("kept", "of 4"), Row(0.75, 0.5, exact=True, part="3, 2"))
