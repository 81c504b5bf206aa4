"""Metadata store: which data, code and run a model came from."""

from sim.capability import Capability, Figure, times
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="metadata_store",
    title="Metadata store",
    story="Every run of a pipeline leaves a record: the data, the code, the parameters, the "
    "model and where that went. Whoever looks for a cause follows the trail.",
    answers="Trouble that is passed between teams, and versions that nobody can tell apart.",
    build={
        DATA_SCIENTIST: Figure("5 days", "2 days", "10 days"),
        IT_ENGINEER: Figure("40 days", "20 days", "80 days"),
    },
    lead_time=Figure("2 months", "1 month", "4 months"),
    upkeep={IT_ENGINEER: Figure("0.2", "0.1", "0.5")},
    adopt={IT_ENGINEER: Figure("2 days", "0.5 days", "8 days")},
    requires=("training_pipelines",),
    effects=(
        times("diagnose.ping_pong", "0.3", "0.1", "0.8"),
        times("diagnose.skew.effort", "0.5", "0.25", "0.9"),
        times("diagnose.shift.effort", "0.5", "0.25", "0.9"),
        times("operate.follow_upstream.effort", "0.5", "0.25", "0.9"),
        times("defect.version", "0.2", "0.05", "0.6"),
    ),
)
