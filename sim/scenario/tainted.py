"""What can still be looked at where others have mistakes: all that no mistake has to do with.

All mistakes are to be told at once, and none that only follows from another: what is left of a
scenario without what is wrong with it is not what anybody meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.scenario.errors import Mistake
from sim.scenario.own_capabilities import KEY as OWN
from sim.scenario.own_forms import CapabilityForm
from sim.scenario.places import InCell
from sim.scenario.schema import Patch

_OF_NO_CELL = ("name", "question", "seed", "baseline", "compare", "sweep", "ends", OWN, "")
_NOT_HELD = (
    "process",
    "portfolio",
    "investments",
    "horizon",
    "history",
    "organisation.staff",
    "organisation.improvement_reserve",
    "organisation.training_slots",
    "organisation.investment_budget",
)
"""Keys that have nothing to do with what is held."""


class Tainted:
    """What the mistakes that are known so far have to do with.

    Args:
        mistakes: of valid or invalid keys; none of those that come of reading a file.
        forms: the scenario's own capabilities, as far as they are valid.
        names: all that it defines.
    """

    def __init__(
        self,
        mistakes: Iterable[Mistake],
        forms: Mapping[str, CapabilityForm] | None,
        names: Iterable[str],
    ) -> None:
        self._wheres = frozenset(one.where for one in mistakes)
        self._unsound = self._spread(forms or {}, names)
        self.sound = {name: form for name, form in (forms or {}).items() if self._is_sound(name)}
        """Own capabilities that nothing is wrong with, nor with what they name."""

    def _spread(self, forms: Mapping[str, CapabilityForm], names: Iterable[str]) -> set[str]:
        unsound = {name for name in names if self.at(f"{OWN}.{name}") or name not in forms}
        while more := [
            name
            for name, form in forms.items()
            if name not in unsound and unsound & {*(form.requires or ()), *(form.supersedes or ())}
        ]:
            unsound.update(more)
        return unsound

    def _is_sound(self, name: str) -> bool:
        return name not in self._unsound

    def at(self, key: str) -> bool:
        """Whether a mistake is about a key, about something in it, or about what it is in."""
        return any(_within(one, key) or _within(key, one) for one in self._wheres)

    def is_(self, key: str) -> bool:
        """Whether a mistake is about all of a key."""
        return key in self._wheres

    def anything(self, cell: InCell) -> bool:
        """Whether a mistake has to do with a cell at all."""
        return any(_rest(one, cell) is not None for one in self._wheres)

    def held(self, cell: InCell) -> bool:
        """Whether a mistake has to do with what is held in a cell."""
        rests = [_rest(one, cell) for one in self._wheres]
        return any(rest is not None and not _is_not_held(rest) for rest in rests)

    def invested(self, cell: InCell) -> bool:
        """Whether a mistake has to do with what is held or built in a cell."""
        rests = [_rest(one, cell) for one in self._wheres]
        return self.held(cell) or any(_within(rest or "", "investments") for rest in rests)

    def names_unsound(self, patch: Patch) -> bool:
        """Whether a cell names an own capability of which too little is known."""
        holders = [patch.organisation, *(patch.changes or {}).values()]
        named = [
            name
            for holder in holders
            for key in ("with", "without")
            for name in getattr(holder, key, None) or ()
        ]
        return any(name in self._unsound for name in (*named, *(patch.investments or {})))


def _within(where: str, key: str) -> bool:
    return where == key or where.startswith(f"{key}.")


def _rest(where: str, cell: InCell) -> str | None:
    """The part of a mistake's key that follows a cell's name; None: it is of no matter to it."""
    first, _, rest = where.partition(".")
    if first in _OF_NO_CELL:
        return None
    names = {"alternatives": cell.alternative, "contexts": cell.context}
    if first not in names or not rest:
        return where  # of all cells; so is what nobody knows the meaning of
    return rest.removeprefix(f"{names[first]}").lstrip(".") if _of(rest, names[first]) else None


def _of(rest: str, name: str | None) -> bool:
    return name is not None and _within(rest, name)


def _is_not_held(rest: str) -> bool:
    if any(_within(rest, key) for key in _NOT_HELD):
        return True
    return _within(rest, "changes") and (".process." in rest or ".staff" in rest)
