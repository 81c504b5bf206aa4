"""People and machines: whether each sits down when, and on what, the rules say."""

from collections import Counter
from typing import TYPE_CHECKING

from sim.organisation.journal import Entry
from tests.invariants.oracle.desks import Bench, Job
from tests.invariants.oracle.luck import ELASTIC, TRAINING, Way
from tests.invariants.oracle.records import Sitting, Wait
from tests.invariants.oracle.stories import Item, labels

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

_FINE = 2**20


class People:
    """All desks, with every sitting and every wait there."""

    def __init__(self, book: "Replay") -> None:
        self.book = book
        world = book.world
        self.benches = {
            role: Bench(role, heads, world.improvement_reserve.get(role, 0.0))
            for role, heads in world.staff.items()
        }
        self.benches[TRAINING] = Bench(TRAINING, world.training_slots, 0.0)
        self.benches[ELASTIC] = Bench(ELASTIC, None, 0.0)
        self.sittings: list[Sitting] = []
        self.waits: list[Wait] = []
        self._getting_up: Bench | None = None
        self._leavers: Counter[str] = Counter()
        self._urgent: Job | None = None
        self._just_asked: list[Job] = []
        self._keeps_on: Job | None = None
        self._turns = 0
        for bench in self.benches.values():
            bench.level.change(bench.heads, book.now)
            bench.set_rate(book.way, book.now)

    def request(self, item: Item, step: str, way: Way, effort: int) -> None:
        """An item asks for somebody."""
        desk = way.performer(step)
        rank, kind = labels(item.kind, step)
        lane = way.lane(desk, rank)
        self._turns += 1
        job = Job(item, step, desk, lane, kind, effort, self.book.now, self._turns)
        bench = self.benches[desk]
        taken = len(bench.queue) + (bench is self._getting_up)
        job.direct = bench.elastic or bench.free > taken
        item.job = job
        self._waits(job)

    def _waits(self, job: Job) -> None:
        job.wait = Wait(job.desk, job.item.kind, job.step, job.rank, self.book.now, not job.front)
        self.waits.append(job.wait)
        self.benches[job.desk].waiting[job.rank].append(job)

    def nothing_between(self, entry: Entry) -> None:
        """Whoever goes on with the same item does so before anything else happens."""
        job, self._keeps_on = self._keeps_on, None
        if job is not None:
            item = job.item
            whose = ("begins", item.kind, item.entity, item.number, job.step)
            assert whose == entry[1:6], "the hands were not kept"

    def begins(self, entry: Entry) -> None:
        """The log says that somebody sits down."""
        job = self.book.find(entry, entry.step).job
        bench = self.benches[entry.resource]
        assert job.desk == entry.resource
        self._may_begin(job, bench)
        bench.waiting[job.rank].remove(job)
        job.wait.end = self.book.now
        if bench.elastic:
            bench.heads += 1
            bench.level.change(1, self.book.now)
        self._sits_down(job, bench)

    def _may_begin(self, job: Job, bench: Bench) -> None:
        seen, before = self.book.seen, self.book.before
        seen["resumed"] += job.front > 0
        if self._keeps(job, before):
            seen["kept hands"] += 1
            self._getting_up = None
        elif self._took_over(job, before):
            seen["urgent work interrupted another"] += 1
        elif job.direct:
            assert bench.queue[0] is job or bench.elastic, "others were waiting"
        else:
            self._next_in_line(job, bench)

    def _keeps(self, job: Job, before: Entry | None) -> bool:
        """Whoever did the step before goes on with the same item."""
        item = job.item
        what = ("ends", item.kind, item.entity, item.number, job.desk)
        same = before is not None and what == (*before[1:5], before.resource)
        return same and self._getting_up is not None and self._getting_up.name == job.desk

    def _took_over(self, job: Job, before: Entry | None) -> bool:
        interrupted = before is not None and before.what == "is interrupted"
        if not interrupted or before.resource != job.desk:
            return False
        return job is self._urgent or self._taken_at_random(job)

    def _taken_at_random(self, job: Job) -> bool:
        """Of use cases that are taken up at one instant each asks when its lot is drawn, and
        interrupts at once: which lot that is the log does not say before."""
        at_random = self.book.way.process["demand.policy"] == "random"
        alike = job.item.kind == self._urgent.item.kind == "use case"
        return at_random and alike and job in self._just_asked and job.rank == self._urgent.rank

    def _next_in_line(self, job: Job, bench: Bench) -> None:
        way, now, seen = self.book.way, self.book.now, self.book.seen
        first, reserved = bench.first(way), bench.reserved(way, now)
        assert job is (reserved or first), "it was another's turn"
        seen["long waited goes first"] += not reserved and first is not bench.first_by_class(way)
        assert self._getting_up is bench or bench.free > 0
        if bench is self._getting_up:
            self._getting_up = None
        if reserved:
            job.on_reserve = True
            bench.credit.balance -= job.effort * _FINE
            policy = way.process["people.reserve_policy"]
            seen[f"reserve {policy} spent"] += 1
            seen[f"reserve {policy} goes first"] += reserved is not first

    def _sits_down(self, job: Job, bench: Bench) -> None:
        load = job.effort + job.switch
        job.sitting = Sitting(
            job.desk, job.item.kind, job.step, job.rank, job.kind,
            self.book.now, load, job.switch, bench.pace(self.book.way),
        )  # fmt: skip
        self.sittings.append(job.sitting)
        job.item.sat_down = self.book.now
        bench.running.append(job)
        assert bench.free >= 0, "more work than people"

    def is_interrupted(self, entry: Entry) -> None:
        """The log says that somebody is interrupted, or leaves."""
        job = self.book.find(entry, entry.step).job
        bench = self.benches[job.desk]
        lost = self._why(job, bench)
        done = job.sitting.done(self.book.now)
        job.sitting.end = self.book.now
        work = max(0, done - job.switch)
        job.effort += int(work * lost) - work
        job.switch = self.book.way.process["people.switching"]
        self._turns += 1
        job.front, job.on_reserve, job.direct = self._turns, False, False
        bench.running.remove(job)
        self._waits(job)

    def _why(self, job: Job, bench: Bench) -> float:
        """Checks that it had to be this one; returns the share of the sitting that is lost."""
        if self._leavers[bench.name]:
            self._leavers[bench.name] -= 1
            self.book.seen["leaver with work in hand"] += 1
            assert job.sitting.begin == max(other.sitting.begin for other in bench.running)
            return self.book.way.process["people.leaver_loss"]
        assert bench.free == 0, "somebody was free"
        order = self.book.way.order(bench.name)
        urgent = self._just_asked = self._urgent_now(bench)
        self._urgent = min(urgent, key=lambda one: (order.index(one.rank), one.place))
        assert job is bench.victim(self.book.way, self._urgent.rank)
        return 0.0

    def _urgent_now(self, bench: Bench) -> list[Job]:
        """What has just been asked for and may interrupt another."""
        way, now = self.book.way, self.book.now
        return [
            job
            for job in bench.queue
            if job.rank in way.process["people.preempting"]
            and (job.asked, job.front, job.direct) == (now, 0, False)
            and bench.victim(way, job.rank) is not None
        ]

    def ends(self, entry: Entry) -> None:
        """The log says that a step is done."""
        item = self.book.find(entry, entry.step)
        job, bench = item.job, self.benches[entry.resource]
        assert self.book.now == job.sitting.due, "too early or too late"
        job.sitting.end, job.sitting.finished = self.book.now, True
        bench.running.remove(job)
        if bench.elastic:
            bench.heads -= 1
            bench.level.change(-1, self.book.now)
        self._getting_up = bench
        self.book.advance(item)
        if item.job is not None and item.job.desk == bench.name:
            self._keeps_on = item.job

    def settled(self) -> None:
        """Whoever got up has found something else, or is idle."""
        self._getting_up = None

    def come_and_go(self, staff: dict[str, int]) -> int:
        """Other head-counts from now on; returns how many will sit down to what waits."""
        hands = 0
        for role, heads in staff.items():
            bench = self.benches[role]
            self.book.seen["hires"] += heads > bench.heads
            self._leavers[role] = max(0, len(bench.running) - heads)
            bench.level.change(heads - bench.heads, self.book.now)
            bench.heads = heads
            bench.set_rate(self.book.way, self.book.now)
            hands += max(0, min(bench.free, len(bench.queue)))
        return hands

    def adopt(self) -> None:
        """Another way of working from now on."""
        for bench in self.benches.values():
            bench.set_rate(self.book.way, self.book.now)
            for job in bench.running:
                self.book.seen["another pace"] += bench.pace(self.book.way) != job.sitting.pace
                job.sitting.go_on(bench.pace(self.book.way), self.book.now)

    def rest(self) -> None:
        """Nobody is idle while somebody waits; everyone who had to leave has left."""
        self.settled()
        assert self._keeps_on is None
        for bench in self.benches.values():
            assert bench.free >= 0
            assert bench.elastic or not (bench.free and bench.queue), "idle, and work waits"
            self.book.seen["nobody there"] += bench.heads == 0 < len(bench.queue)
        assert not +self._leavers
