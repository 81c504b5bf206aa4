"""Drift monitoring: logged inputs, predictions and latency are watched."""

from sim.capability import Capability, Figure, decides
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="drift_monitoring",
    title="Drift monitoring",
    story="What a model is fed, what it says and how fast it says it are logged at serving and "
    "compared with training. Drift, skew and slowness show, and drift asks for a refresh.",
    answers="Models that go wrong without a word once their training is automatic.",
    build={
        DATA_SCIENTIST: Figure("20 days", "10 days", "40 days"),
        IT_ENGINEER: Figure("45 days", "22 days", "90 days"),
    },
    lead_time=Figure("3 months", "6 weeks", "6 months"),
    upkeep={
        DATA_SCIENTIST: Figure("0.1", "0", "0.3"),
        IT_ENGINEER: Figure("0.3", "0.1", "0.8"),
    },
    licence=Figure("50_000 USD / year", "10_000 USD / year", "200_000 USD / year"),
    adopt={
        DATA_SCIENTIST: Figure("2 days", "0.5 days", "8 days"),
        IT_ENGINEER: Figure("2 days", "0.5 days", "8 days"),
    },
    requires=("it_serving",),
    supersedes=("it_serving", "retraining_triggers"),
    effects=(
        *decides("monitoring", "noticing.by"),
        *decides("drift", "refresh.trigger"),
        *decides(AUTOMATIC, "operate.check_outputs.by"),
    ),
)
