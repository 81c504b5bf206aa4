"""How many use cases are taken up, how long they may wait, and what else people owe others."""

from sim.process.parameter import Kind, Parameter, decision, lognormal, share


def _standing(
    role: str, work: str, rate: str, high: str, effort: str, meaning: str
) -> tuple[Parameter, Parameter]:
    return (
        Parameter(
            f"{work}.{role}.rate",
            Kind.RATE,
            "requests / year, whole team",
            rate,
            "0 / year",
            high,
            "assumption",
            f"How often the team is asked for {meaning}",
        ),
        Parameter(
            f"{work}.{role}.effort",
            Kind.DISTRIBUTION,
            "working days",
            lognormal(effort),
            "0.5 days",
            "5 days",
            "assumption",
            f"Effort of one piece of {meaning}",
        ),
    )


_DUTIES = "other duties, for systems that are not machine learning."
_IMPROVEMENT = "improvement of the team's own tools, in packages of at most about a week."

ROWS = (
    Parameter(
        "demand.backlog_expiry",
        Kind.DURATION,
        "working days",
        "1 year",
        "0.5 years",
        "3 years",
        "assumption",
        "A use case that has waited this long in the backlog is dropped.",
        none_word="never",
    ),
    Parameter(
        "demand.wip_per_data_scientist",
        Kind.NUMBER,
        "use cases / data scientist",
        "2",
        "1",
        "4",
        "assumption",
        "Limit of use cases in progress, from start to release, for each data scientist.",
        none_word="unlimited",
    ),
    Parameter(
        "demand.pool",
        Kind.COUNT,
        "use cases",
        "500",
        "100",
        "2000",
        "assumption",
        "Decision processes of the business that could use a model. Those in hand or served by a "
        "live model are taken; use cases come in proportion to what is left.",
        none_word="unlimited",
    ),
    Parameter(
        "demand.credit_gain",
        Kind.NUMBER,
        "times the rate",
        "0.5",
        "0",
        "2",
        "assumption",
        "How much more often use cases come, at most, as the value that is delivered gives credit.",
    ),
    Parameter(
        "demand.credit_half",
        Kind.MONEY_RATE,
        "USD / year",
        "5 M USD / year",
        "1 M USD / year",
        "20 M USD / year",
        "assumption",
        "Value delivered at which half of that gain is reached.",
    ),
    share(
        "demand.incident_closes",
        "share of demand",
        "10 %",
        ("0 %", "50 %"),
        "Share of the demand that one remembered incident for each live model keeps away; of a "
        "large portfolio a single incident says less.",
    ),
    Parameter(
        "demand.memory",
        Kind.DURATION,
        "working days",
        "1 quarter",
        "1 month",
        "1 year",
        "assumption",
        "How long the business remembers a visible incident.",
    ),
    decision(
        "demand.policy",
        "first_come",
        ("first_come", "best_estimate", "random"),
        "Which use case of the backlog is started next.",
    ),
    Parameter(
        "demand.estimate_error",
        Kind.NUMBER,
        "sigma of the logarithm",
        "1",
        "0.3",
        "2",
        "assumption",
        "How far the estimate of a use case's value is off.",
    ),
    decision(
        "sponsor.confidence",
        "follows",
        ("follows", "fixed"),
        "Whether the sponsor's confidence follows what is seen, or stays where it starts.",
    ),
    share(
        "sponsor.start",
        "confidence",
        "70 %",
        ("40 %", "90 %"),
        "The sponsor's confidence in the beginning. The limit of use cases in progress moves in "
        "proportion to it.",
    ),
    share(
        "sponsor.release_adds",
        "share of what lacks",
        "5 %",
        ("1 %", "15 %"),
        "Share of the missing confidence that a new model in production wins.",
    ),
    share(
        "sponsor.shelved_takes",
        "share of confidence",
        "3 %",
        ("0 %", "10 %"),
        "Share of the confidence that a shelved pilot costs.",
    ),
    share(
        "sponsor.incident_takes",
        "share of confidence",
        "5 %",
        ("0 %", "25 %"),
        "Share of the confidence that one visible incident for each live model costs; of a large "
        "portfolio a single incident says less.",
    ),
    share(
        "sponsor.ends_below",
        "confidence",
        "10 %",
        ("0 %", "30 %"),
        "Confidence below which the sponsor ends the initiative: nothing more is started.",
    ),
    *_standing("data_scientist", "duties", "0 / year", "100 / year", "2 days", _DUTIES),
    *_standing("it_engineer", "duties", "100 / year", "400 / year", "2 days", _DUTIES),
    *_standing("data_scientist", "improvement", "0 / year", "50 / year", "3 days", _IMPROVEMENT),
    *_standing("it_engineer", "improvement", "0 / year", "50 / year", "3 days", _IMPROVEMENT),
)
