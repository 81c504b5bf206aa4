"""How good a model is, as far as the world knows it: the truth, and nothing that people decide on.

Between two events quality has a closed form: what age has left falls exponentially, shifts and skew
are constant factors. A model that feeds on another takes part in the other's quality by a power of
it, which keeps the form exponential.
"""

from __future__ import annotations

from math import exp, expm1
from typing import TYPE_CHECKING

from sim.ledgers.causes import DOWN, OBSOLETE, UPSTREAM
from sim.ledgers.incidents import Incident
from sim.ledgers.value import FULL, Stand

if TYPE_CHECKING:
    from sim.organisation.model import Model


def fresh_integral(model: Model, since: int, now: int) -> int:
    """The integral of what age has left of a model's lift, in ticks x `FULL`."""
    ticks = now - since
    decayed, pace = decay(model, since)
    if pace == 0.0:
        return int(FULL * exp(-decayed) * ticks + 0.5)
    return int(FULL * exp(-decayed) * -expm1(-pace * ticks) / pace + 0.5)


def decay(model: Model, at: int) -> tuple[float, float]:
    """The logarithm of what age has taken by a time, and how fast it takes more, per tick."""
    pace = model.decay
    decayed = pace * (at - model.truth.data_date)
    if model.upstream is not None:
        theirs, their_pace = decay(model.upstream, at)
        decayed += model.elasticity * theirs
        pace += model.elasticity * their_pace
    return decayed, pace


def ageless(model: Model) -> bool:
    """Whether neither a model nor any that it feeds on loses anything to age."""
    return model.decay == 0 and (model.upstream is None or ageless(model.upstream))


def stand(model: Model) -> Stand:
    """How a model that is up stands now, for the value ledger."""
    truth = model.truth
    shift, shifted = _shift(model)
    skew, skewed = _skew(model)
    return Stand(
        model.worth,
        model.entity,
        shift=int(FULL * shift + 0.5),
        skew=int(FULL * skew + 0.5),
        slow=int(model.worth * truth.slow_share) if truth.slow else 0,
        shifted=shifted,
        skewed=skewed,
        slowed=truth.slow[0] if truth.slow else None,
    )


def hit(model: Model) -> Stand:
    """A model that is wrong, it alone, and nothing else is the matter with it."""
    share = model.hit_share = model.truth.wrong_share
    model.hit = Stand(model.worth, model.entity, shift=int(FULL * (1.0 - share) + 0.5))
    return model.hit


def gone(model: Model) -> tuple[str, Incident] | None:
    """What takes a model away whole: its end, its own outage, or that of one it feeds on."""
    truth = model.truth
    if truth.obsolete is not None:
        return OBSOLETE, truth.obsolete
    if truth.down:
        return DOWN, truth.down[0]
    above = model.upstream
    while above is not None:
        if above.truth.down:
            return UPSTREAM, above.truth.down[0]
        above = above.upstream
    return None


def _shift(model: Model) -> tuple[float, Incident | None]:
    """What shifts have left, and the incident to charge: the model's own before another's."""
    truth, left, charged = model.truth, 1.0, None
    if truth.wrong is not None:
        left, charged = 1.0 - truth.wrong_share, truth.wrong
    if model.upstream is not None:
        theirs, their_charged = _shift(model.upstream)
        left *= theirs**model.elasticity
        charged = charged or their_charged
    return left, charged


def _skew(model: Model) -> tuple[float, Incident | None]:
    """What skew has left, and the incident to charge."""
    truth, left, charged = model.truth, 1.0, None
    if truth.skew is not None:
        left, charged = 1.0 - truth.skew_share, truth.skew
    if model.upstream is not None:
        theirs, their_charged = _skew(model.upstream)
        left *= theirs**model.elasticity
        charged = charged or their_charged
    return left, charged
