"""Data strategy: somebody owns the data that models are made of."""

from sim.capability import Capability, Figure, decides
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="data_strategy",
    title="Data strategy",
    story="An owner decides which data the organisation needs, and use case by use case the "
    "sources are made better: gaps closed, histories kept, errors mended.",
    answers="First models underwhelm, for the data are thin.",
    build={
        DATA_SCIENTIST: Figure("15 days", "8 days", "30 days"),
        IT_ENGINEER: Figure("30 days", "15 days", "60 days"),
    },
    lead_time=Figure("3 months", "1 month", "6 months"),
    upkeep={DATA_SCIENTIST: Figure("0.2", "0.1", "0.5")},
    effects=decides(DATA_SCIENTIST, "data.improve.by"),
)
