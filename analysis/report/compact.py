"""A study in two narrow tables for each context: by what decides, and by everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.report.ending import note, refusal
from analysis.report.tables import Table, verdict
from analysis.report.words import bare, better_in, confidence, interval, quoted, unit_text

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study

TOIL_IS = (
    "Toil: release and refresh by hand, operations, incidents and rework, as a share of the worked "
    "time; overhead and idle time are not worked time."
)
_GOOD = {"up": "more", "down": "less", "neither": "-"}
_WIDEST_NAME = 34
_FEWER = "(n): in n worlds only; the others do not reach it with both alternatives."


def tables(study: Study) -> list[Table]:
    """Two tables for each context, one where a study has a single measure; empty without
    alternatives, and where nothing is concluded. What marks and words mean stands below those of
    the first context."""
    if len(study.alternatives) < 2 or refusal(study):
        return []
    found = [_pair_of_tables(study, context) for context in study.contexts]
    found[0][-1] = replace(found[0][-1], notes=_legend(study))
    return [table for pair in found for table in pair]


def _pair_of_tables(study: Study, context: str | None) -> list[Table]:
    others = [_others(study, context)] if len(study.measures) > 1 else []
    return [_deciding(study, context), *others]


def _legend(study: Study) -> tuple[str, ...]:
    level = confidence(study.scenario.confidence)
    several = f"*: decided, all comparisons considered (Holm, {level}), or certain."
    partial = any(one.paired.both_defined < one.paired.worlds for one in study.comparisons)
    notes = [several] if len(study.measures) > 1 else []
    return (*notes, *([_FEWER] if partial else []), TOIL_IS, note(study))


def _deciding(study: Study, context: str | None) -> Table:
    measure, baseline = study.scenario.decide_on, study.scenario.baseline
    level = confidence(study.scenario.confidence)
    against = f"against {quoted(baseline)}"
    heads: tuple[str, ...] = (
        "alternative",
        "mean",
        against,
        f"{level} interval",
        "better in",
        "verdict",
    )
    rows: tuple[tuple[str, ...], ...] = tuple(
        (f"{name} (baseline)", _mean(study, context, measure, name), "", "", "", "")
        if name == baseline
        else (name, _mean(study, context, measure, name), *_against(study, context, measure, name))
        for name in study.alternatives
    )
    if study.scenario.is_open:  # whoever is screened out has fewer
        lived = [str(study.lived[context, name]) for name in study.alternatives]
        heads = (*heads[:1], "replications", *heads[1:])
        rows = tuple((row[0], n, *row[1:]) for row, n in zip(rows, lived, strict=True))
    title = f"{_where(context)}{_title(measure)} [{unit_text(study.unit(measure))}]"
    return Table(
        title,
        heads,
        rows,
        frozenset(heads) - {"alternative", "verdict"},
        limits={"alternative": _WIDEST_NAME},
    )


def _against(study: Study, context: str | None, measure: str, name: str) -> tuple[str, ...]:
    one = _comparison(study, context, measure, name)
    paired, unit = one.paired, study.unit(measure)
    bounds = "" if paired.alike else interval(paired.low, paired.high, unit)
    share = "-"
    if one.verdict != "no data":
        share = better_in(paired.share_better, paired.share_equal)
    return _difference(one, unit), bounds, share, verdict(one)


def _others(study: Study, context: str | None) -> Table:
    baseline = study.scenario.baseline
    names = [name for name in study.alternatives if name != baseline]
    heads = ("measure", "unit", "good is", f"{baseline} (baseline)", *names)
    rows = tuple(_row(study, context, measure, names) for measure in study.measures[1:])
    title = f"{_where(context)}other measures, differences to {quoted(baseline)}"
    right = frozenset(heads[3:])
    return Table(title, heads, rows, right, limits={"measure": _WIDEST_NAME})


def _row(study: Study, context: str | None, measure: str, names: list[str]) -> tuple[str, ...]:
    from sim.measures import MEASURES

    found = [_comparison(study, context, measure, name) for name in names]
    unit = study.unit(measure)
    return (
        _title(measure),
        unit_text(unit),
        _GOOD[MEASURES[measure].better],
        _mean(study, context, measure, study.scenario.baseline),
        *(_marked(one, unit) for one in found),
    )


def _marked(one: Comparison, unit: str) -> str:
    """A difference, with a star where it is decided; all end level."""
    if one.verdict == "identical":
        return "same  "
    shown = _difference(one, unit) if one.paired.both_defined else one.verdict
    return f"{shown} *" if one.adjusted.decided else f"{shown}  "


def _difference(one: Comparison, unit: str) -> str:
    paired = one.paired
    shown = bare(paired.difference, unit, signed=True)
    partial = 0 < paired.both_defined < paired.worlds
    return f"{shown} ({paired.both_defined})" if partial else shown


def _mean(study: Study, context: str | None, measure: str, name: str) -> str:
    """A mean over worlds; where some do not reach it, how many do: theirs would mislead."""
    (values,) = study.values(context, measure, name)
    known = values[values == values]  # NaN, "not reached", differs from itself
    if known.size < values.size or not known.size:
        return f"reached in {known.size} of {values.size}"
    return bare(float(known.mean()), study.unit(measure))


def _comparison(study: Study, context: str | None, measure: str, name: str) -> Comparison:
    return next(
        one
        for one in study.comparisons
        if (one.context, one.measure, one.alternative, one.reference)
        == (context, measure, name, study.scenario.baseline)
    )


def _where(context: str | None) -> str:
    return "" if context is None else f"{quoted(context)}: "


def _title(measure: str) -> str:
    from sim.measures import MEASURES

    return MEASURES[measure].title
