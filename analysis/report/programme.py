"""What becomes of the investments: when each is there, when all models have it, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.words import joined, number, percent, quoted

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.ranking import Pick
    from sim.scenario.machine import World

BRIEF = 3
"""Of more investments than this each is told in fewer words."""
NINE_TENTHS = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Reached:
    """In which worlds a step of an investment has come about by the horizon, and when.

    `months` are those of the worlds that got there, after day 0, in order; `worlds` is of how many.
    """

    months: tuple[float, ...]
    worlds: int

    @property
    def share(self) -> float:
        """The share of the worlds that got there."""
        return len(self.months) / self.worlds

    def quantile(self, share: float) -> float | None:
        """By when so many worlds have got there; None if that is after the horizon."""
        place = share * (self.worlds - 1)
        low = int(place)
        part = place - low
        if low + (part > 0) >= len(self.months):
            return None
        if not part:
            return self.months[low]
        return self.months[low] * (1 - part) + self.months[low + 1] * part


def what_became(study: Study, pick: Pick) -> list[str]:
    """A sentence on the investments of the best-looking alternative, and one on those of the
    baseline; nothing of an alternative that builds nothing."""
    lines = []
    for alternative in dict.fromkeys((pick.best, pick.baseline)):
        world = _world(study, pick.context, alternative)
        phrases = _phrases(study, pick.context, alternative, world)
        if phrases:
            lines.append(f"Building with {quoted(alternative)}: {'; '.join(phrases)}.")
    return lines


def hardly_built(study: Study, pick: Pick) -> list[str]:
    """A sentence on each other alternative that is compared with what something costs and not with
    what it does: it is begun, and in most worlds not there by the horizon."""
    lines = []
    others = [
        name for name in study.scenario.alternatives if name not in (pick.best, pick.baseline)
    ]
    for alternative in others:
        found = reached(study, pick.context, alternative) or {}
        names = [one.capability for one in _world(study, pick.context, alternative).investments]
        missing = [line for name in names if (line := _mostly_missing(found, name))]
        if missing:
            lines.append(
                f"With {quoted(alternative)}, {joined(missing)}: it is compared with what that "
                "costs, not with what it does. Who is to build it has other work first "
                "(improvement_reserve keeps time free for it)."
            )
    return lines


def _mostly_missing(found: dict[tuple[str, str], Reached], name: str) -> str:
    """In how many worlds something is there that is begun; nothing if in half of them or more."""
    none = Reached((), 1)
    begun, built = (found.get((what, name), none) for what in ("begun", "built"))
    if not begun.months or 2 * len(built.months) >= begun.worlds:
        return ""
    return f"{name} is finished in {len(built.months) or 'none'} of {begun.worlds} worlds"


def _world(study: Study, context: str | None, alternative: str) -> World:
    cells = study.scenario.cells
    return next(
        cell.world for cell in cells if (cell.context, cell.alternative) == (context, alternative)
    )


def reached(
    study: Study, context: str | None, alternative: str
) -> dict[tuple[str, str], Reached] | None:
    """By (what, capability), in which worlds that has come about; None if all failed."""
    from sim.units import DAYS, TICKS_PER_DAY

    outcomes = [one for (one,) in study.paired_outcomes(context, alternative)]
    if not outcomes:
        return None
    month = DAYS["month"] * TICKS_PER_DAY
    found: dict[tuple[str, str], list[float]] = {}
    for one in outcomes:
        steps = tuple(iter(one.milestones))  # read from the journal each time somebody asks
        first = {(step.what, step.name): step.at / month for step in reversed(steps)}
        for step, at in first.items():
            found.setdefault(step, []).append(at)
    return {step: Reached(tuple(sorted(at)), len(outcomes)) for step, at in found.items()}


def _phrases(study: Study, context: str | None, alternative: str, world: World) -> list[str]:
    names = [one.capability for one in world.investments]
    steps = reached(study, context, alternative) if names else None
    if steps is None:
        return []
    none = Reached((), 1)
    idle = [name for name in names if ("begun", name) not in steps]
    told = [
        _phrase(
            name,
            steps.get(("built", name), none),
            steps.get(("adopted by all", name), none) if world.capabilities[name].adopt else None,
            brief=len(names) > BRIEF,
        )
        for name in names
        if name not in idle
    ]
    return [*told, *([f"{joined(idle)} {_is(idle)} never begun"] if idle else [])]


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _phrase(name: str, built: Reached, adopted: Reached | None, *, brief: bool) -> str:
    if not built.months:
        return f"{name} is begun and in no world finished"
    there = f"{name} is there {_when(built, brief=brief)}"
    if adopted is None or adopted == built:  # there was no model to be brought over
        return there
    if not adopted.months:
        return f"{there}, but in no world are all models brought over"
    return f"{there}, with all models brought over {_when(adopted, brief=True)}"


def _when(step: Reached, *, brief: bool) -> str:
    """ "after 5.2 months (4.1 to 7.9 in nine worlds of ten)"; where many worlds do not get there,
    how many do, for the mean of the lucky ones would mislead."""
    middle = step.quantile(0.5)
    if middle is None:
        return f"in {percent(step.share)} of worlds only"
    late = 1 - step.share
    missed = f" (in {percent(late)} of worlds not within the horizon)" if late else ""
    return f"{_after(middle)}{missed or ('' if brief else _range(step))}"


def _after(months: float) -> str:
    if months < 1 / 42:  # half a day
        return "at once"
    return f"after {number(months)} {'month' if number(months) == '1' else 'months'}"


def _range(step: Reached) -> str:
    low, high = (step.quantile(share) for share in NINE_TENTHS)
    if low is None or high is None or number(low) == number(high):
        return ""
    return f" ({number(low)} to {number(high)} in nine worlds of ten)"
