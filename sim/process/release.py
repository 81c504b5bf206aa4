"""From a model that works on a desk to one that works in production."""

from sim.process.parameter import Kind, Parameter, step

_DS = "data_scientist"
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
    Parameter(
        "handover.touched",
        Kind.SHARE,
        "share of features",
        "10 %",
        "0 %",
        "100 %",
        "assumption",
        "Share of a model's features that a refresh changes and that must be re-written again.",
    ),
    *step(
        "release.wrap",
        _DS,
        "5 days",
        ("2.5 days", "10 days"),
        "wrap the model in a service or a batch job of one's own.",
    ),
    *step(
        "release.check",
        _DS,
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
    *step("release.deploy", _DS, "2 days", ("0.8 days", "4 days"), "deploy a new model by hand."),
)
