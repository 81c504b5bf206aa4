"""The life of each item as a list of steps, told anew from the design."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.invariants.oracle.luck import Way

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

Story = Generator[str, None, str]
"""Yields the steps to be taken, returns the outcome."""

ACCESS = ("development.access", "data.improve", "development.explore")
BUILD = (
    "handover.rewrite",
    "handover.port",
    "handover.package",
    "release.wrap",
    "release.write_tests",
)
RELEASE = ("release.check", "release.test", "release.deploy")
RE_RELEASE = ("handover.rewrite", "refresh.check", "refresh.test", "refresh.deploy")
PER_FEATURE = ("development.engineer", "handover.rewrite")
PER_MEMBER = ("development.train", "release.deploy", "refresh.train", "refresh.deploy")
TICKETS = (
    "operate.run_batch",
    "operate.check_outputs",
    "operate.grant_access",
    "operate.follow_upstream",
    "operate.tend_server",
)
OUTAGES = ("pipeline_break", "degradation")
STANDING = tuple(
    f"{kind}.{role}"
    for kind in ("duties", "improvement")
    for role in ("data_scientist", "it_engineer")
)


@dataclass(eq=False)
class Case:
    """What the world has made of a use case, by the numbers of the day on which it came."""

    entity: int
    value: int
    draws: int
    foreign: bool
    drawn: frozenset[int] | None = None

    def features(self, way: Way) -> frozenset[int]:
        """The features that it needs, settled when that is first asked."""
        if self.drawn is None:
            self.drawn = way.features(self.entity, self.draws)
        return self.drawn


@dataclass
class Store:
    """Features that anybody has built, those that all can find, and models that use these alone."""

    exist: set[int] = field(default_factory=set)
    shelf: set[int] = field(default_factory=set)
    served: set[int] = field(default_factory=set)

    def plan(self, way: Way, case: Case) -> tuple[frozenset[int], int]:
        """What has to be built for a use case, and how much is found."""
        if way.shares:
            build = case.features(way) - self.shelf
            return build, len(case.features(way)) - len(build)
        return case.features(way) if way.has("development.engineer") else frozenset(), 0

    def keep(self, way: Way, case: Case, built: frozenset[int]) -> None:
        """It has them, and if there is a store by now others have them too."""
        self.exist |= built
        if way.shares:
            self.shelf |= built
            self.served.add(case.entity)

    def to_rewrite(self, way: Way, case: Case) -> int:
        """How many features there are that serving has otherwise than training."""
        return 0 if way.shares and case.entity in self.served else len(case.features(way))


@dataclass(eq=False)
class Trouble:
    """Something is wrong with a model. `due` is when it will be noticed, if it is not over."""

    kind: str
    number: int
    onset: int
    due: int
    detected: int | None = None
    resolved: int | None = None


@dataclass(eq=False)
class Model:
    """A model in production."""

    entity: int
    case: Case
    way: Way
    fresh_since: int
    rewritten: bool
    members: int
    next_refresh: int | None = None
    live: bool = True
    refreshes: int = 0
    refresh_open: bool = False
    shifts: int = 0
    noticed_at: int | None = None
    data_date: int = 0
    item: Any = None
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def wrong(self) -> Trouble | None:
        """The shift that it has not learnt yet."""
        return next((one for one in self.troubles if one.kind == "shift"), None)


@dataclass(eq=False)
class Item:
    """Something on its way."""

    kind: str
    entity: int
    number: int
    opened: int
    started: int | None = None
    ended: int | None = None
    story: Story | None = None
    case: Case | None = None
    features: int = 0
    found: int = 0
    members: int = 1
    way: Way | None = None
    job: Any = None
    sat_down: int | None = None
    can_succeed: bool = True
    rewritten: bool = False
    outcome: str | None = None
    trouble: Trouble | None = None

    @property
    def stake(self) -> int:
        """Cents a year that are lost until it is live: none, if there is no decision."""
        return self.case.value if self.can_succeed else 0

    def times(self, step: str) -> int:
        """How often the effort of a step is to be taken."""
        if step in PER_FEATURE:
            return self.features
        if step == "development.find":
            return self.found
        return self.members if step in PER_MEMBER else 1


def use_case(book: "Replay", item: Item) -> Story:
    """From the start of work to the first release."""
    if book.way.does("canvas.screen"):
        yield "canvas.screen"
        if not _passes(book.way, item):
            return "turned down"
    item.members = book.way.members(item.entity, len(book.production.live))
    yield from ACCESS
    build, item.found = book.store.plan(book.way, item.case)
    item.features = len(build)
    yield "development.find"
    yield "development.engineer"
    book.has_features(item, build)
    book.seen["an ensemble"] += item.members > 1
    yield "development.train"
    yield "development.evaluate"
    if not item.can_succeed:
        return "shelved"
    yield "development.translate"
    if not book.way.does("release.deploy"):
        return "not deployed"
    yield from _first_release(book, item)
    return "released"


def _passes(way: Way, item: Item) -> bool:
    if item.can_succeed:
        return way.happens("canvas.sensitivity", item.entity)
    return not way.happens("canvas.specificity", item.entity)


def _first_release(book: "Replay", item: Item) -> Generator[str, None, None]:
    item.rewritten = book.way.does("handover.rewrite")
    if item.rewritten:
        item.features = book.store.to_rewrite(book.way, item.case)
    for step in BUILD:
        packages = step == "handover.package" and book.way.has(step)
        if step != "handover.port" or item.case.foreign:
            book.seen["a model is ported"] += step == "handover.port" and book.way.has(step)
            yield step
        if packages:
            book.posts("pipelines packaged")
    yield from RELEASE


def refresh(book: "Replay", item: Item) -> Story:
    """Newer data for a live model."""
    model = book.models[item.entity]
    item.members = model.members
    yield "refresh.retrain"
    trained = book.way.has("refresh.train")
    yield "refresh.train"
    model.data_date = item.sat_down if trained and item.sat_down is not None else book.now
    item.rewritten = book.way.does("handover.rewrite")
    if item.rewritten:
        touched = book.way.process["handover.touched"] if model.rewritten else 1.0
        item.features = int(book.store.to_rewrite(book.way, model.case) * touched + 0.5)
    yield from RE_RELEASE
    return "released" if model.live else "in vain"


def one_step(step: str) -> Story:
    """A ticket, an incident, a duty, an improvement."""
    yield step
    return "done"


def labels(item: str, step: str) -> tuple[str, str]:
    """The priority class of a step, and the kind of time that it takes."""
    if item == "use case":
        chapter = step.partition(".")[0]
        kinds = {"handover": "hand_over", "release": "release"}
        return "release" if chapter in kinds else "new", kinds.get(chapter, "new_value")
    return ("operations", "operations") if item == "ticket" else (item, item)
