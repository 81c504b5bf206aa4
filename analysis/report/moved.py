"""What else moved with the pick: cost, who is waited for, toil. Each by its own interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.words import confidence, interval, quantity, quoted, title

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.ranking import Pick
    from analysis.study.statistics import Paired

WAITING = "waiting_for_"
TOIL = "toil_share"
COST = "staff_cost"


def cost(study: Study, pick: Pick) -> list[str]:
    """What the best-looking alternative costs in staff, against baseline and runner-up; nothing
    if it costs the same, or if cost is what decides."""
    if study.scenario.decide_on == COST:
        return []
    against = dict.fromkeys((pick.baseline, pick.versus[0].reference))
    pairs = [(name, _cost_against(study, pick, name)) for name in against if name != pick.best]
    known = [(name, pair) for name, pair in pairs if pair.both_defined]
    if all(pair.difference == 0 for _, pair in known):
        return []
    mean = quantity(known[0][1].mean_alternative, study.unit(COST))
    parts = [f"{_more(study, pair)} {quoted(name)}" for name, pair in known]
    return [f"{_name(COST)} with {quoted(pick.best)}: {mean}; {', '.join(parts)}."]


def _cost_against(study: Study, pick: Pick, name: str) -> Paired:
    from analysis.study.compare import paired_by

    return paired_by(study, pick.context, COST, pick.best, name)


def _more(study: Study, pair: Paired) -> str:
    if pair.difference == 0:
        return "the same as with"
    return f"{quantity(pair.difference, study.unit(COST), signed=True)} against"


def _name(measure: str) -> str:
    from sim.measures import MEASURES

    return MEASURES[measure].title


def what_moved(study: Study, pick: Pick) -> list[str]:
    """Sentences on the bottleneck and on toil: the best-looking alternative and the baseline.

    Where the baseline looks best it is seen against the runner-up.
    """
    before = pick.baseline
    after = pick.best if pick.best != before else pick.versus[0].reference
    return [
        *_waiting(study, pick.context, before, after),
        *_toil(study, pick.context, before, after),
    ]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """What is waited for longest: a measure and its mean. No measure: none leads by more than
    chance, or `undefined` worlds know no waiting at all."""

    measure: str | None
    mean: float
    undefined: int


def bottleneck(study: Study, context: str | None, alternative: str) -> Bottleneck:
    """The measure of waiting that leads; the paired interval of its lead must be above zero."""
    import numpy as np

    from analysis.study.statistics import differences, interval

    waits = {name: study.values(context, name, alternative)[0] for name in _waits()}
    undefined = max(int(np.isnan(column).sum()) for column in waits.values())
    if undefined or not all(column.size for column in waits.values()):
        return Bottleneck(None, math.nan, undefined)
    first, second = sorted(waits, key=lambda name: -float(waits[name].mean()))[:2]
    low, _ = interval(differences(waits[first], waits[second]), study.level)
    leads = low > 0
    return Bottleneck(first if leads else None, float(waits[first].mean()), 0)


def _waits() -> list[str]:
    from sim.measures import MEASURES

    return [name for name in MEASURES if name.startswith(WAITING)]


def _waiting(study: Study, context: str | None, before: str, after: str) -> list[str]:
    then, now = (bottleneck(study, context, name) for name in (before, after))
    if then.measure is None and now.measure is None:
        return []
    moves = ""
    if then.measure and now.measure:
        moves = " does not move" if then.measure == now.measure else " moves"
    return [f"The bottleneck{moves}: {_wait(study, then, before)}; {_wait(study, now, after)}."]


def _wait(study: Study, found: Bottleneck, alternative: str) -> str:
    name = f"with {quoted(alternative)}"
    if found.undefined:
        return (
            f"{name} it cannot be told, as in {found.undefined} worlds no use case was in progress"
        )
    if found.measure is None:
        return f"{name} no single one"
    return f"{name} {title(found.measure)} ({share_of_waiting(study, found)})"


def share_of_waiting(study: Study, found: Bottleneck) -> str:
    """How much the bottleneck is waited for."""
    assert found.measure is not None
    share = quantity(found.mean, study.unit(found.measure))
    return f"{share} of the time of use cases in progress"


def _toil(study: Study, context: str | None, before: str, after: str) -> list[str]:
    import numpy as np

    from analysis.study.statistics import paired

    values = study.values(context, TOIL, after, before)
    if not values[0].size or np.isnan(values).any():
        return []
    level = study.scenario.confidence
    one = paired(*values, better="down", confidence=study.level)
    shares = [quantity(mean, "share") for mean in (one.mean_reference, one.mean_alternative)]
    if one.identical:
        return [f"{_name(TOIL)} is {shares[0]} of worked time with both."]
    bounds = f"{confidence(level)} interval {interval(one.low, one.high, 'share')}"
    change = f"{quantity(one.difference, 'share', signed=True)}; {bounds}"
    start = _name(TOIL) + (" is not shown to differ" if one.low <= 0 <= one.high else "")
    return [
        f"{start}: {shares[0]} of worked time with {quoted(before)}, "
        f"{shares[1]} with {quoted(after)} ({change})."
    ]
