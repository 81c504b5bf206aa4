"""Timers: events that come when a time is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sim.organisation.agenda import Planned
from sim.organisation.clock import Clock

if TYPE_CHECKING:
    from sim.organisation.work import Work


class Timer(Planned):
    """Calls `action(timer)` after `delay` ticks; whoever set it may carry something as `value`.

    What `simpy.Timeout` and an appended callback do, in one call instead of four.
    """

    __slots__ = ("value",)

    def __init__(
        self, clock: Clock, delay: int, action: Callable[[Any], None], value: Any = None
    ) -> None:
        super().__init__((action,))
        self.value = value
        clock.agenda.plan(clock.now + delay, self)


class Sitting(Planned):
    """The end of a sitting at some work; who sits at what desk is told by `callbacks`.

    One that has come may be planned again, at other work, which spares making another.
    """

    __slots__ = ("work",)

    def __init__(self, work: Work, callbacks: Any) -> None:
        super().__init__(callbacks)
        self.work: Work | None = work


def act(timer: Timer) -> None:
    """What a timer does that carries all that is to be done as its value."""
    timer.value()
