"""From what a scenario says of its own capabilities to a catalogue, and back to words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.capabilities import CAPABILITIES
from sim.capability import Capability, Effect, Figure, How
from sim.scenario.fields import OWN_NAME_PATTERN
from sim.scenario.tree import Map
from sim.vocabulary import ROLES

if TYPE_CHECKING:
    from sim.catalogue import Catalogue
    from sim.process import HumanValue
    from sim.scenario.form import Form
    from sim.scenario.own_figures import FigureForm
    from sim.scenario.own_forms import CapabilityForm

KEY = "define_capabilities"
THIS_SCENARIO = "this scenario"
"""The source of a figure that names none."""
BY_ROLE = ("build", "upkeep", "adopt")
ONCE = ("lead_time", "price", "licence")
_MOST_NAMES = 1_000


def names_in(tree: Map) -> tuple[str, ...]:
    """Names that a file defines, be what it says of them right or wrong."""
    defined = tree.get(KEY)
    entries = list(defined.entries)[:_MOST_NAMES] if isinstance(defined, Map) else []
    known = (name for name in entries if re.search(OWN_NAME_PATTERN, name, re.ASCII))
    return tuple(name for name in known if name not in CAPABILITIES)


def catalogue_of(forms: Mapping[str, CapabilityForm] | None) -> Catalogue:
    """What may be held where a scenario defines this.

    Args:
        forms: valid definitions, without faults.
    """
    if not forms:
        return CAPABILITIES
    return CAPABILITIES.extended(_capability(name, forms[name]) for name in sorted(forms))


def own(catalogue: Catalogue) -> tuple[Capability, ...]:
    """The capabilities of a catalogue that are not built in."""
    return tuple(row for name, row in catalogue.items() if name not in CAPABILITIES)


def _capability(name: str, form: CapabilityForm) -> Capability:
    return Capability(
        name=name,
        title=form.title or name.replace("_", " ").capitalize(),
        story=form.story or "",
        answers=form.answers or "",
        build=_by_role(form.build),
        lead_time=_figure(form.lead_time) or Figure("0 days", None, None, THIS_SCENARIO),
        upkeep=_by_role(form.upkeep),
        effects=tuple(_effects(form)),
        price=_figure(form.price),
        licence=_figure(form.licence),
        adopt=_by_role(form.adopt),
        requires=tuple(sorted(form.requires or ())),
        supersedes=tuple(sorted(form.supersedes or ())),
    )


def _by_role(form: Form | None) -> dict[str, Figure]:
    figures = {role: _figure(getattr(form, role, None)) for role in ROLES}
    return {role: figure for role, figure in figures.items() if figure is not None}


def _figure(form: FigureForm | None) -> Figure | None:
    if form is None:
        return None
    return Figure(form.value, form.low, form.high, form.source or THIS_SCENARIO)


def _effects(form: CapabilityForm) -> Iterator[Effect]:
    for row, effect in sorted((form.effects or {}).items()):
        for how in How:
            figure: FigureForm | None = getattr(effect, how)
            if figure is not None:
                yield _effect(row, how, figure)


def _effect(row: str, how: How, figure: FigureForm) -> Effect:
    low, high = (None if one is None else one_line(one) for one in (figure.low, figure.high))
    return Effect(row, how, human(figure.value), low, high, figure.source or THIS_SCENARIO)


def one_line(written: object) -> str:
    """A quantity without more spaces than it needs."""
    return " ".join(str(written).split())


def human(written: Any) -> HumanValue:
    """What was written, without the places that it carries."""
    if isinstance(written, Mapping):
        return {str(key): human(value) for key, value in written.items()}  # type: ignore[misc]
    if isinstance(written, list | tuple):
        return tuple(str(one) for one in written)
    return one_line(written)


def definitions(catalogue: Catalogue) -> dict[str, Any]:
    """The words of a scenario that define its own capabilities; nothing if there are none."""
    rows = own(catalogue)
    return {KEY: {row.name: _words(row) for row in rows}} if rows else {}


def _words(row: Capability) -> dict[str, Any]:
    texts = {key: getattr(row, key) for key in ("title", "story", "answers")}
    by_role = {
        key: {role: _figure_words(figure) for role, figure in getattr(row, key).items()}
        for key in BY_ROLE
    }
    once = {key: _figure_words(one) for key in ONCE if (one := getattr(row, key)) is not None}
    names = {key: list(getattr(row, key)) for key in ("requires", "supersedes")}
    effects = {one.parameter: {str(one.how): _effect_words(one)} for one in row.effects}
    parts = {**texts, **by_role, **once, **names, "effects": effects}
    return {key: words for key, words in parts.items() if words}


def _figure_words(figure: Figure) -> Any:
    return _with_range(figure.value, figure.low, figure.high, figure.source)


def _effect_words(effect: Effect) -> Any:
    value = list(effect.value) if isinstance(effect.value, tuple) else effect.value
    return _with_range(value, effect.low, effect.high, effect.source)


def _with_range(value: Any, low: str | None, high: str | None, source: str) -> Any:
    """A figure alone if nothing else is known of it."""
    parts = {"low": low, "high": high, "source": None if source == THIS_SCENARIO else source}
    more = {key: words for key, words in parts.items() if words is not None}
    return {"value": value, **more} if more else value


def effect_path(
    parameter: str, held: Iterable[str], catalogue: Catalogue
) -> tuple[str, ...] | None:
    """Where an own capability among those that are held says what it does to a parameter."""
    for name in sorted(set(held) - set(CAPABILITIES), reverse=True):
        if any(effect.parameter == parameter for effect in catalogue[name].effects):
            return KEY, name, "effects", parameter
    return None
