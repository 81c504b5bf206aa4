"""Marks: a set of whole numbers of which most are small."""

from collections.abc import Iterable
from typing import Final

LOW: Final = 4096
"""So many numbers have a byte each, side by side: where a set of them needs 32 and more."""


class Marks:
    """Which numbers, from 0 upwards, are marked."""

    __slots__ = ("_high", "_low")

    def __init__(self) -> None:
        self._low = bytearray(LOW)
        self._high: set[int] = set()

    def __contains__(self, number: int) -> bool:
        return self._low[number] != 0 if number < LOW else number in self._high

    def update(self, numbers: Iterable[int]) -> None:
        """Marks them all."""
        low = self._low
        for number in numbers:
            if number < LOW:
                low[number] = 1
            else:
                self._high.add(number)
