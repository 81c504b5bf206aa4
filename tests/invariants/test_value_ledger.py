"""The arithmetic of the value ledger for any stand of a model, and the incident table beside it."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from sim.ledgers.causes import DOWN, OBSOLETE, SHIFT, SHIFTED, SKEWED, STALE, UPSTREAM
from sim.ledgers.incidents import Incident, IncidentBook
from sim.ledgers.time import TimeLedger
from sim.ledgers.value import FULL, GRAIN, Stand, ValueLedger
from sim.vocabulary import INCIDENT
from tests.builders import DAY

FACTORS = st.integers(0, FULL)
TICKS = st.integers(0, 5000 * DAY)


def incident() -> Incident:
    """One of model 1."""
    return Incident(SHIFT, 1, 0)


@dataclass
class Span:
    """How a model stands for some time; `fresh` is the integral of what age has left of it."""

    worth: int
    ticks: int
    fresh: int
    entity: int = 1
    shift: int = FULL
    skew: int = FULL
    slow: int = 0
    gone: str = ""
    charged: list[Incident] = field(default_factory=lambda: [incident() for _ in range(4)])

    def posted(self) -> ValueLedger:
        """The ledger after that time."""
        ledger = ValueLedger(0)
        ledger.potential.change(self.worth, 0)
        ledger.settle(self.ticks)
        shifted, skewed, slowed, gone = self.charged
        if self.gone:
            ledger.lose(self.gone, gone, self.worth, self.ticks, self.entity)
            return ledger
        stand = Stand(
            self.worth,
            self.entity,
            shift=self.shift,
            skew=self.skew,
            slow=self.slow,
            shifted=shifted,
            skewed=skewed,
            slowed=slowed,
        )
        ledger.post(stand, self.ticks * FULL, self.fresh)
        return ledger


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Anything that may be so of a model."""
    worth, ticks = draw(st.integers(0, 10**12)), draw(TICKS)
    return Span(
        worth,
        ticks,
        draw(st.integers(0, ticks * FULL)),
        draw(st.integers(-3, 3)),
        draw(FACTORS),
        draw(FACTORS),
        draw(st.integers(0, worth)),
        draw(st.sampled_from(["", "", "", OBSOLETE, DOWN, UPSTREAM])),
    )


@given(spans())
def test_delivered_and_lost_are_what_could_have_been(span: Span) -> None:
    ledger = span.posted()
    assert ledger.imbalances() == []
    lost = [amount.total for amount in ledger.lost.values()]
    assert min(lost) >= 0
    assert ledger.delivered.total >= 0
    assert ledger.delivered.total + sum(lost) == span.worth * span.ticks * GRAIN


@given(spans())
def test_every_loss_but_age_s_is_charged_to_an_incident(span: Span) -> None:
    ledger = span.posted()
    theirs = sum(one.lost for one in span.charged)
    assert theirs == sum(a.total for cause, a in ledger.lost.items() if cause != STALE)
    elsewhere = sum(one.elsewhere for one in span.charged)
    assert elsewhere == ledger.inherited.total == (0 if span.entity == 1 else theirs)


@given(spans())
def test_shift_and_skew_are_charged_alike(span: Span) -> None:
    """Changing places, they change losses; equal factors lose as much; and age is no different."""

    def losses(shift: int, skew: int) -> tuple[int, int, int]:
        found = Span(span.worth, span.ticks, span.fresh, shift=shift, skew=skew).posted().lost
        return found[SHIFTED].total, found[SKEWED].total, found[STALE].total

    by_shift, by_skew, by_age = losses(span.shift, span.skew)
    assert losses(span.skew, span.shift) == (by_skew, by_shift, by_age)
    alike = losses(span.shift, span.shift)
    assert alike[0] == alike[1]
    span.fresh = span.shift * span.ticks
    as_old = losses(span.shift, span.skew)
    assert as_old[0] == as_old[2]


@given(spans())
def test_a_factor_that_takes_nothing_is_charged_nothing(span: Span) -> None:
    worth, ticks = span.worth, span.ticks
    skewed = Span(worth, ticks, span.fresh, skew=span.skew).posted()
    assert skewed.lost[SHIFTED].total == 0
    shifted = Span(worth, ticks, ticks * FULL, shift=span.shift).posted()
    assert shifted.lost[STALE].total == shifted.lost[SKEWED].total == 0
    taken = FULL - span.shift
    assert shifted.lost[SHIFTED].total == 6 * worth * ticks * taken * FULL * FULL


class TestBook:
    """The incident table, kept or not."""

    @staticmethod
    def lived(keeps_all: bool) -> IncidentBook:
        """Two incidents: one is noticed and ends, one is noticed by nobody and stays."""
        book = IncidentBook(keeps_all=keeps_all)
        first, second = book.begin(SHIFT, 7, 10), book.begin(SHIFT, 8, 20)
        first.spend("data_scientist", 3)
        book.notice(first, 15)
        first.lost, first.elsewhere = 5, 2
        second.lost = 1
        book.end(first, 40)
        first.spend("data_scientist", 4)  # whoever works on it has not heard yet
        first.spend("it_engineer", 6)
        second.spend("it_engineer", 1)
        return book

    def test_counts_are_the_same_whether_the_table_is_kept(self) -> None:
        kept, summed = self.lived(True), self.lived(False)
        assert kept.so_far(100) == summed.so_far(100)
        assert kept.effort == summed.effort == {"data_scientist": 7, "it_engineer": 6}
        told = {
            "begun": 2,
            "noticed": 1,
            "ended": 1,
            "unnoticed": 5,
            "lasted": 30,
            "open": 30 + 80,
            "lost": 6,
            "elsewhere": 2,
        }
        shifts = kept.so_far(100)[SHIFT]
        assert {what: getattr(shifts, what) for what in told} == told
        assert {one.begun for kind, one in kept.so_far(100).items() if kind != SHIFT} == {0}

    def test_only_a_kept_table_has_those_that_are_over(self) -> None:
        assert [row.entity for row in self.lived(True).table()] == [7, 8]
        assert [row.entity for row in self.lived(False).table()] == [8]

    def test_late_work_is_in_the_table_and_in_the_balance(self) -> None:
        for book in (self.lived(True), self.lived(False)):
            time = TimeLedger()
            time.account("data_scientist", INCIDENT).ticks = 7
            time.account("it_engineer", INCIDENT).ticks = 7
            assert book.work(time) == []
            assert book.imbalances() == []
        row = self.lived(True).table()[0]
        assert row.effort == (("data_scientist", 7), ("it_engineer", 6))
