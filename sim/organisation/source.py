"""Things that happen at random at a rate: a Poisson process of one entity."""

from collections.abc import Callable
from typing import Any, Final

from sim.organisation.clock import Clock
from sim.randomness import Ahead

_NONE: Final[list[int]] = []
"""What most sources have drawn ahead."""


class Source:
    """Calls `action(about, happened)` after an exponential time, again and again, or each time it
    is armed.

    The rate is per working day and may change at any moment, exactly: luck is drawn as exposure
    (rate x time until it happens, in ticks at a rate of one a day), so a change of the rate, or a
    rest, stretches what is left to wait and redraws nothing.
    `about` is whom it befalls; `happened` counts the events so far; `armed` says that the next is
    on its way, which with `again` it always is, once it was armed.

    A portfolio waits for little else, so a source is an event itself: it has what SimPy asks of one
    that comes, and no more, and stands in the queue of events whenever it is on its way.
    """

    __slots__ = (
        "_action", "_again", "_ahead", "_clock", "_due", "_entity", "_exposures", "_left", "about",
        "armed", "callbacks", "happened", "rate",
    )  # fmt: skip
    _ok = True

    def __init__(
        self,
        clock: Clock,
        exposures: Ahead,
        entity: int,
        rate: float,
        action: Callable[[Any, int], None],
        about: Any,
        *,
        again: bool,
    ) -> None:
        self._clock = clock
        self._exposures = exposures
        self._entity = entity
        self._action = action
        self.about = about
        self._again = again
        self.armed = False
        self._ahead = _NONE
        self._left: int | None = None
        self._due: int | None = None
        self.happened = 0
        self.rate = rate
        self.callbacks = _CALLS

    def arm(self) -> None:
        """Waits for the next event: until as much exposure is used up as is drawn for it, or as was
        left of that when it was stopped."""
        self.armed = True
        left = self._left
        if left is None:
            left = self._left = (self._ahead or self._more()).pop()
        if self.rate > 0:
            due = self._due = self._clock._now + int(left / self.rate + 0.5)
            self._clock.plan(due, self)

    def stop(self) -> None:
        """Nothing happens any more, until it is armed again."""
        self._rest()
        self.armed = False

    def retune(self, rate: float) -> None:
        """Changes the rate; what is left of the exposure stays."""
        if rate == self.rate:
            return
        if self._due is not None and rate > 0:  # as `_rest` and `arm` would, but all at once
            now = self._clock._now
            left = self._left = int((self._due - now) * self.rate + 0.5)
            self.rate = rate
            due = self._due = now + int(left / rate + 0.5)
            self._clock.plan(due, self)
            return
        self._rest()
        self.rate = rate
        if self.armed:
            self.arm()

    def _rest(self) -> None:
        """No exposure is used up any more; what is left stays."""
        if self._due is not None:
            self._left = int((self._due - self._clock._now) * self.rate + 0.5)
            self._due = None  # when the time comes it will come in vain

    def _more(self) -> list[int]:
        """Draws some exposures ahead, of which the last is the next."""
        ahead = self._exposures(self._entity, self.happened)
        if len(ahead) > 1:
            self._ahead = ahead
        return ahead

    def _happen(self) -> None:
        self.callbacks = _CALLS  # SimPy has taken them; it may stand in the queue more than once
        now = self._clock._now
        if now != self._due:
            return
        number = self.happened = self.happened + 1
        if self._again:  # as `arm` does, without the call: most of what happens
            left = self._left = (self._ahead or self._more()).pop()
            due = self._due = now + int(left / self.rate + 0.5)
            self._clock.plan(due, self)
        else:
            self.armed = False
            self._due = self._left = None
        self._action(self.about, number)


_CALLS: Final = (Source._happen,)
"""What SimPy calls when the time of a source has come, with the source."""
