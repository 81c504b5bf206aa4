"""The first release: whoever is in charge brings a new model into production."""

from sim.lifecycle.delivery import deliver, route_of_new
from sim.lifecycle.development import TRAIN
from sim.lifecycle.going_live import go_live
from sim.lifecycle.renewal import arrive
from sim.lifecycle.training import Trained
from sim.organisation.features import features_to_reimplement
from sim.organisation.organisation import USE_CASE, Organisation
from sim.organisation.story import Chapter
from sim.organisation.use_case import UseCase
from sim.organisation.work import Project

ROUTE = route_of_new(USE_CASE, TRAIN)
TASKS = ROUTE.tasks


def first_release(
    org: Organisation, item: Project, case: UseCase, trained: Trained
) -> Chapter[bool]:
    """Hands over, packages, tests and deploys a new model; False where there is no production."""
    if not org.ways.gates.production:
        return False
    if org.ways.gates.rewrites:
        item.features = features_to_reimplement(org, org.ways, case)
    release = yield from deliver(org, item, ROUTE, case, trained)
    assert release is not None  # it is mended until it works
    model = go_live(org, item, case, release.data_date, rewritten=release.rewritten)
    arrive(org, model, release)
    return True
