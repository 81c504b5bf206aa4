"""What the ledgers say of a queue, between two moments."""

from collections.abc import Callable

from sim.measures.window import Window
from sim.units import TICKS_PER_DAY

View = Callable[[Window], float]


def mean_wait(item: str, resource: str) -> View:
    """Days that an item waits for a resource, over all its spells of waiting there."""

    def view(window: Window) -> float:
        visits, ticks = at_stop(window, item, "waiting", resource)
        return ticks / visits / TICKS_PER_DAY

    return view


def mean_number(item: str, resource: str) -> View:
    """How many items are at a resource, waiting or being worked on."""

    def view(window: Window) -> float:
        ticks = [at_stop(window, item, state, resource)[1] for state in ("waiting", "working")]
        return sum(ticks) / window.ticks

    return view


def mean_lead_time(item: str) -> View:
    """Days from the first day of an item to its last, of all that end in the window."""

    def view(window: Window) -> float:
        times = [
            ended - asked
            for asked, _, ended, *_ in window.lives(item).completed
            if window.opening.at < ended <= window.closing.at
        ]
        return sum(times) / len(times) / TICKS_PER_DAY

    return view


def mean_level(name: str) -> View:
    """Time average of something that is counted all the time."""
    return lambda window: window.mean_level(name)


def busy_share(resource: str) -> View:
    """Share of the time of a resource in which it is not idle."""
    return lambda window: 1 - window.spent((resource,), ("idle",)) / window.heads(resource)


def at_stop(window: Window, item: str, state: str, resource: str) -> tuple[int, int]:
    """Visits to a place during a window, and ticks spent there."""
    visits = ticks = 0
    for stop, (count, spent) in window.closing.stops.items():
        if (stop.item, stop.state, stop.resource) == (item, state, resource):
            before = window.opening.stops.get(stop, (0, 0))
            visits, ticks = visits + count - before[0], ticks + spent - before[1]
    return visits, ticks


def mean_heads(role: str) -> View:
    """Time average of the people that there are."""
    return lambda window: window.heads(role) / window.ticks


def a_day(amount: str) -> View:
    """How much of something is added up in a day."""

    def view(window: Window) -> float:
        total = window.amount(amount)
        assert total is not None
        return total / window.ticks * TICKS_PER_DAY

    return view
