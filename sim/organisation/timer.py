"""Timers: events that come when a time is over."""

from collections.abc import Callable
from typing import Any

from sim.organisation.agenda import Planned
from sim.organisation.clock import Clock


class Timer(Planned):
    """Calls `action(timer)` after `delay` ticks; whoever set it may carry something as `value`.

    What `simpy.Timeout` and an appended callback do, in one call instead of four. One that has rung
    may be planned again, which spares making another: with `calls` as its callbacks, for SimPy has
    taken them.
    """

    __slots__ = ("calls", "value")

    def __init__(
        self, clock: Clock, delay: int, action: Callable[[Any], None], value: Any = None
    ) -> None:
        self.calls = (action,)
        super().__init__(self.calls)
        self.value = value
        clock.agenda.plan(clock.now + delay, self)


def act(timer: Timer) -> None:
    """What a timer does that carries all that is to be done as its value."""
    timer.value()
