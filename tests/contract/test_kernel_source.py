"""A source of random events: exposure is drawn, the rate stretches it, nothing is drawn again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.organisation.agenda import _many
from sim.organisation.clock import Clock
from sim.organisation.source import Purpose, RestlessSource, SerialSource, Source
from sim.organisation.timer import Timer
from tests.builders import DAY

EXPOSURES = (10, 3, 5, 2)


def two_exposures(entity: int, index: int) -> list[int]:
    """The next but one, and the next."""
    two = (EXPOSURES[(index + ahead) % len(EXPOSURES)] for ahead in (1, 0))
    return [exposure * DAY for exposure in two]


class Watched:
    """A source whose exposures are known (in days at a rate of one a day), with its diary."""

    kind: type[Source] = Source

    def __init__(
        self, rate: float, *, once: bool = False, kind: type[Source] | None = None
    ) -> None:
        self.env = Clock(initial_time=0)
        self.days: list[float] = []
        purpose = Purpose("any", self.env, two_exposures, self._happens, again=not once)
        self.source = (kind or self.kind)(purpose, 0, rate, "it")
        self.source.arm()

    def _happens(self, about: str, number: int) -> None:
        assert (about, number) == ("it", self.source.happened)
        self.days.append(self.env.now / DAY)

    def until(self, day: float) -> "Watched":
        self.env.run(until=round(day * DAY))
        return self

    def retuned(self, rate: float) -> "Watched":
        self.source.retune(rate)
        return self


@pytest.fixture(params=[Source, RestlessSource], autouse=True)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here is true of both kinds."""
    monkeypatch.setattr(Watched, "kind", request.param)


def test_exposure_over_rate_is_the_time() -> None:
    assert Watched(1.0).until(19).days == [10, 13, 18]
    assert Watched(0.5).until(37).days == [20, 26, 36]
    assert Watched(2.0).until(9.5).days == [5, 6.5, 9]


def test_another_rate_stretches_what_is_left() -> None:
    assert Watched(1.0).until(4).retuned(0.5).until(30).days == [16, 22]
    assert Watched(1.0).until(4).retuned(3.0).until(6.5).days == [6]
    twice = Watched(1.0).until(4).retuned(0.5).until(8).retuned(2.0)
    assert twice.until(11).days == [10]


def test_at_no_rate_nothing_happens_and_the_exposure_is_kept() -> None:
    stopped = Watched(1.0).until(4).retuned(0.0)
    assert stopped.until(500).days == []
    assert stopped.retuned(0.5).until(513).days == [512]


def test_from_no_rate_at_all_it_begins_anew() -> None:
    assert Watched(0.0).until(100).retuned(1.0).until(111).days == [110]


def test_once_happened_it_waits_to_be_armed() -> None:
    once = Watched(1.0, once=True).until(50)
    assert once.days == [10]
    assert once.retuned(2.0).until(90).days == [10]
    once.source.arm()
    assert once.until(92).days == [10, 91.5]


def test_a_stopped_one_is_silent_until_armed_and_then_goes_on() -> None:
    stopped = Watched(1.0).until(4)
    stopped.source.stop()
    assert stopped.until(50).retuned(5.0).until(90).days == []
    stopped.source.arm()
    assert stopped.until(91.7).days == [pytest.approx(91.2)]


def test_nothing_is_drawn_again_however_often_it_is_stopped() -> None:
    stopped = Watched(1.0)
    for day in (4, 14, 24):
        stopped.until(day).source.stop()
        stopped.until(day + 8).source.arm()
    assert stopped.until(36).days == [34]


def test_stopped_after_it_has_happened_it_draws_the_next() -> None:
    once = Watched(1.0, once=True).until(50)
    once.source.stop()
    once.source.arm()
    assert once.until(54).days == [10, 53]


def test_it_counts_what_happened() -> None:
    assert Watched(1.0).until(14).source.happened == 2


@pytest.mark.parametrize("rate", [0.001, 0.03, 1.0, 3.0, 7.5])
def test_tuned_to_the_same_rate_nothing_moves(rate: float) -> None:
    end = 19 / rate
    assert (
        Watched(rate).until(end / 3).retuned(rate).until(end).days == Watched(rate).until(end).days
    )


def test_one_that_goes_on_by_itself_is_on_its_way_again_when_it_tells() -> None:
    seen: list[tuple[bool, int]] = []
    watched = Watched(1.0)
    watched.source._purpose.action = lambda _, number: seen.append((watched.source.armed, number))
    watched.until(14)
    assert seen == [(True, 1), (True, 2)]


