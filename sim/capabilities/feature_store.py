"""Feature store: one definition of a feature, for every model, in training and in serving."""

from sim.capability import Capability, Figure, decides, times
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="feature_store",
    title="Feature store",
    story="Every feature that somebody has built is kept, whether its model went live or not, "
    "found by others, and served from the definition that it was trained on.",
    answers="The same features built again for each model, and differing where they should not.",
    build={
        DATA_SCIENTIST: Figure("20 days", "10 days", "40 days"),
        IT_ENGINEER: Figure("12 months", "6 months", "24 months", "I04, assumption"),
    },
    lead_time=Figure("3 months", "2 months", "4 months", "I05"),
    upkeep={IT_ENGINEER: Figure("0.6", "0.5", "1.75", "I04, assumption")},
    adopt={
        DATA_SCIENTIST: Figure("6 days", "1.5 days", "24 days"),
        IT_ENGINEER: Figure("5 days", "1.25 days", "20 days"),
    },
    requires=("environments",),
    supersedes=("it_serving",),
    effects=(
        *decides("shared", "features.kept"),
        *decides(AUTOMATIC, "operate.grant_access.by"),
        times("development.access.effort", "0.5", "0.25", "1"),
    ),
)
