"""Retraining triggers: models are retrained without anybody asking."""

from sim.capability import Capability, Figure, decides, sets
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="retraining_triggers",
    title="Retraining on a schedule or a simple change",
    story="The pipeline retrains by itself, on a schedule or when simple checks see that inputs "
    "or outputs have changed. IT still deploys what comes out.",
    answers="Routine refreshes that eat the data scientists' days as models become many.",
    build={
        DATA_SCIENTIST: Figure("10 days", "5 days", "20 days"),
        IT_ENGINEER: Figure("30 days", "15 days", "60 days"),
    },
    lead_time=Figure("2 months", "1 month", "4 months"),
    upkeep={IT_ENGINEER: Figure("0.15", "0.05", "0.4")},
    adopt={
        DATA_SCIENTIST: Figure("1 day", "0.25 days", "4 days"),
        IT_ENGINEER: Figure("2 days", "0.5 days", "8 days"),
    },
    requires=("training_pipelines",),
    supersedes=("it_serving",),
    effects=(
        *decides(AUTOMATIC, "refresh.retrain.by"),
        sets("refresh.cadence", "90 calendar days", "30 calendar days", "180 calendar days"),
        *decides("checks", "noticing.by"),
    ),
)
