"""The verdict of a study in sentences, never saying more than the data support."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.report.assumed import assumed
from analysis.report.ending import kind, made, refusal
from analysis.report.guarantee import allowed_for, how_it_ended, how_many, looked_at
from analysis.report.moved import cost, what_moved
from analysis.report.present_value import present_value
from analysis.report.programme import hardly_built, what_became
from analysis.report.words import (
    confidence,
    interval,
    joined,
    number,
    percent,
    period,
    quantity,
    quoted,
    title,
)
from analysis.report.worth import where_it_went, with_terminal
from analysis.study.remembered import remembered

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study
    from analysis.study.ranking import Pick


def verdict(study: Study) -> list[str]:
    """What a study says: a paragraph for each context, one across them, and footers."""
    return [*(" ".join(block) for block in blocks(study)), *footers(study)]


def blocks(study: Study) -> list[list[str]]:
    """What a study says: for each context its answer and then the points of it; what holds
    across contexts; how many replications failed."""
    return [list(block) for block in remembered(study, _blocks, lambda: _blocks(study))]


def _blocks(study: Study) -> list[list[str]]:
    if len(study.alternatives) < 2:
        alone = ["There is one alternative, so nothing is compared."]
        return [alone, *([line] for line in failures(study))]
    if (refused := refusal(study)) is not None:
        return [[refused], *([line] for line in failures(study))]
    across = _across(study.picks)
    return [
        *(_context(study, pick) for pick in study.picks),
        *([[across]] if across else []),
        *([line] for line in failures(study)),
    ]


def _context(study: Study, pick: Pick) -> list[str]:
    prefix = "" if pick.context is None else f"{quoted(pick.context)}: "
    return [
        f"{prefix}{_answer(study, pick)}.",
        *_gains(study, pick),
        *hardly_built(study, pick),
        *how_it_ended(study, pick),
        *present_value(study, pick),
        *cost(study, pick),
        *what_became(study, pick),
        *where_it_went(study, pick),
        *what_moved(study, pick),
        *(line for one in _undecided(pick) for line in _open_question(study, one)),
        *with_terminal(study, pick),
    ]


def _undecided(pick: Pick) -> tuple[Comparison, ...]:
    """Comparisons of the best with those that are still in question: nobody is, once one is
    selected, nor who has been screened out."""
    out = {} if pick.course is None else pick.course.out
    return () if pick.selected else tuple(one for one in pick.versus if one.reference not in out)


def _answer(study: Study, pick: Pick) -> str:
    if pick.versus[0].better == "neither":
        return f"no pick, for {title(study.scenario.decide_on)} is neither better up nor down"
    if pick.named:
        keep = "keep" if pick.best == pick.baseline else "pick"
        return f"{keep} {quoted(pick.best)}"
    return f"no pick: {_not_separated(pick)}"


def _not_separated(pick: Pick) -> str:
    rivals = joined([quoted(one.reference) for one in pick.open], "or")
    if all(one.verdict == "undecided" for one in pick.open):
        return f"{quoted(pick.best)} looks best, but the data do not separate it from {rivals}"
    return f"the data do not separate {quoted(pick.best)} from {rivals}"


def _gains(study: Study, pick: Pick) -> list[str]:
    """The best against the runner-up, the baseline, and whatever is not worse; the rest in one."""
    told = [
        one
        for place, one in enumerate(pick.versus)
        if place == 0 or one.reference == pick.baseline or one.verdict != "better"
    ]
    rest = [quoted(one.reference) for one in pick.versus if one not in told]
    more = [f"Better than {joined(rest)}, too."] if rest else []
    return [*(compared(study, one) for one in told), *more]


def compared(study: Study, one: Comparison) -> str:
    """One comparison in a sentence."""
    if one.verdict == "no data":
        return _no_data(one)
    if one.verdict == "identical":
        return (
            f"{quoted(one.alternative)} and {quoted(one.reference)} have the same "
            f"{title(one.measure)} in all {one.paired.worlds} worlds."
        )
    return " ".join([_effect(study, one), *_undefined(one)])


def _no_data(one: Comparison) -> str:
    """Why there is nothing to say: too few worlds were lived, or too few have the measure."""
    paired, against = one.paired, f"Against {quoted(one.reference)}"
    if paired.worlds < 2:
        return f"{against} there are too few worlds to say anything."
    if paired.undefined_alternative == paired.undefined_reference == paired.worlds:
        where = f"in none of {paired.worlds} worlds, with either of the two"
    else:
        where = f"with both in {paired.both_defined} of {paired.worlds} worlds"
    return f"{against} there is nothing to compare: {title(one.measure)} is reached {where}."


def _effect(study: Study, one: Comparison) -> str:
    difference = _difference(study, one)
    if one.paired.both_defined:
        first = f"{title(one.measure)} {difference}"
    else:
        first = f"no world has {title(one.measure)} with both"
    if one.paired.alike:
        so = f"{'certain: ' * one.paired.certain}so in all {_worlds(study, one)}"
        return f"Against {quoted(one.reference)}: {first} ({so})."
    share = ""
    if not math.isnan(one.paired.share_better):
        equal = one.paired.share_equal
        also = f" and equal in {percent(equal)}" if equal > 0 else ""
        share = f"better in {percent(one.paired.share_better)}{also} of {_worlds(study, one)}"
    bounds = _interval(study, one)
    inside = "; ".join(part for part in (bounds, share) if part)
    return f"Against {quoted(one.reference)}: {first} ({inside})."


def _difference(study: Study, one: Comparison) -> str:
    return quantity(one.paired.difference, study.unit(one.measure), signed=True)


def _interval(study: Study, one: Comparison) -> str:
    if math.isnan(one.paired.low):
        return ""
    level = confidence(study.scenario.confidence)
    return f"{level} interval {interval(one.paired.low, one.paired.high, study.unit(one.measure))}"


def _worlds(study: Study, one: Comparison) -> str:
    if study.scenario.antithetic:
        return f"{2 * one.paired.worlds} paired worlds, {one.paired.worlds} antithetic pairs"
    return f"{one.paired.worlds} paired worlds"


def _undefined(one: Comparison) -> list[str]:
    paired = one.paired
    if paired.both_defined == paired.worlds:
        return []
    return [
        f"Not reached in {paired.undefined_alternative} worlds with {quoted(one.alternative)} and "
        f"in {paired.undefined_reference} with {quoted(one.reference)}: difference and interval "
        f"are over the {paired.both_defined} worlds where both reach it."
    ]


def _open_question(study: Study, one: Comparison) -> list[str]:
    if one.verdict != "undecided":
        return []
    against = f"Undecided against {quoted(one.reference)}"
    return [f"{against}{_why(study, one)}: {_how_many_more(one)}."]


def _why(study: Study, one: Comparison) -> str:
    if one.paired.bootstrap_disagrees:
        bounds = interval(
            one.paired.bootstrap_low, one.paired.bootstrap_high, study.unit(one.measure)
        )
        return f", for the differences are skewed and a bootstrap interval says {bounds}"
    alone = one.paired.low > 0 or one.paired.high < 0
    if not alone or one.paired.both_defined < one.paired.worlds:
        return ""
    if one.paired.p > 1 - study.scenario.confidence:
        return ", for the differences are skewed, and the test allows for that"
    if study.tested > 1:
        count = study.tested
        return f", for this is one of {count} comparisons and chance alone could give one such"
    return ""


def _how_many_more(one: Comparison) -> str:
    if one.paired.both_defined < one.paired.worlds:
        return "how many more replications would decide it cannot be said"
    needed = one.adjusted.replications_needed
    if needed is None:
        return "no affordable number of replications would tell such a difference from none"
    more = needed - one.paired.both_defined
    if more <= 0:
        return "a few more replications may decide it"
    return f"about {_roughly(more)} more replications, if the difference is what it looks like now"


def _roughly(count: int) -> str:
    """Two significant digits: more would pretend to know."""
    digits = max(0, len(str(count)) - 2)
    return number(float(math.ceil(count / 10**digits) * 10**digits))


def _across(picks: tuple[Pick, ...]) -> str:
    """Where the pick changes, between contexts whose picks the data support."""
    supported = [pick for pick in picks if pick.named]
    changes = [
        f"between {quoted(before.context)} ({quoted(before.best)}) "
        f"and {quoted(after.context)} ({quoted(after.best)})"
        for before, after in pairwise(supported)
        if before.best != after.best
    ]
    if changes:
        return f"The pick changes {joined(changes)}."
    if len(picks) > 1 and len(supported) == len(picks):
        return f"The pick is {quoted(picks[0].best)} in every context."
    return ""


def failures(study: Study) -> list[str]:
    """How many replications failed, and the first of them; empty if none did."""
    from sim.scenario.errors import printable

    failed = len(study.failures)
    if not failed:
        return []
    first = study.failures[0]
    return [
        f"{failed} of {len(study.outcomes)} replications failed and are left out, in all "
        f"alternatives of their world; the first with seed {study.scenario.seed}, replication "
        f"{first.replication}: {printable(first.error, 300)}"
    ]


def unfinished(study: Study) -> list[str]:
    """That a study has not ended, and how far it has come; empty if it has."""
    if study.unfinished is None:
        return []
    most = "at most " if study.scenario.is_open else ""
    worlds = f"{study.scenario.replications} of {most}{study.unfinished} worlds so far"
    return [f"Unfinished: {worlds}; more may change what is said here."]


def footers(study: Study) -> list[str]:
    """How the study was made, and what it says nothing about."""
    if len(study.alternatives) < 2:
        return []
    return [_made(study), assumed([cell.world for cell in study.scenario.cells])]


def _made(study: Study) -> str:
    """How the study was made, and what its intervals and verdicts hold for."""
    scenario = study.scenario
    periods = joined(list(dict.fromkeys(period(cell.world) for cell in scenario.cells)))
    level = confidence(scenario.confidence)
    count = study.tested
    family = f"; verdicts allow for all {count} comparisons of the study (Holm, {level})"
    return (
        f"{kind(study)}: {periods}{made(study)}; {how_many(study)} in the same worlds, seed "
        f"{scenario.seed}{looked_at(study)}. Each {level} interval is a "
        f"paired-t interval by itself{family if count > 1 else ''}.{allowed_for(study)}"
    )
