"""From the human form to the machine form, by one rule of precedence.

    default < capabilities held < extends < file < context < alternative < --set

The later wins: maps merge key by key, everything else is replaced. What somebody writes under
`process` is final: the effects of what is held do not act on it. A change holds from its day on:
then the process is default < capabilities held then < `process` as above < the changes so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from sim.capabilities import CAPABILITIES
from sim.catalogue import Catalogue
from sim.measures import MEASURES
from sim.scenario import defaults
from sim.scenario.comparing import ending
from sim.scenario.composition import way_of_working
from sim.scenario.ending import NEVER_ENDS
from sim.scenario.fields import YEAR
from sim.scenario.holding import Holding, at_first, from_then
from sim.scenario.investments import planned
from sim.scenario.machine import Budget, Cell, Change, Scenario, World
from sim.scenario.moments import in_order
from sim.scenario.schema import ChangeForm, Human, Organisation, Patch, Portfolio, Staff, rows
from sim.units import Money, MoneyRate, Value
from sim.vocabulary import NEVER, ROLES

Layer = TypeVar("Layer")


def over(below: Layer, above: Any) -> Layer:
    """Two layers as one: what the upper one sets wins; maps merge key by key."""
    if isinstance(below, BaseModel) and isinstance(above, BaseModel):
        fields = {
            name: over(getattr(below, name), getattr(above, name))
            for name in above.model_fields_set
        }
        return below.model_copy(update=fields)
    if isinstance(below, dict) and isinstance(above, dict):
        merged = {name: over(below[name], above[name]) for name in below.keys() & above.keys()}
        return {**below, **above, **merged}  # type: ignore[return-value]
    return above  # type: ignore[no-any-return]


def _given(form: BaseModel | None, name: str, default: Any) -> Any:
    """A field of a form, or its default if nothing was written."""
    return getattr(form, name) if form is not None and name in form.model_fields_set else default


def resolve(
    human: Human,
    above: Patch,
    catalogue: Catalogue = CAPABILITIES,
    only: Sequence[CellName] | None = None,
) -> Scenario:
    """The machine form of a scenario.

    Args:
        human: what the file says; each of its fields is valid.
        above: what the command line sets in every cell.
        catalogue: what may be held.
        only: the cells that can be resolved, at least one; None: all.
    """
    names, end = only or cell_names(human), ending(human.compare, decides(human))
    return Scenario(
        name=human.name,
        question=_given(human, "question", ""),
        begins=human.begins,
        seed=_given(human, "seed", 1),
        baseline=_given(human, "baseline", names[0].alternative),
        measures=_measures(human),
        decide_on=decides(human),
        replications=end.replications,
        confidence=_given(human.compare, "confidence", defaults.CONFIDENCE),
        precision=end.precision,
        indifference=end.indifference,
        steady=human.ends == NEVER_ENDS,
        cells=tuple(
            Cell(
                context=name.context,
                alternative=name.alternative,
                world=_world(human, layered(human, above, *name), catalogue, end.antithetic),
            )
            for name in names
        ),
    )


class CellName(NamedTuple):
    """What a cell is called."""

    context: str | None
    alternative: str


def cell_names(human: Human) -> list[CellName]:
    """All cells: context by context, in each the alternatives in the order of the file."""
    alternatives = human.alternatives or {defaults.AS_IT_IS: Patch()}
    contexts = human.contexts or (None,)
    return [CellName(context, name) for context in contexts for name in alternatives]


def _measures(human: Human) -> tuple[str, ...]:
    """What is compared."""
    chosen = _given(human.compare, "decide_on", None)
    default = tuple(dict.fromkeys([*defaults.MEASURES, chosen] if chosen else defaults.MEASURES))
    measures: tuple[str, ...] = _given(human.compare, "measures", default)
    return measures


def decides(human: Human) -> str:
    """The measure that decides: what is written, else the first that can."""
    chosen: str | None = _given(human.compare, "decide_on", None)
    measures = _measures(human)
    deciding = [name for name in measures if MEASURES[name].better != "neither"]
    return chosen or next(iter(deciding), measures[0])


def layered(human: Human, above: Patch, context: str | None, alternative: str) -> Patch:
    """All that is written about one cell, the upper layers over the lower."""
    patch = Patch.model_construct(
        human.model_fields_set & set(Patch.model_fields),
        **{name: getattr(human, name) for name in Patch.model_fields},
    )
    circumstances = (human.contexts or {}).get(context or "", Patch())
    choice = (human.alternatives or {}).get(alternative, Patch())
    for layer in (circumstances, choice, above):
        patch = over(patch, layer)
    return patch


def _world(human: Human, patch: Patch, catalogue: Catalogue, antithetic: bool) -> World:
    organisation = patch.organisation or Organisation()
    portfolio = patch.portfolio or Portfolio()
    holding = at_first(patch.organisation)
    staff = heads(_given(organisation, "staff", None), dict.fromkeys(ROLES, defaults.STAFF))
    written = rows(patch.process)
    process = {**way_of_working(holding.held, catalogue), **written}
    reserve = _given(organisation, "improvement_reserve", None)
    investments = planned(patch.investments, human.begins)
    changes = _changes(patch.changes or {}, human.begins, holding, staff, written, catalogue)
    if not investments:  # nothing acts on rows later, so it need not be known who wrote them
        changes = tuple(change.model_copy(update={"written": ()}) for change in changes)
    return World(
        history=_given(human, "history", 2 * YEAR),
        horizon=_given(human, "horizon", 3 * YEAR),
        capabilities=catalogue,
        held=holding.held,
        staff=staff,
        improvement_reserve={role: _given(reserve, role, 0.0) for role in ROLES},
        training_slots=_given(organisation, "training_slots", defaults.SLOTS),
        models=_given(portfolio, "models", _models(process)),
        use_cases=_given(portfolio, "use_cases", defaults.USE_CASES),
        process=process,
        changes=changes,
        investments=tuple(investments),
        budget=_budget(organisation.investment_budget) if investments else None,
        written=tuple(sorted(written)) if investments else (),
        antithetic=antithetic,
    )


def _budget(given: Money | MoneyRate | None) -> Budget | None:
    if given is None:
        return None
    if isinstance(given, MoneyRate):
        return Budget(cents=given.cents_per_year, per_year=True)
    return Budget(cents=given.cents, per_year=False)


def _models(process: Mapping[str, Value]) -> int:
    """Models that are live where nothing is said: none where none is ever deployed."""
    return 0 if process["release.deploy.by"] == NEVER else defaults.MODELS


def heads(staff: Staff | None, before: Mapping[str, int]) -> dict[str, int]:
    """Heads of every role: those that are given, else those of before."""
    return {role: _given(staff, role, before[role]) for role in ROLES}


def _changes(
    changes: Mapping[str, ChangeForm],
    begins: date | None,
    holding: Holding,
    staff: Mapping[str, int],
    written: Mapping[str, Value],
    catalogue: Catalogue,
) -> tuple[Change, ...]:
    result, so_far = [], dict(written)
    for name, at in in_order(changes, begins):
        form = changes[name]
        staff = heads(form.staff, staff)
        then = from_then(name, form, holding)
        holding = then or holding
        so_far |= rows(form.process)
        news = form.process is not None or then is not None
        result.append(
            Change(
                name=name,
                at=at,
                held=then.held if then else None,
                staff=dict(staff) if form.staff is not None else None,
                process={**way_of_working(holding.held, catalogue), **so_far} if news else None,
                written=tuple(sorted(so_far)) if news else (),
            )
        )
    return tuple(result)
