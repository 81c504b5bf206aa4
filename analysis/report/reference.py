"""The reference pages of docs/ that are made from the catalogues, so that they cannot go stale.

`python -m analysis.report.reference` writes them; a test holds them to the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from analysis.report.capability_page import page as capabilities_page
from analysis.report.table_page import page as tables_page
from sim.measures import FAMILIES, Measure
from sim.process import PARAMETERS, HumanValue, Parameter

_BETTER = {"up": "more is better", "down": "less is better", "neither": "neither"}
_PARAMETERS_HEAD = """\
# Parameters

How work is done, by default: who does a step is a decision (`.by`), everything else has a unit, a
range and a source. Ranges are those of the mean; they are what is not known. Ids are in
[sources.md](sources.md). [Capabilities](capabilities.md) act on these rows; a scenario's `process:`
may set anything, and is final. The scope says whose way of working is asked: that of the
organisation on the day, or that under which the model at hand was last released.
"""
_MEASURES_HEAD = """\
# Measures

What can be asked of a run. Each is a view over the ledgers, from day 0 to the horizon. Measures
marked with a q also come by quarter. A measure can be undefined in a world, such as a lead time
that half of the items do not reach: that is a result, and is counted as one. Currency is that of
the scenario.
"""


def written(value: HumanValue | float | Mapping[str, str | float]) -> str:
    """A default as it would stand in a scenario file, on one line."""
    if isinstance(value, Mapping):
        inner = (f"{key}: {written(part)}" for key, part in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value)


def parameters_page() -> str:
    """docs/parameters.md."""
    groups = groupby(PARAMETERS.values(), key=lambda row: row.group)
    return "\n".join([_PARAMETERS_HEAD, *(_group(name, list(rows)) for name, rows in groups)])


def measures_page() -> str:
    """docs/measures.md."""
    return "\n".join([_MEASURES_HEAD, *(_family(*one) for one in FAMILIES.items())])


def _family(name: str, measures: tuple[Measure, ...]) -> str:
    head = "| measure | unit | good | meaning |\n| --- | --- | --- | --- |\n"
    return f"## {name}\n\n{head}" + "".join(map(_measure, measures))


def _group(name: str, rows: list[Parameter]) -> str:
    head = "| parameter | default | range | unit | scope | source | meaning |\n| --- "
    head += "| --- | --- | --- | --- | --- | --- |\n"
    return f"## {name}\n\n{head}" + "".join(_parameter(row) for row in rows)


def _parameter(row: Parameter) -> str:
    between = f"{row.low} to {row.high}" if row.low is not None else ", ".join(row.choices)
    name, default = f"`{row.name}`", written(row.default)
    cells = (name, default, between, row.unit, row.scope, row.source, row.meaning)
    return f"| {' | '.join(cells)} |\n"


def _measure(measure: Measure) -> str:
    name = f"`{measure.name}`" + (" q" if measure.by_quarter else "")
    cells = (name, measure.unit, _BETTER[measure.better], measure.meaning)
    return f"| {' | '.join(cells)} |\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "capabilities.md": capabilities_page,
    "parameters.md": parameters_page,
    "measures.md": measures_page,
    "tables.md": tables_page,
}


def write(folder: Path) -> None:
    """Writes all reference pages into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[2] / "docs")
