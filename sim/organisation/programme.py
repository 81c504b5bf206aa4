"""The programme: which capabilities are held, built and adopted, and what each plan waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from sim.ledgers.books import Books
from sim.organisation.model import Model
from sim.scenario.composition import required_by, way_of_working
from sim.stages import stage_of
from sim.units import TICKS_PER_DAY, TICKS_PER_YEAR, Value, parse_days, parse_duration
from sim.vocabulary import ROLES

if TYPE_CHECKING:
    from sim.capability import Capability
    from sim.measures.window import Window
    from sim.scenario.machine import Change, Investment, World

ADOPTED: Final = 0.8
"""A capability that is built is held when this share of the live models has adopted it."""
NOTHING: Final[frozenset[str]] = frozenset()
_ticks = lru_cache(1024)(parse_duration)
_days = lru_cache(1024)(parse_days)
"""Every replication asks for the same few figures of the catalogue, which are text."""


@cache
def number_of(capability: str) -> int:
    """A number that keys the luck of a capability, whatever else there is."""
    return crc32(capability.encode())


class Milestone(NamedTuple):
    """A step of the programme: the tick, what has come about, and of which capability or stage.

    `what` is "begun", "built", "adopted by all" or "stage", whose `name` is its number. What no
    model has to be brought over to is never "adopted by all".
    """

    at: int
    what: str
    name: str


class Programme:
    """Capabilities of one organisation.

    `plan` is what is held by the plan of the day: from the beginning, or by a planned change.
    `built` is what investments have added, in order. Models that were live before a capability was
    built lack it until they are brought over.
    """

    def __init__(self, world: World, books: Books, now: int) -> None:
        self._catalogue, self._upkeep = world.capabilities, world.upkeep
        self.plan = frozenset(world.held)
        self._process, self._written = world.process, world.written
        self._budget, self._committed = world.budget, 0
        self.built: dict[str, None] = {}
        self.waiting = list(world.investments)
        """Investments that have not begun, in the order in which they may call for people."""
        self._seen: set[str] = set()
        self._lacking: dict[str, int] = {}
        self._models = 0
        self._stage = books.level("stage", now)
        self._owned = books.level("capabilities owned", now)
        self._held = books.level("capabilities held", now)
        self.milestones: list[Milestone] = []
        self._look(now)

    def capability(self, name: str) -> Capability:
        """What is known of a capability."""
        return self._catalogue[name]

    @property
    def owned(self) -> frozenset[str]:
        """All that is there, adopted or not."""
        return self.plan.union(self.built)

    def owns(self, name: str) -> bool:
        """Whether a capability is there, adopted or not."""
        return name in self.plan or name in self.built

    @property
    def stage(self) -> int:
        """The stage that is reached: by what is held, so built and adopted."""
        return self._stage.value

    @property
    def is_partly_adopted(self) -> bool:
        """Whether any live model lacks something."""
        return bool(self._lacking)

    def process(self, lacks: Collection[str] = NOTHING) -> Mapping[str, Value]:
        """How work is done where some of what is built is lacking."""
        if not self.built:
            return self._process
        composed = way_of_working(self._standing(lacks), self._catalogue)
        return {**composed, **{row: self._process[row] for row in self._written}}

    def follow(self, change: Change, now: int) -> None:
        """From now on this is the plan."""
        if change.held is not None:
            self.plan = frozenset(change.held)
        if change.process is not None:
            self._process, self._written = change.process, change.written
        self._look(now)

    def ready(self, investment: Investment, now: int) -> bool:
        """Whether all that an investment waits for has come about, but for the money."""
        needs = required_by(investment.capability, self._catalogue)
        return (
            now >= investment.start
            and all(name in self.built for name in investment.after)
            and needs <= self.owned
            and (investment.at_stage is None or investment.at_stage <= self.stage)
            and (investment.when is None or investment.capability in self._seen)
        )

    def look_back(self, quarter: Window) -> bool:
        """Managers look at a quarter; whether that was what an investment has waited for."""
        from sim.measures import MEASURES

        new = {
            one.capability
            for one in self.waiting
            if one.when and one.when.fulfilled(MEASURES[one.when.measure].view(quarter))
        }
        fresh = bool(new - self._seen)
        self._seen |= new
        return fresh

    def affordable_in(self, cents: int, now: int) -> int | None:
        """Ticks until the budget allows so much more; None: it never will."""
        budget = self._budget
        if budget is None:
            return 0
        wanted = self._committed + cents
        if not budget.per_year:
            return 0 if wanted <= budget.cents else None
        if budget.cents == 0:
            return 0 if wanted == 0 else None
        return max(0, -(-wanted * TICKS_PER_YEAR // budget.cents) - now)

    def begin(self, investment: Investment, cents: int, now: int) -> None:
        """An investment begins, and is planned to cost so much."""
        self.waiting.remove(investment)
        self._committed += cents
        self.milestones.append(Milestone(now, "begun", investment.capability))

    def packages(self, name: str, largest: int) -> Iterator[tuple[str, float]]:
        """The packages in which a capability is built: whose work, and how many planned days."""
        size = largest / TICKS_PER_DAY
        for role, figure in self._by_role(self._catalogue[name].build):
            left = figure
            while left > 0:
                yield role, min(size, left)
                left -= size

    def lead_time(self, name: str) -> int:
        """The least time that building takes, in ticks."""
        return _ticks(self._catalogue[name].lead_time.value)

    def adoption(self, name: str) -> tuple[tuple[str, float], ...]:
        """What bringing a model over takes: whose work, and how many planned days."""
        return tuple(self._by_role(self._catalogue[name].adopt))

    def upkeep(self, name: str) -> Mapping[str, float]:
        """Whom a capability keeps busy: by role, how many people."""
        return self._upkeep[name]

    def build(self, name: str, models: Collection[Model], now: int) -> list[Model]:
        """A capability is there. Returns the models that are to be brought over to it."""
        self.built[name] = None
        self.milestones.append(Milestone(now, "built", name))
        older = list(models) if self.adoption(name) else []
        self._models = len(models)
        for model in older:
            model.lacks |= {name}
        if older:
            self._lacking[name] = len(older)
        elif self.adoption(name):  # nobody has to be brought over
            self.milestones.append(Milestone(now, "adopted by all", name))
        self._look(now)
        return older

    def can_adopt(self, model: Model, name: str) -> bool:
        """Whether a live model lacks a capability, and nothing that this requires."""
        needs = required_by(name, self._catalogue)
        return model.live and name in model.lacks and not needs & model.lacks

    def adopt(self, model: Model, names: Collection[str], now: int, live: int) -> None:
        """A model lacks these no more, or is no more; so many models are live."""
        self._models = live
        for name in sorted(model.lacks & set(names)):
            self._lacking[name] -= 1
            if not self._lacking[name]:
                del self._lacking[name]
                self.milestones.append(Milestone(now, "adopted by all", name))
        model.lacks -= frozenset(names)
        self._look(now)

    def sees(self, live: int, now: int) -> None:
        """So many models are live."""
        self._models = live
        self._look(now)

    def imbalances(self, models: Collection[Model]) -> list[str]:
        """Counts that are not those of the live models; empty if all are."""
        found: dict[str, int] = {}
        for model in models:
            for name in model.lacks:
                found[name] = found.get(name, 0) + 1
        wrong = [] if found == self._lacking else [f"lacking: {found} != {self._lacking}"]
        if found and self._models != len(models):
            wrong.append(f"programme: {self._models} models counted, {len(models)} live")
        return wrong

    def _by_role(self, figures: Mapping[str, object]) -> Iterator[tuple[str, float]]:
        for role in ROLES:
            if role in figures:
                days = _days(figures[role].value)  # type: ignore[attr-defined]
                if days > 0:
                    yield role, days

    def _standing(self, lacks: Collection[str]) -> frozenset[str]:
        """What is owned, but for what is lacking and all that stands on it."""
        names = self.owned.difference(lacks)
        return frozenset(name for name in names if required_by(name, self._catalogue) <= names)

    def _is_held(self, name: str) -> bool:
        return self._models - self._lacking.get(name, 0) >= ADOPTED * self._models

    def _look(self, now: int) -> None:
        held = self.plan.union(name for name in self.built if self._is_held(name))
        stage = stage_of(held)
        if stage != self._stage.value and self.milestones:
            self.milestones.append(Milestone(now, "stage", str(stage)))
        for level, value in (
            (self._stage, stage),
            (self._owned, len(self.owned)),
            (self._held, len(held)),
        ):
            if value != level.value:
                level.change(value - level.value, now)
