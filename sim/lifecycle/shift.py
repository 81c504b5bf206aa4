"""Shifts: the world changes under a model, and after a while somebody notices.

A model that has been hit is wrong until it is retrained on newer data; a further shift makes it no
more wrong. What people know of it is `observed`; what is so is `truth`.
"""

from functools import partial

from sim.lifecycle.refresh import ask_for_refresh
from sim.organisation.organisation import Organisation
from sim.organisation.portfolio import Model


def await_shift(org: Organisation, model: Model) -> None:
    """From now on the world may change under the model."""
    source = org.source(
        "shift.rate", model.entity, org.ways.number("shift.rate"), partial(strike, org, model)
    )
    model.sources["shift"] = source
    source.arm()


def strike(org: Organisation, model: Model) -> None:
    """The world changes; nobody knows yet."""
    org.portfolio.shift(model, org.now)
    org.note("shifts", model.entity)
    lag = model.ways.noticing(model.entity, model.truth.shifts)
    org.after(lag, partial(notice, org, model, model.truth.shifts))


def notice(org: Organisation, model: Model, shift: int) -> None:
    """Somebody sees that the model is wrong, unless it has been mended or retired by then."""
    if not model.live or model.truth.shifted_at is None or model.truth.shifts != shift:
        return
    model.observed.shift_noticed_at = org.now
    org.note("shift is noticed", model.entity)
    ask_for_refresh(org, model)
