"""The story of one organisation: who it is, where its time goes, one history quarter by quarter.

Means over worlds hide what a year is like: no world is ever average. So one world is told, the one
in the middle by the measure that decides, and said to be one possible history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.report import by_role
from analysis.report.planned import planned
from analysis.report.reached import Reached, reached
from analysis.report.tables import Table
from analysis.report.words import bare, joined, number, percent, quantity, quoted, title

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome
    from sim.ledgers.incidents import IncidentRow
    from sim.measures.window import Window
    from sim.organisation.programme import Milestone
    from sim.scenario.machine import Scenario

MOST_TOLD = 16
"""Quarters that are told; of a longer history, its beginning and its end."""
_AT_THE_END = 4
_TIME = "time_on_"
_WAITING = "waiting_for_"
_KINDS_TOLD = 2
_LEAST_WAIT = 0.1
"""Share of the time of use cases in progress below which waiting is no bottleneck."""
_BEFALLS = {
    "pipeline_break": ("broken pipeline", "broken pipelines"),
    "degradation": ("slow service", "slow services"),
    "collision": ("collision", "collisions"),
    "shift": ("shift", "shifts"),
    "bad_training": ("bad training", "bad trainings"),
    "upset": ("upset", "upsets"),
    "skew": ("skew", "skews"),
    "wrong_version": ("wrong version", "wrong versions"),
    "obsolescence": ("obsolescence", "obsolescences"),
}


def opening(scenario: Scenario) -> list[str]:
    """Who the organisation is, in a few lines."""
    from analysis.report.resolved import summary

    wanted = ("stage ", "gaps: ", "risks: ", "staff: ", "portfolio: ")
    first, *lines = summary(scenario)
    plans = [f"planned: {quoted(one.name)}, {one}" for one in planned(scenario)]
    building = [one.capability for one in scenario.cells[0].world.investments]
    invested = [f"investments: {', '.join(building)}"] if building else []
    return [first, *(line for line in lines if line.startswith(wanted)), *plans, *invested]


def time_table(means: Mapping[int, Mapping[str, float]], names: Mapping[int, str]) -> Table:
    """Where the time of everybody goes, quarter by quarter, in percent.

    Args:
        means: measures by quarter.
        names: what each quarter is called.
    """
    shown = by_role.SHOWN
    kinds = [
        kind
        for kind in by_role.kinds_of_time()
        if any(_on(row, kind) >= shown for row in means.values())
    ]
    heads = ("quarter", *map(by_role.short, kinds))
    rows = tuple(
        (names[quarter], *(bare(_on(row, kind), "share") for kind in kinds))
        for quarter, row in sorted(means.items())
    )
    return Table("Where the time goes [% of head-count x time]", heads, rows, frozenset(heads[1:]))


def _on(row: Mapping[str, float], kind: str) -> float:
    return row.get(_TIME + kind, 0.0)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A quarter of one world: its number from 1, incidents that began in it by kind, where it ends,
    shares of time by role, value delivered and money spent in it in currency, and all in words."""

    quarter: int
    incidents: Mapping[str, int]
    reached: Reached
    time: by_role.Shares
    delivered: float
    spent: float
    text: str


