"""Notebooks are what comes out when they are run, read as stories, and call the library."""

import ast
import base64
import io
import re
from pathlib import Path
from typing import Any

import jupytext
import numpy as np
import pytest
from jupytext.config import load_jupytext_config
from PIL import Image

from tests.docs.notebooks import METADATA, SOURCES, executed, made, stored, text

MOST_CELLS = 14
MOST_LINES = 6
LOGIC = (
    ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.With, ast.Try,
    ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip
"""What belongs into the library, with a name and tests."""

CLAIMS: dict[str, tuple[str, ...]] = {
    "01-one-organisation": (
        "assert history.check() == []",
        "world = scenario.world('continuous deployment')",
        "assert dict(world.staff) == {'data_scientist': 12, 'it_engineer': 9}",
        "assert (world.models, world.horizon) == (40, 5 * 252 * 2**20)",
        "assert books.time.query('kind == \"improvement\"').days.sum() > 0",
        "assert history.measures['value_lost'] > 0",
        "idle = books.time.query('kind == \"idle\" and quarter > 4').groupby('role').days.sum()",
        "assert idle.data_scientist > 10 * idle.it_engineer",
        # the exercises
        "more = sim.load('feature-store-or-cd', ['organisation.staff.it_engineer=14'])",
        "assert more.world('nothing').staff['it_engineer'] == 14",
        "brief = sim.load('feature-store-or-cd', ['horizon=1 month', 'history=0 days'])",
        "other = sim.simulate(brief, replication=1, alternative='nothing', incidents=True)",
        "assert {'kind', 'value_lost', 'detected'} < set(frames(other).incidents)",
    ),
    "02-five-stages": (
        "assert len({str(c.world.staff) for c in study.scenario.cells}) == 1",
        "assert study.scenario.cells[0].world.staff['it_engineer'] == 6",
        "assert {c.world.models for c in study.scenario.cells} == {30}",
        "assert study.scenario.replications == 16",
        "import sim",
        "assert len(sim.load('five-ways-of-working').measures) == 18",
        "assert len(study.measures) == 8",
        "assert len(figures.differences(study).axes[0].texts) == 8 * (2 + 4)",
        "assert (study.scenario.decide_on, study.scenario.confidence) == ('net_value', 0.95)",
        "net = study.differences().query('measure == \"net_value\"').set_index('alternative')",
        "assert net.verdict['3 IT serves'].tolist()[0] == 'worse'",
        "assert net.reference['3 IT serves'].tolist()[0] == '2 first deployment'",
        "toil = study.runs.groupby('alternative')[['toil_share_data_scientist', "
        "'toil_share_it_engineer']].mean().T",
        "assert toil['3 IT serves'].iloc[0] < toil['2 first deployment'].iloc[0]",
        "assert toil['3 IT serves'].iloc[1] > toil['2 first deployment'].iloc[1]",
        "assert study.runs.query('alternative == \"1 pilot\"').quality.isna().all()",
        # the exercises
        "sim.load('five-ways-of-working', ['organisation.staff.it_engineer=14'])",
        "assert len(sim.load('flat-effort').alternatives) == 5",
        "assert {'step', 'state', 'days'} < set(study.flow)",
    ),
    "03-comparing-investments": (
        "assert len(study.alternatives) == 5 and study.scenario.replications == 8",
        "world = study.scenario.cells[0].world",
        "assert (world.models, world.horizon) == (40, 5 * 252 * 2**20)",
        "rows = analysis.figures.TOLD['paired_worlds'].analyse(study).rows",
        "assert all(row.paired < row.apart for row in rows)",
        "curves = figures.j_curves.analyse(study).panels[-1].curves",
        "assert all(one.points[0].high < 0 for one in curves)",
        # the exercises
        "from analysis.study.scenarios import loaded",
        "loaded('feature-store-or-cd', precision='5 %', max_replications=60, seed=8, "
        "sets=['portfolio.models=10'])",
        "assert study.differences().groupby('measure').variance_saved.mean().notna().any()",
    ),
    "04-queueing-theory": (
        "worlds = [cell.world for cell in by_load.scenario.cells]",
        "assert {one.staff['data_scientist'] for one in worlds} == {3}",
        "efforts = [one.process['development.explore.effort'] for one in worlds]",
        "assert {one.arguments for one in efforts} == {(('mean', 0.1),)}",
        "requests = [cell.world for cell in by_variation.scenario.cells]",
        "assert {one.staff['it_engineer'] for one in requests} == {1}",
        "assert {one.process['duties.it_engineer.rate'] for one in requests} == {7}",
        "assert {cell.world.models for cell in by_people.scenario.cells} == {10}",
        "waits = lambda *a: analysis.figures.TOLD['queue'].analyse(*a).waits",
        "assert all(one.agrees for one in waits(by_load, 'load'))",
        "assert all(one.agrees for one in waits(by_variation, 'variation'))",
        "assert all(one.agrees for one in waits(by_people, 'repairers'))",
        "assert not all(one.agrees for one in waits(planted, 'load', by_load))",
        "first, *_, last = waits(by_load, 'load')",
        "assert [round(one.place, 9) for one in (first, last)] == [0.4, 0.85]",
        "assert last.theory / first.theory > 15",
        # the exercises
        "assert 0 < analysis.closed_forms.wait_m_m_c(21, 0.1, 3) < 0.1",
        "import sim",
        "twice = ['organisation.staff.data_scientist=6', "
        "'process.development.explore.effort={exponential: {mean: 0.2 days}}']",
        "sim.load('../tests/theory/m-m-c-by-load.yaml', twice)",
    ),
}
"""What the words of a notebook claim, and its computed sentences do not: checked when it is run.

And that what the exercises name is there.
"""

every = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


def test_there_are_some_and_each_has_claims() -> None:
    assert [path.stem for path in SOURCES] == sorted(CLAIMS)


@every
def test_the_twins_are_in_step(source: Path) -> None:
    """If not: python -m tests.docs.notebooks."""
    twin, notebook = made(source), stored(source)
    assert [(one.cell_type, one.source, one.id) for one in notebook.cells] == [
        (one.cell_type, one.source, one.id) for one in twin.cells
    ]
    assert notebook.metadata == twin.metadata
    assert source.with_suffix(".ipynb").read_text("utf-8") == text(notebook)


@every
def test_a_lab_would_save_the_twin_as_it_is(source: Path) -> None:
    settings = load_jupytext_config(str(source))
    twin = jupytext.writes(stored(source), fmt="py:percent", config=settings)
    assert twin == source.read_text("utf-8")


def test_a_lab_opens_them_whichever_file_is_younger() -> None:
    settings = load_jupytext_config(str(SOURCES[0]))
    assert settings.outdated_text_notebook_margin == float("inf")
    assert settings.default_formats(str(SOURCES[0])) == METADATA["jupytext"]["formats"]


@every
def test_it_is_a_story_of_few_cells_that_ends_with_exercises(source: Path) -> None:
    cells = made(source).cells
    assert len(cells) <= MOST_CELLS
    assert cells[0].cell_type == cells[-1].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert cells[-1].source.startswith("## Exercises\n\n1. ")


@every
def test_it_calls_the_library_and_defines_nothing(source: Path) -> None:
    for cell in made(source).cells:
        if cell.cell_type == "code":
            tree = ast.parse(cell.source)
            assert not [node for node in ast.walk(tree) if isinstance(node, LOGIC)], cell.source
            lines = [line for line in cell.source.splitlines() if line and "import" not in line]
            assert len(lines) <= MOST_LINES, cell.source


@every
def test_every_code_cell_has_run_and_shows_something(source: Path) -> None:
    cells = [one for one in stored(source).cells if one.cell_type == "code"]
    assert [one.execution_count for one in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert cell.outputs, cell.source
        assert {one.output_type for one in cell.outputs} <= {"stream", "execute_result"}
        assert all(one.get("name", "stdout") == "stdout" for one in cell.outputs)


@every
def test_every_picture_is_shown_under_what_it_says(source: Path) -> None:
    cells = [one for one in stored(source).cells if "figures." in one.source.split("\n")[-1]]
    assert len(cells) >= 3
    for cell in cells:
        words, picture = cell.outputs
        assert words.output_type == "stream"
        assert "image/png" in picture.data


@every
def test_no_place_and_no_day_is_in_it(source: Path, root: Path) -> None:
    content = source.with_suffix(".ipynb").read_text("utf-8")
    assert str(root) not in content
    assert not re.search(r"\b0x[0-9a-f]{4}", content)


@every
def test_links_lead_somewhere(source: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", source.read_text("utf-8")):
        assert (source.parent / link).exists(), link


@pytest.mark.slow
@every
def test_it_runs_and_shows_what_is_stored(source: Path) -> None:
    """If not, and the change is meant: python -m tests.docs.notebooks."""
    found = executed(source, *CLAIMS[source.stem])
    for now, before in zip(found.cells, stored(source).cells, strict=True):
        if now.cell_type == "code":
            assert len(now.outputs) == len(before.outputs)
            for one, other in zip(now.outputs, before.outputs, strict=True):
                assert words(one) == words(other)
                assert same_picture(one, other), now.source


def words(output: Any) -> tuple[str, ...]:
    data = output.get("data", {})
    return (output.get("text", ""), data.get("text/plain", ""), data.get("text/html", ""))


def same_picture(one: Any, other: Any) -> bool:
    """Whether two outputs show the same, but for what processors differ in: a shade here and there.

    Bytes are the same on the same machine; how they are packed depends on the library that packs.
    """
    pictures = [one.get("data", {}).get("image/png") for one in (one, other)]
    if None in pictures:
        return pictures == [None, None]
    first, second = map(pixels, pictures)
    return first.shape == second.shape and float((abs(first - second) > 24).mean()) < 1e-4


def pixels(encoded: str) -> np.ndarray:
    image = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    return np.asarray(image, dtype=np.int16)


def test_another_picture_is_noticed() -> None:
    pictures = [
        one.outputs[1] for one in stored(SOURCES[0]).cells if len(one.get("outputs", [])) > 1
    ]
    assert same_picture(pictures[0], pictures[0])
    assert not same_picture(pictures[0], pictures[1])
    assert not same_picture(pictures[0], {})
