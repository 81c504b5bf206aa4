"""Measures of demand: what waiting costs, and what becomes of pilots."""

from functools import partial

from sim.measures.registry import Measure
from sim.measures.window import Window

_WAITING = "value waiting to start"
_MAKING = "value in the making"
_USE_CASE = "use case"
_RELEASED = "released"
_FAILED = {
    "turned down": "Pilots turned down",
    "underwhelming": "Pilots that underwhelm",
    "shelved": "Pilots shelved",
    "not deployed": "Pilots not deployed",
}
_WHY = {
    "turned down": "found, before any model was built, to have no decision to improve",
    "underwhelming": "whose data were not enough for a model worth having",
    "shelved": "shelved as no decision could use their predictions",
    "not deployed": "that nobody could bring into production",
}


def _delay(window: Window) -> float | None:
    parts = [window.mean_amount(name) for name in (_WAITING, _MAKING)]
    return None if parts[0] is None or parts[1] is None else parts[0] + parts[1]


def _part(level: str, window: Window) -> float | None:
    return window.mean_amount(level)


def _confidence(window: Window) -> float | None:
    return window.mean_level("sponsor's confidence") / 10**6


def _share(outcome: str, window: Window) -> float | None:
    ended = window.count(_USE_CASE, _RELEASED, *_FAILED)
    return window.count(_USE_CASE, outcome) / ended if ended else None


def _expired(window: Window) -> float | None:
    return window.count(_USE_CASE, "expired") / window.years


def _ended(outcome: str) -> Measure:
    return Measure(
        f"pilots_{outcome.replace(' ', '_')}",
        _FAILED[outcome],
        "share",
        "down",
        f"Share of the started use cases that came to an end {_WHY[outcome]}.",
        partial(_share, outcome),
    )


def _features(counted: str, over: tuple[str, ...], window: Window) -> float | None:
    amounts = [window.amount(name) for name in over]
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    found = window.amount(counted)
    return found / total if total and found is not None else None


MEASURES = (
    Measure(
        "cost_of_delay",
        "Cost of delay",
        "currency / year",
        "down",
        "Value that use cases with a decision to improve do not deliver as they are not yet in "
        "production, per year, from their arrival. Those that never start are counted until they "
        "leave the backlog.",
        _delay,
    ),
    Measure(
        "cost_of_delay_backlog",
        "Cost of delay in the backlog",
        "currency / year",
        "down",
        "The part of the cost of delay that use cases cost which have not been started.",
        partial(_part, _WAITING),
    ),
    Measure(
        "cost_of_delay_making",
        "Cost of delay in the making",
        "currency / year",
        "down",
        "The part of the cost of delay that use cases cost which people work on.",
        partial(_part, _MAKING),
    ),
    Measure(
        "sponsor_confidence",
        "Confidence of the sponsor",
        "share",
        "up",
        "Mean confidence of the sponsor, which limits what is started. Below a threshold the "
        "initiative ends.",
        _confidence,
    ),
    Measure(
        "expired",
        "Use cases never started",
        "use cases / year",
        "down",
        "Use cases that were dropped from the backlog, as they had waited too long, per year.",
        _expired,
    ),
    Measure(
        "pilots_in_production",
        "Pilots that reach production",
        "share",
        "up",
        "Share of the started use cases that came to an end in production.",
        partial(_share, _RELEASED),
    ),
    *(_ended(outcome) for outcome in _FAILED),
    Measure(
        "features_per_model",
        "Features built per model",
        "features / model",
        "down",
        "Features built in the time, for pilots that come to nothing as well, per model that went "
        "live in it.",
        partial(_features, "features built", ("models gone live",)),
    ),
    Measure(
        "features_twice",
        "Features built again",
        "share",
        "down",
        "Share of the features built that another model had already.",
        partial(_features, "features built twice", ("features built",)),
    ),
    Measure(
        "features_found",
        "Features found",
        "share",
        "up",
        "Share of the features needed that were found in the store and not built.",
        partial(_features, "features found", ("features built", "features found")),
    ),
)
