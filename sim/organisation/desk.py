"""The desk decides who works on what: one pool of equal people (or training slots), and its queues.

Plain SimPy events, no PriorityResource: cost does not depend on how many wait. Everything that a
change of hands needs (pre-emption, rest of the effort, finding back, leaving) is here, and nowhere
in the story.
"""

from collections.abc import Callable
from itertools import takewhile

from sim.ledgers.books import Books
from sim.organisation.clock import Clock
from sim.organisation.lane import Lane
from sim.organisation.manners import Manners
from sim.organisation.reserve import Reserve
from sim.organisation.timer import Sitting
from sim.organisation.work import Item, Pace, Work
from sim.vocabulary import OVERHEAD, SWITCHING

Recorder = Callable[[str, Item, str, str], None]
"""(what happened, item, step, resource): the event log, kept on request only."""


class Desk:
    """A pool of people of one role, or of training slots, and the work waiting for it."""

    def __init__(
        self, env: Clock, name: str, heads: int | None, manners: Manners, books: Books
    ) -> None:
        self.env = env
        self.name = name
        self.elastic = heads is None
        self.heads, self.free = books.time.open(name, heads or 0, env.now)
        self._switching = books.time.account(name, SWITCHING)
        self._overhead = books.time.account(name, OVERHEAD)
        self._overtime = books.time.overtime[name]
        self._overtime_due = books.money.overtime_due
        self.extra_pay = 0
        """Cents a year for somebody who works nothing but overtime."""
        self.lanes = {rank: Lane(rank) for rank in manners.priorities}
        for lane in self.lanes.values():
            lane.length = books.flow.queue(name, lane.name, env.now, lane.present)
        self._reserve = Reserve(env.now)
        self._improvement = self.lanes.get("improvement", Lane("improvement"))
        self._agenda = env.agenda
        self._ends: tuple[Callable[[Sitting], None], ...] = (self._finish,)
        """What is called when a sitting ends."""
        self._over: list[Sitting] = []
        """Sittings that are over, to be planned again."""
        self._kept: Item | None = None
        self._put_off = False
        self.record: Recorder | None = None
        self._pace, self._longer = manners.focus, 0.0
        self.adopt(manners)

    def adopt(self, manners: Manners) -> None:
        """Goes on by these manners from now on, with sittings under way too if the pace changes."""
        before = self._pace, self._longer
        self._manners = manners
        self._pace, self._longer = manners.focus + manners.overtime, manners.overtime
        self._reserve_share, self._ageing = manners.reserve_share, manners.ageing
        self._order = [self.lanes[rank] for rank in manners.priorities]
        for rank, lane in enumerate(self._order):
            lane.rank = rank
            lane.preempting = lane.name in manners.preempting
            lane.preemptible = lane.name in manners.preemptible
        self._goes_before = [self.lanes[rank] for rank in manners.reserve_waits_for]
        self._accrue_reserve()
        if before != (self._pace, self._longer):
            now = self.env.now
            for lane in self._order:
                for work in lane.running.taken():
                    self._retime(work, now)

    def request(self, work: Work) -> Work:
        """Asks for a free person; the work starts now, interrupts, or waits."""
        now = work.since = work.asked = self.env.now
        row, free = work.row, self.free
        row.waiting.count += 1
        if self._kept is work.item:
            self._kept = None
            self._begin(work, now)
        elif free.value:
            free.value -= 1  # as its `change` does, without the call, here and in _call_next
            free.moment -= now
            self._begin(work, now)
        elif self.elastic:
            self.heads.change(1, now)
            self._begin(work, now)
        elif self._kept is not None:  # hands may be free in an instant: see _finish
            self._put_off |= row.lane.preempting
            row.lane.append(work, now)
        elif not (row.lane.preempting and self._take_over(work, now)):
            row.lane.append(work, now)
        return work

    def set_heads(self, heads: int) -> None:
        """Changes the number of people; leavers put their work back, and part of it is lost."""
        now = self.env.now
        change = heads - self.heads.value
        self.heads.change(change, now)
        self._accrue_reserve()
        for _ in range(change):
            self._call_next(now)
        for _ in range(-change):
            self._dismiss(now)

    def lose_one(self, luck: float) -> None:
        """Somebody leaves, each of the people as likely: `luck` between 0 and 1 says who."""
        now = self.env.now
        seat = int(luck * self.heads.value)
        self.heads.change(-1, now)
        self._accrue_reserve()
        if seat < self.free.value:
            self.free.change(-1, now)
            return
        place = seat - self.free.value
        for lane in self._order:
            if place < len(lane.running):
                self._interrupt(lane.running.at(place), now, self._manners.leaver_loss)
                return
            place -= len(lane.running)

    def post_sittings(self) -> None:
        """Posts what sittings under way have come to."""
        now = self.env.now
        for lane in self._order:
            for work in lane.running.taken():
                self._post(work, now)

    def settle(self) -> None:
        """Posts everything that is under way up to now, for the closing of the books."""
        self.post_sittings()
        now = self.env.now
        for lane in self._order:
            for work in lane.waiting:
                work.row.waiting.ticks += now - work.since
                work.since = now

    def _begin(self, work: Work, now: int) -> None:
        row = work.row
        row.waiting.ticks += now - work.since
        if row.interest and not work.interrupted:
            work.effort += int(work.effort * row.interest * (now - work.item.asked) + 0.5)
        work.since = work.began = now
        load = work.load = work.effort + work.switch
        elapsed = work.elapsed = int(load / self._pace + 0.5)
        work.posted = 0
        work.pace = self._longer_day(work, now) if self._longer else None
        row.lane.running.sit_down(work)
        if self._over:
            sitting = self._over.pop()
            sitting.work = work
            sitting.callbacks = self._ends
        else:
            sitting = Sitting(work, self._ends)
        work.sitting = sitting
        self._agenda.plan(now + elapsed, sitting)
        if self.record is not None:
            self.record("begins", work.item, row.step, self.name)

    def _retime(self, work: Work, now: int) -> None:
        """What is left of a sitting goes on at another pace."""
        self._post(work, now)
        work.pace = self._longer_day(work, now)
        work.elapsed = int((work.load - work.posted) / self._pace + 0.5)
        work.sitting = Sitting(work, self._ends)
        self._agenda.plan(now + work.elapsed, work.sitting)

    def _longer_day(self, work: Work, now: int) -> Pace:
        work.item.tired = self._longer or work.item.tired
        return Pace(now, work.posted, self._longer)

    def _finish(self, sitting: Sitting) -> None:
        work, sitting.work = sitting.work, None
        assert work is not None
        self._over.append(sitting)
        if work.sitting is not sitting:
            return  # it was interrupted or goes at another pace; the rest comes, or is done by now
        now, row, item = self.env.now, work.row, work.item
        if work.switch or work.pace is not None or item.incident is not None:
            self._post(work, now)
        else:  # as _post does, without the call, for nearly all
            done = work.load - work.posted
            passed = now - work.since
            row.spent.ticks += done
            self._overhead.ticks += passed - done
            row.working.ticks += passed
        row.working.count += 1
        row.lane.running.get_up(work)
        work.sitting = None
        if self.record is not None:
            self.record("ends", item, row.step, self.name)
        self._kept = item
        work.done = True
        waiter, work.waiter = work.waiter, None
        if waiter is not None:
            waiter.go_on(work)
        self._let_go(now)

    def _let_go(self, now: int) -> None:
        """Hands that were kept for the next step of an item are free, unless it has come."""
        if self._kept is not None:  # the item has gone elsewhere
            self._kept = None
            self._call_next(now)
        if self._put_off:
            self._put_off = False
            self._interrupt_for_the_urgent(now)

    def _call_next(self, now: int) -> None:
        """One person has become free: takes the next in the queues, or idles."""
        if self._reserve_share and self._improvement.waiting and self._reserve_goes_first(now):
            self._begin_on_reserve(now)
            return
        for lane in self._order:
            if lane.waiting:
                if self._ageing is not None and not lane.preempting:
                    lane = self._first_due(self._ageing)
                level = lane.length  # as its `pop` does, without the call
                level.value -= 1
                level.moment -= now
                self._begin(lane.waiting.popleft(), now)
                return
        if self.elastic:
            self.heads.change(-1, now)
            return
        self.free.value += 1
        self.free.moment += now

    def _first_due(self, ageing: int) -> Lane:
        """The class whose first is due first: an `ageing` later for each class less urgent. So what
        has waited long enough goes before what is more urgent, but for what would interrupt it."""
        waiting = (lane for lane in self._order if lane.waiting)
        calm = takewhile(lambda lane: not lane.preempting, waiting)
        return min(calm, key=lambda lane: lane.waiting[0].asked + lane.rank * ageing)

    def _begin_on_reserve(self, now: int) -> None:
        work = self._improvement.pop(now)
        work.on_reserve = True
        self._reserve.spend(work.effort)
        self._begin(work, now)

    def _reserve_goes_first(self, now: int) -> bool:
        for lane in self._goes_before:
            if lane.waiting:
                return False
        return self._reserve.has_credit(now)

    def _interrupt_for_the_urgent(self, now: int) -> None:
        """What was asked for while it was open whose hands would be free interrupts now."""
        for lane in self._order:
            if lane.preempting and lane.waiting and lane.waiting[0].since == now:
                while lane.waiting and self._victim(lane.rank) is not None:
                    self._take_over(lane.pop(now), now)

    def _take_over(self, work: Work, now: int) -> bool:
        """Begins urgent work in the hands of somebody who is at something less urgent."""
        victim = self._victim(work.row.lane.rank)
        if victim is None:
            return False
        self._interrupt(victim, now)
        self._begin(work, now)
        return True

    def _victim(self, rank: int) -> Work | None:
        """The least urgent work that may be interrupted, and of that the latest begun."""
        for lane in reversed(self._order):
            if lane.rank <= rank:
                return None
            if lane.preemptible and (work := lane.running.latest()) is not None:
                return work
        return None

    def _interrupt(self, work: Work, now: int, lost: float = 0.0) -> None:
        """Puts work back to the front of its lane; the rest will cost finding back as well."""
        self._post(work, now)
        work.row.lane.running.get_up(work)
        work.sitting = None
        done = max(0, work.posted - work.switch)
        work.effort += int(done * lost) - done
        work.switch = self._manners.switching
        work.on_reserve = False
        work.interrupted = True
        work.row.lane.push_front(work, now)
        if self.record is not None:
            self.record("is interrupted", work.item, work.row.step, self.name)

    def _dismiss(self, now: int) -> None:
        if self.free.value:
            self.free.change(-1, now)
            return
        running = [work for lane in self._order for work in lane.running.taken()]
        if running:
            last_to_sit_down = max(running, key=lambda work: work.began)
            self._interrupt(last_to_sit_down, now, self._manners.leaver_loss)

    def _post(self, work: Work, now: int) -> None:
        """Splits the time since the last posting, and what was worked beyond it, into effort,
        finding back and overhead."""
        row = work.row
        passed, pace = now - work.since, work.pace
        begun, before = (work.began, 0) if pace is None else (pace.since, pace.before)
        sat, load = now - begun, work.load - before
        done = work.load if sat == work.elapsed else before + load * sat // work.elapsed
        fresh = done - work.posted
        if work.switch > work.posted:
            back = min(fresh, work.switch - work.posted)
            self._switching.ticks += back
            row.spent.ticks -= back
        else:
            back = 0
        row.spent.ticks += fresh
        if work.item.incident is not None:
            work.item.incident.spend(self.name, fresh - back)
        overtime = 0
        if pace is not None and pace.longer:
            so_far = int(sat * pace.longer + 0.5)
            overtime, pace.overtime = so_far - pace.overtime, so_far
            self._overtime.moment -= overtime  # by so much the integral is larger
            self._overtime_due.total += overtime * self.extra_pay
        self._overhead.ticks += passed + overtime - fresh
        row.working.ticks += passed
        work.posted = done
        work.since = now

    def _accrue_reserve(self) -> None:
        manners = self._manners
        people = manners.reserve_share * manners.focus * self.heads.value
        self._reserve.set_rate(people, manners.reserve_cap, self.env.now)
