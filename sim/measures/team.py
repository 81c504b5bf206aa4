"""Measures of the team: who leaves, who comes, and which posts are vacant."""

from functools import partial

from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.vocabulary import PEOPLE, ROLES, VACANT


def _a_year(what: str, window: Window) -> float:
    total = 0
    for role in ROLES:
        total += window.amount(f"{what}, {role}") or 0
    return total / window.years


def _turnover(role: str, window: Window) -> float | None:
    present = window.heads(role)
    left = window.amount(f"leavers, {role}") or 0
    return left * window.ticks / present / window.years if present else None


def _overtime(role: str, window: Window) -> float | None:
    present = window.heads(role)
    return window.overtime(role) / present if present else None


def _vacant(window: Window) -> float | None:
    vacant = window.spent(ROLES, (VACANT,))
    posts = vacant + window.heads(ROLES[0]) + window.heads(ROLES[1])
    return vacant / posts if posts else None


def _mean_heads(role: str, window: Window) -> float:
    return window.heads(role) / window.ticks


MEASURES = (
    Measure(
        "leavers",
        "Leavers",
        "people / year",
        "down",
        "People of both roles who leave by themselves, per year. Who has to go by a planned change "
        "is not counted.",
        partial(_a_year, "leavers"),
    ),
    *(
        Measure(
            f"turnover_{role}",
            f"Turnover of {who}",
            "leavers / person and year",
            "down",
            f"Leavers among {who} per person and year.",
            partial(_turnover, role),
        )
        for role, who in PEOPLE.items()
    ),
    Measure(
        "hires",
        "Hires",
        "people / year",
        "neither",
        "People of both roles who join, per year: for posts that were vacant, and by plan.",
        partial(_a_year, "hires"),
    ),
    Measure(
        "vacant_posts",
        "Posts vacant",
        "share",
        "down",
        "Share of the posts of both roles, over time, that are vacant.",
        _vacant,
    ),
    *(
        Measure(
            f"overtime_{role}",
            f"Overtime of {who}",
            "share",
            "down",
            f"What {who} work beyond regular days, over the time of regular days.",
            partial(_overtime, role),
        )
        for role, who in PEOPLE.items()
    ),
    *(
        Measure(
            f"mean_heads_{role}",
            f"Mean number of {who}",
            "people",
            "neither",
            f"How many {who} there are, on average over time; vacant posts do not count.",
            partial(_mean_heads, role),
        )
        for role, who in PEOPLE.items()
    ),
)
