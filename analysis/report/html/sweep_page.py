"""The report of a sweep as one HTML page, made as that of a study is (page.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.report import sweep_tables, sweeps
from analysis.report.html.elements import Html, items, table, tag
from analysis.report.html.page import document, picture, repeated
from analysis.report.html.write import REPORT, replace_file
from analysis.report.words import quoted
from analysis.study.folder import FIGURES, manifest_of, slug
from sim.scenario.sweep_form import GRID

if TYPE_CHECKING:
    from analysis.study.sweep.result import Sweep

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
    if pictures:
        (folder / FIGURES).mkdir(exist_ok=True)
    for name, drawn in pictures.items():
        replace_file(folder / FIGURES / name, drawn)
    replace_file(folder / REPORT, page(sweep, pictures, manifest_of(folder)).encode())
    return folder / REPORT


def figures(sweep: Sweep) -> dict[str, bytes]:
    """Every figure of a sweep as SVG, by the name of its file: of a grid of two numbers a map for
    each context, of others none."""
    base = sweep.plan.base
    if sweep.plan.design != GRID or len(sweep.plan.axes) != 2 or len(base.alternatives) < 2:
        return {}
    from analysis.figures import pick_map, svg

    return {_file(sweep, context): svg(pick_map(sweep, context)) for context in base.contexts}


def _file(sweep: Sweep, context: str | None) -> str:
    if context is None:
        return "pick_map.svg"
    return f"pick_map-{sweep.plan.base.contexts.index(context) + 1}-{slug(context)}.svg"


def page(sweep: Sweep, pictures: Mapping[str, bytes], manifest: Mapping[str, Any]) -> str:
    """The report.

    Args:
        sweep: what it reports.
        pictures: from `figures`.
        manifest: what the run folder says of itself.
    """
    base = sweep.plan.base
    question = [tag("p", base.question, class_="question")] if base.question else []
    header = tag("header", tag("h1", base.name), *question)
    told = [
        tag("div", tag("p", head, class_="answer"), items(points) if points else "",
            class_="verdict")
        for head, *points in sweeps.blocks(sweep)
    ]  # fmt: skip
    notes = [tag("p", line, class_="note") for line in sweeps.footers(sweep)]
    shown = [*map(table, sweep_tables.tables(sweep)), *notes]
    parts = [header, tag("h2", "Verdict"), *told, *_drawn(sweep, pictures), *shown]
    facts = [
        f"seed {base.seed}, {len(sweep.plan.points)} points, {base.replications} replications",
        f"hash of the sweep: {sweep.plan.hash}",
    ]
    return document(base.name, [*parts, *repeated(manifest, facts)])


def _drawn(sweep: Sweep, pictures: Mapping[str, bytes]) -> list[Html]:
    found = []
    for context in sweep.plan.base.contexts:
        name = _file(sweep, context)
        if name in pictures:
            found += [] if context is None else [tag("h3", quoted(context))]
            words = " ".join(line for block in sweeps.blocks(sweep) for line in block)
            found.append(picture(pictures[name], words, TITLE, SEE))
    return found
