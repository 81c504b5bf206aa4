"""Worth: what a model trained today can deliver, by the data that there are."""

from sim.organisation.organisation import Organisation
from sim.organisation.use_case import UseCase


def worth_of(org: Organisation, case: UseCase) -> int:
    """Cents a year that a model trained today would deliver at its best."""
    return worth_at(case, org.data.lift(case.sources))


def worth_at(case: UseCase, lift: float) -> int:
    """Cents a year that a model with this lift delivers at its best."""
    return int(case.value * lift + 0.5)
