"""The closed forms themselves: textbook numbers, special cases, chains solved numerically."""

from collections.abc import Iterator

import pytest

from analysis.closed_forms import (
    chances_m_m_c,
    erlang_c,
    exponential,
    fixed,
    machine_interference,
    number_m_m_c,
    spread,
    wait_m_g_1,
    wait_m_m_c,
    waits_preemptive_resume,
    waits_preemptive_resume_pool,
    waits_waiting_priority,
    waits_waiting_priority_pool,
)
from tests.theory.chains import Moves, State, mean, steady_state

LONGEST = 60
"""Where chains are cut off: at the loads below, longer queues have chances under 1e-9."""


def test_erlang_c_of_two_erlangs() -> None:
    assert erlang_c(2, 3) == pytest.approx(4 / 9)
    assert erlang_c(0.7, 1) == pytest.approx(0.7)


def test_eye_clinic_of_gross_and_harris() -> None:
    """6 patients an hour, 20 minutes each, three doctors: 8/9 wait, and wait 8.9 minutes."""
    assert 6 * wait_m_m_c(6, 1 / 3, 3) == pytest.approx(0.889, abs=5e-4)
    assert number_m_m_c(6, 1 / 3, 3) == pytest.approx(2.889, abs=5e-4)
    assert 60 * wait_m_m_c(6, 1 / 3, 3) == pytest.approx(8.89, abs=5e-3)


def test_chances_and_means_of_m_m_c_belong_together() -> None:
    chances = chances_m_m_c(2.1, 3)
    assert sum(chances[3:]) == pytest.approx(erlang_c(2.1, 3))
    number = sum(number * chance for number, chance in enumerate(chances))
    assert number == pytest.approx(number_m_m_c(21, 0.1, 3))


@pytest.mark.parametrize(("doctors", "wait"), [(1, 2 / 3), (2, 1 / 24)])
def test_county_hospital_of_hillier_and_lieberman(doctors: int, wait: float) -> None:
    """2 patients an hour, 20 minutes each."""
    assert wait_m_m_c(2, 1 / 3, doctors) == pytest.approx(wait)


def test_county_hospital_with_priorities_of_hillier_and_lieberman() -> None:
    """The same patients in three classes: critical, serious, stable."""
    arrivals, service = (0.2, 0.6, 1.2), 1 / 3
    classes = [(rate, exponential(service)) for rate in arrivals]
    near = {"abs": 5e-4}
    assert waits_waiting_priority(classes)[:2] == pytest.approx([0.238, 0.325], **near)
    assert waits_preemptive_resume(classes)[:2] == pytest.approx([0.024, 0.154], **near)
    pool = waits_waiting_priority_pool(arrivals, service, 2)
    assert pool == pytest.approx([0.029, 0.033, 0.048], **near)
    pool = waits_preemptive_resume_pool(arrivals, service, 2)
    rounding = {"rel": 3e-3}  # the book rounds on the way
    assert pool == pytest.approx([0.00037, 0.00793, 0.06542], **rounding)


@pytest.mark.parametrize(("repairers", "down"), [(1, 0.640), (2, 0.465)])
def test_five_robots_of_gross_and_harris(repairers: int, down: float) -> None:
    """They run 30 hours on average, and are repaired in 3."""
    assert machine_interference(5, 1 / 30, 3, repairers)[1] == pytest.approx(down, abs=5e-4)


def test_m_g_1_contains_m_m_1_and_half_of_it() -> None:
    m_m_1 = wait_m_m_c(7, 0.1, 1)
    assert wait_m_g_1(7, exponential(0.1)) == pytest.approx(m_m_1)
    assert wait_m_g_1(7, fixed(0.1)) == pytest.approx(m_m_1 / 2)
    assert wait_m_g_1(7, spread(0.1, 1)) == pytest.approx(m_m_1)


def test_priorities_of_one_class_are_none() -> None:
    assert waits_waiting_priority([(7, fixed(0.1))]) == pytest.approx([wait_m_g_1(7, fixed(0.1))])
    assert waits_preemptive_resume([(7, fixed(0.1))]) == pytest.approx([wait_m_g_1(7, fixed(0.1))])
    assert waits_waiting_priority_pool([21], 0.1, 3) == pytest.approx([wait_m_m_c(21, 0.1, 3)])


