"""How many use cases are taken up, how long they may wait, and what else people owe others."""

from sim.process.parameter import Kind, Parameter, lognormal


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
    *_standing("data_scientist", "duties", "0 / year", "100 / year", "2 days", _DUTIES),
    *_standing("it_engineer", "duties", "100 / year", "400 / year", "2 days", _DUTIES),
    *_standing("data_scientist", "improvement", "0 / year", "50 / year", "3 days", _IMPROVEMENT),
    *_standing("it_engineer", "improvement", "0 / year", "50 / year", "3 days", _IMPROVEMENT),
)
