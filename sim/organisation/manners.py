"""How desks and the backlog behave, as the process parameters have it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.units import Value
from sim.vocabulary import DATA_SCIENTIST


@dataclass(frozen=True, slots=True)
class Manners:
    """How the people of a desk take up work. Durations in ticks."""

    priorities: tuple[str, ...]
    preempting: tuple[str, ...] = ()
    preemptible: tuple[str, ...] = ()
    focus: float = 1.0
    overtime: float = 0.0
    """How much longer people work than a regular day; none of it is overhead."""
    switching: int = 0
    leaver_loss: float = 0.0
    reserve_share: float = 0.0
    reserve_cap: int = 0
    reserve_waits_for: tuple[str, ...] = ()
    ageing: int | None = None
    """So much longer waiting makes up for a class less urgent; None: nothing does."""


def _words(value: Value) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value


def _number(value: Value) -> float:
    assert isinstance(value, int | float)
    return value


def _ticks(value: Value) -> int | None:
    return None if value is None else int(_number(value))


def desk_manners(
    process: Mapping[str, Value], role: str, reserve_share: float, overtime: bool
) -> Manners:
    """How the people of a role take up work, in overtime or not."""
    hard = process["people.reserve_policy"] == "hard"
    return Manners(
        priorities=_words(process["people.priorities"]),
        preempting=_words(process["people.preempting"]),
        preemptible=_words(process["people.preemptible"]),
        focus=_number(process[f"people.focus.{role}"]),
        overtime=_number(process["people.overtime.share"]) if overtime else 0.0,
        switching=int(_number(process["people.switching"])),
        leaver_loss=_number(process["people.leaver_loss"]),
        reserve_share=reserve_share,
        reserve_cap=int(_number(process["people.reserve_cap"])),
        reserve_waits_for=() if hard else ("incident", "operations"),
        ageing=_ticks(process["people.ageing"]),
    )


def training_manners(process: Mapping[str, Value]) -> Manners:
    """How training slots take up work: machines have no meetings and are never interrupted."""
    new_first = process["training.first"] == "new"
    return Manners(("new", "refresh") if new_first else ("refresh", "new"))


def backlog_rules(
    process: Mapping[str, Value], staff: Mapping[str, int]
) -> tuple[int | None, int | None]:
    """Limit of use cases in progress and patience of those in the backlog, in ticks; None: none."""
    each = process["demand.wip_per_data_scientist"]
    patience = process["demand.backlog_expiry"]
    limit = None if each is None else max(1, int(_number(each) * staff[DATA_SCIENTIST] + 1e-9))
    return limit, _ticks(patience)
