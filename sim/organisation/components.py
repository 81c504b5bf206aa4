"""Components: parts of pipelines that are built once and used again, once training is packaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledgers.books import Books

if TYPE_CHECKING:
    from sim.organisation.organisation import Organisation


class Components:
    """Counts the pipelines whose parts can be used again."""

    def __init__(self, books: Books) -> None:
        self._pipelines = books.amount("pipelines packaged")

    @property
    def pipelines(self) -> int:
        """How many pipelines have been packaged so far."""
        return self._pipelines.total

    def packaged(self) -> None:
        """One more pipeline is packaged."""
        self._pipelines.total += 1


def packaging_scale(org: Organisation) -> float:
    """The share of the effort of packaging a pipeline that earlier ones do not save."""
    reused = org.ways.number("components.reused")
    pipelines = org.components.pipelines
    if not reused or not pipelines:
        return 1.0
    return 1 - reused * pipelines / (pipelines + org.ways.number("components.half"))
