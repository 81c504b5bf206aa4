"""Things that happen at random at a rate: a Poisson process of one entity."""

from collections.abc import Callable
from typing import Final

from sim.organisation.clock import Clock, Timer
from sim.randomness import Ahead

_NONE: Final[list[int]] = []
"""What most sources have drawn ahead."""


class Source:
    """Calls `action` after an exponential time, again and again, or each time it is armed.

    The rate is per working day and may change at any moment, exactly: luck is drawn as exposure
    (rate x time until it happens, in ticks at a rate of one a day), so a change of the rate, or a
    rest, stretches what is left to wait and redraws nothing.
    `happened` counts the events so far; `armed` says that the next is on its way, which with
    `again` it always is, once it was armed.
    """

    __slots__ = (
        "_action", "_again", "_ahead", "_due", "_entity", "_env", "_exposures", "_left", "_timer",
        "armed", "happened", "rate",
    )  # fmt: skip

    def __init__(
        self,
        env: Clock,
        exposures: Ahead,
        entity: int,
        rate: float,
        action: Callable[[], None],
        *,
        again: bool,
    ) -> None:
        self._env = env
        self._exposures = exposures
        self._ahead = _NONE
        self._entity = entity
        self._action = action
        self._again = again
        self.armed = False
        self._left: int | None = None
        self._due: int | None = None
        self._timer: Timer | None = None
        self.happened = 0
        self.rate = rate

    def arm(self) -> None:
        """Waits for the next event: until as much exposure is used up as is drawn for it, or as was
        left of that when it was stopped."""
        self.armed = True
        left = self._left
        if left is None:
            left = self._left = (self._ahead or self._more()).pop()
        if self.rate > 0:
            delay = int(left / self.rate + 0.5)
            self._due = self._env._now + delay
            if self._timer is None:
                self._timer = Timer(self._env, delay, Source._happen, self)
            else:
                self._timer.set_again(delay)

    def _more(self) -> list[int]:
        """Draws some exposures ahead, of which the last is the next."""
        ahead = self._exposures(self._entity, self.happened)
        if len(ahead) > 1:
            self._ahead = ahead
        return ahead

    def stop(self) -> None:
        """Nothing happens any more, until it is armed again."""
        self._rest()
        self.armed = False

    def retune(self, rate: float) -> None:
        """Changes the rate; what is left of the exposure stays."""
        if rate == self.rate:
            return
        if self._due is not None and rate > 0:  # as `_rest` and `arm` would, but all at once
            now = self._env._now
            left = self._left = int((self._due - now) * self.rate + 0.5)
            self.rate = rate
            delay = int(left / rate + 0.5)
            self._due = now + delay
            self._timer = Timer(self._env, delay, Source._happen, self)
            return
        self._rest()
        self.rate = rate
        if self.armed:
            self.arm()

    def _rest(self) -> None:
        """No exposure is used up any more; what is left stays."""
        if self._due is not None:
            self._left = int((self._due - self._env._now) * self.rate + 0.5)
            self._due = self._timer = None  # the timer will ring in vain

    @staticmethod
    def _happen(timer: Timer) -> None:
        self: Source = timer.value  # spares each source a method of its own
        if timer is not self._timer:
            return
        self.happened += 1
        if self._again:  # as `arm` does, without the call: most of what happens
            ahead = self._ahead or self._more()
            left = self._left = ahead.pop()
            delay = int(left / self.rate + 0.5)
            self._due = self._env._now + delay
            timer.set_again(delay)
        else:
            self.armed = False
            self._due = self._left = None
        self._action()
