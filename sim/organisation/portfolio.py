"""The models in production: what is true of each, and what people can see of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.ledgers.books import Books

if TYPE_CHECKING:
    from sim.organisation.source import Source
    from sim.organisation.ways import Ways


@dataclass(slots=True)
class Truth:
    """What is so, whether anybody knows it: for the world and the ledgers alone. Times in ticks."""

    shifts: int = 0
    shifted_at: int | None = None


@dataclass(slots=True)
class Observed:
    """What people know of a model: all that their decisions may look at. Times in ticks."""

    fresh_since: int
    shift_noticed_at: int | None = None
    refresh_open: bool = False
    next_refresh: int | None = None


@dataclass(slots=True)
class Model:
    """A model in production.

    `ways` is how it was last released: who operates it is settled then, not when the organisation
    changes its mind.
    """

    entity: int
    features: int
    ways: Ways
    observed: Observed
    truth: Truth = field(default_factory=Truth)
    refreshes: int = 0
    live: bool = True
    rewritten: bool = False
    sources: dict[str, Source] = field(default_factory=dict)


class Portfolio:
    """All live models, oldest first, and the levels that count them."""

    def __init__(self, books: Books, now: int) -> None:
        self.models: dict[int, Model] = {}
        self._live = books.level("live models", now)
        self._shifted = books.level("shifted models", now)

    def add(self, model: Model, now: int) -> None:
        """A model goes live."""
        self.models[model.entity] = model
        self._live.change(1, now)

    def remove(self, model: Model, now: int) -> None:
        """A model is switched off; nothing more happens to it."""
        model.live = False
        for source in model.sources.values():
            source.stop()
        del self.models[model.entity]
        self._live.change(-1, now)
        if model.truth.shifted_at is not None:
            self._shifted.change(-1, now)

    def oldest(self) -> Model:
        """The model that has been live for longest."""
        return next(iter(self.models.values()))

    def shift(self, model: Model, now: int) -> None:
        """The world has changed under a model."""
        model.truth.shifts += 1
        model.truth.shifted_at = now
        self._shifted.change(1, now)

    def learn(self, model: Model, data_date: int, now: int) -> None:
        """A model retrained on data up to `data_date` has learnt every shift before it."""
        shifted_at = model.truth.shifted_at
        if shifted_at is not None and shifted_at <= data_date:
            model.truth.shifted_at = None
            self._shifted.change(-1, now)
            model.sources["shift"].arm()
