"""Environment scanning: changes of business and technology are seen coming."""

from sim.capability import Capability, Figure, sets
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="environment_scanning",
    title="Environment scanning",
    story="Somebody keeps looking at what changes outside, in the business and in technology, so "
    "that a use case is invented anew before the old one is worth nothing.",
    answers="The loss of edge: needs that change, and breakthroughs that others use first.",
    build={DATA_SCIENTIST: Figure("10 days", "5 days", "20 days")},
    lead_time=Figure("1 month", "2 weeks", "3 months"),
    upkeep={
        DATA_SCIENTIST: Figure("0.3", "0.1", "1"),
        IT_ENGINEER: Figure("0.1", "0", "0.3"),
    },
    effects=(sets("obsolescence.sensed", "70 %", "30 %", "90 %"),),
)
