"""What every table holds: each column with its kind, unit and meaning, and what a row is.

A table that is not what its schema says is refused when it is made: see `analysis.frames.table`.
docs/tables.md is written from this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: str
    """"text", "integer", "number" or "truth"."""
    unit: str
    """"" if it has none; "the measure's" where another column names the measure."""
    meaning: str
    missing: str = ""
    """What it means that a row has no value here; "": every row has one."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A table: what a row is, its columns in order, and which of them tell the rows apart."""

    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """No two rows have the same values of these; (): rows may be alike."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


_CONTEXT = Column(
    "context", "text", "", "circumstances of the comparison", "the study has no contexts"
)
_CELL = (
    _CONTEXT,
    Column("alternative", "text", "", "name of the alternative"),
    Column("replication", "integer", "", "number of the world, from 0: the same in all cells"),
)
_QUARTER = Column("quarter", "integer", "quarters", "quarter after day 0, from 1; 63 working days")
_MEASURE = Column("measure", "text", "", "name of the measure")
_IN_QUARTER = Column(
    "value", "number", "the measure's", "the measure in this quarter", "not defined there"
)
_MODEL = "number of the model; negative: live before history began"

_SPENT = (
    Column("role", "text", "", "data_scientist, it_engineer, or training: machines"),
    Column("kind", "text", "", "what the time went into"),
    Column("days", "number", "person-days", "time of all of the role; of machines: slot-days"),
)
_PASSED = (
    Column("item_kind", "text", "", "kind of item"),
    Column("step", "text", "", "step of its path; of those that ended: how"),
    Column("state", "text", "", "working or waiting; in a study also ended"),
    Column("resource", "text", "", "for whom or what; empty if nobody"),
    Column("count", "integer", "items", "items that entered the step, or ended so"),
    Column("days", "number", "item-days", "time of all items in this step and state"),
)
_INCIDENT = (
    Column("kind", "text", "", "what went wrong"),
    Column("model", "integer", "", _MODEL),
    Column("onset", "number", "working days", "when it began, after day 0; negative: before it"),
    Column("detected", "number", "working days", "when somebody noticed", "nobody has"),
    Column("resolved", "number", "working days", "when it was over", "it is not"),
    Column("effort_data_scientist", "number", "person-days", "work to find and mend it"),
    Column("effort_it_engineer", "number", "person-days", "work to find and mend it"),
    Column("value_lost", "number", "currency", "value that it cost up to the horizon, all told"),
    Column(
        "value_lost_elsewhere", "number", "currency", "of that, at models that feed on this one"
    ),
    Column("cause", "text", "", "what that value is charged to where it began: see value_lost_*"),
)
_RUNS = (
    *_CELL,
    Column("seed", "integer", "", "root seed of the study"),
    Column("error", "text", "", "why the replication failed", "it did not"),
)

_UNDEFINED = "no world has it"
_NO_DIRECTION = "neither way is better"
_TOO_FEW = "too few worlds"


def _the_measures(name: str, meaning: str, missing: str = _UNDEFINED) -> Column:
    return Column(name, "number", "the measure's", meaning, missing)


def _share(name: str, meaning: str, missing: str = _NO_DIRECTION) -> Column:
    return Column(name, "number", "share", meaning, missing)


def _worlds(name: str, meaning: str) -> Column:
    return Column(name, "integer", "worlds", meaning)


_DIFFERENCES = (
    _CONTEXT,
    _MEASURE,
    Column("alternative", "text", "", "what is compared"),
    Column("reference", "text", "", "what it is compared with"),
    Column(
        "verdict",
        "text",
        "",
        "better, worse, higher, lower, undecided, identical or no data; all comparisons considered",
    ),
    Column("certain", "truth", "", "the plan alone settles the difference: nothing to test"),
    _worlds("worlds", "in which neither replication failed"),
    _worlds("both_defined", "of these, in which both have the measure"),
    _worlds("undefined_alternative", "in which the alternative does not have it"),
    _worlds("undefined_reference", "in which the reference does not have it"),
    _the_measures("mean_alternative", "mean where both have it"),
    _the_measures("mean_reference", "mean where both have it"),
    _the_measures("difference", "mean of alternative minus reference, world by world"),
    _the_measures("deviation", "standard deviation of these differences", _TOO_FEW),
    _the_measures("low", "paired-t interval of this comparison by itself", _TOO_FEW),
    _the_measures("high", "its upper end", _TOO_FEW),
    Column("p", "number", "", "two-sided, of this comparison by itself", "certain, or no data"),
    _share("share_better", "of the worlds, in which the alternative is better"),
    _share("share_better_low", "Wilson's interval of it, by itself"),
    _share("share_better_high", "its upper end"),
    _share("share_equal", "of the worlds, in which the two are the same"),
    Column(
        "variance_saved",
        "number",
        "share",
        "1 - Var(difference) / (Var(alternative) + Var(reference)), by common random numbers",
        "nothing varies",
    ),
    Column("skewness", "number", "", "of the differences", "fewer than three, or all the same"),
    _the_measures("bootstrap_low", "BCa interval where skewness makes the t interval doubtful",
                  "it does not"),
    _the_measures("bootstrap_high", "its upper end", "it does not"),
    Column("settled", "truth", "", "the plan alone settles the measure: no luck is in it"),
    Column("p_holm", "number", "", "p adjusted for all comparisons of the study",
           "certain, or no data"),
    _the_measures("simultaneous_low", "interval that holds together with all others of the study",
                  _TOO_FEW),
    _the_measures("simultaneous_high", "its upper end", _TOO_FEW),
    Column("decided", "truth", "", "the verdict stands, all comparisons considered"),
    Column("replications_needed", "integer", "worlds", "in all, to decide it with 80 % chance",
           "decided, or no number within reason would do"),
)  # fmt: skip
_SWEEP_DIFFERENCES = tuple(
    replace(column, missing="described only: it does not decide")
    if column.name == "verdict"
    else replace(column, meaning="interval that holds together with all others of the sweep")
    if column.name == "simultaneous_low"
    else replace(column, meaning="p adjusted for all comparisons of the sweep by what decides")
    if column.name == "p_holm"
    else column
    for column in _DIFFERENCES
)
"""Only what decides is judged, over all points together."""
_RANKING = (
    _CONTEXT,
    Column("rank", "integer", "", "place by the measure that decides, from 1"),
    Column("alternative", "text", "", "name of the alternative"),
    Column("measure", "text", "", "the measure that decides"),
    _worlds("worlds", "in which no alternative of the context failed"),
    _worlds("undefined", "of these, in which this alternative does not have the measure"),
    _the_measures("mean", "mean over the worlds in which it has it"),
    _the_measures("low", "Student's interval of the mean by itself", _TOO_FEW),
    _the_measures("high", "its upper end", _TOO_FEW),
    Column(
        "against_best",
        "text",
        "",
        "best, worse, undecided (cannot be told from the best), identical or no data",
    ),
)

_MILESTONE = (
    Column("what", "text", "", "begun, built, adopted by all, or stage"),
    Column("name", "text", "", "of which capability, or which stage"),
    Column("at", "number", "working days", "when, after day 0; negative: before it"),
)
_MEASURES = (
    _MEASURE,
    Column("unit", "text", "", "its unit"),
    Column("value", "number", "the measure's", "from day 0 to the horizon", "not reached"),
)
_VALUE = (
    Column("account", "text", "", "potential, delivered, or the cause of a loss"),
    Column("amount", "number", "currency", "potential is the sum of all others"),
)
_MONEY = (
    Column("kind", "text", "", "salaries, overtime, hiring, building, licences or compute"),
    Column("what", "text", "", "on what: a role, a capability, training or serving"),
    Column("amount", "number", "currency", "what is spent on it in the quarter"),
)
_MODELS = (
    Column("model", "integer", "", _MODEL),
    Column("live_since", "number", "working days", "when it went live, after day 0"),
    Column("data_date", "number", "working days", "how new its training data are, after day 0"),
    Column("worth", "number", "currency / year", "what it would deliver if nothing were wrong"),
    Column("quality", "number", "share", "share of its worth that it delivers at the horizon"),
    Column("decay", "number", "share / year", "how fast that falls with age, as an exponent"),
    Column("terminal_value", "number", "currency", "what it would still earn", "it has no end"),
)
_POINT = Column("point", "integer", "", "number of the point of the sweep, from 0")
_SWEEP_PICK = (
    _POINT,
    _CONTEXT,
    Column("looks_best", "text", "", "the alternative with the best mean by what decides"),
    Column("pick", "text", "", "the same, where it is sure, all points considered", "it is not"),
    Column("not_separated_from", "text", "", "what keeps it from being the pick", "nothing does"),
    _the_measures("mean", "of what looks best, by what decides"),
    Column("simulation", "text", "", "terminating or steady-state"),
    Column("quarters_cut", "integer", "quarters", "of a steady state", "it has an end"),
    Column("too_short", "truth", "", "whether nothing can be concluded", "it has an end"),
)
_SWEEP_BAR = (
    _CONTEXT,
    Column("alternative", "text", "", "what is compared with the baseline"),
    Column("rank", "integer", "", "of the number, by its swing, from 1"),
    Column("parameter", "text", "", "the number that is varied alone"),
    Column("value", "number", "the parameter's", "its level"),
    Column("unit", "text", "", "of its level; empty if it has none"),
    _POINT,
    _the_measures("difference", "to the baseline by what decides, at this level"),
    _the_measures("as_it_is", "the same where the scenario is as it is"),
    _the_measures("change", "of the difference, world by world"),
    _the_measures("change_low", "paired-t interval of the change by itself", _TOO_FEW),
    _the_measures("change_high", "its upper end", _TOO_FEW),
    _the_measures("swing", "how far the difference moves over the levels of this number"),
    Column("pick", "text", "", "what is picked at this level", "it is not sure"),
)
_WORLD = ("context", "alternative", "replication")
_ACCOUNT = ("role", "kind")
_STOP = ("item_kind", "step", "state", "resource")

SCHEMAS: Mapping[str, Schema] = {
    "runs": Schema(
        "a replication of an alternative; one more column for each measure", _RUNS, _WORLD
    ),
    "timeline": Schema(
        "a measure of a replication in a quarter",
        (*_CELL, _QUARTER, _MEASURE, _IN_QUARTER),
        (*_WORLD, "quarter", "measure"),
    ),
    "all time": Schema(
        "a kind of time of a role in a replication, from day 0 to the horizon",
        (*_CELL, *_SPENT),
        (*_WORLD, *_ACCOUNT),
    ),
    "all flow": Schema(
        "a stop on the way of a kind of item in a replication, from day 0 to the horizon",
        (*_CELL, *_PASSED),
        (*_WORLD, *_STOP),
    ),
    "all milestones": Schema("a step of an investment in a replication", (*_CELL, *_MILESTONE)),
    "all incidents": Schema(
        "an incident in a replication, what happened before day 0 included", (*_CELL, *_INCIDENT)
    ),
    "differences": Schema(
        "a comparison of two alternatives by a measure",
        _DIFFERENCES,
        ("context", "measure", "alternative", "reference"),
    ),
    "ranking": Schema("an alternative in a context, the best first", _RANKING, ("context", "rank")),
    "measures": Schema("a measure, from day 0 to the horizon", _MEASURES, ("measure",)),
    "quarters": Schema(
        "a measure in a quarter", (_QUARTER, _MEASURE, _IN_QUARTER), ("quarter", "measure")
    ),
    "time": Schema(
        "a kind of time of a role in a quarter", (_QUARTER, *_SPENT), ("quarter", *_ACCOUNT)
    ),
    "flow": Schema(
        "a stop on the way of a kind of item in a quarter",
        (_QUARTER, *_PASSED),
        ("quarter", *_STOP),
    ),
    "value": Schema(
        "an account of the value ledger in a quarter", (_QUARTER, *_VALUE), ("quarter", "account")
    ),
    "money": Schema(
        "an account of the money ledger in a quarter",
        (_QUARTER, *_MONEY),
        ("quarter", "kind", "what"),
    ),
    "models": Schema("a model that is live at the horizon", _MODELS, ("model",)),
    "incidents": Schema("an incident, what happened before day 0 included", _INCIDENT),
    "sweep points": Schema(
        "a point; one more column for each number that is varied", (_POINT,), ("point",)
    ),
    "sweep runs": Schema(
        "a replication of an alternative at a point; one more column for each measure",
        (_POINT, *_RUNS),
        ("point", *_WORLD),
    ),
    "sweep differences": Schema(
        "a comparison of two alternatives by a measure at a point",
        (_POINT, *_SWEEP_DIFFERENCES),
        ("point", "context", "measure", "alternative", "reference"),
    ),
    "sweep picks": Schema("a point in a context", _SWEEP_PICK, ("point", "context")),
    "sweep tornado": Schema(
        "a level of a number that is varied alone, for an alternative in a context",
        _SWEEP_BAR,
        ("context", "alternative", "point"),
    ),
}
"""Every table; those of a study first."""
