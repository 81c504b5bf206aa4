"""Going live: a use case becomes a model that the organisation has to look after."""

from sim.lifecycle.chains import feed_on_another
from sim.lifecycle.operation import begin_service, keep_the_size
from sim.lifecycle.worth import worth_at
from sim.organisation.model import Model, Observed, Truth
from sim.organisation.organisation import Organisation
from sim.organisation.use_case import UseCase
from sim.organisation.work import Project


def go_live(
    org: Organisation, item: Project, case: UseCase, data_date: int, *, rewritten: bool
) -> Model:
    """A new model is in production. It is worth what its training has reached."""
    worth = worth_at(case, item.lift)
    observed = Observed(org.now, worth=worth)
    model = Model(item.entity, org.ways, case, observed, Truth(data_date), worth)
    model.rewritten = rewritten
    model.members = item.members
    feed_on_another(org, model)
    begin_service(org, model, first_refresh_in=org.ways.cadence)
    if org.now < 0:
        keep_the_size(org)
    if org.programme.is_partly_adopted:  # one more that has everything
        org.programme.sees(len(org.portfolio.models), org.now)
        org.consider_investments()
    org.business.sees_release()
    return model
