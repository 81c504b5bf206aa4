"""Investments: capabilities that are built during a run; when each begins, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from sim.capabilities import CAPABILITIES
from sim.catalogue import Catalogue
from sim.scenario.composition import conflicts, required_by
from sim.scenario.errors import Mistake
from sim.scenario.holding import holdings
from sim.scenario.machine import Investment, Observation
from sim.scenario.moments import moment
from sim.scenario.places import InCell, Places
from sim.scenario.schema import InvestmentForm, Patch
from sim.units import nearest

NEVER_BEGUN: Final = "never"
"""The start of an investment that a layer above takes back."""


def planned(forms: Mapping[str, InvestmentForm] | None, begins: date | None) -> list[Investment]:
    """The machine form of investments, in the order of the file: the first has the first call.

    Args:
        forms: by capability, when each begins; all stated conditions must have come about.
        begins: the date of day 0.
    """
    kept = {name: form for name, form in (forms or {}).items() if form.start != NEVER_BEGUN}
    return [_investment(name, form, begins) for name, form in kept.items()]


def _investment(name: str, form: InvestmentForm, begins: date | None) -> Investment:
    start = None if isinstance(form.start, str) else moment(form.start, begins)
    return Investment(
        capability=name,
        start=start or 0,
        after=form.after or (),
        at_stage=form.at_stage,
        when=_observation(form),
    )


def _observation(form: InvestmentForm) -> Observation | None:
    if form.when is None or form.when.measure is None:
        return None
    above, below = form.when.above, form.when.below
    level = above if above is not None else below
    assert level is not None
    return Observation(measure=form.when.measure, above=above is not None, level=level)


Path = tuple[str, ...]
Fault = tuple[Path, str, str, str | None]
"""Path below `investments`, what is found there, what is allowed, and what was probably meant."""


def mistakes_of(
    patches: Iterable[tuple[InCell, Patch]],
    begins: date | None,
    places: Places,
    catalogue: Catalogue = CAPABILITIES,
) -> Iterator[Mistake]:
    """Investments that cannot be, in any cell of which nothing else is wrong."""
    for cell, patch in patches:
        yield from _placed(faults(patch, begins, catalogue), cell, places)


def mistakes_in_words(
    patches: Iterable[tuple[InCell, Patch]],
    begins: date | None,
    places: Places,
    names: Iterable[str],
) -> Iterator[Mistake]:
    """Names that there are not, and starts that cannot be, where it is not known what is held.

    Args:
        patches: the cells.
        begins: the date of day 0.
        places: where things are written.
        names: all capabilities, be what is said of them right or wrong.
    """
    for cell, patch in patches:
        forms = _kept(patch)
        wrong = (*_of_names(forms, set(), names), *_of_starts(forms, begins))
        yield from _placed(wrong, cell, places)


def _placed(found: Iterable[Fault], cell: InCell, places: Places) -> Iterator[Mistake]:
    for path, words, allowed, hint in found:
        yield places.mistake(("investments", *path), words, allowed, hint, cell)


def faults(
    patch: Patch, begins: date | None, catalogue: Catalogue = CAPABILITIES
) -> Iterator[Fault]:
    """What is wrong with the investments of one cell: the words, each start, then the whole."""
    forms = _kept(patch)
    held = {name for holding in holdings(patch, begins) for name in holding.held}
    wrong = [*_of_names(forms, held, catalogue), *_of_starts(forms, begins)]
    yield from wrong or (
        *_missing(forms, held, catalogue),
        *_circles(forms, catalogue),
        *_conflicting(forms, held, catalogue),
    )


def _kept(patch: Patch) -> dict[str, InvestmentForm]:
    forms = (patch.investments or {}).items()
    return {name: form for name, form in forms if form.start != NEVER_BEGUN}


def _of_names(
    forms: Mapping[str, InvestmentForm], held: set[str], names: Iterable[str]
) -> Iterator[Fault]:
    known = set(names)
    open_ = sorted(known - held)
    for name in forms:
        if name not in known:
            yield (
                (name,),
                f"there is no capability {name[:60]!r}",
                ", ".join(open_),
                nearest(name, open_),
            )
        elif name in held:
            found = f"{name} is held anyway, at the beginning or by a planned change"
            yield (name,), found, ", ".join(open_), None


def _of_starts(forms: Mapping[str, InvestmentForm], begins: date | None) -> Iterator[Fault]:
    for name, form in forms.items():
        for other in form.after or ():
            if other not in forms:
                others = [one for one in forms if one != name]
                found = f"there is no other investment {other[:60]!r}"
                yield (
                    (name, "after"),
                    found,
                    ", ".join(others) or "no `after`",
                    nearest(other, others),
                )
        if isinstance(form.start, date) and begins is None:
            allowed = "now, a duration after day 0; or say at the top: begins: 2027-01-01"
            yield (name, "start"), "a date, but the scenario has none for day 0", allowed, None
        elif isinstance(form.start, int | date) and (moment(form.start, begins) or 0) < 0:
            found = "before day 0: until then all alternatives are the same"
            yield (name, "start"), found, "now, or a duration after day 0", "now"
        yield from _of_trigger(name, form)


def _of_trigger(name: str, form: InvestmentForm) -> Iterator[Fault]:
    when = form.when
    if when is None:
        return
    if when.measure is None:
        yield (name, "when"), "the measure is missing", "measure: toil_share, above: 60 %", None
    if (when.above is None) == (when.below is None):
        yield (name, "when"), "one of above and below is wanted", "above: 60 %", None


def _missing(
    forms: Mapping[str, InvestmentForm], held: set[str], catalogue: Catalogue
) -> Iterator[Fault]:
    for name in forms:
        lacking = sorted(required_by(name, catalogue) - held - set(forms))
        if lacking:
            found = f"{name} needs {', '.join(lacking)}, which nobody holds or builds"
            yield (name,), found, f"to invest in {', '.join(lacking)} as well", None


def _circles(forms: Mapping[str, InvestmentForm], catalogue: Catalogue) -> Iterator[Fault]:
    """Investments that wait for one another, by `after` or by what they require."""
    waits = {
        name: (set(form.after or ()) | required_by(name, catalogue)) & forms.keys()
        for name, form in forms.items()
    }
    begun: set[str] = set()
    while ready := {name for name in waits if name not in begun and waits[name] <= begun}:
        begun |= ready
    for name in forms:
        if name not in begun and forms[name].after:
            found = f"{name} waits for {', '.join(sorted(waits[name] - begun))}, which waits for it"
            yield (name, "after"), found, "an order in which one of them comes first", None


def _conflicting(
    forms: Mapping[str, InvestmentForm], held: set[str], catalogue: Catalogue
) -> Iterator[Fault]:
    for parameter, one, other in conflicts({*held, *forms}, catalogue):
        name = one if one in forms else other
        found = f"{one} and {other} both set {parameter}, and neither supersedes the other"
        yield (name,), found, "one of them", None
