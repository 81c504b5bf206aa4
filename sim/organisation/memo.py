"""Memos: what is made once, when somebody asks for it."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memo(dict[K, V]):
    """Finds by key what was made of it, and makes it first if need be.

    `functools.cache` does the same for a function that is there for good. Where every organisation
    has memos of its own, to wrap a function takes longer than all that it spares.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self._make(key)
        return made
