"""What waits for its stretch of time happens at its time and in its turn, as in one queue."""

from collections.abc import Sequence
from functools import partial
from unittest import mock

import pytest
import simpy
from hypothesis import example, given
from hypothesis import strategies as st

from sim.organisation import agenda
from sim.organisation.agenda import BUNDLE, ENOUGH, NEVER, PART, STRETCH, Planned
from sim.organisation.clock import Clock
from sim.organisation.timer import Timer

HOUR = 1 << (STRETCH - 3)
DELAYS = st.one_of(
    st.integers(0, 3), st.integers(0, 40).map(lambda many: many * HOUR), st.integers(0, 90 * HOUR)
)
PLANS = st.lists(st.tuples(DELAYS, st.lists(DELAYS, max_size=4)), max_size=2 * ENOUGH)
Plans = Sequence[tuple[int, Sequence[int]]]
Told = list[tuple[int, int, int]]
END = -1
"""Stands among what is told for the end of a stretch that is run."""


def with_timers(plans: Plans, begin: int, ends: Sequence[int]) -> Told:
    """When each timer rings: its time, its number, and which of its turns it is."""
    clock, told = Clock(begin), Told()

    def ring(number: int, turns: Sequence[int], turn: int, timer: Planned) -> None:
        told.append((clock.now, number, turn))
        if turn < len(turns):
            timer.callbacks = (partial(ring, number, turns, turn + 1),)
            clock.agenda.plan(clock.now + turns[turn], timer)

    for number, (first, turns) in enumerate(plans):
        clock.agenda.plan(begin + first, Planned((partial(ring, number, turns, 0),)))
    for end in ends:
        clock.run(until=begin + end)
        told.append((clock.now, END, 0))
    clock.run()
    return told


def with_timeouts(plans: Plans, begin: int, ends: Sequence[int]) -> Told:
    """The same with nothing but SimPy."""
    env, told = simpy.Environment(begin), Told()

    def wait(number: int, delay: int, turns: Sequence[int], turn: int) -> None:
        def happens(_: simpy.Event) -> None:
            told.append((int(env.now), number, turn))
            if turn < len(turns):
                wait(number, turns[turn], turns, turn + 1)

        env.timeout(delay).callbacks.append(happens)

    for number, (first, turns) in enumerate(plans):
        wait(number, first, turns, 0)
    for end in ends:
        env.run(until=begin + end)
        told.append((int(env.now), END, 0))
    env.run()
    return told


@pytest.mark.parametrize(
    ("enough", "part", "bundle"), [(1, 1, 1), (1, 3, 2), (ENOUGH, 1, 3), (ENOUGH, PART, BUNDLE)]
)
@given(PLANS, st.integers(-(2**30), 2**30), st.sets(st.integers(1, 99 * HOUR), max_size=3))
@example([(9 << STRETCH, [1 << STRETCH])], 0, {1 << STRETCH, 9 << STRETCH})
@example([(number * HOUR, [70 * HOUR]) for number in range(3 * ENOUGH)], -5, set())
@example([(number, [1 << STRETCH, 0]) for number in range(40)], 3, {5})
def test_all_happens_as_in_one_queue(
    enough: int, part: int, bundle: int, plans: Plans, begin: int, ends: set[int]
) -> None:
    ordered = sorted(ends)
    with mock.patch.multiple(agenda, ENOUGH=enough, PART=part, BUNDLE=bundle):
        timers = with_timers(plans, begin, ordered)
    assert timers == with_timeouts(plans, begin, ordered)


def test_what_is_planned_before_what_was_planned_first_comes_first() -> None:
    # The stretch of the earlier is planned last, so that its beginning is the second one.
    assert [
        number for _, number, _ in with_timers([(9 << STRETCH, []), (5 << STRETCH, [])], 0, [])
    ] == [1, 0]


def test_simpys_queue_holds_only_what_is_near() -> None:
    clock, rung = Clock(0), []
    for number in range(50 * ENOUGH):
        Timer(clock, number << (STRETCH - 4), list.append, rung, number)
    clock.run(until=3 << STRETCH)
    assert len(rung) == 48
    assert len(clock._queue) <= 2 * ENOUGH
    clock.run()
    assert len(rung) == 50 * ENOUGH


def test_nor_more_of_a_stretch_in_which_much_happens() -> None:
    clock, rung = Clock(0), []
    for number in range(100 * PART):
        Timer(clock, (9 << STRETCH) + number * (HOUR // 128), list.append, rung, number)
    clock.run(until=(9 << STRETCH) + HOUR)
    assert len(rung) == 128
    assert len(clock._queue) <= 2 * PART + 2
    clock.run(until=10 << STRETCH)
    assert len(rung) == 8 * 128
    clock.run()
    assert len(rung) == 100 * PART


class Once(Planned):
    """Comes as it was planned last; tells when."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(())
        self.clock = clock
        self.came: list[int] = []

    def plan(self, at: int) -> None:
        self.callbacks = (self.comes,)
        self.clock.agenda.plan(at, self)

    def comes(self, _: Planned) -> None:
        self.callbacks = (self.comes,)
        if self.clock.now == self.due:
            self.came.append(self.clock.now)
            self.due = NEVER


FAR = st.integers(0, 40 << (STRETCH - 2))


@pytest.mark.parametrize(
    ("enough", "part", "bundle"), [(1, 1, 1), (ENOUGH, 1, 2), (ENOUGH, PART, BUNDLE)]
)
@given(st.lists(st.lists(FAR, min_size=1, max_size=4), max_size=40), st.lists(FAR, max_size=4))
@example([[9 << STRETCH, 3, 9 << STRETCH]] * 9, [])
@example([[(9 << STRETCH) + 5, (9 << STRETCH) + 5]] * 9, [8 << STRETCH])
def test_what_is_planned_anew_comes_once_as_planned_last(
    enough: int, part: int, bundle: int, plans: list[list[int]], pauses: list[int]
) -> None:
    with mock.patch.multiple(agenda, ENOUGH=enough, PART=part, BUNDLE=bundle):
        clock = Clock(0)
        several = [Once(clock) for _ in plans]
        last = [0] * len(plans)
        for pause in [0, *sorted(pauses)]:
            if pause > clock.now:
                clock.run(until=pause)
            for number, (one, ats) in enumerate(zip(several, plans, strict=True)):
                if not one.came:
                    for at in ats:
                        last[number] = clock.now + at
                        one.plan(last[number])
        clock.run()
    assert [one.came for one in several] == [[at] for at in last]


def test_what_never_comes_is_due_before_all_time() -> None:
    clock = Clock(0)
    one = Once(clock)
    for at in (5, 9 << STRETCH):
        one.plan(at)
        one.due = NEVER
    clock.run()
    assert one.came == []
