"""Models in production: shifts, what people notice of them, and when a refresh is due."""

from typing import TYPE_CHECKING

from sim.organisation.journal import Entry
from tests.invariants.oracle.records import Steps
from tests.invariants.oracle.stories import INCIDENTS, TICKETS, Item, Model

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

RATES = tuple(f"{step}.rate" for step in (*TICKETS, *INCIDENTS, "shift"))


class Production:
    """All models there ever were, and the levels that count the live ones."""

    def __init__(self, book: "Replay") -> None:
        self.book = book
        self.models: dict[int, Model] = {}
        self.live: list[Model] = []
        self.live_level = Steps()
        self.shifted = Steps()
        self._asked: set[int] = set()

    def goes_live(self, entry: Entry) -> None:
        """A model is taken into service."""
        book, way = self.book, self.book.way
        inherited = entry.entity < 0
        features, rewritten = way.features(entry.entity), way.has("handover.rewrite")
        if not inherited:
            [item] = book.items["use case", entry.entity, 0]
            assert item.outcome == "released"
            features, rewritten = item.features, item.rewritten
        model = Model(entry.entity, features, way, book.now, rewritten)
        self.models[entry.entity] = model
        self.live.append(model)
        self.live_level.change(1, book.now)
        self._sources(model)
        self._first_refresh(model, inherited)

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
        self.book.seen["replaced"] += 1
        self.book.sources.stop(model.entity, RATES)
        if model.shifted_at is not None:
            self.shifted.change(-1, self.book.now)

    def shifts(self, entry: Entry) -> None:
        """The world changes under a model."""
        self.book.people.settled()
        model = self.models[entry.entity]
        number = model.shifts + 1
        source = self.book.sources.due_now("shift.rate", model.entity, number, self.book.now)
        assert source is not None
        source.happen()
        model.shifts += 1
        model.shifted_at = self.book.now
        self.shifted.change(1, self.book.now)
        model.notices[model.shifts] = self.book.now + model.way.lag(model.entity, model.shifts)

    def is_noticed(self, entry: Entry) -> None:
        """Somebody sees it."""
        model = self.models[entry.entity]
        assert model.live
        assert model.shifted_at is not None
        assert model.notices.pop(model.shifts) == self.book.now
        model.noticed_at = self.book.now
        self._ask(model)

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
        if model.shifted_at is not None and model.shifted_at <= data_date:
            self._mended(model)
        self._next(model, data_date)

    def _mended(self, model: Model) -> None:
        model.shifted_at = None
        self.shifted.change(-1, self.book.now)
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
        assert not self._too_many

    def overdue(self, until: int) -> list[Model]:
        """Models of which something that had to happen before some moment did not."""
        return [
            model
            for model in self.live
            if self._missed(model.next_refresh, until, model.refresh_open)
            or self._missed(model.notices.get(model.shifts), until, model.shifted_at is None)
        ]

    @staticmethod
    def _missed(due: int | None, until: int, excused: bool) -> bool:
        return due is not None and due < until and not excused
