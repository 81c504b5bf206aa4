"""Environments: development, test and production, each by itself."""

from sim.capability import Capability, Figure, decides, times
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="environments",
    title="Separate environments",
    story="IT provides one environment to develop in, one to test in and one for production, "
    "each with the data that belongs there.",
    answers="Work in progress that breaks what is in production.",
    build={
        DATA_SCIENTIST: Figure("5 days", "2 days", "10 days"),
        IT_ENGINEER: Figure("40 days", "20 days", "80 days"),
    },
    price=Figure("20_000 USD", "5_000 USD", "100_000 USD"),
    lead_time=Figure("2 months", "1 month", "4 months"),
    upkeep={IT_ENGINEER: Figure("0.2", "0.1", "0.5")},
    licence=Figure("30_000 USD / year", "10_000 USD / year", "120_000 USD / year"),
    effects=(
        *decides("separate", "environments.kept"),
        times("development.access.effort", "0.5", "0.25", "1"),
    ),
)
