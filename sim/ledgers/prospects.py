"""What live models would still earn if nobody touched them any more: a closed form.

A model delivers its worth times its quality. Left alone, quality falls exponentially with the age
of the training data, the model lives until it becomes obsolete, and money that comes later counts
less: three exponentials, whose product has a plain integral.
"""

from math import fsum
from typing import NamedTuple


class Prospect(NamedTuple):
    """A live model at the horizon.

    `born` and `data_date` are in ticks after day 0, `worth` in cents a year; `quality` is the share
    of it that the model delivers now, and `decay` how fast that falls, per year.
    """

    entity: int
    born: int
    data_date: int
    worth: int
    quality: float
    decay: float


class RunOff(NamedTuple):
    """The live models at the horizon, and the rates per year at which they end and money pales."""

    models: tuple[Prospect, ...]
    obsolescence: float
    discount: float

    def value(self, model: Prospect) -> float | None:
        """Cents that a model would still earn, as of the horizon; None if that has no end."""
        rate = model.decay + self.obsolescence + self.discount
        if rate > 0:
            return model.worth * model.quality / rate
        return None if model.worth * model.quality else 0.0

    @property
    def total(self) -> float | None:
        """Cents that all would still earn, as of the horizon; None if that has no end."""
        values = [self.value(model) for model in self.models]
        known = [value for value in values if value is not None]
        return fsum(known) if len(known) == len(values) else None
