"""A model in production: what is true of it, what people can see of it, and what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.ledgers.incidents import Incident
from sim.ledgers.value import Stand
from sim.organisation.fetching import Fetchable
from sim.organisation.source import Source
from sim.organisation.use_case import UseCase
from sim.organisation.ways import Ways
from sim.organisation.work import Item


@dataclass(slots=True)
class Truth:
    """What is so, whether anybody knows it: for the world and the ledgers alone. Times in ticks.

    `data_date` is how new the training data are. Incidents of one sort that take the same thing
    away are counted once: a wrong model is made no more wrong by another shift.
    """

    data_date: int
    shifts: int = 0
    wrong: Incident | None = None
    wrong_share: float = 0.0
    bad_at: int | None = None
    """When a training of it last turned out bad."""
    skew: Incident | None = None
    skew_share: float = 0.0
    down: tuple[Incident, ...] = ()
    slow: tuple[Incident, ...] = ()
    slow_share: float = 0.0
    obsolete: Incident | None = None
    faults: int = 0
    """How many incidents of all sorts are open."""


@dataclass(slots=True)
class Observed:
    """What people know of a model: all that their decisions may look at. Times in ticks."""

    fresh_since: int
    shift_noticed_at: int | None = None
    drift_seen: bool = False
    """Whether monitoring has seen that quality has fallen since the model last went live."""
    refresh_open: bool = False
    next_refresh: int | None = None
    failures: int = 0
    """Automatic refreshes that failed in a row."""
    known_bad: int = 0
    """Noticed incidents that are not mended."""
    worth: int = 0
    """Cents a year that it would deliver if nothing were wrong: known from its evaluation."""
    counted_on: int = 0
    """Cents a year that the business counts on, as far as it has seen the model."""


@dataclass(slots=True, eq=False)
class Model(Fetchable):
    """A model in production.

    `ways` is how it was last released: who operates it is settled then, not when the organisation
    changes its mind. `worth` is what it would deliver at its best, in cents a year; `upstream` the
    model that it feeds on, whose quality it follows with the power `elasticity`.
    """

    # What a ticket asks for lies side by side, and so does what its value is reckoned from, for
    # memory is read in lines.
    entity: int
    ways: Ways
    oldest: Item | None = field(default=None, kw_only=True)
    """The oldest of its routine operations that are not done."""
    newest: Item | None = field(default=None, kw_only=True)
    """The newest of those that came since."""
    lacks: frozenset[str] = field(default=frozenset(), kw_only=True)
    """What was built after it went live, and what it has not been brought over to."""
    case: UseCase
    observed: Observed
    truth: Truth
    worth: int = 0
    since: int = 0
    """When its value was last accounted for."""
    stand: Stand | None = None
    """How it stands since it was last accounted for; None while something takes it away whole."""
    best: Stand | None = None
    """How it stands when nothing is wrong."""
    ageless: bool = False
    decay: float = field(init=False)
    """How much of its lift it loses per tick to the age of its data, as its use case has it."""
    # Most models have none of these: tuples, for all that are empty are one in memory.
    consumers: tuple[Model, ...] = ()
    upstream: Model | None = None
    gone: tuple[str, Incident] | None = None
    """What takes it away whole, and what that is charged to."""
    live: bool = True
    sources: tuple[Source, ...] = ()
    """What befalls it at random."""
    shift: Source | None = None
    """Which of them hits it when the world has changed; None where nothing changes."""
    obsolescence: Source | None = None
    """Which of them tells of its end."""
    elasticity: float = 0.0
    hit: Stand | None = None
    hit_share: float = 0.0
    """How it stands when it is wrong by this share and nothing else is the matter."""
    rank: int = 0
    """Rises from model to model in the order in which they went live."""
    born: int = 0
    """When it went live; when the organisation began to live, if that was before."""
    releases: int = 0
    """How often a release of it was begun; keys the luck of its releases."""
    taught: int = -1
    """How often data had been mended when it was last trained; -1: before history."""
    version: int = 0
    """The number of the release that is live."""
    rewritten: bool = False
    members: int = 1
    collisions: int = 0
    skews: int = 0
    reinvented: int = 0
    """The last of the changes that make it obsolete that has been answered."""
    retiring: bool = False
    updating: bool = False
    agenda: tuple[Callable[[], None], ...] = ()
    """Updates that wait until the one under way is over."""
    ended_by: Incident | None = None
    """The obsolescence in which it was switched off."""

    def __post_init__(self) -> None:
        self.decay = self.case.decay  # at hand: it is asked for with all that befalls a model

    def fetch(self) -> int:
        """What a ticket asks for; see `Fetchable`."""
        newest = self.newest
        return self.since if newest is None else newest.asked

    def awaits(self, source: Source) -> None:
        """Something befalls it from now on, at random."""
        self.sources += (source,)
        source.arm()

    def lets_go(self) -> None:
        """Keeps nothing that refers to it, and so is kept itself by what still befalls it alone."""
        self.sources, self.agenda = (), ()
        self.shift = self.obsolescence = None
        self.oldest = self.newest = None

    def asks(self, item: Item) -> None:
        """It needs one more routine operation."""
        if self.newest is None:
            self.oldest = item
        else:
            self.newest.newer = item
        self.newest = item

    def is_served(self, item: Item) -> None:
        """One of them is done."""
        item.is_served = True
        oldest = self.oldest
        while oldest is not None and oldest.is_served:
            oldest = oldest.newer
        self.oldest = oldest
        if oldest is None:
            self.newest = None

    @property
    def depth(self) -> int:
        """How many models it feeds on, one behind the other."""
        return 0 if self.upstream is None else 1 + self.upstream.depth
