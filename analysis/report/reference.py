"""The reference pages of docs/ that are made from the catalogues, so that they cannot go stale.

`python -m analysis.report.reference` writes them; a test holds them to the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path

from sim.measures import MEASURES, Measure
from sim.process import PARAMETERS, HumanValue, Parameter

_BETTER = {"up": "more is better", "down": "less is better", "neither": "neither"}
_PARAMETERS_HEAD = """\
# Parameters

How work is done, by default: who does a step is a decision (`.by`), everything else has a unit, a
range and a source. Ranges are those of the mean; they are what is not known. Ids are in
[sources.md](sources.md). A stage may set a decision; a scenario's `process:` may set anything.
"""
_MEASURES_HEAD = """\
# Measures

What can be asked of a run. Each is a view over the ledgers, from day 0 to the horizon. Measures
marked with a q also come by quarter. A measure can be undefined in a world, such as a lead time
that half of the items do not reach: that is a result, and is counted as one.
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
    head = "| measure | unit | good | meaning |\n| --- | --- | --- | --- |\n"
    return f"{_MEASURES_HEAD}\n{head}" + "".join(_measure(m) for m in MEASURES.values())


def _group(name: str, rows: list[Parameter]) -> str:
    head = "| parameter | default | range | unit | source | meaning |\n| --- "
    head += "| --- | --- | --- | --- | --- |\n"
    return f"## {name}\n\n{head}" + "".join(_parameter(row) for row in rows)


def _parameter(row: Parameter) -> str:
    between = f"{row.low} to {row.high}" if row.low is not None else ", ".join(row.choices)
    cells = (f"`{row.name}`", written(row.default), between, row.unit, row.source, row.meaning)
    return f"| {' | '.join(cells)} |\n"


def _measure(measure: Measure) -> str:
    name = f"`{measure.name}`" + (" q" if measure.by_quarter else "")
    cells = (name, measure.unit, _BETTER[measure.better], measure.meaning)
    return f"| {' | '.join(cells)} |\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "parameters.md": parameters_page,
    "measures.md": measures_page,
}


def write(folder: Path) -> None:
    """Writes all reference pages into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[2] / "docs")
