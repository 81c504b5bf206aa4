"""Continuous integration: tests that data scientists write and machines run."""

from sim.capability import Capability, Figure, decides
from sim.vocabulary import AUTOMATIC, DATA_SCIENTIST, IT_ENGINEER, NEVER

CAPABILITY = Capability(
    name="ci_tests",
    title="Unit and integration tests in CI",
    story="Training pipelines come with tests: that training converges, that features are what "
    "they should be, that the parts fit. They run before each release, and nobody tests by hand.",
    answers="Errors of the hand-over that show only in production.",
    build={
        DATA_SCIENTIST: Figure("15 days", "8 days", "30 days"),
        IT_ENGINEER: Figure("30 days", "15 days", "60 days", "I06, assumption"),
    },
    lead_time=Figure("6 weeks", "3 weeks", "12 weeks", "I06, assumption"),
    upkeep={
        DATA_SCIENTIST: Figure("0.1", "0", "0.3"),
        IT_ENGINEER: Figure("0.2", "0.1", "0.5"),
    },
    adopt={
        DATA_SCIENTIST: Figure("4 days", "1 day", "16 days"),
        IT_ENGINEER: Figure("2 days", "0.5 days", "8 days"),
    },
    requires=("training_pipelines",),
    supersedes=("it_serving",),
    effects=(
        *decides(DATA_SCIENTIST, "release.write_tests.by"),
        *decides(AUTOMATIC, "release.ci.by"),
        *decides(NEVER, "release.test.by", "refresh.test.by"),
    ),
)
