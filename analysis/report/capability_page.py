"""docs/capabilities.md: stages, what their rows amount to, and each capability with its figures."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.report.catalogue import stage_with
from analysis.report.ways import of_stages
from sim.capabilities import CAPABILITIES
from sim.capability import Capability, Effect, Figure
from sim.process import PARAMETERS
from sim.stages import STAGES

_HEAD = """\
# Stages and capabilities

A **capability** is a discipline: it answers a risk, takes people and money to build and to keep,
and acts on [parameters](parameters.md), on nothing else. Effects are mechanisms: who does a step,
how much work it is, how often something breaks, how soon it is noticed. No effect touches a
measure. A **stage** is what is held on entering it, and has no effects of its own.

All `set` act before all `times`, and these before all `plus`; of a distribution they move the mean
and keep the cv. Two capabilities may set the same parameter only if one supersedes the other,
through others or not: so the order in which they were built never matters. What a scenario writes
under `process` is final, and no effect acts on it.

Whether an effect holds for the organisation on the day, or for each model from its next release on,
is the **scope** of the parameter that it acts on.

These come with mlorg. A scenario may define its own, with the same figures and effects, and hold
them like these: `define_capabilities` in [scenarios.md](scenarios.md#your-own-capabilities).

What is held from the first day or from a planned change on (`organisation: {stage, with, without}`,
see [scenarios.md](scenarios.md)) is there whole and was not built: upkeep and licence are paid for
it. What is invested in (`investments:`) is built by the organisation's own people, paid for, and
adopted model by model.
"""


def page() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        _stages(),
        _ways(),
        "## Capabilities\n",
        *map(_capability, CAPABILITIES.values()),
    ]
    return "\n".join(parts)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    first = list(heads)
    lines = [first, ["---"] * len(first), *map(list, rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _stages() -> str:
    rows = (
        (str(row.number), row.title, _codes(row.capabilities), row.story, " ".join(row.risks))
        for row in STAGES.values()
    )
    heads = ("stage", "called", "holds, beyond the stage before", "story", "its risks")
    tail = (
        "\nAn organisation is at the highest stage whose own row it holds whole; what it lacks of "
        "the rows below\nare its gaps.\n"
    )
    return f"## Stages\n\n{_table(heads, rows)}{tail}"


def _ways() -> str:
    ways = of_stages()
    steps = next(iter(ways.values()))
    rows = ([step, *(way[step] for way in ways.values())] for step in steps)
    return f"## What the rows amount to\n\n{_table(('step', *map(str, ways)), rows)}"


def _capability(row: Capability) -> str:
    stage = stage_with(row.name)
    entered = f"Held on entering stage {stage}." if stage else "Belongs to no stage."
    also = [f"Requires {_codes(row.requires)}." if row.requires else ""]
    also += [f"Supersedes {_codes(row.supersedes)}." if row.supersedes else ""]
    facts = " ".join(filter(None, [entered, *also]))
    words = f"### {row.name}\n\n**{row.title}.** {row.story}\n\nAnswers: {row.answers} {facts}\n"
    return f"{words}\n{_costs(row)}\n{_effects(row)}"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"


def _costs(row: Capability) -> str:
    rows = [
        *((f"build, {role}", figure) for role, figure in row.build.items()),
        ("price, once", row.price),
        ("lead time, at least", row.lead_time),
        *((f"upkeep, people, {role}", figure) for role, figure in row.upkeep.items()),
        ("licence", row.licence),
        *((f"adopt, each model, {role}", figure) for role, figure in row.adopt.items()),
    ]
    known = ((what, *_figure(figure)) for what, figure in rows if figure is not None)
    return _table(("cost", "value", "range", "source"), known)


def _figure(figure: Figure) -> tuple[str, str, str]:
    between = "" if figure.low is None else f"{figure.low} to {figure.high}"
    return figure.value, between, figure.source


def _effects(row: Capability) -> str:
    heads = ("effect on", "does", "range", "scope", "source")
    return _table(heads, map(_effect, row.effects))


def _effect(effect: Effect) -> tuple[str, ...]:
    between = "" if effect.low is None else f"{effect.low} to {effect.high}"
    scope = PARAMETERS[effect.parameter].scope
    return (
        f"`{effect.parameter}`",
        f"{effect.how} {effect.value}",
        between,
        scope,
        effect.source,
    )
