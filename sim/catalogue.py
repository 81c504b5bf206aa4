"""A catalogue of capabilities: all that may be held where it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from sim.capability import Capability


class Catalogue(Mapping[str, Capability]):
    """Capabilities by name. Never changed once it is made, so it may be the key of a cache.

    Args:
        rows: the capabilities, in the order in which they are to be listed.
    """

    __slots__ = ("_mark", "_rows")

    def __init__(self, rows: Iterable[Capability]) -> None:
        self._rows = {row.name: row for row in rows}
        names = "\n".join(sorted(self._rows)).encode()
        self._mark = int.from_bytes(blake2b(names, digest_size=8).digest(), "big")

    def __getitem__(self, name: str) -> Capability:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Catalogue) and self._rows == other._rows)

    def __hash__(self) -> int:
        return self._mark  # equal catalogues have equal names

    def __reduce__(self) -> tuple[type[Catalogue], tuple[tuple[Capability, ...]]]:
        return Catalogue, (tuple(self._rows.values()),)

    def __repr__(self) -> str:
        return f"Catalogue({', '.join(self._rows)})"

    def extended(self, rows: Iterable[Capability]) -> Catalogue:
        """This catalogue and more capabilities, behind those that it has."""
        return Catalogue((*self._rows.values(), *rows))
