"""What an organisation holds, from day one and from each change on; and what of it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sim.capabilities import CAPABILITIES
from sim.catalogue import Catalogue
from sim.scenario import defaults
from sim.scenario.composition import beyond, conflicts, effects_of, required_by
from sim.scenario.errors import Mistake
from sim.scenario.moments import in_order
from sim.scenario.own_capabilities import effect_path
from sim.scenario.places import InCell, Places
from sim.scenario.schema import ChangeForm, Organisation, Patch
from sim.stages import held as held_at

Path = tuple[str | int, ...]
KEYS = ("stage", "with", "without")
"""Keys that say what is held."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held from some day on, and where that is said.

    Args:
        path: of the map that holds the keys.
        stage: what the map says; None: nothing, so that `base` is what was held before.
        base: what `added` and `dropped` start from.
    """

    path: Path
    stage: int | None
    base: frozenset[str]
    added: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def held(self) -> tuple[str, ...]:
        """Names of capabilities, sorted."""
        return tuple(sorted((self.base | set(self.added)) - set(self.dropped)))


def at_first(organisation: Organisation | None) -> Holding:
    """What is held when history begins."""
    form = organisation or Organisation()
    stage = defaults.STAGE if form.stage is None else form.stage
    return _holding(form, ("organisation",), stage, held_at(stage))


def from_then(name: str, form: ChangeForm, before: Holding) -> Holding | None:
    """What is held from a change on; None: what was held before."""
    if not form.model_fields_set.intersection(KEYS):
        return None
    base = frozenset(before.held) if form.stage is None else held_at(form.stage)
    return _holding(form, ("changes", name), form.stage, base)


def _holding(
    form: Organisation | ChangeForm, path: Path, stage: int | None, base: frozenset[str]
) -> Holding:
    added, dropped = (getattr(form, key) or () for key in ("with", "without"))
    return Holding(path, stage, base, added, dropped)


def holdings(patch: Patch, begins: date | None) -> Iterator[Holding]:
    """What is held, day one first, then from each change that says so."""
    holding = at_first(patch.organisation)
    yield holding
    changes = patch.changes or {}
    for name, _ in in_order(changes, begins):
        after = from_then(name, changes[name], holding)
        if after is not None:
            holding = after
            yield holding


def mistakes_of(
    patches: Iterable[tuple[InCell, Patch]],
    begins: date | None,
    places: Places,
    catalogue: Catalogue = CAPABILITIES,
) -> Iterator[Mistake]:
    """What cannot be held, in any cell. A hint is given only if all that a line says take it."""
    found = {
        cell: [fault for holding in holdings(patch, begins) for fault in faults(holding, catalogue)]
        for cell, patch in patches
    }
    for cell, wrong in found.items():
        for fault in wrong:
            path, words, allowed, hint = fault
            mark = places.of(path, cell)[0]
            sharing = [other for other in found if places.of(path, other)[0] == mark]
            safe = all(fault in found[other] for other in sharing)
            yield places.mistake(path, words, allowed, hint if safe else None, cell)


Fault = tuple[Path, str, str, str | None]
"""Path, what is found there, what is allowed, and what was probably meant."""


def faults(holding: Holding, catalogue: Catalogue = CAPABILITIES) -> Iterator[Fault]:
    """What is wrong with what somebody wants to hold: first with the words, then with the whole."""
    of_words = list(_of_words(holding, catalogue))
    of_all = of_words or [*_missing(holding, catalogue), *_conflicting(holding, catalogue)]
    yield from of_all or _beyond(holding, catalogue)


def _of_words(holding: Holding, catalogue: Catalogue) -> Iterator[Fault]:
    """Names that make no sense beside what else is said; the hint is the list without them."""
    base, added, dropped = holding.base, holding.added, holding.dropped
    source = "was held before" if holding.stage is None else f"is held at stage {holding.stage}"
    kept = _list(name for name in added if name not in base and name not in dropped)
    for name in added:
        if name in dropped:
            found = f"{name} stands in `without` too"
            yield (*holding.path, "with"), found, "one of the two", kept
        elif name in base:
            others = ", ".join(sorted(set(catalogue) - base)) or "[]"
            yield (*holding.path, "with"), f"{name} {source} anyway", others, kept
    left = _list(name for name in dropped if name in base or name in added)
    for name in dropped:
        if name not in base and name not in added:
            found = f"{name} is not held, so it cannot be left out"
            yield (*holding.path, "without"), found, ", ".join(sorted(base)) or "[]", left


def _missing(holding: Holding, catalogue: Catalogue) -> Iterator[Fault]:
    """What is required and not there: said of what was left out, or else of what needs it."""
    held, dropped = set(holding.held), set(holding.dropped)
    users = {name: required_by(name, catalogue) - held for name in sorted(held)}
    too = [name for name, needs in users.items() if needs & dropped]
    for name in holding.dropped:
        mine = [user for user, needs in users.items() if name in needs]
        if mine:
            found = f"{joined(mine)} {'needs' if len(mine) == 1 else 'need'} {name}"
            allowed = f"to leave {joined(too)} out as well"
            yield (*holding.path, "without"), found, allowed, _list({*dropped, *too})
    yield from _wanting(holding, {user: needs - dropped for user, needs in users.items()})


def _wanting(holding: Holding, users: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    wanted = sorted({need for needs in users.values() for need in needs})
    key = "with" if holding.added else "without" if holding.dropped else "stage"
    hint = _list({*holding.added, *wanted}) if key == "with" else None
    for user, needs in users.items():
        if needs:
            be = "is" if len(needs) == 1 else "are"
            found = f"{user} needs {joined(sorted(needs))}, which {be} not held"
            yield (*holding.path, key), found, f"to hold {joined(wanted)} as well", hint


def _conflicting(holding: Holding, catalogue: Catalogue) -> Iterator[Fault]:
    for parameter, one, other in conflicts(holding.held, catalogue):
        key = "with" if holding.added else "stage"
        found = f"{one} and {other} both set {parameter}, and neither supersedes the other"
        yield (*holding.path, key), found, "one of them", None


def _beyond(holding: Holding, catalogue: Catalogue) -> Iterator[Fault]:
    """Bounds that effects of own capabilities break; the built-in ones break none."""
    if CAPABILITIES.keys() >= set(holding.held):
        return
    for parameter, found in beyond(holding.held, catalogue):
        path = effect_path(parameter, holding.held, catalogue) or holding.path
        others = [name for name, _ in effects_of(holding.held, catalogue)[parameter]]
        words = f"{found}, where {joined(others)} {'is' if len(others) == 1 else 'are'} held"
        yield path, words, "a weaker effect", None


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(sorted(names))}]"


def joined(names: list[str]) -> str:
    """ "a, b and c" """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
