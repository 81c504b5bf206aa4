"""Features: what models are made of; built by each for itself, or found in a store.

All models of a business draw on one universe of features, of which some are popular. So the more
models there are, the more often a feature that is needed exists already.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.ledgers.books import Books
from sim.organisation.marks import Marks
from sim.organisation.popularity import zipf
from sim.organisation.ways import Ways
from sim.randomness import uniforms

if TYPE_CHECKING:
    from sim.organisation.organisation import Organisation
    from sim.organisation.use_case import UseCase


class Plan(NamedTuple):
    """The features of a model: those to be built, and how many others the store has."""

    build: Sequence[int] = ()
    found: int = 0


class Features:
    """Who has which features: every model those that it uses, the store those put into it."""

    def __init__(self, books: Books, key: Callable[[str], int]) -> None:
        self._key = key
        self._of: dict[int, Sequence[int]] = {}
        self._exist = Marks()
        """Built by anybody, for whatever purpose."""
        self._store = Marks()
        self._served: set[int] = set()
        """Use cases all of whose features are served from the store."""
        self._built = books.amount("features built")
        self._twice = books.amount("features built twice")
        self._found = books.amount("features found")

    def of(self, ways: Ways, case: UseCase) -> Sequence[int]:
        """The distinct features of a use case: drawn with replacement, the popular ones oftener."""
        drawn = self._of.get(case.entity)
        if drawn is None:
            drawn = self._of[case.entity] = self._draw(ways, case)
        return drawn

    def plan(self, ways: Ways, case: UseCase, *, needed: bool) -> Plan:
        """What has to be built for a model, and what is found, as the store is today.

        Where building is no work and there is no store, nobody asks: `needed` says that it is.
        """
        if not (needed or shared(ways)):
            return Plan()
        features = self.of(ways, case)
        if not shared(ways):
            return Plan(features)
        build = tuple(feature for feature in features if feature not in self._store)
        return Plan(build, len(features) - len(build))

    def have(self, ways: Ways, case: UseCase, plan: Plan) -> None:
        """A model has the features that it needs; with a store, others find them from now on."""
        self._built.total += len(plan.build)
        self._found.total += plan.found
        for feature in plan.build:
            self._twice.total += feature in self._exist
        self.keep(ways, case, plan.build)

    def inherit(self, ways: Ways, case: UseCase, *, needed: bool) -> None:
        """A model from before the story has its features, kept as those of the first day are."""
        if needed or shared(ways):
            self.keep(ways, case, self.of(ways, case))

    def keep(self, ways: Ways, case: UseCase, features: Iterable[int]) -> None:
        """Puts the features of a model where others can find them, if there is such a place."""
        self._exist.update(features)
        if shared(ways):
            self._store.update(features)
            self._served.add(case.entity)

    def served(self, case: UseCase) -> bool:
        """Whether one definition of each feature of a model serves training and serving."""
        return case.entity in self._served

    def _draw(self, ways: Ways, case: UseCase) -> Sequence[int]:
        universe = int(ways.number("features.universe"))
        popular = zipf(universe, ways.number("features.popularity"))
        lucks = uniforms(self._key("features.popularity"), case.entity, case.features)
        return array("q", dict.fromkeys(popular.features(lucks)))  # a number takes 8 bytes, not 40


def shared(ways: Ways) -> bool:
    """Whether features are kept in a store."""
    return ways.word("features.kept") == "shared"


def features_to_reimplement(org: Organisation, ways: Ways, case: UseCase) -> int:
    """How many features of a model somebody has to write a second time to serve them.

    None if they come from the store, whose one definition serves both sides. Features of a model
    that was built before there was a store are private still: see `enter_store`.
    """
    if shared(ways) and org.features.served(case):
        return 0
    return len(org.features.of(ways, case))


def enter_store(org: Organisation, ways: Ways, case: UseCase) -> None:
    """A model is built anew (a major update), or brought over: where there is a store, its features
    enter it.

    A store begins empty; what live models have enters it in these ways alone.
    """
    if shared(ways) and not org.features.served(case):
        org.features.keep(ways, case, org.features.of(ways, case))
