"""Models in production: shifts, what people notice of them, and when a refresh is due."""

from typing import TYPE_CHECKING

from sim.organisation.journal import Entry
from tests.invariants.oracle.records import Steps
from tests.invariants.oracle.stories import OUTAGES, TICKETS, Item, Model, Trouble

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

RATE = {"shift": "shift.rate", **{kind: f"operate.{kind}.rate" for kind in OUTAGES}}
"""What each kind of incident comes at."""
RATES = (*(f"{step}.rate" for step in TICKETS), *RATE.values())


class Production:
    """All models there ever were, and the levels that count the live ones."""

    def __init__(self, book: "Replay") -> None:
        self.book = book
        self.models: dict[int, Model] = {}
        self.live: list[Model] = []
        self.live_level = Steps()
        self.shifted = Steps()
        self.worth = Steps()
        self.befell: list[Trouble] = []
        self.in_sight: list[tuple[int, Trouble]] = []
        self._asked: set[int] = set()

    def goes_live(self, entry: Entry) -> None:
        """A model is taken into service."""
        book = self.book
        inherited = entry.entity < 0
        model = self._inherited(entry.entity) if inherited else self._released(entry.entity)
        self.models[entry.entity] = model
        self.live.append(model)
        self.live_level.change(1, book.now)
        self.worth.change(model.case.value, book.now)
        book.posts("models gone live")
        book.posts("value released", model.case.value)
        if not inherited:
            book.sponsor.sees_release()
        self._sources(model)
        self._first_refresh(model, inherited)

    def _inherited(self, entity: int) -> Model:
        book, way = self.book, self.book.way
        assert way.does("release.deploy")
        case, members = book.case(entity), way.members(entity, len(self.live))
        if way.has("development.engineer") or way.shares:
            book.store.keep(way, case, case.features(way))
        return Model(entity, case, way, book.now, way.does("handover.rewrite"), members)

    def _released(self, entity: int) -> Model:
        book = self.book
        [item] = book.items["use case", entity, 0]
        assert item.outcome == "released"
        return Model(entity, item.case, book.way, book.now, item.rewritten, item.members)

    def _sources(self, model: Model) -> None:
        for rate in RATES:
            self.book.sources.begin(rate, model.entity, model.way.process[rate], self.book.now)

    def _first_refresh(self, model: Model, inherited: bool) -> None:
        cadence = model.way.process["refresh.cadence"]
        if cadence is None:
            return
        delay = cadence
        if inherited:
            delay = int(cadence * self.book.luck.uniform("inherited age", model.entity, 0))
            model.fresh_since = self.book.now + delay - cadence
        model.next_refresh = self.book.now + delay

    @property
    def _too_many(self) -> bool:
        return self.book.now < 0 and len(self.live) > self.book.world.models

    def is_replaced(self, entry: Entry) -> None:
        """In history the oldest makes room."""
        assert self._too_many
        model = self.live.pop(0)
        assert model.entity == entry.entity
        model.live = False
        self.live_level.change(-1, self.book.now)
        self.worth.change(-model.case.value, self.book.now)
        self.book.posts("models ended")
        self.book.seen["replaced"] += 1
        self.book.sources.stop(model.entity, RATES)
        for trouble in list(model.troubles):
            self._over(model, trouble)

    def strikes(self, entry: Entry) -> None:
        """Something goes wrong with a model."""
        self.book.people.settled()
        model, kind, now = self.models[entry.entity], entry.item, self.book.now
        source = self.book.sources.all[RATE[kind], model.entity]
        number = source.happened + 1
        assert source is self.book.sources.due_now(RATE[kind], model.entity, number, now)
        source.happen()
        if kind == "shift":
            model.shifts += 1
            self.shifted.change(1, now)
        else:
            source.arm(self.book.luck, now)
        trouble = Trouble(kind, number, now, now + model.way.lag(kind, model.entity, number))
        model.troubles.append(trouble)
        self.befell.append(trouble)

    def is_noticed(self, entry: Entry) -> None:
        """Somebody sees it."""
        self.book.people.settled()
        model = self.models[entry.entity]
        assert model.live
        trouble = next(one for one in model.troubles if one.kind == entry.item and self._due(one))
        trouble.detected = self.book.now
        at_once = trouble.onset == self.book.now
        self.book.seen["noticed at once" if at_once else f"noticed later: {entry.item}"] += 1
        self.book.sponsor.sees_incident(len(self.live))
        if trouble.kind == "shift":
            model.noticed_at = self.book.now
            self._ask(model)
        else:
            self.in_sight.append((entry.entity, trouble))

    def _due(self, trouble: Trouble) -> bool:
        return trouble.detected is None and trouble.due == self.book.now

    def in_hand(self, item: Item) -> Trouble:
        """The outage that this repair is for."""
        entity, trouble = self.in_sight.pop(0)
        assert (entity, trouble.number) == (item.entity, item.number)
        return trouble

    def is_repaired(self, trouble: Trouble) -> None:
        """A repair is done; the log must go on to say so, unless it is over by then."""
        if trouble.resolved is None:
            self.in_sight.append((0, trouble))

    def is_over(self, entry: Entry) -> None:
        """A model is up, or fast, again."""
        _, trouble = self.in_sight.pop(0)
        assert trouble.kind == entry.item
        self._over(self.models[entry.entity], trouble)

    def _over(self, model: Model, trouble: Trouble) -> None:
        trouble.resolved = self.book.now
        if trouble.detected is None:
            what = "a shift" if trouble.kind == "shift" else "an outage"
            self.book.seen[f"over before anybody noticed: {what}"] += 1
        model.troubles.remove(trouble)
        if trouble.kind == "shift":
            self.shifted.change(-1, self.book.now)

    def _ask(self, model: Model) -> None:
        if model.refresh_open:
            self.book.seen["request for a refresh absorbed"] += 1
        else:
            self._asked.add(model.entity)

    def asked_for(self, item: Item) -> None:
        """A refresh begins: somebody asked for it, or it was due."""
        model = self.models[item.entity]
        assert model.live
        assert not model.refresh_open
        assert item.entity in self._asked or model.next_refresh == self.book.now
        self._asked.discard(item.entity)
        model.item = item
        model.refresh_open = True
        model.refreshes += 1
        assert item.number == model.refreshes

    def is_refreshed(self, entry: Entry) -> None:
        """A model has learnt what the data of the day could teach it."""
        book, model = self.book, self.models[entry.entity]
        assert model.live
        model.way, model.rewritten = book.way, model.item.rewritten
        model.refresh_open, model.fresh_since = False, book.now
        data_date = model.data_date
        if model.wrong is not None and model.wrong.onset <= data_date:
            self._mended(model, model.wrong)
        self._next(model, data_date)

    def _mended(self, model: Model, shift: Trouble) -> None:
        self._over(model, shift)
        self.book.sources.all["shift.rate", model.entity].arm(self.book.luck, self.book.now)

    def _next(self, model: Model, data_date: int) -> None:
        if model.noticed_at is not None and model.noticed_at > data_date:
            self.book.seen["refreshed again at once"] += 1
            self._ask(model)
            return
        model.noticed_at = None
        cadence = self.book.way.process["refresh.cadence"]
        model.next_refresh = None if cadence is None else self.book.now + cadence

    def reschedule(self) -> None:
        """Another cadence counts from the last refresh, at the earliest from now."""
        cadence = self.book.way.process["refresh.cadence"]
        for model in self.live:
            due = None if cadence is None else max(self.book.now, model.fresh_since + cadence)
            model.next_refresh = due

    def rest(self) -> None:
        """Everything asked for at this moment has begun."""
        assert not self._asked
        assert not self.in_sight
        assert not self._too_many

    def overdue(self, until: int) -> list[Model]:
        """Models of which something that had to happen before some moment did not."""
        return [
            model
            for model in self.live
            if self._missed(model.next_refresh, until, model.refresh_open)
            or any(self._missed(t.due, until, t.detected is not None) for t in model.troubles)
        ]

    @staticmethod
    def _missed(due: int | None, until: int, excused: bool) -> bool:
        return due is not None and due < until and not excused
