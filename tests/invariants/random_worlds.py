"""Small random scenarios; a parameter is drawn by being in the catalogue.

Many durations are whole days and many changes fall on whole days or on closings of the books, so
that things happen at the same instant.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from sim.process import PARAMETERS, Parameter
from sim.vocabulary import ROLES

HISTORIES = (0, 20, 45)
HORIZONS = (20, 63, 80)

_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "exponential": ("mean",),
    "lognormal": ("mean", "cv"),
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "weibull": ("mean", "shape"),
}
_NO_UNIT = ("cv", "shape")


def _distribution(family: str, size: float, unit: str) -> dict[str, dict[str, str]]:
    values = {"mean": size, "low": size / 2, "mode": size, "high": size * 2}
    arguments = {
        name: "1.5" if name in _NO_UNIT else f"{values[name]}{unit}" for name in _ARGUMENTS[family]
    }
    return {family: arguments}


def _distributions(sizes: tuple[float, ...], unit: str) -> list[dict[str, Any]]:
    return [_distribution(family, size, unit) for family in _ARGUMENTS for size in sizes]


_WHOLE_DAYS = ["0 days", "1 day", "2 days", "3 days"]
_SMALL = ("0 days", "1 hour", "0.3 days")
_OFTEN = ("0 / year", "10 / year", "40 / year", "80 / year")
_SPECIAL: Mapping[str, Sequence[Any]] = {
    "development.success": ("100 %", "100 %", "70 %", "0 %"),
    "refresh.cadence": ("never", "5 days", "20 days", "60 days"),
    "demand.backlog_expiry": ("never", "2 days", "10 days", "40 days"),
    "people.switching": ("0 days", "1 hour", "1 day"),
    "shift.rate": ("0 / year", "6 / year", "30 / year"),
    "people.reserve_cap": ("1 day", "5 days", "1 month"),
    "handover.rewrite.effort": _SMALL,
    "development.engineer.effort": _SMALL,
    **{f"people.focus.{role}": ("100 %", "80 %", "50 %", "37 %") for role in ROLES},
    **{f"{work}.{role}.rate": _OFTEN for work in ("duties", "improvement") for role in ROLES},
}
_BY_KIND: Mapping[str, Sequence[Any]] = {
    "distribution of durations": 4 * _WHOLE_DAYS + _distributions((0.5, 1.0, 4.0), " days"),
    "distribution of numbers": ["0", "1", "4", *_distributions((3.0,), "")],
    "rate": ("0 / year", "1 / year", "6 / year"),
    "share": ("0 %", "30 %", "70 %", "100 %"),
    "number": ("unlimited", "0.4", "1", "2"),
    "money per time": ("100_000 USD / year", "99_999.99 USD / year"),
}


def _value(row: Parameter, dice: Random) -> Any:
    """One of the values that a parameter may take, as people write it."""
    if row.kind == "ordered choices":
        least = len(row.choices) if row.name == "people.priorities" else 0
        return dice.sample(row.choices, dice.randint(least, len(row.choices)))
    values = row.choices if row.kind == "choice" else _BY_KIND.get(row.kind, ())
    return dice.choice(_SPECIAL.get(row.name, values))


def _process(number: int, share: float) -> dict[str, Any]:
    """About a share of all parameters, with some of their values; 0: none."""
    dice = Random(number)
    odds = {"refresh.cadence": 0.6, "training.first": 0.4, "shift.rate": 0.8}
    rows = PARAMETERS.values() if number else ()
    some = [row for row in rows if dice.random() < odds.get(row.name, share)]
    return {row.name: _value(row, dice) for row in some}


# One number for all rows: drawing each by itself would take longer than all the rest together.
_NUMBERS = st.integers(0, 2**32)
_FEW = _NUMBERS.filter(bool).map(
    lambda number: _process(number, 0.1) or {"people.switching": "1 day"}
)
_STAFF = st.fixed_dictionaries(dict.fromkeys(ROLES, st.sampled_from([1, 2, 3, 0])))
_STAGES = st.sampled_from([2, 3])
_RESERVES = st.sampled_from(["0 %", "20 %", "80 %"])
_ORGANISATIONS = st.fixed_dictionaries(
    {
        "stage": _STAGES,
        "staff": _STAFF,
        "improvement_reserve": st.fixed_dictionaries(dict.fromkeys(ROLES, _RESERVES)),
        "training_slots": st.sampled_from([1, 2, "unlimited"]),
    }
)
_PORTFOLIOS = st.fixed_dictionaries(
    {"models": st.sampled_from([1, 2, 4, 0]), "use_cases": st.sampled_from(_OFTEN)}
)
_CHANGES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"staff": _STAFF}),
        st.fixed_dictionaries({"stage": _STAGES}),
        st.fixed_dictionaries({"process": _FEW}),
        st.fixed_dictionaries({"staff": _STAFF, "stage": _STAGES, "process": _FEW}),
    ),
    max_size=4,
)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """The top-level keys of a scenario file that is valid."""
    history, horizon = draw(st.sampled_from(HISTORIES)), draw(st.sampled_from(HORIZONS))
    organisation, changes = draw(_ORGANISATIONS), draw(_CHANGES)
    days = st.sampled_from([-history, 1]) | st.integers(-history, horizon - 1)
    days = days.filter(lambda day: day not in (0, 63) or day == -history)
    at = draw(st.lists(days, unique=True, min_size=len(changes), max_size=len(changes)))
    dated = zip([f"{day} days" for day in sorted(at)], changes, strict=True)
    return {
        "history": f"{history} days",
        "horizon": f"{horizon} days",
        "organisation": organisation,
        "portfolio": draw(_PORTFOLIOS),
        "process": _process(draw(_NUMBERS), 0.7),
        "changes": {f"at {day}": {"at": day, **change} for day, change in dated}
        | _help(organisation["staff"], changes, horizon),
    }


def _help(staff: dict[str, int], changes: list[dict[str, Any]], horizon: int) -> dict[str, Any]:
    """In the end there must be somebody, or the scenario is refused."""
    for change in changes:
        staff = change.get("staff", staff)
    missing = {role: 1 for role, heads in staff.items() if heads == 0}
    return {"help": {"at": f"{horizon - 0.5} days", "staff": missing}} if missing else {}
