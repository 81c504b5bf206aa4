"""The organisation that the story is told of: the one object that every chapter is handed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from sim.ledgers.books import Books
from sim.organisation.backlog import Backlog
from sim.organisation.business import Business
from sim.organisation.clock import Clock
from sim.organisation.components import Components
from sim.organisation.data_sources import DataSources
from sim.organisation.desk import Desk
from sim.organisation.features import Features
from sim.organisation.journal import Journal
from sim.organisation.kept import Kept
from sim.organisation.manners import Manners, backlog_rules
from sim.organisation.memo import Memo
from sim.organisation.model import Model
from sim.organisation.portfolio import Portfolio
from sim.organisation.programme import Programme
from sim.organisation.rules import rules_of
from sim.organisation.source import Purpose, Source
from sim.organisation.sponsor import Sponsor
from sim.organisation.story import Afterword
from sim.organisation.team import Team
from sim.organisation.timer import Timer
from sim.organisation.treasury import Treasury
from sim.organisation.ways import Ways
from sim.organisation.work import Item, Project, Skipped, Task, Work
from sim.randomness import exposures, keys_of, uniform
from sim.scenario.work import MOST_EVENTS
from sim.units import TICKS_PER_DAY, Value
from sim.vocabulary import ELASTIC, ROLES, TRAINING

if TYPE_CHECKING:
    from sim.scenario.machine import World

T = TypeVar("T")
Opened = TypeVar("Opened", bound=Item)
USE_CASE = "use case"
MOST_OPEN: Final = 2 * 10**6
"""As many open items of a kind are more than anybody will ever see the end of, and some 3 GB."""
KEEPS_LEAD_TIMES = (USE_CASE, "refresh")


class Organisation:
    """People, machines, models and rules, with the clock and the luck of one replication.

    Chapters ask it for work (`work`), for lags and luck (`lag`, `happens`, `source`), and tell it
    when items begin and end (`open`, `close`). It keeps the books behind their backs.
    """

    # What refers to the organisation again, and so is let go of at its end.
    __deletable__: ClassVar = [
        "_afterwords", "_chapters", "_purposes", "ask_for_refresh", "backlog", "business",
        "consider_investments", "data", "domains", "kept", "model_adopts", "refresh_falls_due",
        "standing", "teams",
    ]  # fmt: skip

    def __init__(
        self,
        world: World,
        seed: int,
        replication: int,
        tasks: Sequence[Task],
        *,
        events: bool,
        incidents: bool = False,
    ) -> None:
        self.env = Clock(-world.history, MOST_EVENTS)
        self.world = world
        self.moves = world.moves
        """Whether what does not happen today may happen tomorrow."""
        self.books = Books(-world.history, keeps_incidents=incidents)
        self.journal = Journal(self.env) if events else None
        keys = Memo(keys_of(seed, replication, antithetic=world.antithetic))
        self.key: Callable[[str], int] = keys.__getitem__
        self._chapters: Memo[tuple[Any, ...], Callable[..., None]] = Memo(
            lambda about: partial(about[0], self, *about[1:])
        )
        self._afterwords: Memo[tuple[Any, ...], Afterword] = Memo(
            lambda about: Afterword(self._chapters[about])
        )
        self._purposes = Memo(self._purpose_of)
        self.in_overtime: dict[str, bool] = {}
        self.staff = dict(world.staff)
        """Posts of each role, filled or not."""
        self._tasks = tasks
        self.desks = self._furnish()
        self.teams = {
            role: Team(role, self.desks[role], posts, self.books, self.env.now)
            for role, posts in self.staff.items()
        }
        self.programme = Programme(world, self.books, self.env.now)
        self.ways = self._make_ways(world.process)
        self._older: dict[frozenset[str], Ways] = {}
        rules = backlog_rules(world.process, self.staff)
        self.backlog = Backlog(self.env, self.books, USE_CASE, *rules)
        self._kinds = self.books.flow.items
        for kind in dict.fromkeys(task.item for task in tasks):
            self.books.flow.book(kind, self.env.now, keeps_lead_times=kind in KEEPS_LEAD_TIMES)
        self.portfolio = Portfolio(self.books, self.env.now)
        sponsor = Sponsor(self.env, self.books, self.backlog, world.process, self.note)
        self.business = Business(self.env, self.books, world.use_cases, self.luck, sponsor)
        self.business.set_rules(world.process, self.staff)
        if self.business.watches_models or self.moves:  # else nobody counts them
            self.portfolio.seen_by = self.business.sees_model
        self.data = DataSources(world.process, self.luck)
        self.features = Features(self.books, self.key)
        self.components = Components(self.books)
        self.standing: dict[str, Source] = {}
        self.domains: list[Source] = []
        self.ask_for_refresh: Callable[[Model], None]
        """Asks for a refresh of a model: set when the story begins, for many chapters ask."""
        self.model_adopts: Callable[[Model, frozenset[str]], None]
        """A model has been brought over to these capabilities."""
        self.consider_investments: Callable[[], None]
        """Begins the investments that wait for nothing more."""
        self.refresh_falls_due: Callable[[Model], None]
        """What is done on the day of a routine refresh."""
        self.treasury = Treasury(self.books, world, self.env.now)
        self.kept: dict[int, Kept] = {}
        """What is kept up to date, by the entity of its pieces."""
        self.adopters: dict[str, deque[Model]] = {}
        """By capability, the models that are to be brought over to it, in their order."""
        self.postponed: dict[int, list[str]] = {}
        """By model, what it cannot adopt before something else."""
        self._set_prices()

    @property
    def now(self) -> int:
        """The time, in ticks after day 0."""
        return self.env.now

    def steps(self, tasks: tuple[Task, ...], item: Item) -> Iterator[Task]:
        """Those of some tasks that an item has to take on the day when their turn comes."""
        for task in tasks:
            if self.ways_of(item).takes(task):
                yield task

    def work(
        self,
        item: Item,
        task: Task,
        ways: Ways | None = None,
        scale: float = 1.0,
        index: int | None = None,
    ) -> Work | Skipped:
        """Has a task done; happens when it is done.

        `ways` is the way of working, by default that of the day for the item. Where it does not
        have the step, or the step takes no effort, it is skipped. `scale` multiplies the effort:
        the part of it that nothing saves. `index` keys the luck of the effort, by default that of
        the item: a step that is taken again takes as long again.
        """
        if ways is None:  # as `ways_of` has it, mostly without the call
            model = item.model
            ways = self.ways if model is None or not model.lacks else self.ways_of(item)
        row = ways.rows.get(task) or ways.row(task)  # which comes to the same
        if row is None:
            return Skipped(item)
        effort = row.effort(item.entity, item.index if index is None else index)
        if row.times:
            effort = int(effort * getattr(item, row.times))
        if scale != 1.0:
            effort = int(effort * scale + 0.5)
        if effort == 0:
            return Skipped(item)
        return row.desk.request(Work(item, row, effort))

    def open(self, kind: str, entity: int, index: int = 0) -> Item:
        """An item begins its way; entity and index key its luck."""
        return self._opened(Item(kind, entity, index, self._kinds[kind], self.env.now))

    def take_on(self, kind: str, entity: int, index: int = 0) -> Project:
        """The same for an item that something is to come of."""
        return self._opened(Project(kind, entity, index, self._kinds[kind], self.env.now))

    def _opened(self, item: Opened) -> Opened:
        if item.book.open.value > MOST_OPEN:
            raise self.env.ran_away(f"more than {MOST_OPEN:_} open items of the kind {item.kind!r}")
        if self.journal is not None:
            self.journal.record("opens", item)
        return item

    def start(self, item: Item) -> None:
        """An item is taken up: from here on it counts as work in progress."""
        item.started = self.env.now

    def close(self, item: Item, outcome: str) -> None:
        """An item ends."""
        item.book.leave(item, outcome, self.env.now)
        if self.journal is not None:
            self.journal.record("closes", item, outcome)

    def note(self, what: str, entity: int, about: str = "") -> None:
        """Writes into the event log, if one is kept, what befell an entity."""
        if self.journal is not None:
            self.journal.note(what, entity, about)

    def after(self, delay: int, chapter: Callable[[Organisation, T], None], about: T) -> None:
        """Calls `chapter(org, about)` after `delay` ticks; at once if there is no delay."""
        if delay:
            Timer(self.env, delay, chapter, self, about)
        else:
            chapter(self, about)

    def source(
        self,
        purpose: str,
        entity: int,
        rate: float,
        action: Callable[[Any, int], None],
        about: Any = None,
        *,
        again: bool = True,
    ) -> Source:
        """Something that happens at random at a rate per working day; arm it to begin.

        `action` is told whom it befalls, `about`, and how often it has happened. With `again` the
        next is on its way by then, else it has to be armed.
        """
        return Source(self.purpose(purpose, action, again=again), entity, rate, about)

    def purpose(
        self, name: str, action: Callable[[Any, int], None], *, again: bool = True
    ) -> Purpose:
        """What sources have in common: their luck, and what they call."""
        return self._purposes[name, action, again]

    def _purpose_of(self, about: tuple[str, Callable[[Any, int], None], bool]) -> Purpose:
        name, action, again = about
        luck = exposures(self.key(name), TICKS_PER_DAY)
        return Purpose(name, self.env, luck, action, again=again)

    def chapter(self, *about: Any) -> Callable[..., None]:
        """A chapter with what it is about, ready to be called: one object each, for all models."""
        return self._chapters[about]

    def afterword(self, *about: Any) -> Afterword:
        """Whoever does the rest by a chapter when some work is done; likewise."""
        return self._afterwords[about]

    def happens(self, name: str, item: Item) -> bool:
        """Draws whether something with a chance happens to an item."""
        return self.ways_of(item).chance(name, item.entity, item.index)

    def luck(self, purpose: str, entity: int, index: int = 0) -> float:
        """Draws a number between 0 and 1; an entity has that of index 0 for life."""
        return uniform(self.key(purpose), entity, index)

    def ways_for(self, lacks: frozenset[str]) -> Ways:
        """The way of working of the day for models that lack some of what is built."""
        if not lacks:
            return self.ways
        ways = self._older.get(lacks)
        if ways is None:
            ways = self._older[lacks] = self._make_ways(self.programme.process(lacks))
        return ways

    def ways_of(self, item: Item) -> Ways:
        """The way of working of the day for an item: as far as its model has adopted it."""
        model = item.model
        return self.ways if model is None or not model.lacks else self.ways_for(model.lacks)

    def adopt_programme(self, staff: Mapping[str, int] | None = None) -> dict[str, int]:
        """Works by what the programme has come to, and with these posts, from now on.

        Work that has begun or waits stays where it is. Nobody takes up work, and no use case is
        started, under a mixture of old and new.

        Returns:
            How many people have come to each role.
        """
        self.treasury.hold(self.programme.owned, self.now)
        process = self.programme.process()
        self.ways = self._make_ways(process)
        self._older.clear()
        for name, desk in self.desks.items():
            desk.adopt(self._manners(name, process))
        at_once = process["people.hiring.planned"] == "on_the_day"
        come: dict[str, int] = {}
        for role, posts in (staff or {}).items():
            self.staff[role] = posts
            come[role] = self.teams[role].set_posts(posts, self.now, at_once=at_once)
        self._set_prices()
        for role, people in come.items():
            self.treasury.hire(role, self.now, people)
        self.business.set_rules(process, self.staff)
        return come

    def leaves(self, role: str, luck: float) -> None:
        """Somebody leaves, and is paid no longer; `luck` says who."""
        self.teams[role].leaves(luck, self.now)
        self.treasury.set_payroll(self._heads(), self.now)

    def joins(self, role: str, vacancy: int) -> None:
        """Somebody fills a vacant post."""
        self.teams[role].joins(vacancy, self.now)
        self.treasury.hire(role, self.now)
        self.treasury.set_payroll(self._heads(), self.now)

    def work_overtime(self, role: str, yes: bool) -> None:
        """From now on people of a role work longer days, or no longer do."""
        self.in_overtime[role] = yes
        self.desks[role].adopt(self._manners(role, self.ways.process))

    def settle(self) -> None:
        """Posts what is under way, for the closing of the books."""
        for desk in self.desks.values():
            desk.settle()
        self.backlog.settle()
        self.portfolio.settle(self.now)

    def _furnish(self) -> dict[str, Desk]:
        process = self.world.process
        desks = {role: self._desk(role, self.staff[role], process) for role in ROLES}
        desks[TRAINING] = self._desk(TRAINING, self.world.training_slots, process)
        return desks

    def _desk(self, name: str, heads: int | None, process: Mapping[str, Value]) -> Desk:
        desk = Desk(self.env, name, heads, self._manners(name, process), self.books)
        if self.journal is not None:
            desk.record = self.journal.record
        return desk

    def _manners(self, desk: str, process: Mapping[str, Value]) -> Manners:
        rules = rules_of(process, self._tasks)
        if desk not in ROLES:
            return rules.training_manners
        reserve = self.world.improvement_reserve.get(desk, 0.0)
        return rules.manners(desk, reserve, self.in_overtime.get(desk, False))

    def _make_ways(self, process: Mapping[str, Value]) -> Ways:
        if process["training.machines"] == "elastic" and ELASTIC not in self.desks:
            self.desks[ELASTIC] = self._desk(ELASTIC, None, process)
        return Ways(process, self._tasks, self.desks, self.books, self.key)

    def _set_prices(self) -> None:
        """What everything costs from now on."""
        self.treasury.set_prices(self.ways.process, self._heads(), self.desks, self.env.now)

    def _heads(self) -> dict[str, int]:
        return {role: team.heads for role, team in self.teams.items()}
