"""The end of the story: how the models stand at the horizon, from when on nobody touches them."""

from math import exp, log1p

from sim.ledgers.prospects import Prospect, RunOff
from sim.ledgers.value import WHOLE
from sim.organisation.model import Model
from sim.organisation.portfolio import Portfolio
from sim.organisation.quality import decay
from sim.organisation.ways import Ways
from sim.units import DAYS, TICKS_PER_YEAR


def run_off(portfolio: Portfolio, ways: Ways, now: int) -> RunOff:
    """What is wrong with a model now stays so; nothing more goes wrong but that it ages, and that
    it becomes obsolete, at the rate of the day and with nobody who looks."""
    return RunOff(
        tuple(_prospect(model, now) for model in portfolio.models.values()),
        ways.number("obsolescence.rate") * DAYS["year"],
        log1p(ways.number("money.discount")),
    )


def _prospect(model: Model, now: int) -> Prospect:
    decayed, pace = decay(model, now)
    quality = _factors(model) * exp(-decayed)
    return Prospect(
        model.entity,
        model.born,
        model.truth.data_date,
        model.worth,
        quality,
        pace * TICKS_PER_YEAR,
    )


def _factors(model: Model) -> float:
    """What everything but age has left."""
    if model.stand is None or not model.worth:
        return 0.0
    return model.stand.per_fresh / (model.worth * WHOLE)
