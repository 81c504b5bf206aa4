"""What it takes to build, to adopt and to keep capabilities; each says for itself how much."""

from sim.process.parameter import Kind, Parameter, share

_OVERRUN = "projects take about a quarter longer than planned; Flyvbjerg and Budzier 2011"

ROWS = (
    Parameter(
        "build.day.effort",
        Kind.DISTRIBUTION,
        "working days / planned day",
        {"lognormal": {"mean": "1.3 days", "cv": 0.5}},
        "1 day",
        "2 days",
        "assumption",
        "Effort: what a day that was planned for building a capability comes to, the same for all "
        f"of its days ({_OVERRUN}).",
    ),
    Parameter(
        "build.package",
        Kind.DURATION,
        "planned working days",
        "5 days",
        "2 days",
        "10 days",
        "assumption",
        "Building is cut into packages of at most this, each for one person; several people may "
        "be at several packages.",
    ),
    Parameter(
        "adopt.day.effort",
        Kind.DISTRIBUTION,
        "working days / planned day",
        {"lognormal": {"mean": "1.3 days", "cv": 0.5}},
        "1 day",
        "2 days",
        "assumption",
        "Effort: what a day that was planned for bringing a model over to a capability comes to.",
    ),
    share(
        "upkeep.called_for",
        "share",
        "100 %",
        ("50 %", "100 %"),
        "Share of the upkeep of the capabilities held that is really asked of people.",
    ),
    Parameter(
        "upkeep.piece.effort",
        Kind.DISTRIBUTION,
        "working days",
        {"lognormal": {"mean": "2 days", "cv": 0.6}},
        "0.5 days",
        "5 days",
        "assumption",
        "Effort of one piece of upkeep; the fewer days it takes, the oftener there is one.",
    ),
    Parameter(
        "upkeep.interest",
        Kind.NUMBER,
        "share of the effort / year",
        "0.5",
        "0",
        "2",
        "assumption",
        "A capability ages while its upkeep waits: this much more work for each year of waiting.",
    ),
)
