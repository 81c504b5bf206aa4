"""Measures of releases: how often, and how many of them fail."""

from functools import partial

from sim.ledgers.releases import FAILED, OK, RESTORED, RESTORING, ROLLED_BACK
from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.units import TICKS_PER_DAY


def _frequency(window: Window) -> float | None:
    return window.releases(OK) / window.years


def _refreshes(window: Window) -> float | None:
    return window.count("refresh", "released") / window.years


def _updates(window: Window) -> float | None:
    return window.count("update", "released") / window.years


def _share(result: str, window: Window) -> float | None:
    tried = window.releases(OK) + window.releases(FAILED) + window.releases(ROLLED_BACK)
    return window.releases(result) / tried if tried else None


def _days_to_restore(window: Window) -> float | None:
    restored = window.releases(RESTORED)
    return window.releases(RESTORING) / restored / TICKS_PER_DAY if restored else None


MEASURES = (
    Measure(
        "release_frequency",
        "Releases",
        "releases / year",
        "up",
        "Releases per year that stay in production: first releases, refreshes and major updates "
        "(DORA's deployment frequency).",
        _frequency,
    ),
    Measure(
        "refreshes",
        "Refreshes",
        "releases / year",
        "neither",
        "Refreshed models released per year.",
        _refreshes,
    ),
    Measure(
        "updates",
        "Major updates",
        "releases / year",
        "neither",
        "Major updates released per year: asked for by the business, re-invented, or re-built to "
        "do without a model that ends.",
        _updates,
    ),
    Measure(
        "change_failure_rate",
        "Change failure rate",
        "share",
        "down",
        "Share of all deployments to production that fail there and have to be repaired (DORA). A "
        "release may fail several times before it stays.",
        partial(_share, FAILED),
    ),
    Measure(
        "canary_rollbacks",
        "Releases stopped by a canary",
        "share",
        "neither",
        "Share of all deployments to production that a canary stops before all traffic goes there.",
        partial(_share, ROLLED_BACK),
    ),
    Measure(
        "time_to_restore_release",
        "Time to repair a release",
        "working days",
        "down",
        "Mean time from the failure of a release until what failed is in production after all, of "
        "those that got there in the time (DORA).",
        _days_to_restore,
    ),
)
