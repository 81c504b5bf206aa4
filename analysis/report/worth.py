"""Where the value went, and what the models that are live at the horizon would still earn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from analysis.report.words import bare, confidence, interval, joined, percent, quantity, quoted

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study
    from analysis.study.ranking import Pick

POTENTIAL = "value_potential"
LOST = "value_lost"
TERMINAL = "terminal_value"
_MOST_CAUSES = 3
_LEAST_TOLD = 0.05
"""Share of the loss below which a cause is not worth a word."""


def where_it_went(study: Study, pick: Pick) -> list[str]:
    """What the best-looking alternative and the baseline lose of their value, and to what; nothing
    in a study that does not ask for value.

    Where the baseline looks best it is seen beside the runner-up.
    """
    if not _asks_for_value(study):
        return []
    other = pick.baseline if pick.best != pick.baseline else pick.versus[0].reference
    told = [lost(study, pick.context, name) for name in (pick.best, other)]
    known = [words for words in told if words]
    return [f"Where the value goes: {'; '.join(known)}."] if known else []


def _asks_for_value(study: Study) -> bool:
    from sim.measures import FAMILIES

    return not {measure.name for measure in FAMILIES["Value"]}.isdisjoint(study.measures)


def lost(study: Study, context: str | None, alternative: str) -> str:
    """What an alternative loses of what its models could deliver, on average over the worlds."""
    potential = _mean(study, context, POTENTIAL, alternative)
    all_of_it = _mean(study, context, LOST, alternative)
    if not potential > 0 or math.isnan(all_of_it):  # no models, or no worlds
        return ""
    unit = study.unit(LOST)
    first = (
        f"{quoted(alternative)} loses {quantity(all_of_it, unit)} of {bare(potential, unit)} "
        f"({percent(all_of_it / potential)})"
    )
    causes = [
        f"{bare(amount, unit)} to {_cause(name)}"
        for name, amount in _causes(study, context, alternative)
        if amount >= _LEAST_TOLD * all_of_it > 0
    ]
    return f"{first}: {joined(causes[:_MOST_CAUSES])}" if causes else first


def _causes(study: Study, context: str | None, alternative: str) -> list[tuple[str, float]]:
    """Measures of value lost by cause with their means, the largest first."""
    from sim.ledgers.causes import CAUSES

    names = [f"{LOST}_{cause}" for cause in CAUSES]
    means = [(name, _mean(study, context, name, alternative)) for name in names]
    return sorted(means, key=lambda pair: -pair[1])


def _cause(measure: str) -> str:
    from sim.measures import MEASURES

    return MEASURES[measure].title.removeprefix("Value lost to ")


def _mean(study: Study, context: str | None, measure: str, alternative: str) -> float:
    (values,) = study.values(context, measure, alternative)
    return float(values.mean()) if values.size else math.nan


def with_terminal(study: Study, pick: Pick) -> list[str]:
    """Whether the answer holds if the terminal value counts; nothing unless value decides."""
    counting = study.with_terminal
    if counting is None:
        return []
    other = counting.picks[study.contexts.index(pick.context)]
    if all(one.paired.both_defined < one.paired.worlds for one in other.versus):
        return ["The terminal value cannot be counted: in some worlds it has no end."]
    return [f"{_amounts(study, pick, other)} {_outcome(counting, pick, other)}"]


def _amounts(study: Study, pick: Pick, other: Pick) -> str:
    names = dict.fromkeys((pick.best, other.best, pick.baseline))
    unit = study.unit(TERMINAL)
    parts = [
        f"{quantity(_mean(study, pick.context, TERMINAL, name), unit)} with {quoted(name)}"
        for name in names
    ]
    return f"Terminal value, what live models would still earn untouched: {', '.join(parts)}."


def _outcome(counting: Study, pick: Pick, other: Pick) -> str:
    gain = _gain(counting, other.versus[0])
    if not other.named:
        looks = "" if other.best == pick.best else f", and {quoted(other.best)} looks best"
        if pick.named:
            return f"If it counts, the pick does not hold: the data support none{looks}{gain}."
        return f"If it counts, there is no pick either{looks}{gain}."
    if not pick.named:
        return f"If it counts, the data support a pick: {quoted(other.best)}{gain}."
    if other.best == pick.best:
        return f"If it counts, the pick stays {quoted(pick.best)}{gain}."
    return f"If it counts, the pick flips to {quoted(other.best)}{gain}."


def _gain(counting: Study, one: Comparison) -> str:
    """The difference with the terminal value, of the best against the runner-up."""
    if not one.paired.both_defined:
        return ""
    unit, level = counting.unit(one.measure), confidence(counting.scenario.confidence)
    difference = quantity(one.paired.difference, unit, signed=True)
    bounds = interval(one.paired.low, one.paired.high, unit)
    return f" ({difference} against {quoted(one.reference)}; {level} interval {bounds})"
