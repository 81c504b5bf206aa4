"""From a model that works on a desk to one that works in production."""

from sim.process.parameter import AUTOMATION, MACHINES_TOO, Kind, Parameter, decision, share, step

_NOBODY = "never"

ROWS = (
    *step(
        "handover.rewrite",
        _NOBODY,
        "0.25 days",
        ("0.1 days", "0.5 days"),
        "re-implement notebook code as production pipelines; the mean of this model's features, "
        "times the features that are re-written.",
        unit="working days / feature",
    ),
    share(
        "handover.touched",
        "share of features",
        "10 %",
        ("0 %", "100 %"),
        "Share of a model's features that a refresh changes and that must be re-written again.",
    ),
    *step(
        "handover.port",
        _NOBODY,
        "6 days",
        ("2 days", "15 days"),
        "bring a model whose framework production does not know to one that it does.",
    ),
    share(
        "handover.foreign",
        "share of use cases",
        "30 %",
        ("10 %", "60 %"),
        "Share of models whose framework production does not know.",
    ),
    *step(
        "handover.package",
        _NOBODY,
        "4 days",
        ("1.6 days", "8 days"),
        "package the tested training pipeline for production.",
        performers=MACHINES_TOO,
    ),
    *step(
        "release.wrap",
        _NOBODY,
        "5 days",
        ("2.5 days", "10 days"),
        "wrap the model in a service or a batch job of one's own.",
    ),
    *step(
        "release.write_tests",
        _NOBODY,
        "3 days",
        ("1 day", "6 days"),
        "write unit and integration tests of the training pipeline.",
    ),
    *step(
        "release.check",
        _NOBODY,
        "0.5 days",
        ("0.1 days", "2 days"),
        "look over the model's outputs before it goes live.",
    ),
    *step(
        "release.test",
        _NOBODY,
        "3 days",
        ("1.2 days", "6 days"),
        "test the new pipeline by hand in a test environment.",
    ),
    decision(
        "release.ci.by",
        _NOBODY,
        AUTOMATION,
        "Whether unit and integration tests run by themselves before each release.",
    ),
    *step(
        "release.deploy",
        _NOBODY,
        "2 days",
        ("0.8 days", "4 days"),
        "deploy a new model; each member of an ensemble. Never: there is no production.",
        performers=MACHINES_TOO,
    ),
    decision(
        "release.canary.by",
        _NOBODY,
        AUTOMATION,
        "Whether a release is tried on a part of the traffic first, and rolled back by itself.",
    ),
    *step(
        "release.repair",
        "data_scientist",
        "2 days",
        ("0.5 days", "5 days"),
        "find and mend what a test or a failed release has shown.",
    ),
    Parameter(
        "update.rate",
        Kind.RATE,
        "updates / model and year",
        "0.3 / year",
        "0.1 / year",
        "1 / year",
        "assumption",
        "Major updates of a live model: the problem is defined anew, and it is released as if new.",
    ),
    *step(
        "update.develop",
        "data_scientist",
        "15 days",
        ("5 days", "30 days"),
        "work out a major update of a live model.",
    ),
)
