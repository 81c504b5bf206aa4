"""ML canvas: the decision first, the predictions after."""

from sim.capability import Capability, Figure, decides, times
from sim.vocabulary import DATA_SCIENTIST

CAPABILITY = Capability(
    name="ml_canvas",
    title="ML canvas",
    story="Before anybody explores data, a page is filled in with the business: which decision "
    "the predictions serve, who takes it, what it is worth.",
    answers="Good predictions that nobody turns into a decision.",
    build={DATA_SCIENTIST: Figure("10 days", "5 days", "20 days")},
    lead_time=Figure("1 month", "2 weeks", "3 months"),
    upkeep={DATA_SCIENTIST: Figure("0.05", "0", "0.2")},
    effects=(
        *decides(DATA_SCIENTIST, "canvas.screen.by"),
        times("demand.estimate_error", "0.7", "0.4", "1"),
    ),
)
