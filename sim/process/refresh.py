"""The same problem with newer data: when a refresh is asked for, and what it takes."""

from sim.process.parameter import Kind, Parameter, lognormal, step

_DS = "data_scientist"

ROWS = (
    Parameter(
        "refresh.cadence",
        Kind.DURATION,
        "working days",
        "180 calendar days",
        "90 calendar days",
        "365 calendar days",
        "E04, F11, assumption",
        "A refresh is asked for this long after the last one went live.",
        none_word="never",
    ),
    *step(
        "refresh.retrain",
        _DS,
        "5 days",
        ("2 days", "10 days"),
        "pull newer data, prepare the retraining and look into what has changed.",
    ),
    Parameter(
        "refresh.train.machine",
        Kind.DISTRIBUTION,
        "machine days",
        lognormal("3 days"),
        "1 day",
        "9 days",
        "assumption",
        "Time on a training slot to retrain a model.",
    ),
    *step(
        "refresh.check",
        _DS,
        "0.5 days",
        ("0.1 days", "2 days"),
        "look over the refreshed model's outputs before it goes live.",
    ),
    *step(
        "refresh.test",
        "never",
        "1 day",
        ("0.4 days", "2 days"),
        "test the refreshed pipeline by hand in a test environment.",
    ),
    *step(
        "refresh.deploy",
        _DS,
        "1.5 days",
        ("0.6 days", "3 days"),
        "deploy a refreshed model by hand.",
    ),
)
