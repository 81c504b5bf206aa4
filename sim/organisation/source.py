"""Things that happen at random at a rate: a Poisson process of one entity."""

from collections.abc import Callable
from typing import Any, Final

from sim.compiled import mypyc_attr
from sim.organisation.agenda import NEVER, Planned
from sim.organisation.clock import Clock
from sim.organisation.fetching import Fetchable
from sim.randomness import Ahead

_NONE: Final[list[int]] = []
"""What most sources have drawn ahead."""
_NOTHING: Final = -1
"""What is left where nothing is drawn."""


class Purpose:
    """What all sources of one purpose have in common.

    `name` is the parameter that says how often; `exposures` are their luck; `action` is what they
    call; with `again` the next event is on its way as soon as one has come.
    """

    __slots__ = ("action", "again", "agenda", "clock", "exposures", "name")

    def __init__(
        self,
        name: str,
        clock: Clock,
        exposures: Ahead,
        action: Callable[[Any, int], None],
        *,
        again: bool,
    ) -> None:
        self.name = name
        self.clock = clock
        self.agenda = clock.agenda
        self.exposures = exposures
        self.action = action
        self.again = again


@mypyc_attr(acyclic=True)
class Source(Planned):
    """Calls `action(about, happened)` after an exponential time, again and again, or each time it
    is armed.

    The rate is per working day and may change at any moment, exactly: luck is drawn as exposure
    (rate x time until it happens, in ticks at a rate of one a day), so a change of the rate, or a
    rest, stretches what is left to wait and redraws nothing.
    While the next is on its way, when it is due says all; what is left is kept where it rests.
    `entity` keys its luck; `about` is whom it befalls; `happened` counts the events so far; `armed`
    says that the next is on its way, which with `again` it always is, once it was armed.

    A portfolio waits for little else, so a source is an event itself, and is planned whenever it is
    on its way.
    """

    __slots__ = ("_ahead", "_left", "_purpose", "about", "armed", "entity", "happened", "rate")

    def __init__(self, purpose: Purpose, entity: int, rate: float, about: Any) -> None:
        super().__init__(_CALLS)
        self._purpose = purpose
        self.entity = entity
        self.about = about
        self.armed = False
        self._ahead = _NONE
        self._left: int = _NOTHING
        self.happened = 0
        self.rate = rate

    @property
    def name(self) -> str:
        """The parameter that says how often."""
        return self._purpose.name

    def arm(self) -> None:
        """Waits for the next event: until as much exposure is used up as is drawn for it, or as was
        left of that when it was stopped."""
        self.armed = True
        left = self._left
        if left == _NOTHING:
            left = (self._ahead or self._more()).pop()
        if self.rate > 0:
            self._left = _NOTHING
            self._plan(self._purpose.clock.now + int(left / self.rate + 0.5))
        else:
            self._left = left

    def stop(self) -> None:
        """Nothing happens any more, until it is armed again."""
        self._rest()
        self.armed = False

    def retune(self, rate: float) -> None:
        """Changes the rate; what is left of the exposure stays."""
        if rate == self.rate:
            return
        if self.due != NEVER and rate > 0:  # as `_rest` and `arm` would, but all at once
            now = self._purpose.clock.now
            left = int((self.due - now) * self.rate + 0.5)
            self.rate = rate
            self._plan(now + int(left / rate + 0.5))
            return
        self._rest()
        self.rate = rate
        if self.armed:
            self.arm()

    def _rest(self) -> None:
        """No exposure is used up any more; what is left stays."""
        if self.due != NEVER:
            self._left = int((self.due - self._purpose.clock.now) * self.rate + 0.5)
            self.due = NEVER  # when the time comes it will come in vain

    def _plan(self, due: int) -> None:
        self._purpose.agenda.plan(due, self)

    def fetch(self) -> int:
        """See `Fetchable`."""
        about = self.about
        return about.fetch() if isinstance(about, Fetchable) else self.happened

    def _more(self) -> list[int]:
        """Draws some exposures ahead, of which the last is the next."""
        ahead = self._purpose.exposures(self.entity, self.happened)
        if len(ahead) > 1:
            self._ahead = ahead
        return ahead

    def _happen(self) -> None:
        self.callbacks = _CALLS  # SimPy has taken them; it may stand in the queue more than once
        purpose = self._purpose
        now = purpose.clock.now
        if now != self.due:
            return
        number = self.happened = self.happened + 1
        if purpose.again:  # as `arm` does, without the call: most of what happens
            left = (self._ahead or self._more()).pop()
            self._plan(now + int(left / self.rate + 0.5))
        else:
            self.armed = False
            self.due = NEVER
        purpose.action(self.about, number)


@mypyc_attr(acyclic=True)
class RestlessSource(Source):
    """A source whose rate changes far oftener than anything happens, as demand does with all that
    the business sees: it waits for the earliest time that was planned, and plans anew only then."""

    __slots__ = ("_rings",)

    def __init__(self, purpose: Purpose, entity: int, rate: float, about: Any) -> None:
        super().__init__(purpose, entity, rate, about)
        self._rings = NEVER
        """When the next bell rings, in ticks; it may have become due later, or never."""

    def _plan(self, due: int) -> None:
        self.due = due
        if self._rings == NEVER or due < self._rings:
            self._rings = due
            self._purpose.agenda.plan(due, Bell(self))

    def rings(self) -> None:
        """A bell has rung; in vain if another rings first that was planned later."""
        now = self._purpose.clock.now
        if now != self._rings:
            return
        self._rings = NEVER
        if self.due == now:
            self._happen()
        elif self.due != NEVER:
            self._plan(self.due)


@mypyc_attr(acyclic=True)
class SerialSource(Source):
    """A source of what is done one by one: the next does not come while the last is under way, but
    falls due all the same.

    `late` is for how many ticks the one that has come has been due.
    """

    __slots__ = ("late",)

    def __init__(self, purpose: Purpose, entity: int, rate: float, about: Any) -> None:
        super().__init__(purpose, entity, rate, about)
        self.late = 0

    def arm_since(self, then: int) -> None:
        """Waits for the next event as if it had done so since then, at the rate of today: what
        would have come by now comes at once."""
        left = (self._ahead or self._more()).pop()
        now = self._purpose.clock.now
        if self.rate > 0:
            due = then + int(left / self.rate + 0.5)
            if due <= now:
                self.late = now - due
                self.happened += 1
                self._purpose.action(self.about, self.happened)
                return
            self._plan(due)
        else:
            self._left = left
        self.late = 0
        self.armed = True


@mypyc_attr(acyclic=True)
class Bell(Planned):
    """Rings for a restless source."""

    __slots__ = ("source",)

    def __init__(self, source: RestlessSource) -> None:
        super().__init__(_RINGS)
        self.source = source

    def _ring(self) -> None:
        self.source.rings()


_RINGS: Final[tuple[Any, ...]] = (Bell._ring,)
_CALLS: Final[tuple[Any, ...]] = (Source._happen,)
"""What SimPy calls when the time of a source has come, with the source."""
