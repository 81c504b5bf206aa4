"""Measures of the models in production."""

from sim.measures.registry import Measure
from sim.measures.window import Window


def _live(window: Window) -> float | None:
    return window.mean_level("live models")


def _fresh(window: Window) -> float | None:
    return window.mean_level("live models") - window.mean_level("shifted models")


def _stale_share(window: Window) -> float | None:
    live = window.mean_level("live models")
    return window.mean_level("shifted models") / live if live else None


MEASURES = (
    Measure(
        "live_models",
        "Live models",
        "models",
        "up",
        "Mean number of models in production.",
        _live,
    ),
    Measure(
        "fresh_models",
        "Models that fit the world",
        "models",
        "up",
        "Mean number of models in production that no sudden shift has made wrong.",
        _fresh,
    ),
    Measure(
        "stale_share",
        "Models gone wrong",
        "share",
        "down",
        "Share of model time in production that was spent wrong after a shift, noticed or not.",
        _stale_share,
    ),
)
