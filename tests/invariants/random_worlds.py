"""Small random scenarios of the kernel: demand, release, operation and refresh, and the desks.

What the second book-keeper (oracle/) does not know is switched off by rows. Many changes fall on
whole days or on closings of the books, so that things happen at the same instant.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from sim.process import PARAMETERS
from sim.stages import STAGES
from sim.vocabulary import ROLES
from tests.invariants.random_rows import OFTEN, Rows, rows

HISTORIES = (0, 30, 130)
HORIZONS = (20, 63, 80)
HEADS = (1, 2, 3, 6, 6, 9, 9, 0)
MODELS = (1, 2, 4, 8, 12, 0)
USE_CASES = (*OFTEN, *OFTEN[1:])

OFF: Mapping[str, Any] = {
    "demand.pool": "unlimited",
    "demand.credit_gain": "0",
    "demand.incident_closes": "0 %",
    "data.adequacy": "100 %",
    "training.fails": "0 %",
    "release.ci.by": "never",
    "update.rate": "0 / year",
    "defect.bug.new": "0 %",
    "defect.bug.refresh": "0 %",
    "defect.version": "0 %",
    "defect.difference": "0 %",
    "defect.training": "0 %",
    "shift.domain.rate": "0 / year",
    "obsolescence.rate": "0 / year",
    "chain.most": "0 %",
    "operate.overdue_breaks": "0",
    "environments.kept": "separate",
    "diagnose.shift.by": "never",
    "portfolio.reviewed": "never",
    "refresh.trigger": "age",
    "upkeep.called_for": "0 %",
    "people.overtime.share": "0 %",
    "people.leaving.rate.data_scientist": "0 / year",
    "people.leaving.rate.it_engineer": "0 / year",
    "people.hiring.planned": "on_the_day",
    "onboarding.learn.effort": "0 days",
    "onboarding.teach.effort": "0 days",
}
"""All that the second book-keeper does not know. Capabilities do not act on what is written."""
IDLE = (
    "demand.credit_half", "demand.memory",
    "development.iterate.", "development.iterations", "data.sources", "data.per_use_case",
    "data.spread", "data.good_enough", "data.raised_by", "release.canary.", "release.repair.",
    "update.develop.", "defect.", "catch.", "decay.",
    "shift.domain", "shift.loss", "skew.", "obsolescence.", "noticing.skew.", "chain.",
    "operate.overdue", "operate.degradation.loss", "environments.", "diagnose.", "portfolio.",
    "refresh.drift_seen", "refresh.failures_before_call", "refresh.mend.", "money.",
    "build.", "adopt.", "upkeep.",
    "people.leaving.toil_factor", "people.hiring.lag", "onboarding.lasts",
    "people.overtime.from", "people.overtime.errors", "people.leaving.overtime_factor",
)  # fmt: skip
"""Beginnings of the rows that do nothing then."""
KERNEL = tuple(name for name in PARAMETERS if name not in OFF and not name.startswith(IDLE))
"""The rows that are drawn: each does something, and the book-keeper knows what."""


def _process(dice: Random, share: float) -> Rows:
    """About a share of the kernel's rows, with some of their values."""
    odds = {"refresh.cadence": 0.6, "training.first": 0.4, "shift.rate": 0.8}
    drawn = rows(dice, share, odds)
    return {name: value for name, value in drawn.items() if name in KERNEL}


def staff(dice: Random) -> dict[str, int]:
    """Heads of every role; sometimes there is nobody."""
    return {role: dice.choice(HEADS) for role in ROLES}


def _organisation(dice: Random) -> Rows:
    return {
        "stage": dice.choice(list(STAGES)),
        "staff": staff(dice),
        "improvement_reserve": {role: dice.choice(("0 %", "20 %", "80 %")) for role in ROLES},
        "training_slots": dice.choice((1, 2, "unlimited")),
    }


def _change(dice: Random) -> Rows:
    """One thing, or all at once."""
    changes: Rows = {
        "staff": staff(dice),
        "stage": dice.choice(list(STAGES)),
        "process": _process(dice, 0.1) or {"people.switching": "1 day"},
    }
    kept = dice.choice((("staff",), ("stage",), ("process",), tuple(changes)))
    return {what: changes[what] for what in kept}


def _days(dice: Random, history: int, horizon: int) -> list[int]:
    """Days of changes: any, and often the first, day 0, day 1 or a closing of the books."""
    special = [day for day in (-history, 0, 1, 63) if day < horizon]
    among = special if dice.random() < 0.3 else range(-history, horizon)
    return sorted(dice.sample(among, min(len(among), dice.choice((0, 1, 2, 3, 4)))))


def kernel_world(number: int) -> Rows:
    """The top-level keys of a scenario file that is valid; each number has its own."""
    dice = Random(number)
    history, horizon = dice.choice(HISTORIES), dice.choice(HORIZONS)
    organisation = _organisation(dice)
    days = _days(dice, history, horizon)
    changes = {f"at {day}": {"at": f"{day} days", **_change(dice)} for day in days}
    return {
        "history": f"{history} days",
        "horizon": f"{horizon} days",
        "organisation": organisation,
        "portfolio": {"models": dice.choice(MODELS), "use_cases": dice.choice(USE_CASES)},
        "process": {**_process(dice, dice.choice((0.8, 0.6, 0.1))), **OFF},
        "changes": changes | help_in_the_end(organisation["staff"], [*changes.values()], horizon),
    }


kernel_worlds = st.integers(0, 2**32).map(kernel_world)
"""Any of them."""


def help_in_the_end(staff: Mapping[str, int], changes: list[Rows], horizon: int) -> Rows:
    """In the end there must be somebody, or the scenario is refused."""
    for change in changes:
        staff = change.get("staff", staff)
    missing = {role: 1 for role, heads in staff.items() if heads == 0}
    return {"help": {"at": f"{horizon - 0.5} days", "staff": missing}} if missing else {}
