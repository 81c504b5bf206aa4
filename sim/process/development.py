"""What it takes to turn a use case into a model that is worth releasing."""

from sim.process.parameter import Kind, Parameter, decision, lognormal, step

_DS = "data_scientist"

ROWS = (
    Parameter(
        "development.features",
        Kind.NUMBERS,
        "features / model",
        {"lognormal": {"mean": 60, "cv": 0.5}},
        "10",
        "200",
        "assumption",
        "Features that a model uses, rounded to a whole number.",
    ),
    *step(
        "development.explore",
        _DS,
        "10 days",
        ("5 days", "20 days"),
        "explore the data and frame the problem.",
        source="A07, A15, E02, assumption",
    ),
    *step(
        "development.engineer",
        _DS,
        "0.25 days",
        ("0.125 days", "0.5 days"),
        "engineer the features; the mean of this model's features, times their number.",
        unit="working days / feature",
    ),
    Parameter(
        "development.train.machine",
        Kind.DISTRIBUTION,
        "machine days",
        lognormal("10 days"),
        "3 days",
        "30 days",
        "assumption",
        "Time on a training slot to train a new model. Nobody waits beside the machine.",
    ),
    *step("development.evaluate", _DS, "5 days", ("2.5 days", "10 days"), "evaluate the model."),
    *step(
        "development.translate",
        _DS,
        "5 days",
        ("2.5 days", "10 days"),
        "translate predictions into a decision of the business.",
    ),
    Parameter(
        "development.success",
        Kind.SHARE,
        "share of pilots",
        "70 %",
        "40 %",
        "90 %",
        "H01, B01, assumption",
        "Chance that a use case hides a decision worth automating; else it is shelved once "
        "evaluated. 70 % is with an ML canvas, which stages 2 and 3 hold.",
    ),
    decision(
        "training.first",
        "refresh",
        ("refresh", "new", "first_come"),
        "Which training goes first when machines are short.",
    ),
)
