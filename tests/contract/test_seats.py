"""Seats: who is being served, in the order in which they sat down."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.organisation.seats import SPARE, Seats

MOVES = st.lists(st.integers(0, 99), max_size=300)
"""Who gets up, as a percentage of those who sit; the others sit down."""


def work(number: int, *, on_reserve: bool = False) -> Any:
    return SimpleNamespace(number=number, on_reserve=on_reserve, seat=-1)


@given(MOVES, st.integers(1, 4))
def test_they_are_a_list_from_which_anybody_goes(moves: list[int], often: int) -> None:
    seats, sitting = Seats(), []
    for number, luck in enumerate(moves):
        if sitting and number % (often + 1):
            gone = sitting.pop(luck * len(sitting) // 100)
            seats.get_up(gone)
        else:
            come = work(number, on_reserve=luck % 3 == 0)
            sitting.append(come)
            seats.sit_down(come)
        assert len(seats) == len(sitting)
        assert seats.taken() == sitting
        assert [seats.at(place) for place in range(len(sitting))] == sitting
        free = [one for one in sitting if not one.on_reserve]
        assert seats.latest() is (free[-1] if free else None)


def test_empty_seats_are_few_however_many_have_come() -> None:
    seats, first, latest = Seats(), work(0), work(1)
    seats.sit_down(first)
    seats.sit_down(latest)
    for number in range(10 * SPARE):
        come = work(number)
        seats.sit_down(come)
        seats.get_up(latest)
        latest = come
        assert len(seats._row) <= 4 * len(seats) + SPARE
    assert seats.taken() == [first, latest]


def test_whoever_stays_is_found_when_all_have_moved_up() -> None:
    seats = Seats()
    all_ = [work(number) for number in range(10 * SPARE)]
    for one in all_:
        seats.sit_down(one)
    for one in all_[1:-1]:
        seats.get_up(one)
    assert len(seats._row) < 2 * SPARE
    seats.get_up(all_[-1])
    assert seats.taken() == [all_[0]]
    seats.clear()
    assert (len(seats), seats.taken(), seats.latest()) == (0, [], None)
