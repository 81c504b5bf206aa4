"""Timers: events that come when a time is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from sim.compiled import mypyc_attr
from sim.organisation.agenda import Planned
from sim.organisation.clock import Clock
from sim.organisation.fetching import Fetchable

if TYPE_CHECKING:
    from sim.organisation.work import Work


@mypyc_attr(acyclic=True, free_list_len=1)
class Timer(Planned):
    """Calls `action(whom, about)` after `delay` ticks.

    What `simpy.Timeout` and an appended callback do, in one call instead of four, and in one object
    for what may be waited for for months.
    """

    __slots__ = ("about", "action", "whom")

    def __init__(
        self, clock: Clock, delay: int, action: Callable[[Any, Any], None], whom: Any, about: Any
    ) -> None:
        super().__init__(_CALLS)
        self.action = action
        self.whom = whom
        self.about = about
        clock.agenda.plan(clock.now + delay, self)

    def fetch(self) -> int:
        """See `Fetchable`."""
        about = self.about
        return about.fetch() if isinstance(about, Fetchable) else 0

    def _come(self) -> None:
        self.action(self.whom, self.about)


_CALLS: Final[tuple[Any, ...]] = (Timer._come,)
"""What SimPy calls when the time is over, with the timer."""


@mypyc_attr(acyclic=True)
class Sitting(Planned):
    """The end of a sitting at some work; who sits at what desk is told by `callbacks`.

    One that has come may be planned again, at other work, which spares making another.
    """

    __slots__ = ("work",)

    def __init__(self, work: Work, callbacks: Any) -> None:
        super().__init__(callbacks)
        self.work: Work | None = work

    def fetch(self) -> int:
        """See `Fetchable`."""
        work = self.work
        return 0 if work is None else work.fetch()
