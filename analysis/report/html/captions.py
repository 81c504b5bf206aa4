"""What to see in each figure, and the figure in words for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from analysis.figures import (
    difference_forest,
    j_curves,
    people_kinds,
    portfolio_states,
    value_causes,
    waiting_steps,
)
from analysis.report.words import bare, interval, number, percent, quantity, quoted

if TYPE_CHECKING:
    from analysis.figures.curves import Panel
    from analysis.study.compare import Study

TITLES: Final[Mapping[str, str]] = {
    "differences": "Differences to the baseline",
    "j_curve": "When the differences come",
    "people_time": "Where people's time goes",
    "value_leaks": "Where value goes",
    "waiting": "Where items wait",
    "portfolio": "The portfolio over time",
}
SEE: Final[Mapping[str, str]] = {
    "differences": (
        "Each line is an alternative against the baseline in the same worlds. Better is to the "
        "right, whichever way a measure counts; each measure has a scale of its own. A filled dot "
        "is decided, all comparisons of the study considered; a hollow one is not, though its own "
        "interval may leave out zero. The measure that decides comes first."
    ),
    "j_curve": (
        "Below zero: the baseline would have been better in that quarter. Whoever changes the way "
        "of working often pays first and gains later, and the curve looks like a J. Bands hold "
        "for each quarter by itself. Dotted lines mark planned changes; marks on the zero line, "
        "when investments were begun, built and adopted, on the average."
    ),
    "people_time": (
        "All time of a role, posts x time, from day 0 to the horizon. From the left: what "
        "makes new models, then toil, then the rest. The whisker is the interval of new models and "
        "hand-over; toil stands at the right as a share of all time, idle time included."
    ),
    "value_leaks": (
        "The whole bar is what the live models could deliver, were each always as good as its "
        "training made it; blue is what they do deliver, with its interval. More lost can still "
        "be more delivered: compare the blue ends with the dashed line."
    ),
    "waiting": (
        "Time at each step, per item that came to an end; blue is work, everything else is "
        "waiting, coloured by whom it waits for. The backlog comes before and is not in it. Items "
        "that are still open add their time to those that ended, so growing queues show."
    ),
    "portfolio": (
        "Means over the worlds by quarter, with bands that hold for each quarter by itself. A "
        "model may be in several states, or in none: then it is fine."
    ),
}


def described(name: str, study: Study, context: str | None) -> str:
    """A figure in words."""
    return _WORDS[name](study, context)


def _differences(study: Study, context: str | None) -> str:
    result = difference_forest.analyse(study, context)
    first = [row for row in result.rows if row.measure == study.measures[0]]
    told = [
        f"{quoted(row.alternative)} {quantity(row.difference, row.unit, signed=True)} "
        f"({interval(row.low, row.high, row.unit)}; {row.verdict})"
        for row in first
    ]
    title = f"{first[0].title}, difference to {quoted(result.baseline)}" if first else "Nothing"
    return f"{title}: {'; '.join(told)}. The other measures are in the table."


def _j_curve(study: Study, context: str | None) -> str:
    result = j_curves.analyse(study, context)
    told = " ".join(_from_to(panel) for panel in result.panels)
    return f"Differences to {quoted(result.baseline)} by quarter. {told}"


def _from_to(panel: Panel) -> str:
    ends = [
        f"{quoted(one.alternative)} {quantity(one.points[0].mean, panel.unit, signed=True)} "
        f"to {bare(one.points[-1].mean, panel.unit, signed=True)}"
        for one in panel.curves
        if one.points
    ]
    return f"{panel.title}, first to last quarter: {'; '.join(ends) or 'no data'}."


def _people(study: Study, context: str | None) -> str:
    result = people_kinds.analyse(study, context)
    told = [
        f"{people_kinds.ROLES[row.role]}, {quoted(row.alternative)}: "
        f"{percent(dict(row.shares)['new_value'])} new models, {percent(row.toil.mean)} toil, "
        f"{percent(dict(row.shares)['idle'])} idle"
        for row in result.rows
    ]
    return f"Shares of all time. {'; '.join(told)}."


def _value(study: Study, context: str | None) -> str:
    result = value_causes.analyse(study, context)
    told = [
        f"{quoted(row.alternative)} delivers {quantity(row.delivered.mean, result.unit)} of "
        f"{bare(row.potential.mean, result.unit)}"
        for row in result.rows
    ]
    return f"{'; '.join(told)}."


def _waiting(study: Study, context: str | None) -> str:
    result = waiting_steps.analyse(study, context)
    told = []
    for panel in result.panels:
        if panel.worlds:
            days = sum(bar.total.mean for bar in panel.bars)
            work = sum(dict(bar.days)["working"] for bar in panel.bars)
            what = waiting_steps.ITEMS[panel.item].lower()
            told.append(
                f"{quoted(panel.alternative)}, {what}: {number(work)} of {number(days)} days at it"
            )
    return f"{'; '.join(told) or 'Nothing came to an end'}."


def _portfolio(study: Study, context: str | None) -> str:
    live = portfolio_states.analyse(study, context).panels[0]
    ends = [
        f"{quoted(one.alternative)} {number(one.points[0].mean)} to {number(one.points[-1].mean)}"
        for one in live.curves
        if one.points
    ]
    return f"Live models, first to last quarter: {'; '.join(ends) or 'no data'}."


_WORDS: Final[Mapping[str, Callable[[Study, str | None], str]]] = {
    "differences": _differences,
    "j_curve": _j_curve,
    "people_time": _people,
    "value_leaks": _value,
    "waiting": _waiting,
    "portfolio": _portfolio,
}
