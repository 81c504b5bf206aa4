"""The portfolio: all models in production, and every change of what is true of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import TypeVar

from sim.ledgers.books import Books
from sim.ledgers.causes import CAUSE, DOWN, SHIFTED, SKEWED, SLOW
from sim.ledgers.incidents import Incident
from sim.ledgers.value import FULL, Stand
from sim.organisation.model import Model
from sim.organisation.quality import ageless, fresh_integral, gone, hit, stand

T = TypeVar("T")


class Portfolio:
    """All live models, oldest first; every change of what is true of them goes through here.

    A change first accounts for the value of the time up to it, at the model and at all that feed on
    it, and then makes it so.
    """

    def __init__(self, books: Books, now: int) -> None:
        self.models: dict[int, Model] = {}
        self._by_age: list[Model] = []
        """The same, to be counted off."""
        self._ranks = array("q")
        """Those of the models by age, to be looked up."""
        self._incidents = books.incidents
        self._value = books.value
        self._live = books.level("live models", now)
        self._shifted = books.level("shifted models", now)
        self._skewed = books.level("skewed models", now)
        self._frontier = books.level("frontier", now)
        self.seen_by: Callable[[Model], None] | None = None
        """Told of a model when people may see that it, or what they know of it, has changed."""
        self._left_behind = books.level("value left behind", now)
        self._gone_live = books.amount("models gone live")
        self._ended = books.amount("models ended")
        self._released = books.amount("value released")

    def add(self, model: Model, now: int) -> None:
        """A model goes live."""
        self.models[model.entity] = model
        model.rank = self._ranks[-1] + 1 if self._ranks else 0
        self._by_age.append(model)
        self._ranks.append(model.rank)
        model.since = model.born = now
        model.best = Stand(model.worth, model.entity)
        model.ageless = ageless(model)
        self._stand(model)
        self._live.change(1, now)
        self._gone_live.total += 1
        self._released.total += model.worth
        self._value.potential.change(model.worth, now)
        self._frontier.change(model.worth, now)
        if self.seen_by is not None:
            self.seen_by(model)

    def feed(self, model: Model, upstream: Model, elasticity: float) -> None:
        """A model that is about to go live feeds on a live one."""
        model.upstream = upstream
        model.elasticity = elasticity
        upstream.consumers += (model,)

    def cut(self, model: Model, now: int) -> None:
        """A model does without the one it has fed on."""
        self.account(model, now)
        if model.upstream is not None:
            model.upstream.consumers = _without(model.upstream.consumers, model)
            model.upstream = None
            model.ageless = ageless(model)
            self._stand(model)

    def remove(self, model: Model, now: int) -> None:
        """A model is switched off; nothing more happens to it. Nothing feeds on it."""
        self.account(model, now)
        self.cut(model, now)
        model.live = False
        model.ended_by = model.truth.obsolete
        for source in model.sources:
            source.stop()
        model.lets_go()
        del self.models[model.entity]
        place = bisect_left(self._ranks, model.rank)
        del self._by_age[place], self._ranks[place]
        self._live.change(-1, now)
        self._ended.total += 1
        self._value.potential.change(-model.worth, now)
        if model.truth.obsolete is None:
            self._frontier.change(-model.worth, now)
        else:
            self._left_behind.change(model.worth, now)
        for incident in self._open(model):
            self.end(model, incident, now)
        if self.seen_by is not None:
            self.seen_by(model)

    def pick(self, fraction: float) -> Model | None:
        """The model that stands at a fraction of the portfolio, by age; None if there is none."""
        count = len(self._by_age)
        return self._by_age[int(fraction * count)] if count else None

    def account(self, model: Model, now: int) -> None:
        """Accounts for the value of a model, and of all that feed on it, up to now."""
        ticks = now - model.since
        if ticks:
            stand, all_ = model.stand, ticks * FULL
            if stand is None:
                if model.gone is not None:
                    self._value.lose(*model.gone, model.worth, ticks, model.entity)
            elif not model.ageless:
                self._value.post(stand, all_, fresh_integral(model, model.since, now))
            elif stand is model.best:  # as _value.post does, without the call: nothing is lost
                self._value.delivered.total += stand.per_fresh * all_
            else:
                self._value.post(stand, all_, all_)
            model.since = now
        if model.consumers:
            for consumer in model.consumers:
                self.account(consumer, now)

    def _stand(self, model: Model) -> None:
        """Something has changed: from now on a model, and all that feed on it, stand otherwise."""
        truth = model.truth
        if not truth.faults and model.upstream is None:
            model.gone, model.stand = None, model.best
        elif truth.faults == 1 and truth.wrong is not None and model.upstream is None:
            known = model.hit  # by far the commonest case, so reckoned once
            if known is None or model.hit_share != truth.wrong_share:
                known = hit(model)
            known.shifted = truth.wrong
            model.gone, model.stand = None, known
        else:
            model.gone = gone(model)
            model.stand = stand(model) if model.gone is None else None
        if model.consumers:
            for consumer in model.consumers:
                self._stand(consumer)

    def settle(self, now: int) -> None:
        """Accounts for all models, for the closing of the books.

        Most are as good as ever and do not age: nothing is charged to anything, and a sum over them
        is all there is to post.
        """
        plain = 0
        for model in self.models.values():
            stand = model.stand
            if stand and stand is model.best and model.ageless and not model.consumers:
                plain += stand.per_fresh * (now - model.since)
                model.since = now
            elif model.upstream is None:
                self.account(model, now)
        self._value.delivered.total += plain * FULL

    def begin(self, model: Model, kind: str, now: int, share: float = 1.0) -> Incident | None:
        """Something goes wrong with a model; None if the same is wrong with it already.

        Args:
            model: which.
            kind: one of the kinds of the incident table.
            now: in ticks.
            share: what it takes: of the lift, or of the value if the service is slow.
        """
        truth, cause = model.truth, CAUSE[kind]
        if cause == SHIFTED:
            if truth.wrong is not None:
                return None
        elif cause == SKEWED and truth.skew is not None:
            return None
        self.account(model, now)
        incident = self._incidents.begin(kind, model.entity, now)
        if cause == SHIFTED:
            truth.wrong, truth.wrong_share = incident, share
            self._shifted.change(1, now)
        elif cause == SKEWED:
            truth.skew, truth.skew_share = incident, share
            self._skewed.change(1, now)
        elif cause == DOWN:
            truth.down += (incident,)
        elif cause == SLOW:
            truth.slow += (incident,)
            truth.slow_share = share
        else:
            truth.obsolete = incident
        truth.faults += 1
        self._stand(model)
        return incident

    def notice(self, model: Model, incident: Incident, now: int) -> None:
        """People learn of an incident that is not over."""
        if incident.detected is None:
            self._incidents.notice(incident, now)
            model.observed.known_bad += 1
            if self.seen_by is not None:
                self.seen_by(model)

    def end(self, model: Model, incident: Incident, now: int) -> None:
        """What was wrong is wrong no more."""
        if model.since != now or model.consumers:
            self.account(model, now)
        truth = model.truth
        if incident is truth.wrong:
            truth.wrong = None
            self._shifted.change(-1, now)
        elif incident is truth.skew:
            truth.skew = None
            self._skewed.change(-1, now)
        elif incident in truth.down:
            truth.down = _without(truth.down, incident)
        elif incident in truth.slow:
            truth.slow = _without(truth.slow, incident)
        else:
            truth.obsolete = None
        truth.faults -= 1
        self._stand(model)
        if incident.detected is not None:
            model.observed.known_bad -= 1
            if self.seen_by is not None:
                self.seen_by(model)
        self._incidents.end(incident, now)

    def expire(self, model: Model, now: int) -> None:
        """A use case that has been obsolete for long is no value that could still be had."""
        self._frontier.change(-model.worth, now)
        if model.live:
            self.account(model, now)
            self._value.potential.change(-model.worth, now)
            self._set_worth(model, 0)
            model.worth = 0
        else:
            self._left_behind.change(-model.worth, now)

    def learn(self, model: Model, data_date: int, now: int) -> None:
        """A model is replaced by one trained on data up to `data_date`, which has learnt every
        shift before it."""
        self.account(model, now)
        truth = model.truth
        truth.data_date = data_date
        wrong = truth.wrong
        if wrong is not None and wrong.onset <= data_date:
            self.end(model, wrong, now)

    def revalue(self, model: Model, worth: int, now: int) -> None:
        """A training on better data reaches more, and its evaluation shows it.

        The evaluation shows it as well where the use case is obsolete and nobody knows that yet;
        but then it is worth no more for that.
        """
        model.observed.worth = worth
        if model.truth.obsolete is None:
            self.account(model, now)
            gain = worth - model.worth
            self._set_worth(model, worth)
            self._value.potential.change(gain, now)
            self._frontier.change(gain, now)
        if self.seen_by is not None:
            self.seen_by(model)

    def _set_worth(self, model: Model, worth: int) -> None:
        model.worth = worth
        model.best, model.hit = Stand(worth, model.entity), None
        self._stand(model)

    def _open(self, model: Model) -> Iterator[Incident]:
        truth = model.truth
        single = (truth.wrong, truth.skew, truth.obsolete)
        yield from [one for one in (*single, *truth.down, *truth.slow) if one is not None]


def _without(all_: tuple[T, ...], gone: T) -> tuple[T, ...]:
    return tuple([one for one in all_ if one is not gone])
