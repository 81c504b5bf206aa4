"""The improvement reserve: a credit account of people's time that only improvement may spend."""

from typing import Final

_FINE: Final = 2**20
"""Credit is kept in ticks x 2**-20, in whole numbers, so that it adds exactly."""


class Reserve:
    """Accrues share x heads x focus, up to a cap; a package is paid for whole when it starts.

    Unused credit idles nobody: it only lets improvement go first.
    """

    __slots__ = ("_cap", "_credit", "_rate", "_since")

    def __init__(self, now: int) -> None:
        self._rate = self._cap = self._credit = 0
        self._since = now

    def set_rate(self, people: float, window: int, now: int) -> None:
        """Accrues the time of so many people from now on, and saves up that of `window` ticks."""
        self._accrue(now)
        self._rate = int(people * _FINE + 0.5)
        self._cap = self._rate * window

    def has_credit(self, now: int) -> bool:
        """Whether improvement may go first."""
        self._accrue(now)
        return self._credit > 0

    def spend(self, effort: int) -> None:
        """Pays for a package; the account may go below zero, and then it must fill again."""
        self._credit -= effort * _FINE

    def _accrue(self, now: int) -> None:
        credit = self._credit + self._rate * (now - self._since)
        self._credit = credit if credit < self._cap else self._cap
        self._since = now
