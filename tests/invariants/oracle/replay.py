"""Replays an event log entry by entry; stops at the first that the rules do not allow."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sim.organisation.journal import Entry
from sim.scenario.machine import Change, World
from tests.invariants.oracle import stories
from tests.invariants.oracle.backlog import Queue
from tests.invariants.oracle.luck import ELASTIC, TRAINING, Luck, Way
from tests.invariants.oracle.models import Production
from tests.invariants.oracle.people import People
from tests.invariants.oracle.records import Steps
from tests.invariants.oracle.sources import Sources
from tests.invariants.oracle.sponsor import Sponsor
from tests.invariants.oracle.stories import Case, Item, Store

ROLES = ("data_scientist", "it_engineer")
KINDS = ("use case", "refresh", "ticket", "incident", "duties", "improvement")
AT_STAKE = ("value waiting to start", "value in the making")
AMOUNTS = (
    "features built",
    "features built twice",
    "features found",
    "pipelines packaged",
    "models gone live",
    "models ended",
    "value released",
    *(f"{what}, {role}" for what in ("people at first", "hires", "dismissals") for role in ROLES),
)


class Replay:
    """One organisation as its log tells it; after `run` the records go up to the horizon."""

    def __init__(self, world: World, seed: int, replication: int = 0) -> None:
        self.world = world
        self.now = -world.history
        self.luck = Luck(seed, replication)
        self.way = Way(world.process, self.luck)
        self.staff = dict(world.staff)
        self.seen: Counter[str] = Counter()
        self.before: Entry | None = None
        self.changes = list(world.changes)
        self._hands_to_fill = 0
        self.items: dict[tuple[str, int, int], list[Item]] = {}
        self.open = {kind: Steps() for kind in KINDS}
        self.all: list[Item] = []
        self.pay = {role: Steps() for role in world.staff}
        self.hired = {role: Steps() for role in world.staff}
        self.at_stake = {name: Steps() for name in AT_STAKE}
        self.posted = {name: Steps() for name in AMOUNTS}
        for role, heads in world.staff.items():
            self.posts(f"people at first, {role}", heads)
        self.store = Store()
        self.sponsor = Sponsor(self)
        self.sources = Sources(self.luck)
        self.people = People(self)
        self.production = Production(self)
        self.backlog = Queue(self)
        self._begin()

    @property
    def models(self) -> dict[int, stories.Model]:
        """All models there ever were."""
        return self.production.models

    def _begin(self) -> None:
        self._pay()
        self.sources.begin("demand.use_cases", 0, self.world.use_cases, self.now)
        for step in stories.STANDING:
            rate = f"{step}.rate"
            self.sources.begin(rate, 0, self.way.process[rate], self.now)

    def _pay(self) -> None:
        for role, steps in self.pay.items():
            pay = self.staff[role] * self.way.process[f"people.salary.{role}"].cents_per_year
            steps.change(pay - steps.value, self.now)

    def _hire(self, staff: Mapping[str, int]) -> None:
        for role, heads in staff.items():
            pay = self.way.process[f"people.salary.{role}"].cents_per_year
            each = round(self.way.process["money.hiring"] * pay)
            self.hired[role].change(max(0, heads - self.staff[role]) * each, self.now)

    def run(self, events: Iterable[Entry]) -> "Replay":
        """Follows the log to its end, and the organisation to its horizon."""
        for entry in events:
            if entry.at != self.now:
                assert entry.at > self.now, "time goes backwards"
                self.rest()
                self.now = entry.at
            self._step(entry)
        self.rest()
        self.nothing_missed(self.world.horizon)
        self.now = self.world.horizon
        return self

    def _step(self, entry: Entry) -> None:
        try:
            if entry.what != "is replaced":
                self.sponsor.settle()
            self.people.nothing_between(entry)
            self._follow(entry)
            self._hands_filled(entry)
        except AssertionError as error:
            raise AssertionError(f"{error} (after {self.before}) at {entry}") from error
        self.before = entry

    def rest(self) -> None:
        """Nothing more happens at this moment: is everything done that was to be done?"""
        assert not self._hands_to_fill
        self.people.rest()
        self.sponsor.rest()
        self.backlog.rest()
        self.production.rest()
        self.nothing_missed(self.now + 1)

    def nothing_missed(self, until: int) -> None:
        """Whatever was due before some moment has come."""
        assert not self.sources.overdue(until)
        assert not self.production.overdue(until)

    def _follow(self, entry: Entry) -> None:
        if entry.what.startswith("change: "):
            self._change(entry.what.removeprefix("change: "))
            return
        {
            "opens": self._opens,
            "begins": self.people.begins,
            "is interrupted": self.people.is_interrupted,
            "ends": self.people.ends,
            "closes": self._closes,
            "goes live": self.production.goes_live,
            "strikes": self.production.strikes,
            "is noticed": self.production.is_noticed,
            "is over": self.production.is_over,
            "the sponsor ends the initiative": self.sponsor.ends,
            "is refreshed": self.production.is_refreshed,
            "is replaced": self.production.is_replaced,
        }[entry.what](entry)

    def _opens(self, entry: Entry) -> None:
        item = Item(entry.item, entry.entity, entry.number, self.now)
        self.all.append(item)
        self.items.setdefault((item.kind, item.entity, item.number), []).append(item)
        self.open[item.kind].change(1, self.now)
        if item.kind != "refresh":
            self.people.settled()  # it came by itself: whoever had just got up is idle by now
        if item.kind == "use case":
            source = self.sources.due_now("demand.use_cases", 0, item.entity + 1, self.now)
            self._came(source)
            item.can_succeed = self.way.happens("development.decision_exists", item.entity)
            item.case = self.case(item.entity)
            self.at_stake["value waiting to start"].change(item.stake, self.now)
            self.backlog.arrives(item)
        else:
            self._begins_its_way(item)

    def case(self, entity: int) -> Case:
        """What the world makes of a use case by the numbers of the day."""
        foreign = self.way.happens("handover.foreign", entity)
        return Case(entity, self.way.value(entity), self.way.draws(entity), foreign)

    def posts(self, amount: str, by: int = 1) -> None:
        """One more of what is only added up."""
        self.posted[amount].change(by, self.now)

    def has_features(self, item: Item, built: frozenset[int]) -> None:
        """A pilot has the features that it needs."""
        self.posts("features built", len(built))
        self.posts("features built twice", len(built & self.store.exist))
        self.posts("features found", item.found)
        self.seen["features found"] += item.found
        self.store.keep(self.way, item.case, built)

    def _begins_its_way(self, item: Item) -> None:
        item.started = self.now
        if item.kind == "refresh":
            self.production.asked_for(item)
            item.story = stories.refresh(self, item)
        elif item.kind in ("ticket", "incident"):
            item.way = self.models[item.entity].way
            ticket = item.kind == "ticket"
            item.story = stories.one_step((self._ticket if ticket else self._repair)(item))
        else:
            item.story = stories.one_step(self._duty(item))
        self.advance(item)

    def _came(self, source: object) -> None:
        assert source is not None, "it was not due"
        source.happen()
        source.arm(self.luck, self.now)

    def _ticket(self, item: Item) -> str:
        return self._whichever(stories.TICKETS, item.entity, item.number)

    def _repair(self, item: Item) -> str:
        item.trouble = self.production.in_hand(item)
        return f"operate.{item.trouble.kind}"

    def _duty(self, item: Item) -> str:
        steps = tuple(step for step in stories.STANDING if step.startswith(item.kind))
        return self._whichever(steps, 0, item.entity)

    def _whichever(self, steps: tuple[str, ...], entity: int, number: int) -> str:
        """The step whose source is due now; the log does not say which it is."""
        for step in steps:
            source = self.sources.due_now(f"{step}.rate", entity, number, self.now)
            if source is not None:
                self._came(source)
                return step
        raise AssertionError("it was not due")

    def advance(self, item: Item) -> None:
        """The item asks for its next step, or has come to its end."""
        way = item.way or self.way
        item.job = None
        try:
            step = next(item.story)
            while not (effort := self._effort(way, step, item)):
                step = next(item.story)
        except StopIteration as end:
            item.outcome = end.value
            return
        self.people.request(item, step, way, effort)

    def _effort(self, way: Way, step: str, item: Item) -> int:
        effort, pipelines = way.effort(step, item), self.posted["pipelines packaged"].value
        if step != "handover.package" or not pipelines:
            return effort
        self.seen["components used again"] += self.way.reuse(pipelines) < 1
        return int(effort * way.reuse(pipelines) + 0.5)

    def find(self, entry: Entry, step: str) -> Item:
        """The open item whose present step this is."""
        [item] = [
            item
            for item in self.items[entry.item, entry.entity, entry.number]
            if item.job is not None and item.job.step == step
        ]
        return item

    def _closes(self, entry: Entry) -> None:
        if entry.step == "expired":
            item = self.backlog.expires(entry)
        else:
            items = self.items[entry.item, entry.entity, entry.number]
            [item] = [item for item in items if item.outcome == entry.step]
        self.items[entry.item, entry.entity, entry.number].remove(item)
        self.open[entry.item].change(-1, self.now)
        item.ended, item.outcome = self.now, entry.step
        self.seen[f"outcome {entry.step}"] += 1
        if item.kind == "use case" and entry.step != "expired":
            if item.outcome == "shelved":
                self.sponsor.sees_shelved()
            self.backlog.finishes(item)
        elif item.trouble is not None:
            self.production.is_repaired(item.trouble)

    def _change(self, name: str) -> None:
        change = self.changes.pop(0)
        assert (change.name, change.at) == (name, self.now)
        self.people.settled()
        if change.process is not None:
            self._work_differently(change)
        if change.staff is not None:
            for role, heads in change.staff.items():
                self.posts(f"hires, {role}", max(0, heads - self.staff[role]))
                self.posts(f"dismissals, {role}", max(0, self.staff[role] - heads))
            self._hire(change.staff)
            self._hands_to_fill = self.people.come_and_go(change.staff)
            self.staff = dict(change.staff)
        self._pay()
        if not self._hands_to_fill:
            self.backlog.new_rules()

    def _hands_filled(self, entry: Entry) -> None:
        """New people first take up what waits at their desks; then more may be started."""
        if self._hands_to_fill and entry.what == "begins":
            self._hands_to_fill -= 1
            if not self._hands_to_fill:
                self.backlog.new_rules()

    def _work_differently(self, change: Change) -> None:
        cadence = self.way.process["refresh.cadence"]
        self.way = Way(change.process, self.luck)
        self._retune()
        self.people.adopt()
        if self.way.process["refresh.cadence"] != cadence:
            self.seen["cadence changed"] += 1
            self.production.reschedule()

    def _retune(self) -> None:
        for source in self.sources.all.values():
            if source.purpose != "demand.use_cases":
                rate = self.way.process[source.purpose]
                self.seen["rate from 0"] += source.rate == 0 < rate
                self.seen["rate to 0"] += rate == 0 < source.rate
                source.retune(rate, self.now)


def replayed(world: World, seed: int, events: Iterable[Entry], replication: int = 0) -> Replay:
    """The book-keeper's own account of one replication."""
    return Replay(world, seed, replication).run(events)


__all__ = ["ELASTIC", "KINDS", "ROLES", "TRAINING", "Replay", "replayed"]
