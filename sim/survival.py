"""Lead times when some items are still open: the Kaplan-Meier estimator with late entry."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

_HALF: Final = 0.5 + 1e-9
"""A half, as a product of thousands of fractions may miss it by rounding."""


class Spell(NamedTuple):
    """How one item was seen, in ticks of its own age.

    It was watched from age `entry` to age `exit`; `ended` says whether it then ended, or was lost
    from sight (censored). `exit` None: it never will end, and never leaves.
    """

    entry: int
    exit: int | None
    ended: bool


def median(spells: Iterable[Spell]) -> int | None:
    """Median age at the end, in ticks; None if half of the items do not get there.

    Kaplan and Meier 1958, left-truncated: an item is at risk only from the age at which it came
    into sight.
    """
    watched = [spell for spell in spells if spell.exit is None or spell.exit > spell.entry]
    surviving = 1.0
    for age, at_risk, ends in _steps(watched):
        surviving *= 1 - ends / at_risk
        if surviving <= _HALF:
            return age
    return None


def _steps(spells: Sequence[Spell]) -> Iterable[tuple[int, int, int]]:
    """Ages at which items end, with how many were at risk and how many ended."""
    entries = sorted(spell.entry for spell in spells)
    leaving = sorted((s.exit, s.ended) for s in spells if s.exit is not None)
    entered = left = 0
    for age, group in groupby(leaving, key=lambda exit_: exit_[0]):
        members = list(group)
        while entered < len(entries) and entries[entered] < age:
            entered += 1
        ends = len([1 for _, ended in members if ended])
        if ends:
            yield age, entered - left, ends
        left += len(members)