def test_stopped_by_what_it_tells_it_goes_on_with_the_next_exposure_when_armed() -> None:
    watched = Watched(1.0)
    watched.source._purpose.action = lambda *_: watched.source.stop()
    watched.until(20)
    watched.source._purpose.action = watched._happens
    watched.source.arm()
    assert watched.until(24).days == [23]


def test_retuned_again_and_again_it_comes_once() -> None:
    """Each new rate leaves an entry in the queue at the time at which it would have come."""
    watched = Watched(1.0)
    for day, rate in ((2, 4.0), (3, 0.5), (4, 8.0)):
        watched.until(day).retuned(rate)
    watched.retuned(0.25)
    assert watched.until(25).days == [4 + (10 - 2 - 4 - 0.5) / 0.25]


def test_stopped_and_armed_at_the_same_instant_it_comes_once() -> None:
    watched = Watched(1.0).until(4)
    watched.source.stop()
    watched.source.arm()
    assert watched.until(19).days == [10, 13, 18]


def test_a_restless_one_waits_for_one_time_however_often_its_rate_changes() -> None:
    entries = {}
    for kind in (Source, RestlessSource):
        watched = Watched(1.0, kind=kind)
        for turn in range(1_000):  # what is left hardly moves, to and fro
            watched.until((turn + 1) / 500).retuned(1.0 + 0.001 * (turn % 2))
        agenda = watched.env.agenda
        entries[kind] = len(watched.env._queue) + sum(map(_many, agenda._later.values()))
        assert len(watched.until(12).days) == 1
    assert entries[Source] > 900
    assert entries[RestlessSource] < 20


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 9 * DAY),
        st.sampled_from(("retune", "stop", "arm")),
        st.sampled_from((0.0, 0.25, 1.0, 3.0)),
    ),
    max_size=12,
)


@given(CHANGES)
def test_both_kinds_come_at_the_same_times(changes: list[tuple[int, str, float]]) -> None:
    one, other = (Watched(1.0, kind=kind) for kind in (Source, RestlessSource))
    for watched in (one, other):
        for wait, what, rate in changes:
            watched.env.run(until=watched.env.now + wait + 1)
            if what == "retune":
                watched.source.retune(rate)
            elif what == "stop":
                watched.source.stop()
            elif not watched.source.armed:
                watched.source.arm()
        watched.until(120)
    assert one.days == other.days
    assert one.source.happened == other.source.happened


class Serial:
    """A source of what takes some days each and is done one by one, with its diary."""

    def __init__(self, rate: float, takes: float) -> None:
        self.env = Clock(initial_time=0)
        self.came: list[tuple[float, float]] = []
        """The day on which each came, and that on which it fell due."""
        self._takes = round(takes * DAY)
        purpose = Purpose("any", self.env, two_exposures, self._comes, again=False)
        self.source = SerialSource(purpose, 0, rate, None)
        self.source.arm()

    def _comes(self, _: None, number: int) -> None:
        assert number == len(self.came) + 1
        due = self.env.now - self.source.late
        self.came.append((self.env.now / DAY, due / DAY))
        Timer(self.env, self._takes, lambda *_: self.source.arm_since(due), None, None)

    def until(self, day: float) -> "Serial":
        self.env.run(until=round(day * DAY))
        return self


def test_what_is_done_one_by_one_falls_due_all_the_same() -> None:
    """Exposures of 10, 3, 5 and 2 days, again and again."""
    at_leisure = [(10, 10), (13, 13), (18, 18), (20, 20), (30, 30)]
    assert Serial(1.0, takes=1).until(31).came == at_leisure
    assert Serial(1.0, takes=4).until(31).came == [(10, 10), (14, 13), (18, 18), (22, 20), (30, 30)]
    assert Serial(1.0, takes=9).until(40).came == [(10, 10), (19, 13), (28, 18), (37, 20)]


def test_its_turn_comes_at_the_rate_of_its_day() -> None:
    slow = Serial(1.0, takes=4).until(11)
    slow.source.retune(0.5)
    assert slow.until(30).came == [(10, 10), (16, 16), (26, 26)]


def test_nothing_is_due_at_no_rate_and_the_exposure_is_kept() -> None:
    done = Serial(1.0, takes=4).until(11)
    done.source.retune(0.0)
    assert done.until(100).came == [(10, 10)]
    done.source.retune(1.0)
    assert done.until(104).came == [(10, 10), (103, 103)]
