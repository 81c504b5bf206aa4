"""What a person may write about a capability of a scenario's own.

Nothing is evaluated: there are no expressions, only figures (see `own_figures`) and names.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from sim.capabilities import CAPABILITIES
from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.scenario.fields import Capabilities, OwnName, Question, Title, at_most
from sim.scenario.form import Form
from sim.scenario.own_figures import (
    Adoption,
    Days,
    Factor,
    FigureForm,
    Heads,
    Lead,
    Licence,
    Price,
    SetForm,
)
from sim.scenario.reading import read_by
from sim.scenario.values import scalar
from sim.units import UnitError, nearest

MOST_OWN = 50
"""Most capabilities that a scenario may define."""


class Build(Form):
    """Working days of each role that it takes to build."""

    data_scientist: Days | None = None
    """Working days of data scientists."""
    it_engineer: Days | None = None
    """Working days of IT engineers."""


class Upkeep(Form):
    """People of each role whom it keeps busy once it is there."""

    data_scientist: Heads | None = None
    """Data scientists, of whom a part may be meant: 0.2."""
    it_engineer: Heads | None = None
    """IT engineers, of whom a part may be meant: 0.2."""


class Adopt(Form):
    """Working days of each role to bring one existing model over."""

    data_scientist: Adoption | None = None
    """Working days of data scientists, each model."""
    it_engineer: Adoption | None = None
    """Working days of IT engineers, each model."""


class EffectForm(Form):
    """What happens to one parameter: one of `set`, `times` and `plus`."""

    set: SetForm | None = None
    """What the parameter becomes, written as under `process`."""
    times: Factor | None = None
    """A factor; of a distribution it scales the mean and keeps the cv."""
    plus: FigureForm | None = None
    """An amount on top, or with a minus below; of a distribution it moves the mean."""


def _row(written: object) -> str:
    name = scalar(written)
    if name in PARAMETERS:
        return str(name)
    found = _no_row(name)
    hint = nearest(name, PARAMETERS) if found.startswith("there is") else None
    raise UnitError(found, "a parameter of `mlorg list parameters`", hint)


def _no_row(name: str) -> str:
    """Why something is no parameter; effects are mechanisms, never outcomes."""
    if name in MEASURES:
        return f"{name} is a measure, an outcome: effects act on parameters, never on outcomes"
    if name in CAPABILITIES:
        return f"{name} is a capability: effects act on parameters; what it needs is in `requires`"
    if "stage" in name.lower().split(".")[-1]:
        return "a stage is derived from what is held: effects act on parameters, never on stages"
    if any(row.startswith(f"{name}.") for row in PARAMETERS):
        return f"{name[:60]} is a group of parameters, no parameter"
    return f"there is no parameter {name[:60]!r}"


Row = Annotated[str, *read_by(_row, {"enum": list(PARAMETERS)})]


class CapabilityForm(Form):
    """A capability of the scenario's own: what it takes, what it needs, and what it acts on."""

    title: Title | None = None
    """What it is called in reports. Default: its name."""
    story: Question | None = None
    """What it is, in a sentence."""
    answers: Question | None = None
    """The risk that it answers."""
    build: Build | None = None
    """Working days of each role that it takes to build. Default none."""
    lead_time: Lead | None = None
    """The least time from start to done, however many work on it. Default 0 days."""
    price: Price | None = None
    """Money spent once, to build or to buy it. Default none."""
    upkeep: Upkeep | None = None
    """People of each role whom it keeps busy once it is there. Default none."""
    licence: Licence | None = None
    """Money per time once it is there. Default none."""
    adopt: Adopt | None = None
    """Working days of each role to bring one existing model over. Default none."""
    requires: Capabilities | None = None
    """Capabilities without which it cannot be held."""
    supersedes: Capabilities | None = None
    """Capabilities whose `set` its own `set` of the same parameter replaces."""
    effects: dict[Row, EffectForm] | None = None
    """What it does to parameters, by their dotted names: set, times or plus. All sets act before
    all times, and all times before all plus. What a scenario writes under `process` is final."""


OwnCapabilities = Annotated[dict[OwnName, CapabilityForm], AfterValidator(at_most(MOST_OWN))]
