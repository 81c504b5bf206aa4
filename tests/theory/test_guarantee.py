"""What a comparison promises is kept in planted worlds, and broken methods are found out."""

import pytest

from tests.theory import guarantee, proof
from tests.theory.guarantee import CHAPTERS, HEADS, PAGE, proofs
from tests.theory.proof import MACRO, Proof, line

pytestmark = pytest.mark.theory


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_promised_is_kept_and_the_page_says_so(chapter: str) -> None:
    """If only the page is old: `python -m tests.theory.guarantee`."""
    page = PAGE.read_text()
    for one in proofs(chapter):
        assert one.holds, one.row()
        assert one.seen, one.row()
        assert one.row() in page


def test_the_page_has_a_row_for_every_kind_of_promise() -> None:
    page = PAGE.read_text()
    assert line(*HEADS) in page
    rows = page.partition(line(*HEADS))[2].partition("<!-- end -->")[0].strip().splitlines()[1:]
    assert len(rows) >= 15


def test_shares_that_chance_does_not_give_are_refused() -> None:
    """The bounds of 500 studies: 95 % give fewer than 91.6 or more than 97.8 seldom."""
    assert MACRO == 500
    assert (proof.low(), proof.high()) == (0.916, 0.978)
    kept = Proof("", "", 0.93, "", 0.91)
    assert kept.holds
    assert kept.seen
    assert not Proof("", "", 0.91, "", 0.91).holds
    assert not Proof("", "", 0.93, "", 0.92).seen
    assert Proof("", "", 0.99, "", 0.9).holds
    assert not Proof("", "", 0.99, "", 0.9, exact=True).holds


def test_all_twelve_looks_hold_together_and_naive_ones_do_not() -> None:
    """The quickest of the proofs, in every run of the tests."""
    one = guarantee._at_all_looks()
    assert one.holds, one.row()
    assert one.seen, one.row()
