"""How people share their days: focus, urgency, interruptions, reserve, pay."""

from sim.process.parameter import Kind, Parameter, decision
from sim.vocabulary import PRIORITY_CLASSES, ROLES

_FOCUS = tuple(
    Parameter(
        f"people.focus.{role}",
        Kind.SHARE,
        "share of the day",
        "80 %",
        "60 %",
        "100 %",
        "assumption",
        "Share of a working day left for work items; the rest is overhead: meetings, leave.",
    )
    for role in ROLES
)

_SALARIES = (
    Parameter(
        "people.salary.data_scientist",
        Kind.MONEY_RATE,
        "USD / year",
        "169_000 USD / year",
        "146_000 USD / year",
        "236_000 USD / year",
        "J01, J04",
        "Loaded cost of one data scientist: median wage x 1.5 (1.3 to 2.1).",
    ),
    Parameter(
        "people.salary.it_engineer",
        Kind.MONEY_RATE,
        "USD / year",
        "145_000 USD / year",
        "126_000 USD / year",
        "203_000 USD / year",
        "J04, assumption",
        "Loaded cost of one IT engineer: an assumed median wage of 97 k x 1.5 (1.3 to 2.1).",
    ),
)

ROWS = (
    *_FOCUS,
    Parameter(
        "people.priorities",
        Kind.CHOICES,
        "words",
        PRIORITY_CLASSES,
        None,
        None,
        "decision",
        "Order in which waiting work is taken up, most urgent first: every class once.",
        PRIORITY_CLASSES,
    ),
    Parameter(
        "people.preempting",
        Kind.CHOICES,
        "words",
        ("incident",),
        None,
        None,
        "decision",
        "Classes whose work interrupts less urgent work instead of waiting for someone free.",
        PRIORITY_CLASSES,
    ),
    Parameter(
        "people.preemptible",
        Kind.CHOICES,
        "words",
        ("duties", "refresh", "release", "new", "improvement"),
        None,
        None,
        "decision",
        "Classes that may be interrupted. Improvement that runs on the reserve never is.",
        PRIORITY_CLASSES,
    ),
    Parameter(
        "people.switching",
        Kind.DURATION,
        "working days",
        "0.1 days",
        "0 days",
        "0.5 days",
        "assumption",
        "Effort to find back into interrupted work, spent by whoever resumes it.",
    ),
    Parameter(
        "people.ageing",
        Kind.DURATION,
        "working days",
        "never",
        None,
        None,
        "decision",
        "Work goes before work one class more urgent if asked for so much earlier (two classes: "
        "twice as much); never before classes that interrupt it.",
        none_word="never",
    ),
    decision(
        "people.reserve_policy",
        "soft",
        ("soft", "hard"),
        "hard: improvement with reserve credit goes before everything; soft: but not before "
        "incidents and operations.",
    ),
    Parameter(
        "people.reserve_cap",
        Kind.DURATION,
        "working days",
        "1 month",
        "1 week",
        "1 quarter",
        "assumption",
        "How long unused improvement reserve is saved up before it lapses.",
    ),
    Parameter(
        "people.leaver_loss",
        Kind.SHARE,
        "share of the sitting",
        "50 %",
        "0 %",
        "100 %",
        "assumption",
        "Share of the work done since sitting down that is lost when the person leaves the team.",
    ),
    *_SALARIES,
)
