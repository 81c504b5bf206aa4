"""What a release has to pass by one way of working: what may be wrong with it, which tests look.

Read once per way of working, because every release asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.units import Distribution
from sim.vocabulary import AUTOMATIC, ROLES

if TYPE_CHECKING:
    from sim.organisation.ways import Ways

_TRAINED_BY: Final = {
    "use case": "development.evaluate.by",
    "update": "update.develop.by",
    "refresh": "refresh.retrain.by",
}
"""For each kind of item that is released: who has the model object that is to be deployed."""
_TESTS: Final = ("release.check", "release.test", "refresh.check", "refresh.test")
_FAULTS: Final = (
    "defect.bug.new", "defect.bug.refresh", "defect.version", "defect.difference",
)  # fmt: skip


class Gates:
    """Which steps of a release exist, and whether anything can go wrong at all.

    `tests` holds the steps that look at a release before it is deployed. `two_roles` holds the
    kinds of item whose object one role trains and another deploys by hand, `diagnosed` what takes
    somebody work to find the cause of. Where releases are `spotless` and training is `sound`, no
    luck needs to be asked; `flawless` is both, and that nothing is re-implemented.
    """

    __slots__ = (
        "by_drift", "canary", "ci", "diagnosed", "flawless", "production", "rewrites", "shared",
        "sound", "spotless", "tests", "two_roles", "unattended",
    )  # fmt: skip

    def __init__(self, ways: Ways) -> None:
        self.shared = ways.word("environments.kept") == "shared"
        self.production = ways.does("release.deploy")
        self.rewrites = ways.does("handover.rewrite")
        self.tests = frozenset(step for step in _TESTS if ways.does(step))
        self.ci = ways.word("release.ci.by") == AUTOMATIC
        self.canary = ways.word("release.canary.by") == AUTOMATIC
        self.two_roles = frozenset(kind for kind in _TRAINED_BY if _two_roles(ways, kind))
        self.spotless = not any(ways.number(name) for name in _FAULTS)
        self.sound = not (ways.number("training.fails") or ways.number("defect.training"))
        self.flawless = self.spotless and self.sound and not self.rewrites
        self.unattended = ways.word("refresh.retrain.by") == AUTOMATIC
        self.diagnosed = frozenset(what for what in ("shift", "skew") if _diagnosed(ways, what))
        self.by_drift = ways.word("refresh.trigger") == "drift"


def _diagnosed(ways: Ways, what: str) -> bool:
    effort = ways.process[f"diagnose.{what}.effort"]
    return ways.word(f"diagnose.{what}.by") in ROLES and not (
        isinstance(effort, Distribution) and effort.is_zero
    )


def _two_roles(ways: Ways, kind: str) -> bool:
    deploys = ways.word("refresh.deploy.by" if kind == "refresh" else "release.deploy.by")
    trains = ways.word(_TRAINED_BY[kind])
    return deploys in ROLES and trains in ROLES and deploys != trains
