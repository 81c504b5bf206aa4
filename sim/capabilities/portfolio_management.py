"""Portfolio management: models are looked at together, and compete for attention."""

from sim.capability import Capability, Figure, decides, times
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER

CAPABILITY = Capability(
    name="portfolio_management",
    title="Portfolio management",
    story="Data scientists and the business look at all models and ideas together: what no "
    "longer earns its upkeep is switched off, and what promises most is started first.",
    answers="The loss of edge: effort that stays with yesterday's problems.",
    build={
        DATA_SCIENTIST: Figure("15 days", "8 days", "30 days"),
        IT_ENGINEER: Figure("5 days", "2 days", "10 days"),
    },
    lead_time=Figure("2 months", "1 month", "4 months"),
    upkeep={DATA_SCIENTIST: Figure("0.3", "0.1", "1")},
    effects=(
        *decides("with_each_refresh", "portfolio.reviewed"),
        *decides("best_estimate", "demand.policy"),
        times("demand.estimate_error", "0.6", "0.3", "1"),
    ),
)
