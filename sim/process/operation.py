"""What a live model asks for: routine operations as tickets of named kinds, and its incidents.

All tickets together are 18 days a model and year (1.5 a month) where everything is by hand.
"""

from sim.process.parameter import Kind, Parameter, decision, step

_TICKETS = (
    ("run_batch", "12 / year", "0.4 days", "run the scoring batch and load its results."),
    ("check_outputs", "12 / year", "0.25 days", "look at the model's numbers and explain them."),
    ("grant_access", "4 / year", "0.5 days", "grant access to data, models or predictions."),
    ("follow_upstream", "2 / year", "1.6 days", "follow an announced change of an input."),
    ("tend_server", "10 / year", "0.5 days", "tend the server: patches, space, restarts."),
)

TICKETS = tuple(name for name, *_ in _TICKETS)
INCIDENTS = ("pipeline_break",)


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
    )


def _ticket(name: str, rate: str, effort: str, meaning: str) -> tuple[Parameter, ...]:
    between = (_scaled(effort, 1 / 3), _scaled(effort, 2))
    year = rate.partition(" ")[0]
    rate_row = _rate(
        name, rate, f"{float(year) / 3:g} / year", f"{float(year) * 2:g} / year", meaning
    )
    return (rate_row, *step(f"operate.{name}", "data_scientist", effort, between, meaning))


_BREAK = "repair a broken input pipeline: a changed schema, late or missing data."

ROWS = (
    *(row for ticket in _TICKETS for row in _ticket(*ticket)),
    _rate("pipeline_break", "2 / year", "0.6 / year", "6 / year", _BREAK),
    *step(
        "operate.pipeline_break",
        "data_scientist",
        "1.5 days",
        ("0.25 days", "5 days"),
        _BREAK,
        source="E08, assumption",
    ),
    Parameter(
        "shift.rate",
        Kind.RATE,
        "shifts / model and year",
        "0.0875 / year",
        "0.035 / year",
        "0.35 / year",
        "F04, F05, assumption",
        "Sudden shifts of the world that make a model wrong until retrained: 0.25 a year, each "
        "hitting 35 % of models.",
    ),
    decision(
        "shift.noticed_by",
        "user",
        ("user", "operator"),
        "Who notices that a model has gone wrong.",
    ),
    Parameter(
        "shift.lag.user",
        Kind.DISTRIBUTION,
        "working days",
        {"exponential": {"mean": "60 calendar days"}},
        "18 calendar days",
        "180 calendar days",
        "B10, G01, assumption",
        "How long a shift goes unnoticed where nobody looks and a user complains in the end.",
    ),
    Parameter(
        "shift.lag.operator",
        Kind.DISTRIBUTION,
        "working days",
        {"exponential": {"mean": "45 calendar days"}},
        "14 calendar days",
        "135 calendar days",
        "G01, G09, assumption",
        "How long a shift goes unnoticed where operators look after the service.",
    ),
)
