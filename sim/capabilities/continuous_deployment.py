"""Continuous deployment: nobody is needed between a tested pipeline and production."""

from sim.capability import Capability, Figure, decides, sets
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="continuous_deployment",
    title="Continuous deployment",
    story="Pipelines and models are packaged and deployed by machines, first to a part of the "
    "traffic, and rolled back by machines where that goes wrong.",
    answers="Deployment by hand, the bottleneck of a portfolio that grows.",
    build={
        DATA_SCIENTIST: Figure("10 days", "5 days", "20 days"),
        IT_ENGINEER: Figure("60 days", "30 days", "120 days", "I06, assumption"),
    },
    lead_time=Figure("3 months", "6 weeks", "6 months", "I06, assumption"),
    upkeep={IT_ENGINEER: Figure("0.4", "0.2", "1")},
    adopt={
        DATA_SCIENTIST: Figure("1 day", "0.25 days", "4 days"),
        IT_ENGINEER: Figure("3 days", "0.75 days", "12 days"),
    },
    requires=("ci_tests", "containers"),
    supersedes=("it_serving", "training_pipelines", "retraining_triggers"),
    effects=(
        *decides(
            AUTOMATIC,
            "handover.package.by",
            "release.deploy.by",
            "refresh.deploy.by",
            "release.canary.by",
        ),
        sets(
            "refresh.cadence",
            "30 calendar days",
            "7 calendar days",
            "60 calendar days",
            "E04, F11, assumption",
        ),
    ),
)
