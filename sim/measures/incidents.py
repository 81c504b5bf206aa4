"""Measures of incidents: how many, how soon they are noticed, how long they last."""

from functools import partial

from sim.ledgers.causes import CAUSE, DOWN, KINDS, SHIFTED, SKEWED, SLOW
from sim.ledgers.releases import OK
from sim.measures.registry import Measure
from sim.measures.window import Window
from sim.units import TICKS_PER_DAY

_NAMES = {
    "pipeline_break": ("Broken pipelines", "An input pipeline breaks"),
    "degradation": ("Slow services", "A service becomes slow"),
    "collision": ("Collisions", "Work in progress breaks a model in production"),
    "shift": ("Shifts", "A sudden shift makes a model wrong that was right"),
    "bad_training": ("Bad trainings", "A training that went wrong is released"),
    "upset": ("Upsets", "A change of a model upsets one that feeds on it"),
    "skew": ("Differing features", "A feature is released that differs from its training twin"),
    "wrong_version": ("Wrong versions", "A wrong version of a model object is released"),
    "obsolescence": ("Obsolescence", "Technology or business leave a model behind"),
}


def _kinds(*charged_to: str) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if CAUSE[kind] in charged_to)


_SKEW, _SHIFT, _OUTAGE = _kinds(SKEWED), _kinds(SHIFTED), _kinds(DOWN, SLOW)
_NOTICED = {
    "shift": (_SHIFT, "shifts", "models that go wrong by a shift, a bad training or an upset"),
    "skew": (_SKEW, "skew", "releases that make a model skewed"),
    "outage": (_OUTAGE, "outages", "outages and slow services"),
}


def _per_model_year(kinds: tuple[str, ...], window: Window) -> float | None:
    years = window.model_years()
    return window.incidents("begun", *kinds) / years if years else None


def _per_year(what: str, kinds: tuple[str, ...], window: Window) -> float | None:
    return window.incidents(what, *kinds) / window.years


def _skew_per_release(window: Window) -> float | None:
    releases = window.releases(OK)
    return 100 * window.incidents("begun", *_SKEW) / releases if releases else None


def _mean_days(ticks: str, count: str, kinds: tuple[str, ...], window: Window) -> float | None:
    number = window.incidents(count, *kinds)
    return window.incidents(ticks, *kinds) / number / TICKS_PER_DAY if number else None


def _time_to_detect(what: str) -> Measure:
    kinds, short, words = _NOTICED[what]
    return Measure(
        f"time_to_detect_{what}",
        f"Time to notice {short}",
        "working days",
        "down",
        f"Mean time from the onset until it is noticed, of {words} noticed in the time; those that "
        "end unnoticed are not in it.",
        partial(_mean_days, "unnoticed", "noticed", kinds),
    )


def _befalls(kind: str) -> Measure:
    title, words = _NAMES[kind]
    return Measure(
        f"incidents_{kind}",
        title,
        "incidents / model and year",
        "down",
        f"{words}: how often per live model and year, noticed or not.",
        partial(_per_model_year, (kind,)),
    )


MEASURES = (
    Measure(
        "outages",
        "Outages",
        "incidents / model and year",
        "down",
        "Broken pipelines, collisions and slow services per live model and year.",
        partial(_per_model_year, _OUTAGE),
    ),
    Measure(
        "skew_incidents",
        "Skew incidents",
        "incidents / year",
        "down",
        "Releases per year after which serving differs from training, counted when it begins, "
        "noticed or not. A model that is skewed already is not counted again.",
        partial(_per_year, "begun", _SKEW),
    ),
    Measure(
        "skew_incidents_per_100_releases",
        "Skew incidents per 100 releases",
        "incidents / 100 releases",
        "down",
        "Skew incidents, counted when they begin, per 100 releases of all kinds.",
        _skew_per_release,
    ),
    Measure(
        "skew_incidents_detected",
        "Skew incidents noticed",
        "incidents / year",
        "neither",
        "Skew incidents that people learn of, per year: what an organisation itself would count.",
        partial(_per_year, "noticed", _SKEW),
    ),
    *(_time_to_detect(what) for what in _NOTICED),
    Measure(
        "time_to_restore",
        "Time to restore",
        "working days",
        "down",
        "Mean time from the onset of an outage or a slow service until it is over, of those that "
        "end in the time (DORA).",
        partial(_mean_days, "lasted", "ended", _OUTAGE),
    ),
    *(_befalls(kind) for kind in KINDS),
)