def test_pools_of_one_are_single_servers() -> None:
    arrivals, classes = (3, 2, 1), [(rate, exponential(0.1)) for rate in (3, 2, 1)]
    waiting, preemptive = waits_waiting_priority(classes), waits_preemptive_resume(classes)
    assert waits_waiting_priority_pool(arrivals, 0.1, 1) == pytest.approx(waiting)
    assert waits_preemptive_resume_pool(arrivals, 0.1, 1) == pytest.approx(preemptive)


def m_m_c(arrivals: float, service: float, servers: int) -> Moves:
    def moves(state: State) -> Iterator[tuple[State, float]]:
        (number,) = state
        if number < 4 * LONGEST:
            yield (number + 1,), arrivals
        if number:
            yield (number - 1,), min(number, servers) / service

    return moves


def test_m_m_c_is_that_of_the_chain() -> None:
    chances = steady_state((0,), m_m_c(21, 0.1, 3))
    waiting = mean(chances, lambda state: max(0, state[0] - 3))
    assert wait_m_m_c(21, 0.1, 3) == pytest.approx(waiting / 21)


def m_erlang2_1(arrivals: float, service: float) -> Moves:
    """Two exponential halves of a service; the state is (customers, halves left of the first)."""

    def moves(state: State) -> Iterator[tuple[State, float]]:
        number, halves = state
        if number < 2 * LONGEST:
            yield (number + 1, halves or 2), arrivals
        if halves == 2:
            yield (number, 1), 2 / service
        if halves == 1:
            yield (number - 1, 2 if number > 1 else 0), 2 / service

    return moves


def test_m_g_1_is_that_of_the_chain() -> None:
    chances = steady_state((0, 0), m_erlang2_1(7, 0.1))
    waiting = mean(chances, lambda state: max(0, state[0] - 1))
    assert wait_m_g_1(7, spread(0.1, 0.5**0.5)) == pytest.approx(waiting / 7)


def waiting_priority(arrivals: tuple[float, float], services: tuple[float, float]) -> Moves:
    """The state is (urgent waiting, others waiting, class being served: 0 none, 1 or 2)."""

    def moves(state: State) -> Iterator[tuple[State, float]]:
        urgent, others, served = state
        if urgent < LONGEST:
            yield (urgent + (served > 0), others, served or 1), arrivals[0]
        if others < LONGEST:
            yield (urgent, others + (served > 0), served or 2), arrivals[1]
        if served:
            yield next_in_line(urgent, others), 1 / services[served - 1]

    return moves


def next_in_line(urgent: int, others: int) -> State:
    if urgent:
        return urgent - 1, others, 1
    return (0, others - 1, 2) if others else (0, 0, 0)


def test_waiting_priority_is_that_of_the_chain() -> None:
    arrivals, services = (3, 1.5), (0.1, 0.2)
    chances = steady_state((0, 0, 0), waiting_priority(arrivals, services))
    waits = [mean(chances, lambda state, k=k: state[k]) / arrivals[k] for k in (0, 1)]
    classes = list(zip(arrivals, map(exponential, services), strict=True))
    assert waits_waiting_priority(classes) == pytest.approx(waits, rel=1e-5)


def preemptive(arrivals: tuple[float, float], services: tuple[float, float], servers: int) -> Moves:
    """The state is (urgent present, others present): who is served follows from it."""

    def moves(state: State) -> Iterator[tuple[State, float]]:
        urgent, others = state
        if urgent < LONGEST:
            yield (urgent + 1, others), arrivals[0]
        if others < LONGEST:
            yield (urgent, others + 1), arrivals[1]
        if urgent:
            yield (urgent - 1, others), min(urgent, servers) / services[0]
        if others and urgent < servers:
            yield (urgent, others - 1), min(others, servers - urgent) / services[1]

    return moves


def test_preemptive_resume_is_that_of_the_chain() -> None:
    """White and Christie's own case: two exponential classes, of different means."""
    arrivals, services = (3, 1.5), (0.1, 0.2)
    chances = steady_state((0, 0), preemptive(arrivals, services, 1))
    waits = [mean(chances, lambda state, k=k: state[k]) / arrivals[k] - services[k] for k in (0, 1)]
    classes = list(zip(arrivals, map(exponential, services), strict=True))
    assert waits_preemptive_resume(classes) == pytest.approx(waits, rel=1e-5)


def test_preemptive_resume_in_a_pool_is_that_of_the_chain() -> None:
    chances = steady_state((0, 0), preemptive((9, 9), (0.1, 0.1), 3))
    waits = [mean(chances, lambda state, k=k: state[k]) / 9 - 0.1 for k in (0, 1)]
    assert waits_preemptive_resume_pool((9, 9), 0.1, 3) == pytest.approx(waits, rel=1e-5)
