"""The report of a sweep as one HTML page, made as that of a study is (page.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.report import sweep_tables, sweeps
from analysis.report.html.elements import Html, table, tag
from analysis.report.html.inputs import assumptions
from analysis.report.html.page import (
    answers,
    document,
    file_name,
    heading,
    picture,
    repeated,
)
from analysis.report.html.write import put
from analysis.report.words import counted, quoted
from analysis.study.folder import manifest_of
from sim.scenario.sweep_form import GRID

if TYPE_CHECKING:
    from analysis.study.sweep.result import Sweep

MAP = "pick_map"
TITLE = "Where the pick changes"
SEE = (
    "Each cell is a point. Blue is better than the baseline, orange worse; along the dashed line "
    "they are the same. At the right, what looks best; a thick line stands where that changes. "
    "Hatched: not sure, all points and comparisons considered."
)


def write(sweep: Sweep, folder: Path) -> Path:
    """Writes report.html and figures/*.svg; the same sweep gives the same bytes.

    Args:
        sweep: what is reported.
        folder: its run folder, written already.

    Returns:
        The report's path.

    Raises:
        OSError: it cannot be written.
    """
    pictures = figures(sweep)
    return put(folder, pictures, page(sweep, pictures, manifest_of(folder)))


def figures(sweep: Sweep) -> dict[str, bytes]:
    """Every figure of a sweep as SVG, by the name of its file: of a grid of two numbers a map for
    each context, of others none."""
    base = sweep.plan.base
    if sweep.plan.design != GRID or len(sweep.plan.axes) != 2 or len(base.alternatives) < 2:
        return {}
    from analysis.figures import pick_map, svg

    return {
        file_name(base.contexts, MAP, context): svg(pick_map(sweep, context))
        for context in base.contexts
    }


def page(sweep: Sweep, pictures: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """The report.

    Args:
        sweep: what it reports.
        pictures: from `figures`.
        manifest: what the run folder says of itself.
    """
    base = sweep.plan.base
    header = tag("header", *heading(base))
    told = answers(sweeps.blocks(sweep))
    notes = [tag("p", line, class_="note") for line in sweeps.footers(sweep)]
    worlds = [cell.world for scenario in sweep.plan.scenarios for cell in scenario.cells]
    shown = [*map(table, sweep_tables.tables(sweep)), *notes, *assumptions(worlds)]
    parts = [header, tag("h2", "Verdict"), *told, *_drawn(sweep, pictures), *shown]
    facts = [
        f"seed {base.seed}, {counted(len(sweep.plan.points), 'point')}, "
        f"{base.replications} replications",
        f"hash of the sweep: {sweep.plan.hash}",
    ]
    return document(base.name, [*parts, *repeated(manifest, facts)])


def _drawn(sweep: Sweep, pictures: Mapping[str, bytes]) -> list[Html]:
    found = []
    for context in sweep.plan.base.contexts:
        name = file_name(sweep.plan.base.contexts, MAP, context)
        if name in pictures:
            found += [] if context is None else [tag("h3", quoted(context))]
            words = " ".join(line for block in sweeps.blocks(sweep) for line in block)
            found.append(picture(pictures[name], words, TITLE, SEE))
    return found
