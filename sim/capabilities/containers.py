"""Containers: any framework, and machines as they are needed."""

from sim.capability import Capability, Figure, decides, times
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER, NEVER

CAPABILITY = Capability(
    name="containers",
    title="Containers for training and serving",
    story="Models are trained and served in containers on machines that come and go: whatever "
    "the framework, building a model is one thing and scaling it another.",
    answers="Training that waits for machines, and frameworks that production does not know.",
    build={
        DATA_SCIENTIST: Figure("10 days", "5 days", "20 days"),
        IT_ENGINEER: Figure("50 days", "25 days", "100 days"),
    },
    lead_time=Figure("3 months", "6 weeks", "6 months"),
    upkeep={IT_ENGINEER: Figure("0.4", "0.2", "1")},
    licence=Figure("60_000 USD / year", "20_000 USD / year", "240_000 USD / year"),
    adopt={
        DATA_SCIENTIST: Figure("1 day", "0.25 days", "4 days"),
        IT_ENGINEER: Figure("3 days", "0.75 days", "12 days"),
    },
    requires=("environments",),
    supersedes=("it_serving",),
    effects=(
        *decides("elastic", "training.machines"),
        *decides(NEVER, "handover.port.by"),
        times("operate.tend_server.rate", "0.4", "0.2", "0.8"),
    ),
)
