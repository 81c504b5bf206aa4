"""Readings: what accounts had come to at one moment, in a row of plain numbers."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
from typing import Any


class Readings:
    """A mapping of names to figures, which becomes one when somebody looks something up: the books
    are closed oftener than they are read, and accounts have the same names each time.

    Args:
        names: of the accounts, in their order.
        figures: what each had come to.
    """

    __slots__ = ("_by_name", "_figures", "_names")

    def __init__(self, names: tuple[Any, ...], figures: tuple[int, ...]) -> None:
        self._names = names
        self._figures = figures
        self._by_name: dict[Any, int] | None = None

    def _found(self) -> dict[Any, int]:
        found = self._by_name
        if found is None:
            found = self._by_name = dict(zip(self._names, self._figures, strict=True))
        return found

    def __getitem__(self, name: Any) -> int:
        return self._found()[name]

    def __contains__(self, name: Any) -> bool:
        return name in self._found()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Readings) and self._found() == other._found()

    def __hash__(self) -> int:
        raise TypeError("readings have no hash")

    def get(self, name: Any, default: int) -> int:
        """The figure of an account, or another if there is none of that name."""
        return self._found().get(name, default)

    def keys(self) -> KeysView[Any]:
        """The names of the accounts, in their order."""
        return self._found().keys()

    def values(self) -> ValuesView[int]:
        """The figures, likewise."""
        return self._found().values()

    def items(self) -> ItemsView[Any, int]:
        """Names with figures, likewise."""
        return self._found().items()


class Row:
    """Reads off some accounts, of which there may be more each time, after the others."""

    __slots__ = ("_names",)

    def __init__(self) -> None:
        self._names: tuple[Any, ...] = ()

    def read(self, names: Iterable[Any], figures: list[int]) -> Readings:
        """The readings; at the names nobody looks unless there are more than the last time."""
        if len(self._names) != len(figures):
            self._names = tuple(names)
        return Readings(self._names, tuple(figures))
