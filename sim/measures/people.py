"""Measures of people's time and cost."""

from functools import partial

from sim.ledgers.money import SALARIES
from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.vocabulary import (
    DATA_SCIENTIST,
    IDLE,
    NEW_VALUE,
    PEOPLE,
    REWORK,
    ROLES,
    SWITCHING,
    TIME_KINDS,
    TOIL_KINDS,
    VACANT,
    WORK_KINDS,
)

_WORKED = (*WORK_KINDS, SWITCHING)
_TIMES = {
    "new_value": "new models",
    "hand_over": "re-writing notebooks for production",
    "release": "first releases by hand",
    "refresh": "refreshes",
    "operations": "routine operations",
    "incident": "incidents",
    "rework": "rework",
    "duties": "other duties",
    "improvement": "improvement: building and adopting capabilities, mending the team's own tools",
    "upkeep": "keeping capabilities up to date",
    "onboarding": "onboarding: learning, and teaching new colleagues",
    "switching": "finding back into interrupted work",
    "overhead": "meetings and leave",
    "idle": "nothing (idle)",
    "vacant": "posts that are vacant",
}


def _share(roles: tuple[str, ...], kinds: tuple[str, ...], window: Window) -> float | None:
    worked = window.spent(roles, _WORKED)
    return window.spent(roles, kinds) / worked if worked else None


def _share_of_time(kind: str, window: Window) -> float | None:
    time = window.spent(ROLES, (VACANT,))
    for role in ROLES:
        time += window.heads(role) + window.overtime(role)
    return window.spent(ROLES, (kind,)) / time if time else None


def _utilisation(role: str, window: Window) -> float | None:
    present = window.heads(role)
    return 1 - window.spent((role,), (IDLE,)) / present if present else None


def staff_cost(window: Window) -> float:
    """Loaded cost of all people, per year, in currency."""
    return window.spent_money(SALARIES) / window.years


def _cost_per_release(window: Window) -> float | None:
    released = window.count("use case", "released")
    return staff_cost(window) * window.years / released if released else None


def _toil(name: str, roles: tuple[str, ...], whose: str) -> Measure:
    return Measure(
        name,
        f"Toil of {whose}",
        "share",
        "down",
        f"Share of the worked time of {whose} that is toil after Google SRE's definition: release "
        "and refresh by hand, operations, incidents, rework. Overhead and idle time are not worked "
        "time.",
        partial(_share, roles, TOIL_KINDS),
    )


MEASURES = (
    _toil("toil_share", ROLES, "both roles"),
    *(_toil(f"toil_share_{role}", (role,), PEOPLE[role]) for role in ROLES),
    Measure(
        "new_value_share",
        "Data science on new models",
        "share",
        "up",
        "Share of the worked time of data scientists that goes into new models.",
        partial(_share, (DATA_SCIENTIST,), (NEW_VALUE,)),
    ),
    Measure(
        "rework_share",
        "Rework",
        "share",
        "down",
        "Share of the worked time of both roles that goes into doing again what a test or a "
        "release has refused, or what was wrong in production.",
        partial(_share, ROLES, (REWORK,)),
    ),
    *(
        Measure(
            f"time_on_{kind}",
            f"Time on {_TIMES.get(kind, kind)}",
            "share",
            "neither",
            f"Share of the time of both roles, posts x time and overtime, that goes into "
            f"{_TIMES.get(kind, kind)}. With the others it adds up to one.",
            partial(_share_of_time, kind),
        )
        for kind in TIME_KINDS
    ),
    *(
        Measure(
            f"utilisation_{role}",
            f"Utilisation of {PEOPLE[role]}",
            "share",
            "neither",
            f"Share of the time of {PEOPLE[role]} in which they are not idle.",
            partial(_utilisation, role),
        )
        for role in ROLES
    ),
    Measure(
        "staff_cost",
        "Cost of staff",
        "currency / year",
        "down",
        "Loaded cost of all people of both roles, per year, in the scenario's currency.",
        staff_cost,
    ),
    Measure(
        "cost_per_first_release",
        "Staff cost per new model",
        "currency / first release",
        "down",
        "Loaded cost of all people over the first releases of the same time.",
        _cost_per_release,
    ),
)
