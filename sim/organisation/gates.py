"""What a release has to pass by some rules: what may be wrong with it, which tests look.

Read once, because every release asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.units import Distribution
from sim.vocabulary import AUTOMATIC, ROLES

if TYPE_CHECKING:
    from sim.organisation.rules import Rules

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

    def __init__(self, rules: Rules) -> None:
        self.shared = rules.word("environments.kept") == "shared"
        self.production = rules.does("release.deploy")
        self.rewrites = rules.does("handover.rewrite")
        self.tests = frozenset(step for step in _TESTS if rules.does(step))
        self.ci = rules.word("release.ci.by") == AUTOMATIC
        self.canary = rules.word("release.canary.by") == AUTOMATIC
        self.two_roles = frozenset(kind for kind in _TRAINED_BY if _two_roles(rules, kind))
        self.spotless = not any(rules.number(name) for name in _FAULTS)
        self.sound = not (rules.number("training.fails") or rules.number("defect.training"))
        self.flawless = self.spotless and self.sound and not self.rewrites
        self.unattended = rules.word("refresh.retrain.by") == AUTOMATIC
        self.diagnosed = frozenset(what for what in ("shift", "skew") if _diagnosed(rules, what))
        self.by_drift = rules.word("refresh.trigger") == "drift"


def _diagnosed(rules: Rules, what: str) -> bool:
    effort = rules.process[f"diagnose.{what}.effort"]
    return rules.word(f"diagnose.{what}.by") in ROLES and not (
        isinstance(effort, Distribution) and effort.is_zero
    )


def _two_roles(rules: Rules, kind: str) -> bool:
    deploys = rules.word("refresh.deploy.by" if kind == "refresh" else "release.deploy.by")
    trains = rules.word(_TRAINED_BY[kind])
    return deploys in ROLES and trains in ROLES and deploys != trains
