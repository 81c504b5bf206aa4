"""What a study rests on: how the alternatives differ, what the scenario sets, what is assumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report import assumed, resolved
from analysis.report.defined import figures
from analysis.report.html.elements import Html, items, table, tag, together
from analysis.report.planned import planned
from analysis.report.tables import Table
from analysis.report.words import joined, quoted
from analysis.study.scenarios import only

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from sim.scenario.machine import Scenario, World


def inputs(study: Study) -> Html:
    """The whole section, without its heading."""
    scenario = study.scenario
    first = only(scenario, scenario.baseline, study.contexts[0])
    return together(
        [
            tag("h3", "How the alternatives differ"),
            items(f"{quoted(name)}: {_difference(scenario, name)}" for name in study.alternatives),
            *_contexts(study),
            tag("h3", f"The baseline, {quoted(scenario.baseline)}"),
            items(line for line in resolved.summary(first)[1:] if not _asks(line)),
            *_set(first),
            *_defined(first),
            *assumptions([cell.world for cell in scenario.cells]),
        ]
    )


def assumptions(worlds: Sequence[World]) -> list[Html]:
    """The assumptions that these worlds share: a report that was mailed has no page beside it."""
    shown = assumed.table(worlds)
    if not shown.rows:
        return []
    count = len(shown.rows)
    words = f"{count} default{'s that are assumptions' if count > 1 else ' that is an assumption'}"
    try_it = tag(
        "p", "Try what an answer does at the ends of a range with ", tag("code", "--set"), "."
    )
    return [
        tag("h3", "What is assumed"),
        try_it,
        tag("details", tag("summary", words), table(shown)),
    ]


def _asks(line: str) -> bool:
    """Whether it is the question, which stands at the top of the page."""
    return line.startswith("question: ")


def _contexts(study: Study) -> list[Html]:
    if study.contexts == (None,):
        return []
    words = [
        f"{quoted(context)}: {_against(base, other)}"
        for context in study.contexts
        for base in [study.scenario.world(None, study.contexts[0])]
        for other in [study.scenario.world(None, context)]
    ]
    return [tag("h3", "How the contexts differ from the first"), items(words)]


def _difference(scenario: Scenario, name: str) -> str:
    """An alternative against the baseline, in the first context."""
    context = scenario.contexts[0]
    base, world = scenario.world(None, context), scenario.world(name, context)
    plans = [
        f"planned change {quoted(one.name)}: {one}"
        for one in planned(only(scenario, name, context))
    ]
    parts = [] if name == scenario.baseline else [_against(base, world)]
    mark = ["the baseline"] if name == scenario.baseline else []
    return "; ".join([*mark, *(part for part in parts if part != _SAME or not plans), *plans])


_SAME = "the same"
_TOLD = ("held", "staff", "models", "process", "investments", "changes", "written", "capabilities")
"""What of a world has words of its own here."""


def _against(base: World, world: World) -> str:
    """What is different at the beginning, and what is to be built."""
    stage = [f"stage {world.stage}"] if world.stage != base.stage else []
    staff = [
        f"{role} {count}" for role, count in world.staff.items() if count != base.staff.get(role)
    ]
    size = [f"{world.models} live models"] if world.models != base.models else []
    parts = [*stage, *_held(base, world), *staff, *size, *_built(base, world), *_other(base, world)]
    return "; ".join(parts) or _SAME


def _held(base: World, world: World) -> list[str]:
    """Capabilities; where they are the same, the parameters that are not."""
    held = [
        *(f"with {name}" for name in world.held if name not in base.held),
        *(f"without {name}" for name in base.held if name not in world.held),
    ]
    if held:
        return held
    rows = [row for row in world.process if world.process[row] != base.process[row]]
    return [f"other values of {', '.join(rows)}"] if rows else []


def _built(base: World, world: World) -> list[str]:
    from sim.scenario.words import investment_words

    found = []
    for one in world.investments:
        if one not in base.investments:
            words = {k: v for k, v in investment_words(one).items() if k != "capability"}
            said = ", ".join(f"{key} {_said(value)}" for key, value in words.items())
            found.append(f"invests in {one.capability}{f' ({said})' if said else ''}")
    less = [one.capability for one in base.investments if one not in world.investments]
    return [*found, *(f"does not invest in {name} as the other does" for name in less)]


def _said(value: object) -> str:
    return joined(list(map(str, value))) if isinstance(value, list | tuple) else str(value)


def _other(base: World, world: World) -> list[str]:
    names = [name for name in type(world).model_fields if name not in _TOLD]
    return [
        f"another {name.replace('_', ' ')}"
        for name in names
        if getattr(base, name) != getattr(world, name)
    ]


def _defined(scenario: Scenario) -> list[Html]:
    """What the capabilities of the scenario's own cost and do, and who says so."""
    shown = figures(scenario)
    return [table(shown)] if shown.rows else []


def _set(scenario: Scenario) -> list[Html]:
    """The parameters that are not at their default."""
    shown = resolved.differing(scenario)
    mine = tuple(row for row in shown.rows if row[-1] == "scenario")
    others = tuple(row for row in shown.rows if row[-1] != "scenario")
    found = [table(Table("Set by the scenario", shown.heads, mine))] if mine else []
    if others:
        more = table(Table("Changed by what is held", shown.heads, others))
        found.append(tag("details", tag("summary", f"{len(others)} more, from capabilities"), more))
    return found
