"""Closed forms of queueing theory, written down from the literature and from nothing in `sim`.

Times are in days and rates per day, or in any other unit of time used throughout. Every queue is
in steady state and its load below 1. `test_closed_forms.py` checks them against textbook numbers
and against Markov chains that are solved numerically.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import expm1


@dataclass(frozen=True)
class Service:
    """The first two moments of a service time."""

    mean: float
    square: float
    """The mean of the square."""


def fixed(mean: float) -> Service:
    """Always the same."""
    return Service(mean, mean**2)


def exponential(mean: float) -> Service:
    """Exponential: its standard deviation equals its mean."""
    return Service(mean, 2 * mean**2)


def spread(mean: float, cv: float) -> Service:
    """Any distribution with this coefficient of variation."""
    return Service(mean, mean**2 * (1 + cv**2))


def erlang_c(offered: float, servers: int) -> float:
    """Chance that a customer of M/M/c has to wait (Erlang 1917).

    Args:
        offered: arrivals x mean service, in erlangs.
        servers: c.
    """
    blocked = 1.0  # Erlang's B, by the usual recursion over the number of servers
    for number in range(1, servers + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return blocked / (1 - offered / servers * (1 - blocked))


def wait_m_m_c(arrivals: float, service: float, servers: int) -> float:
    """Mean wait in M/M/c."""
    return erlang_c(arrivals * service, servers) / (servers / service - arrivals)


def chances_m_m_c(offered: float, servers: int, longest: int = 500) -> list[float]:
    """Chances of 0, 1, ... `longest` customers in M/M/c, by its birth-death balances."""
    weights = [1.0]
    for number in range(1, longest + 1):
        weights.append(weights[-1] * offered / min(number, servers))
    return [weight / sum(weights) for weight in weights]


def number_m_m_c(arrivals: float, service: float, servers: int) -> float:
    """Mean number in M/M/c, waiting and being served (Little 1961)."""
    return arrivals * (wait_m_m_c(arrivals, service, servers) + service)


def wait_m_g_1(arrivals: float, service: Service) -> float:
    """Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932)."""
    return arrivals * service.square / 2 / (1 - arrivals * service.mean)


def waits_waiting_priority(classes: Sequence[tuple[float, Service]]) -> list[float]:
    """Mean wait of each class of M/G/1 with priorities that interrupt nobody (Cobham 1954).

    Args:
        classes: (arrivals, service) of each class, the most urgent first.
    """
    rest = _rest_of_service(classes)[-1]
    above = [0.0, *_loads(classes)]
    return [rest / (1 - before) / (1 - with_it) for before, with_it in pairwise(above)]


def waits_waiting_priority_pool(
    arrivals: Sequence[float], service: float, servers: int
) -> list[float]:
    """The same for M/M/c with one exponential service for all classes (Cobham 1954)."""
    together = list(accumulate(arrivals))
    until_one_is_free = erlang_c(together[-1] * service, servers) * service / servers
    above = [0.0, *(rate * service / servers for rate in together)]
    return [until_one_is_free / (1 - before) / (1 - with_it) for before, with_it in pairwise(above)]


def waits_preemptive_resume(classes: Sequence[tuple[float, Service]]) -> list[float]:
    """Mean time that each class waits in M/G/1 with priorities that interrupt, and resume.

    For two exponential classes White and Christie 1958; for any number of classes and any
    distribution Conway, Maxwell and Miller 1967. The wait counts every spell of waiting of a
    customer: before it is first served, and after each interruption.
    """
    rests, above = _rest_of_service(classes), pairwise([0.0, *_loads(classes)])
    return [
        service.mean / (1 - before) - service.mean + rest / (1 - before) / (1 - with_it)
        for (_, service), rest, (before, with_it) in zip(classes, rests, above, strict=True)
    ]


def waits_preemptive_resume_pool(
    arrivals: Sequence[float], service: float, servers: int
) -> list[float]:
    """The same for M/M/c with one exponential service for all classes.

    Nothing below a class touches it, and work that has no memory may be interrupted at no loss: so
    the classes down to each one are together an M/M/c queue, and its numbers are differences.
    """
    together = accumulate(arrivals, initial=0.0)
    waiting = [rate * wait_m_m_c(rate, service, servers) for rate in together]
    return [
        (with_it - before) / rate
        for rate, (before, with_it) in zip(arrivals, pairwise(waiting), strict=True)
    ]


def machine_interference(
    machines: int, breaks: float, repair: float, repairers: int
) -> tuple[float, float]:
    """M/M/c//N: mean wait for repair, and mean number broken (Palm 1947).

    Args:
        machines: N, each of which breaks only while it runs.
        breaks: breakdowns of a running machine per unit of time.
        repair: mean time of a repair.
        repairers: c.
    """
    weights = [1.0]
    for broken in range(machines):
        rate_up, rate_down = (machines - broken) * breaks, min(broken + 1, repairers) / repair
        weights.append(weights[-1] * rate_up / rate_down)
    chances = [weight / sum(weights) for weight in weights]
    down = sum(number * chance for number, chance in enumerate(chances))
    waiting = sum(max(0, number - repairers) * chance for number, chance in enumerate(chances))
    return waiting / ((machines - down) * breaks), down


def growth_m_m_infinity(arrivals: float, life: float, until: float) -> float:
    """Mean over time, from an empty beginning, of the number in M/M/infinity (Takacs 1962).

    At time t it is arrivals x life x (1 - exp(-t / life)).

    Args:
        arrivals: per unit of time.
        life: mean time that each stays.
        until: end of the time that is averaged over.
    """
    lives = until / life
    return arrivals * life * (1 + expm1(-lives) / lives)


def _loads(classes: Sequence[tuple[float, Service]]) -> list[float]:
    """Load of each class and all above it."""
    return list(accumulate(arrivals * service.mean for arrivals, service in classes))


def _rest_of_service(classes: Sequence[tuple[float, Service]]) -> list[float]:
    """Mean rest of the service that an arrival meets, of each class and all above it."""
    return list(accumulate(arrivals * service.square / 2 for arrivals, service in classes))
