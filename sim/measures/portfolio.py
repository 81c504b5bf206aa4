"""Measures of the models in production."""

from functools import partial
from math import fsum

from sim.ledgers.causes import CAUSE, DOWN, KINDS, OBSOLESCENCE, SLOW
from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.units import TICKS_PER_DAY
from sim.vocabulary import INCIDENT, OPERATIONS, REFRESH, REWORK, ROLES

_OUTAGES = tuple(kind for kind in KINDS if CAUSE[kind] in (DOWN, SLOW))


def _level(name: str, window: Window) -> float | None:
    return window.mean_level(name)


def _fresh(window: Window) -> float | None:
    return window.mean_level("live models") - window.mean_level("shifted models")


def _share(level: str, window: Window) -> float | None:
    live = window.mean_level("live models")
    return window.mean_level(level) / live if live else None


def _obsolete_share(window: Window) -> float | None:
    live = window.mean_level("live models")
    return window.incidents("open", OBSOLESCENCE) / window.ticks / live if live else None


def _down_share(window: Window) -> float | None:
    live = window.mean_level("live models")
    return window.incidents("open", *_OUTAGES) / window.ticks / live if live else None


def _retired(window: Window) -> float | None:
    ended = window.amount("models ended")
    return None if ended is None else ended / window.years


def _age(window: Window) -> float | None:
    ages = [window.closing.at - model.born for model in window.run_off().models]
    return fsum(ages) / len(ages) / TICKS_PER_DAY if ages else None


def _data_age(window: Window) -> float | None:
    ages = [window.closing.at - model.data_date for model in window.run_off().models]
    return fsum(ages) / len(ages) / TICKS_PER_DAY if ages else None


def _days_per_model(kinds: tuple[str, ...], window: Window) -> float | None:
    years = window.model_years()
    return window.spent(ROLES, kinds) / TICKS_PER_DAY / years if years else None


MEASURES = (
    Measure(
        "stage",
        "Stage of maturity",
        "stage",
        "up",
        "Stage that is reached, as a mean over time: the highest whose own capabilities are all "
        "held, that is built and adopted by at least 80 % of the live models.",
        partial(_level, "stage"),
    ),
    Measure(
        "capabilities_held",
        "Capabilities held",
        "capabilities",
        "up",
        "Mean number of capabilities that are built and adopted by at least 80 % of the live "
        "models.",
        partial(_level, "capabilities held"),
    ),
    Measure(
        "live_models",
        "Live models",
        "models",
        "up",
        "Mean number of models in production.",
        partial(_level, "live models"),
    ),
    Measure(
        "fresh_models",
        "Models that fit the world",
        "models",
        "up",
        "Mean number of models in production that no sudden shift, bad training or upset has made "
        "wrong.",
        _fresh,
    ),
    Measure(
        "stale_share",
        "Models gone wrong",
        "share",
        "down",
        "Share of model time in production that was spent wrong after a shift, a bad "
        "training or an upset, noticed or not.",
        partial(_share, "shifted models"),
    ),
    Measure(
        "skewed_share",
        "Skewed models",
        "share",
        "down",
        "Share of model time in production in which serving differed from training, noticed "
        "or not.",
        partial(_share, "skewed models"),
    ),
    Measure(
        "down_share",
        "Models with an outage",
        "share",
        "down",
        "Mean number of outages and slow services that last, noticed or not, per live model.",
        _down_share,
    ),
    Measure(
        "obsolete_share",
        "Obsolete models",
        "share",
        "down",
        "Share of model time in production that was spent obsolete.",
        _obsolete_share,
    ),
    Measure(
        "retired",
        "Models switched off",
        "models / year",
        "neither",
        "Models switched off per year, for whatever reason.",
        _retired,
    ),
    Measure(
        "model_age",
        "Age of models",
        "working days",
        "neither",
        "Mean time that the models live at the horizon have been live; those that were there "
        "before the history began count from its beginning.",
        _age,
        by_quarter=False,
    ),
    Measure(
        "data_age",
        "Age of training data",
        "working days",
        "down",
        "Mean age at the horizon of the data that the live models were trained on.",
        _data_age,
        by_quarter=False,
    ),
    Measure(
        "operations_per_model",
        "Operations per model",
        "working days / model and year",
        "down",
        "Work on routine operations, of both roles, per live model and year.",
        partial(_days_per_model, (OPERATIONS,)),
    ),
    Measure(
        "upkeep_per_model",
        "Upkeep per model",
        "working days / model and year",
        "down",
        "Work on operations, refreshes, incidents and rework, of both roles, per live model and "
        "year.",
        partial(_days_per_model, (OPERATIONS, REFRESH, INCIDENT, REWORK)),
    ),
)
