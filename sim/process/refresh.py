"""The same problem with newer data: when a refresh is asked for, and what it takes."""

from sim.process.parameter import MACHINES_TOO, Kind, Parameter, decision, machine, share, step

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
    decision(
        "refresh.trigger",
        "age",
        ("age", "drift"),
        "drift: a refresh is asked for as well when monitoring sees that quality has fallen.",
    ),
    share(
        "refresh.drift_seen",
        "share of a model's lift",
        "5 %",
        ("2 %", "15 %"),
        "Loss of quality that monitoring takes for drift.",
    ),
    *step(
        "refresh.retrain",
        _DS,
        "5 days",
        ("2 days", "10 days"),
        "pull newer data, prepare the retraining and look into what has changed.",
        performers=MACHINES_TOO,
    ),
    machine(
        "refresh.train",
        "3 days",
        ("1 day", "9 days"),
        "Time on a training slot to retrain a model.",
    ),
    Parameter(
        "refresh.failures_before_call",
        Kind.COUNT,
        "failures",
        "3",
        "1",
        "6",
        "assumption",
        "Automatic refreshes of a model that fail in a row before a person is called; until then "
        "a failed one is dropped.",
    ),
    *step(
        "refresh.mend",
        _DS,
        "1 day",
        ("0.25 days", "3 days"),
        "look into an automatic refresh that keeps failing.",
    ),
    *step(
        "refresh.check",
        "never",
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
        "never",
        "1.5 days",
        ("0.6 days", "3 days"),
        "deploy a refreshed model; each member of an ensemble.",
        performers=MACHINES_TOO,
    ),
)
