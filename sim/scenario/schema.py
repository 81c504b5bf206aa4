"""The human form: what a person may write in a scenario file. Closed and frozen.

The text beside each field is its manual: it goes into the JSON Schema, and so into editors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, create_model

from sim.process import PARAMETERS, Parameter
from sim.scenario.comparing import Indifference, MaxReplications, Precision, Switch
from sim.scenario.ending import Ends
from sim.scenario.fields import (
    Capabilities,
    Confidence,
    Day,
    Deciding,
    Extends,
    History,
    Horizon,
    Measures,
    Models,
    Name,
    People,
    Question,
    Rate,
    Replications,
    Reserve,
    Seed,
    Slots,
    StageNumber,
    Title,
    When,
    at_most,
)
from sim.scenario.form import Form
from sim.scenario.investing import Budget, Seen, Start, Threshold, Words
from sim.scenario.own_forms import OwnCapabilities
from sim.scenario.reading import read_by
from sim.scenario.sweep_form import SweepForm
from sim.scenario.values import read_value
from sim.units import Value

MOST_CELLS = 100
"""Most alternatives or contexts, and most combinations of them."""
MOST_CHANGES = 20
"""Most changes in one map."""
MOST_INVESTMENTS = 50
"""Most investments in one map."""


class ProcessTable(Form):
    """How work is done: any process parameter, under its dotted name or in nested maps."""


def _field(row: Parameter) -> Any:
    kind = Annotated[Any, *read_by(lambda written: read_value(row, written), {})]
    return (kind, Field(default=None, alias=row.name))


def _attribute(name: str) -> str:
    return name.replace(".", "__")


Process = create_model(
    "ProcessTable",
    __base__=ProcessTable,
    __module__=__name__,
    **{_attribute(name): _field(row) for name, row in PARAMETERS.items()},
)


def rows(table: ProcessTable | None) -> dict[str, Value]:
    """The parameters that a table sets."""
    if table is None:
        return {}
    fields = type(table).model_fields
    return {str(fields[key].alias): getattr(table, key) for key in table.model_fields_set}


class Staff(Form):
    """Heads per role."""

    data_scientist: People | None = None
    """Data scientists. Default 5."""
    it_engineer: People | None = None
    """IT engineers: operations, data and platform engineering. Default 5."""


class ImprovementReserve(Form):
    """Per role, the share of the people that only improvement work may use."""

    data_scientist: Reserve | None = None
    """Share of the data scientists reserved for improvement. Default 0 %."""
    it_engineer: Reserve | None = None
    """Share of the IT engineers reserved for improvement. Default 0 %."""


FormType = TypeVar("FormType", bound=Form)


def _holding(with_: str, without: str) -> Callable[[type[FormType]], type[FormType]]:
    """Give a form the keys `with` and `without`, which are no names of attributes in Python."""
    manuals = {"with": with_, "without": without}
    fields: Any = {
        key: (Capabilities | None, Field(default=None, description=manual))
        for key, manual in manuals.items()
    }

    def extended(form: type[FormType]) -> type[FormType]:
        return create_model(
            form.__name__, __base__=form, __module__=__name__, __doc__=form.__doc__, **fields
        )

    return extended


@_holding(
    "Capabilities that are held beyond those of the stage.",
    "Capabilities of the stage that are not held.",
)
class Organisation(Form):
    """Who there is, and how they work."""

    stage: StageNumber | None = None
    """Stage of maturity: what an organisation that enters it holds is the starting point.
    Default 2."""
    staff: Staff | None = None
    """Heads per role."""
    improvement_reserve: ImprovementReserve | None = None
    """Per role, the share of the people that only improvement work may use."""
    training_slots: Slots | None = None
    """Machines that train models, one model at a time each; or `unlimited`. Default 1."""
    investment_budget: Budget | None = None
    """What investments may cost, as planned: people's time and prices together. An amount there is
    from day 0 on; an amount per time adds up from then on. Default: `unlimited`."""


class Portfolio(Form):
    """The models there are, and the use cases that come."""

    models: Models | None = None
    """Models that are live when history begins. Default 10."""
    use_cases: Rate | None = None
    """New use cases, of the whole organisation. Default 30 / year."""


@_holding(
    "Capabilities that are held from then on, beyond those of `stage`, or else those of before.",
    "Capabilities that are not held any more; with `stage`, those of it that are not held.",
)
class ChangeForm(Form):
    """A planned change, in force from its day on."""

    at: When | None = None
    """When: a duration after day 0 ("6 months"; "-1 year" is before it), or a date."""
    stage: StageNumber | None = None
    """Works from then on as one that holds the capabilities of this stage, and no others."""
    staff: Staff | None = None
    """Heads from then on; a role not named keeps its number."""
    process: Process | None = None
    """Process parameters from then on."""


class Trigger(Form):
    """What must be seen, over a quarter and at its end."""

    measure: Seen | None = None
    """A measure that people in the organisation can see."""
    above: Threshold | None = None
    """It is more than this: a number, or a share such as "60 %"."""
    below: Threshold | None = None
    """It is less than this."""


class InvestmentForm(Form):
    """When a capability is built: as soon as all that is stated here has come about, and what it
    requires is there. With nothing stated, on day 0."""

    start: Start | None = None
    """At the earliest: `now`, a duration after day 0, or a date; `never` takes an investment back
    that a layer below has planned. Default: now."""
    after: Words | None = None
    """Investments that must be built first: one, or a list."""
    at_stage: StageNumber | None = None
    """The stage that the organisation must have reached."""
    when: Trigger | None = None
    """What must be seen, as managers look at it: at the end of a quarter."""


Investments = Annotated[dict[Name, InvestmentForm], AfterValidator(at_most(MOST_INVESTMENTS))]
Changes = Annotated[dict[Name, ChangeForm], AfterValidator(at_most(MOST_CHANGES))]


class Patch(Form):
    """What differs from the rest of the file; maps merge key by key."""

    organisation: Organisation | None = None
    """Who there is, and how they work."""
    portfolio: Portfolio | None = None
    """The models there are, and the use cases that come."""
    process: Process | None = None
    """How work is done: any process parameter, under its dotted name or in nested maps."""
    changes: Changes | None = None
    """Planned changes, by name."""
    investments: Investments | None = None
    """Capabilities that are built from day 0 on, by name, each with when it begins. They are work
    for the people that there are; the first of the file has the first call."""


class Compare(Form):
    """How the alternatives are compared."""

    measures: Measures | None = None
    """The measures to report. Default: net_value, value_delivered, throughput, toil_share,
    staff_cost."""
    decide_on: Deciding | None = None
    """The measure that decides. Default: the first of `measures` that can, so net_value."""
    replications: Replications | None = None
    """Paired replications of each alternative. Default 100, unless precision is asked for."""
    precision: Precision | None = None
    """Go on until half the interval of each difference in `decide_on` to the baseline is at most
    this: an amount in the measure's unit ("50 k USD / year", "3 days", "2 points" of a share), or a
    share of the baseline's mean ("5 %"). It is looked at after 30, 60, 120, ... replications.
    Excludes `replications`."""
    indifference: Indifference | None = None
    """The least difference in `decide_on` that matters for the pick, as an amount or a share as
    above: alternatives that are worse by more are screened out and cost no more replications.
    `none`: all go on. Default: the same as `precision`."""
    max_replications: MaxReplications | None = None
    """The most of each alternative where precision is asked for, whatever is reached by then. The
    last look is the last one within it. Default 1920."""
    antithetic: Switch | None = None
    """Whether replications come in pairs, of which one is the mirror image of the other's luck. A
    pair counts as one observation. Default false."""
    confidence: Confidence | None = None
    """Confidence of all intervals together. Default 95 %."""


Patches = Annotated[dict[Name, Patch], AfterValidator(at_most(MOST_CELLS))]


class Human(Patch):
    """A scenario of mlorg: an organisation, its alternatives, and the question that they answer."""

    name: Title
    """What the scenario is called."""
    question: Question | None = None
    """The decision to be made, in words."""
    extends: Extends | None = None
    """A library organisation by name, or a file of the same folder; what it says, this file
    may replace."""
    begins: Day | None = None
    """The date of day 0, for plans and axes."""
    horizon: Horizon | None = None
    """How long after day 0 is looked at. Default 3 years."""
    history: History | None = None
    """How long the organisation runs before day 0, so that it does not start empty. Default
    2 years."""
    ends: Ends | None = None
    """`at_horizon`: what is asked about ends there. `never`: it has no natural end, and is looked
    at in its steady state, once the beginning has worn off. Default: at_horizon."""
    seed: Seed | None = None
    """Number that fixes all chance. Default 1."""
    define_capabilities: OwnCapabilities | None = None
    """Capabilities of this scenario's own, by name; they may stand wherever built-in ones may."""
    contexts: Patches | None = None
    """Circumstances, by name, in each of which all alternatives are compared."""
    alternatives: Patches | None = None
    """What one may choose between, by name, each as what it changes."""
    baseline: Name | None = None
    """The alternative that all others are compared with."""
    compare: Compare | None = None
    """How the alternatives are compared."""
    sweep: SweepForm | None = None
    """What `mlorg sweep` varies; all other commands leave it aside."""