def typical(study: Study) -> Outcome | None:
    """The world in the middle by the measure that decides; None: all failed."""
    name = study.scenario.decide_on
    lived = [one for one in study.outcomes if one.error is None]
    known = [(one.measures[name], one) for one in lived if one.measures[name] is not None]
    if len(known) < len(lived):  # not reached everywhere: no middle
        return lived[0]
    known.sort(key=lambda pair: (pair[0], pair[1].replication))
    return known[(len(known) - 1) // 2][1] if known else None


def chapters(study: Study) -> list[Chapter]:
    """One possible history, a chapter for each quarter; none if all worlds failed."""
    from sim.replication import QUARTER

    one = typical(study)
    if one is None or not one.timeline:
        return []
    rows: dict[int, dict[str, float]] = {}
    for quarter, measure, value in one.timeline:
        row = rows.setdefault(quarter, {})
        if value is not None:
            row[measure] = value
    befell: dict[int, list[IncidentRow]] = {quarter: [] for quarter in rows}
    for incident in one.incidents:
        if (quarter := incident.onset // QUARTER + 1) in befell:
            befell[quarter].append(incident)
    windows = by_role.lived_again(study, one).quarters
    return list(_told(study, one, rows, befell, windows))


def _told(
    study: Study,
    one: Outcome,
    rows: Mapping[int, Mapping[str, float]],
    befell: Mapping[int, list[IncidentRow]],
    windows: Sequence[Window],
) -> Iterator[Chapter]:
    waited, stood = "", ""
    for quarter, row in sorted(rows.items()):
        window = windows[quarter - 1]
        longest = _waited_for(row)
        where = reached(study.scenario.cells[0].world, one.milestones, window.closing.at)
        time, (delivered, spent) = by_role.in_quarter(window), by_role.money(window)
        parts = [
            *_plans(study.scenario, quarter),
            *_steps(one.milestones, quarter),
            str(where) if str(where) != stood else "",
            _growth(row),
            by_role.who(time),
            by_role.money_told(delivered, spent, study.currency),
            _bottleneck(row, longest, waited),
            _trouble(befell[quarter], study.currency) if row.get("live_models") else "",
        ]
        counts = Counter(incident.kind for incident in befell[quarter])
        text = f"{'; '.join(part for part in parts if part)}."
        yield Chapter(quarter, counts, where, time, delivered, spent, text)
        waited, stood = longest or waited, str(where)


def _steps(milestones: Sequence[Milestone], quarter: int) -> list[str]:
    """Steps of investments. Of stages it is told where the quarter ends."""
    from sim.replication import QUARTER

    return [
        f"{one.name} is {one.what}"
        for one in milestones
        if one.at // QUARTER + 1 == quarter and one.what != "stage"
    ]


def _plans(scenario: Scenario, quarter: int) -> list[str]:
    from sim.units import DAYS

    at = [one for one in planned(scenario) if one.day // DAYS["quarter"] + 1 == quarter]
    return [f"{quoted(one.name)} comes into force ({', '.join(one.sets)})" for one in at]


def _growth(row: Mapping[str, float]) -> str:
    new = row.get("throughput", 0.0)
    released = f"{number(new)} new model{'' if new == 1 else 's'}" if new else "no new model"
    live = row.get("live_models", 0.0)
    if not live:
        confidence = percent(row.get("sponsor_confidence", 0.0))
        return f"{released}, none live; the sponsor's confidence is {confidence}"
    return f"{released}, {number(live)} live ({number(row.get('fresh_models', 0.0))} fit the world)"


def _waited_for(row: Mapping[str, float]) -> str:
    """The measure of waiting that is largest; "" if none is large enough to matter."""
    waits = [(value, name) for name, value in row.items() if name.startswith(_WAITING)]
    most, name = max(waits, default=(0.0, ""))
    return name if most >= _LEAST_WAIT else ""


def _bottleneck(row: Mapping[str, float], longest: str, before: str) -> str:
    """What is waited for most, if it was something else until now."""
    if longest in ("", before):
        return ""
    share = f"{percent(row[longest])} of the time of use cases in progress"
    return f"the bottleneck {'moves to' if before else 'is'} {title(longest)} ({share})"


def _trouble(incidents: list[IncidentRow], currency: str) -> str:
    """What befell models, and the worst of it by what it came to cost up to the horizon."""
    if not incidents:
        return "no incident"
    counts = Counter(incident.kind for incident in incidents).most_common(_KINDS_TOLD)
    parts = [f"{times} {_BEFALLS[kind][times > 1]}" for kind, times in counts]
    more = len(incidents) - sum(times for _, times in counts)
    listed = joined([*parts, f"{more} more"] if more else parts)
    worst = max(incidents, key=lambda one: (one.lost, one.entity))
    return f"{listed}{_worst(worst, currency)}"


def _worst(worst: IncidentRow, currency: str) -> str:
    from sim.ledgers.value import GRAIN
    from sim.measures.window import CENT_TICKS

    if not worst.lost:
        return ""
    entity = worst.entity
    whose = f"inherited model {-entity}" if entity < 0 else f"model {entity}"
    cost = quantity(worst.lost / (GRAIN * CENT_TICKS), currency)
    return f" (the worst: {_BEFALLS[worst.kind][0]}, {whose}, {cost} in the end)"


def introduction(study: Study) -> str:
    """Which world is told, and that it is one of many; "" if all failed."""
    one = typical(study)
    if one is None:
        return ""
    if len(study.outcomes) == 1:
        return f"One possible history, that of world {one.replication}; others go otherwise."
    middle = f"in the middle of them by {title(study.scenario.decide_on)}"
    many = len(study.outcomes)
    return (
        f"One possible history of {many}: that of world {one.replication}, {middle}; "
        "others go otherwise."
    )


def told(study: Study, names: Mapping[int, str], *, whole: bool = False) -> list[str]:
    """The chapters as lines; of a long history its beginning and end, unless it is to be whole."""
    lines = [f"{_called(names[one.quarter])}: {one.text}" for one in chapters(study)]
    if whole or len(lines) <= MOST_TOLD:
        return lines
    first = MOST_TOLD - _AT_THE_END
    left = f"... {len(lines) - MOST_TOLD} quarters are left out (--details tells them, too)"
    return [*lines[:first], left, *lines[-_AT_THE_END:]]


def _called(name: str) -> str:
    return f"Quarter {name}" if name.isdigit() else name


def document(study: Study) -> dict[str, Any]:
    """What `mlorg run --json` says of the story."""
    from sim.stages import gaps

    world, one = study.scenario.cells[0].world, typical(study)
    return {
        "stage": world.stage,
        "gaps": list(gaps(world.held)),
        "staff": dict(world.staff),
        "world": None if one is None else one.replication,
        "introduction": introduction(study),
        "chapters": [
            {
                "quarter": c.quarter,
                "incidents": dict(c.incidents),
                "stage": c.reached.stage,
                "gaps": list(c.reached.gaps),
                "lacks_for_next_stage": list(c.reached.next or ()),
                "time": c.time,
                "delivered": c.delivered,
                "spent": c.spent,
                "text": c.text,
            }
            for c in chapters(study)
        ],
    }
