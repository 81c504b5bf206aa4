"""How people come and go: leavers, vacancies, and what it takes until somebody new is of full use.

At the median toil of E06b, 30 %, 12 % a year at no toil and a factor of 3.3 make 24 % (J05b, J07a).
"""

from sim.process.parameter import Kind, Parameter, decision, lognormal
from sim.vocabulary import ROLES

_LEAVING = (
    Parameter(
        "people.leaving.rate.data_scientist",
        Kind.RATE,
        "leavers / person and year",
        "0.12 / year",
        "0.06 / year",
        "0.24 / year",
        "J05, J07, assumption",
        "How often a data scientist leaves who has no toil: 12 % is the least that is reported "
        "(analytics, 2017); toil makes it more.",
    ),
    Parameter(
        "people.leaving.rate.it_engineer",
        Kind.RATE,
        "leavers / person and year",
        "0.12 / year",
        "0.06 / year",
        "0.24 / year",
        "assumption",
        "How often an IT engineer leaves who has no toil: as data scientists do.",
    ),
    Parameter(
        "people.leaving.toil_factor",
        Kind.NUMBER,
        "per share of toil",
        "3.3",
        "0",
        "6",
        "J05, J06, E06, assumption",
        "How much more often people leave: 1 + this x the share of toil in what their role worked "
        "in the last quarter. 3.3 makes 24 % a year of 12 % at the median toil of 30 %. "
        "0: toil drives nobody away.",
    ),
)


def _lag(role: str, who: str) -> Parameter:
    return Parameter(
        f"people.hiring.lag.{role}",
        Kind.DISTRIBUTION,
        "working days",
        lognormal("60 calendar days"),
        "42 calendar days",
        "180 calendar days",
        "J10, assumption",
        f"How long the post of {who} is vacant until it is filled: 42 days on average over all "
        "trades, half a year and more where an ML engineer is sought.",
    )


def _onboarding(what: str, mean: str, low: str, high: str, source: str, meaning: str) -> Parameter:
    return Parameter(
        f"onboarding.{what}.effort",
        Kind.DISTRIBUTION,
        "working days, each hire",
        mean,
        low,
        high,
        source,
        f"Effort: {meaning}",
    )


ROWS = (
    *_LEAVING,
    *(
        _lag(role, who)
        for role, who in zip(ROLES, ("a data scientist", "an IT engineer"), strict=True)
    ),
    decision(
        "people.hiring.planned",
        "on_the_day",
        ("on_the_day", "takes_time"),
        "Whether people whom a planned change adds come on its day (they were looked for before), "
        "or their posts are vacant from then on until they are filled. They learn either way.",
    ),
    Parameter(
        "onboarding.lasts",
        Kind.DURATION,
        "working days",
        "6 months",
        "3 months",
        "9 months",
        "J09",
        "How long somebody new learns and is taught, evenly less from week to week.",
    ),
    _onboarding(
        "learn",
        "50 days",
        "25 days",
        "75 days",
        "J09, assumption",
        "what somebody new spends on learning: nearly all of the first week, nothing in the end, "
        "so half of six months of days with 20 % of overhead.",
    ),
    _onboarding(
        "teach",
        "10 days",
        "3 days",
        "25 days",
        "assumption",
        "what colleagues spend on teaching somebody new.",
    ),
)
