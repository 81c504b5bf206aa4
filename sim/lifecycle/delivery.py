"""Delivery: on the way to production a release is handed over, packaged, tested and deployed.

One way for first releases, major updates and refreshes; which of the steps exist, and who does
them, is the way of working of the day on which their turn comes. What a test catches is mended, and
tested again. What fails in production is rolled back, mended, and deployed again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sim.ledgers.releases import FAILED, ROLLED_BACK
from sim.lifecycle.defects import (
    TRAINING_DEFECT,
    Release,
    bring_in,
    catch,
    drop,
    repair_brings_in,
    retraining_brings_in,
    show,
)
from sim.lifecycle.training import Trained, train
from sim.organisation.components import packaging_scale
from sim.organisation.organisation import Organisation
from sim.organisation.story import Chapter
from sim.organisation.use_case import UseCase
from sim.organisation.work import Project, Task
from sim.vocabulary import HAND_OVER, RELEASE, REWORK

PORT: Final = "handover.port"
PACKAGE: Final = "handover.package"


@dataclass(frozen=True, eq=False)
class Route:
    """The steps of one kind of item on its way to production, in their order.

    `tests` are those that take place before deployment, by what they are called among the chances
    to catch; `train` is how it is trained again, if it has to be.
    """

    build: tuple[Task, ...]
    tests: tuple[tuple[str, Task], ...]
    deploy: Task
    repair: Task
    train: Task

    @cached_property
    def whole(self) -> tuple[Task, ...]:
        """All steps and the training before them."""
        return (self.train, *self.steps)

    @cached_property
    def steps(self) -> tuple[Task, ...]:
        """All steps of a release of which nothing has to be mended."""
        return (*self.build, *(task for _, task in self.tests), self.deploy)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All steps but training, which belongs to the development."""
        return (*self.steps, self.repair)


def route_of_new(item: str, train_task: Task) -> Route:
    """The way of what is new: a use case, or a model that is updated so much that it is as new."""

    def task(step: str, kind: str, times: str = "") -> Task:
        return Task(step, item, "release", kind, times=times)

    return Route(
        build=(
            task("handover.rewrite", HAND_OVER, times="features"),
            task(PORT, HAND_OVER),
            task(PACKAGE, HAND_OVER),
            task("release.wrap", RELEASE),
            task("release.write_tests", RELEASE),
        ),
        tests=(("eye", task("release.check", RELEASE)), ("hand", task("release.test", RELEASE))),
        deploy=task("release.deploy", RELEASE, times="members"),
        repair=task("release.repair", REWORK),
        train=train_task,
    )


def released_at_once(org: Organisation, item: Project, route: Route) -> Release | None:
    """What is in production at once, as nobody has anything to do and nothing can go wrong.

    `train` and `deliver` would come to the same, step by step: see benchmarks/ for why the question
    is worth its asking. None where there is anything to tell.
    """
    ways = org.ways_of(item)
    if not (ways.gates.flawless and ways.skips(route.whole)):
        return None
    return Release(item, org.now)


def deliver(
    org: Organisation,
    item: Project,
    route: Route,
    case: UseCase,
    trained: Trained,
    *,
    mended: bool = True,
) -> Chapter[Release | None]:
    """Brings a trained model into production.

    Args:
        org: the organisation.
        item: what is released; its features are those that are re-implemented, if any are.
        route: the steps.
        case: the use case.
        trained: what the training has brought.
        mended: whether somebody mends what tests catch; else the release is dropped.

    Returns:
        The release as it is in production, or None if it was dropped.
    """
    ways = org.ways_of(item)
    release = Release(item, trained.data_date, bad=trained.bad)
    release.rewritten, release.mended = ways.gates.rewrites, mended
    if ways.gates.spotless and not trained.bad and ways.skips(route.steps):
        return release  # nobody has to do anything, and nothing can go wrong
    yield from build(org, item, route, case)
    bring_in(org, release)
    while True:
        caught = yield from test(org, release, route)
        if not caught:
            yield org.work(item, route.deploy)
            caught = in_production(org, release)
            if not caught:
                return release
        if not release.mended:
            drop(org, release)
            item.attempts += 1  # whatever is done next has luck of its own
            return None
        yield from mend(org, release, route, caught)


def build(org: Organisation, item: Project, route: Route, case: UseCase) -> Chapter[None]:
    """Makes of a model that works on a desk one that could work in production."""
    for task in org.steps(route.build, item):
        if task.step == PACKAGE:
            yield from package(org, item, task)
        elif task.step != PORT or case.foreign:
            yield org.work(item, task)


def package(org: Organisation, item: Project, task: Task) -> Chapter[None]:
    """Packages the training pipeline; components of earlier ones save some of that."""
    yield org.work(item, task, scale=packaging_scale(org))
    org.components.packaged()


def test(org: Organisation, release: Release, route: Route) -> Chapter[tuple[str, ...]]:
    """Takes one test after the other, until one catches something."""
    for name, task in route.tests:
        if task.step in org.ways_of(release.item).gates.tests:
            yield org.work(release.item, task)
            if release.wrong and (caught := catch(org, release, name)):
                return caught
    ci = release.wrong and org.ways_of(release.item).gates.ci
    return catch(org, release, "ci") if ci else ()


def in_production(org: Organisation, release: Release) -> tuple[str, ...]:
    """What a canary catches before all traffic goes to the release, or all can see thereafter."""
    if not release.wrong:
        return ()
    item = release.item
    if org.ways_of(item).gates.canary and (caught := catch(org, release, "canary")):
        org.note("is rolled back by its canary", item.entity)
        org.books.releases.count(item.kind, ROLLED_BACK)
        return caught
    shown = show(org, release)
    if shown:
        org.note("fails and is rolled back", item.entity)
        org.books.releases.count(item.kind, FAILED)
        release.mended = True  # nobody can overlook it
        if release.failed_at is None:
            release.failed_at = org.now
    return shown


def mend(
    org: Organisation, release: Release, route: Route, caught: tuple[str, ...]
) -> Chapter[None]:
    """Somebody finds out what is wrong and mends it; a training that went wrong is done again."""
    item = release.item
    item.attempts += 1
    yield org.work(item, route.repair, index=release.key)
    if TRAINING_DEFECT in caught:
        release.data_date, release.bad = yield from train(org, item, route.train)
        retraining_brings_in(org, release)
    repair_brings_in(org, release)
