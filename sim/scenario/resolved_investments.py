"""The resolved form of investments and of their budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from sim.catalogue import Catalogue
from sim.scenario.composition import inconsistent
from sim.scenario.fields import Name, StageNumber, When, at_most
from sim.scenario.form import Form
from sim.scenario.investing import Seen, Threshold, Words
from sim.scenario.machine import Budget, Investment, Observation
from sim.scenario.reading import read_by
from sim.scenario.schema import MOST_INVESTMENTS
from sim.scenario.values import scalar
from sim.units import parse_count

Cents = Annotated[int, *read_by(lambda one: parse_count(scalar(one)), {})]


class ResolvedTrigger(Form):
    """What must be seen; one of above and below."""

    measure: Seen
    above: Threshold | None = None
    below: Threshold | None = None


class ResolvedInvestment(Form):
    """An investment."""

    capability: Name
    start: When
    after: Words = ()
    at_stage: StageNumber | None = None
    when: ResolvedTrigger | None = None


class ResolvedBudget(Form):
    """A budget: one of the two."""

    cents: Cents | None = None
    cents_per_year: Cents | None = None


Investments = Annotated[list[ResolvedInvestment], AfterValidator(at_most(3 * MOST_INVESTMENTS))]


def investment(form: ResolvedInvestment) -> Investment:
    """The machine form of an investment that hangs together."""
    assert isinstance(form.start, int)
    return Investment(
        capability=form.capability,
        start=form.start,
        after=form.after,
        at_stage=form.at_stage,
        when=_observation(form.when),
    )


def _observation(form: ResolvedTrigger | None) -> Observation | None:
    if form is None:
        return None
    level = form.above if form.above is not None else form.below
    assert level is not None
    return Observation(measure=form.measure, above=form.above is not None, level=level)


def budget_of(form: ResolvedBudget | None) -> Budget | None:
    """The machine form of a budget."""
    if form is None:
        return None
    cents = form.cents if form.cents is not None else form.cents_per_year
    assert cents is not None
    return Budget(cents=cents, per_year=form.cents is None)


def unfit(
    investments: Iterable[ResolvedInvestment],
    held: set[str],
    budget: ResolvedBudget | None,
    known: Catalogue,
) -> Iterator[str]:
    """What is wrong with the investments of a cell that holds some capabilities at any time."""
    names = [one.capability for one in investments]
    if unknown := sorted(set(names) - set(known)):
        yield f"there is no capability {unknown[0]!r}"
    elif len(set(names)) < len(names) or held & set(names):
        yield "an investment in what is held, or two in the same"
    else:
        yield from inconsistent({*held, *names}, known)
    for one in investments:
        if isinstance(one.start, date) or one.start < 0 or not set(one.after) <= set(names):
            yield f"{one.capability} begins at no moment after day 0, or after no investment"
        if one.when is not None and (one.when.above is None) == (one.when.below is None):
            yield f"{one.capability} waits for neither or both of above and below"
    if budget is not None and (budget.cents is None) == (budget.cents_per_year is None):
        yield "a budget is one of cents and cents_per_year"
