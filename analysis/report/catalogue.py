"""What there is to write in a scenario: stages, capabilities, parameters, measures, scenarios."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.report.tables import Table
from analysis.report.words import rounded

if TYPE_CHECKING:
    from sim.capability import Effect, Figure
    from sim.catalogue import Catalogue
    from sim.scenario.machine import Scenario, World

Row = dict[str, Any]
_LIMITS = {
    "holds, beyond the stage before": 44,
    "story": 50,
    "answers": 50,
    "requires": 20,
    "meaning": 50,
    "default": 28,
    "range": 22,
    "unit": 14,
    "about": 60,
    "supersedes": 20,
}


def stages() -> list[Row]:
    """The five stages."""
    from sim.stages import STAGES

    return [
        {
            "stage": stage.number,
            "title": stage.title,
            "holds, beyond the stage before": list(stage.capabilities),
            "story": stage.story,
            "risks": list(stage.risks),
        }
        for stage in STAGES.values()
    ]


def capabilities(known: Catalogue | None = None) -> list[Row]:
    """The capabilities, each with what it costs and what it does.

    Args:
        known: those of a scenario, which may define some; None: the built-in ones.
    """
    from sim.capabilities import CAPABILITIES

    rows = CAPABILITIES if known is None else known
    return [
        {
            "capability": row.name,
            "stage": stage_with(row.name),
            "title": row.title,
            "story": row.story,
            "answers": row.answers,
            "requires": list(row.requires),
            "supersedes": list(row.supersedes),
            "build": _by_role(row.build),
            "price": _figure(row.price),
            "lead_time": _figure(row.lead_time),
            "upkeep": _by_role(row.upkeep),
            "licence": _figure(row.licence),
            "adopt": _by_role(row.adopt),
            "effects": [_effect(effect) for effect in row.effects],
        }
        for row in rows.values()
    ]


def stage_with(name: str) -> int | None:
    """The stage on entering which a capability is held first; None: any."""
    from sim.stages import STAGES

    rows = (number for number, stage in STAGES.items() if name in stage.capabilities)
    return next(rows, None)


def _by_role(figures: Mapping[str, Figure]) -> Row:
    return {role: _figure(figure) for role, figure in figures.items()}


def _figure(figure: Figure | None) -> Row | None:
    if figure is None:
        return None
    between = None if figure.low is None else f"{figure.low} to {figure.high}"
    return {"value": figure.value, "range": between, "source": figure.source}


def _effect(effect: Effect) -> Row:
    from sim.process import PARAMETERS

    between = None if effect.low is None else f"{effect.low} to {effect.high}"
    return {
        "parameter": effect.parameter,
        str(effect.how): effect.value,
        "scope": PARAMETERS[effect.parameter].scope,
        "range": between,
        "source": effect.source,
    }


def parameters() -> list[Row]:
    """The process parameters."""
    from sim.process import PARAMETERS
    from sim.scenario.values import default
    from sim.units import text

    return [
        {
            "parameter": row.name,
            "default": text(default(row.name), row.kind, row.none_word),
            "unit": row.unit,
            "range": None if row.low is None else f"{row.low} to {row.high}",
            "scope": row.scope,
            "source": row.source,
            "meaning": row.meaning,
        }
        for row in PARAMETERS.values()
    ]


def measures() -> list[Row]:
    """The measures."""
    from sim.measures import MEASURES

    return [
        {
            "measure": row.name,
            "unit": row.unit,
            "better": row.better,
            "by_quarter": row.by_quarter,
            "meaning": row.meaning,
        }
        for row in MEASURES.values()
    ]


def scenarios() -> list[Row]:
    """The scenarios that come with mlorg: organisations to extend, and studies."""
    from sim.scenario import library, load

    organisations = set(library.organisations())
    return [_scenario(name, load(name), name in organisations) for name in library.names()]


def _scenario(name: str, one: Scenario, is_organisation: bool) -> Row:
    question = one.question.strip() or None
    return {
        "scenario": name,
        "kind": "organisation" if is_organisation else "study",
        "title": one.name,
        "question": question,
        "about": question or _who(one.cells[0].world),
    }


def _who(world: World) -> str:
    """An organisation in a few words."""
    from sim.units import rate_text

    people = f"{world.staff['data_scientist']} data scientists, {world.staff['it_engineer']} IT"
    ideas = f"{rounded(rate_text(world.use_cases))} use cases"
    return f"stage {world.stage}; {people}; {world.models} models, {ideas}"


CATALOGUES: Mapping[str, Callable[[], list[Row]]] = {
    "stages": stages,
    "capabilities": capabilities,
    "parameters": parameters,
    "measures": measures,
    "scenarios": scenarios,
}
_SEARCHED = ("title", "story", "answers", "meaning", "question", "about")


def has(row: Row, word: str) -> bool:
    """Whether a row has a word in its name or in what it means; case does not matter, nor whether
    parts are joined by dots, lines or spaces."""
    name, *_ = row.values()
    texts = [name, *(row[key] for key in _SEARCHED if row.get(key))]
    wanted = _plain(word)
    return any(wanted in _plain(str(text)) for text in texts)


def _plain(text: str) -> str:
    return " ".join(re.split(r"[._\-\s]+", text.casefold()))


_COLUMNS = {
    "stages": ("stage", "title", "holds, beyond the stage before", "story"),
    "capabilities": ("capability", "stage", "requires", "answers"),
    "parameters": ("parameter", "default", "unit", "range", "scope"),
    "measures": ("measure", "unit", "better", "meaning"),
    "scenarios": ("scenario", "kind", "title", "about"),
}
"""What of each row a terminal is wide enough for."""


def table(name: str, rows: list[Row]) -> Table:
    """A catalogue as a table.

    Args:
        name: which catalogue.
        rows: its rows, as `CATALOGUES[name]` makes them.
    """
    heads = _COLUMNS[name]
    cells = tuple(tuple(_cell(row[head]) for head in heads) for row in rows)
    return Table(name.capitalize(), heads, cells, limits=_LIMITS)


def contents() -> list[Row]:
    """What can be listed, and how much of each there is."""
    return [{"catalogue": name, "rows": len(rows())} for name, rows in CATALOGUES.items()]


def contents_table() -> Table:
    """`contents` as a table."""
    rows = tuple((row["catalogue"], str(row["rows"])) for row in contents())
    return Table("mlorg list CATALOGUE", ("catalogue", "rows"), rows, frozenset({"rows"}))


def _cell(value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(value) or "-"
    return "-" if value is None else str(value)
