"""Training pipelines: what is deployed is the pipeline that makes the model."""

from sim.capability import Capability, Figure, decides, sets
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER, NEVER

CAPABILITY = Capability(
    name="training_pipelines",
    title="Packaged training pipelines",
    story="Data scientists deliver their experiment as an orchestrated pipeline; IT packages "
    "that, and the model is made in production. Nobody writes the same code twice.",
    answers="Rework and subtle differences where IT re-writes notebooks; little that is used "
    "again.",
    build={
        DATA_SCIENTIST: Figure("20 days", "10 days", "40 days"),
        IT_ENGINEER: Figure("60 days", "30 days", "120 days"),
    },
    lead_time=Figure("3 months", "6 weeks", "6 months"),
    upkeep={IT_ENGINEER: Figure("0.4", "0.2", "1")},
    adopt={
        DATA_SCIENTIST: Figure("6 days", "1.5 days", "24 days"),
        IT_ENGINEER: Figure("4 days", "1 day", "16 days"),
    },
    requires=("it_serving",),
    supersedes=("it_serving",),
    effects=(
        *decides(NEVER, "handover.rewrite.by"),
        *decides(IT_ENGINEER, "handover.package.by"),
        *decides(AUTOMATIC, "operate.run_batch.by"),
        sets("components.reused", "50 %", "20 %", "80 %"),
    ),
)
