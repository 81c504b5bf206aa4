"""Simple serving: data scientists bring their models into production themselves."""

from sim.capability import Capability, Figure, decides
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="simple_serving",
    title="Simple serving",
    story="A wrapper that answers requests, or a batch job that writes scores to a database: "
    "enough for data scientists to deploy and to run what they have made.",
    answers="Models that work on a desk and nowhere else.",
    build={
        DATA_SCIENTIST: Figure("15 days", "8 days", "30 days"),
        IT_ENGINEER: Figure("10 days", "5 days", "20 days"),
    },
    lead_time=Figure("1 month", "2 weeks", "2 months"),
    upkeep={DATA_SCIENTIST: Figure("0.1", "0", "0.3")},
    adopt={DATA_SCIENTIST: Figure("3 days", "1 day", "12 days")},
    effects=decides(
        DATA_SCIENTIST,
        "release.wrap.by",
        "release.check.by",
        "release.deploy.by",
        "refresh.check.by",
        "refresh.deploy.by",
    ),
)
