"""What a live model asks for: routine operations as tickets of named kinds, and its outages.

All tickets together are 18 days a model and year (1.5 a month) where everything is by hand.
"""

from sim.process.parameter import MACHINES_TOO, Kind, Parameter, decision, share, step
from sim.vocabulary import MODEL

_TICKETS = (
    ("run_batch", "12 / year", "0.4 days", "run the scoring batch and load its results."),
    ("check_outputs", "12 / year", "0.25 days", "look at the model's numbers and explain them."),
    ("grant_access", "4 / year", "0.5 days", "grant access to data, models or predictions."),
    ("follow_upstream", "2 / year", "1.6 days", "follow an announced change of an input."),
    ("tend_server", "10 / year", "0.5 days", "tend the server: patches, space, restarts."),
)

TICKETS = tuple(name for name, *_ in _TICKETS)
OUTAGES = ("pipeline_break", "degradation")
"""What stops a model or slows it, and how it is called in the rows."""


def _scaled(text: str, factor: float) -> str:
    number, unit = text.split()
    return f"{float(number) * factor:g} {unit}"


def _rate(name: str, rate: str, low: str, high: str, meaning: str) -> Parameter:
    return Parameter(
        f"operate.{name}.rate",
        Kind.RATE,
        "tickets / model and year",
        rate,
        low,
        high,
        "assumption",
        f"How often a live model asks to {meaning}",
        scope=MODEL,
    )


def _ticket(name: str, rate: str, effort: str, meaning: str) -> tuple[Parameter, ...]:
    between = (_scaled(effort, 1 / 3), _scaled(effort, 2))
    year = rate.partition(" ")[0]
    rate_row = _rate(
        name, rate, f"{float(year) / 3:g} / year", f"{float(year) * 2:g} / year", meaning
    )
    work = step(
        f"operate.{name}",
        "data_scientist",
        effort,
        between,
        meaning,
        performers=MACHINES_TOO,
        scope=MODEL,
    )
    return (rate_row, *work)


_BREAK = "repair a broken input pipeline: a changed schema, late or missing data."
_SLOW = "repair a service that has become slow."

ROWS = (
    *(row for ticket in _TICKETS for row in _ticket(*ticket)),
    Parameter(
        "operate.overdue_after",
        Kind.DURATION,
        "working days",
        "10 days",
        "3 days",
        "30 days",
        "assumption",
        "Routine operations that are this old are overdue.",
    ),
    Parameter(
        "operate.overdue_breaks",
        Kind.NUMBER,
        "times the rate",
        "1",
        "0",
        "4",
        "assumption",
        "How much more often the pipeline of a model breaks while its operations are overdue.",
    ),
    _rate("pipeline_break", "2 / year", "0.6 / year", "6 / year", _BREAK),
    *step(
        "operate.pipeline_break",
        "data_scientist",
        "1.5 days",
        ("0.25 days", "5 days"),
        _BREAK,
        source="E08, assumption",
        scope=MODEL,
    ),
    _rate("degradation", "1 / year", "0.3 / year", "3 / year", _SLOW),
    *step(
        "operate.degradation",
        "data_scientist",
        "1 day",
        ("0.25 days", "3 days"),
        _SLOW,
        source="E08, assumption",
        scope=MODEL,
    ),
    share(
        "operate.degradation.loss",
        "share of a model's value",
        "20 %",
        ("5 %", "60 %"),
        "Value that a model loses while its service is slow.",
    ),
    decision(
        "environments.kept",
        "shared",
        ("shared", "separate"),
        "Whether work in progress happens beside production or in environments of its own.",
    ),
    share(
        "environments.collision",
        "share of changes",
        "15 %",
        ("2 %", "30 %"),
        "Chance that a change in a shared environment breaks a model in production.",
    ),
    *step(
        "diagnose.skew",
        "data_scientist",
        "1.5 days",
        ("0.5 days", "5 days"),
        "find out why a model's predictions are not what training promised.",
        source="E08, G01, assumption",
    ),
    *step(
        "diagnose.shift",
        "data_scientist",
        "1 day",
        ("0.25 days", "3 days"),
        "find out that it is the world that has changed under a model.",
        source="E08, G01, assumption",
    ),
    share(
        "diagnose.ping_pong",
        "share of rounds",
        "40 %",
        ("10 %", "70 %"),
        "Chance that a round of diagnosis ends with handing the case to the other role.",
    ),
    *step(
        "diagnose.mend",
        "data_scientist",
        "2 days",
        ("0.5 days", "6 days"),
        "mend a feature or a version that serving has otherwise than training.",
    ),
    decision(
        "portfolio.reviewed",
        "never",
        ("never", "with_each_refresh"),
        "Whether somebody asks of each model if it still earns its upkeep, and switches it off.",
    ),
    Parameter(
        "portfolio.lingers",
        Kind.DISTRIBUTION,
        "working days",
        {"exponential": {"mean": "2 years"}},
        "0.5 years",
        "5 years",
        "assumption",
        "How long an obsolete model is kept alive where nobody reviews the portfolio.",
    ),
    Parameter(
        "portfolio.notices",
        Kind.DISTRIBUTION,
        "working days",
        {"exponential": {"mean": "60 calendar days"}},
        "20 calendar days",
        "180 calendar days",
        "assumption",
        "How long an obsolete model is kept alive where the portfolio is reviewed.",
    ),
)
