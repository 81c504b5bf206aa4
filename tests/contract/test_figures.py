"""Every figure: labelled axes with units, the baseline, legends, the palette, the same bytes; and
what it shows is what the frames say."""

import re
from dataclasses import FrozenInstanceError, is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import figures
from analysis.figures import (
    difference_forest,
    j_curves,
    palette,
    people_kinds,
    portfolio_states,
    value_causes,
    waiting_steps,
)
from analysis.figures.canvas import apart
from analysis.study.compare import Study, compare
from analysis.study.scenarios import loaded
from sim.ledgers.causes import CAUSES
from sim.process import PARAMETERS
from sim.vocabulary import TIME_KINDS, TOIL_KINDS

SCENARIO = """\
name: Two ways
history: 1 year
horizon: 1 year
portfolio: {models: 3}
organisation: {stage: 2}
baseline: as it is
alternatives:
  as it is: {}
  IT serves: {changes: {take over: {at: 40 days, stage: 3}}}
  "a name $x_1$ with dollars": {organisation: {staff: {data_scientist: 9}}}
contexts:
  few: {}
  many: {portfolio: {models: 8}}
compare:
  measures: [net_value, lead_time_refresh, toil_share, wip]
  decide_on: net_value
  replications: 3
"""
RESULTS = {
    "differences": difference_forest.analyse,
    "j_curve": j_curves.analyse,
    "people_time": people_kinds.analyse,
    "value_leaks": value_causes.analyse,
    "waiting": waiting_steps.analyse,
    "portfolio": portfolio_states.analyse,
}
UNITS = {
    "differences": ("share of the measure's largest",),
    "j_curve": ("quarters after day 0", "USD\n/ year", "first releases\n/ quarter"),
    "people_time": ("posts x time [%]",),
    "value_leaks": ("[USD / year]",),
    "waiting": ("working days per started use case", "working days per refresh"),
    "portfolio": ("quarters after day 0", "models", "use cases", "%"),
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("figures") / "s.yaml"
    path.write_text(SCENARIO)
    return compare(loaded(path), jobs=1)


@pytest.fixture(scope="module")
def drawn(study: Study) -> dict[str, Figure]:
    return {name: draw(study, "many") for name, draw in figures.FIGURES.items()}


@pytest.fixture(scope="module")
def svgs(study: Study) -> dict[str, bytes]:
    return {name: figures.svg(draw(study, "few")) for name, draw in figures.FIGURES.items()}


def words(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if one.get_text()]  # type: ignore[union-attr]


def test_these_are_all_there_are() -> None:
    assert set(RESULTS) == set(UNITS) == set(figures.FIGURES)
    assert set(figures.FIGURES) <= set(figures.__all__)


@pytest.mark.parametrize("name", RESULTS)
class TestEveryFigure:
    def test_axes_say_their_units(self, drawn: dict[str, Figure], name: str) -> None:
        axes = drawn[name].axes
        said = "\n".join(ax.get_xlabel() + "\n" + ax.get_ylabel() for ax in axes)
        for unit in UNITS[name]:
            assert unit in said

    def test_all_alternatives_and_the_baseline_are_named(
        self, drawn: dict[str, Figure], name: str
    ) -> None:
        said = " | ".join(words(drawn[name]))
        assert "IT serves" in said
        assert "a name $x_1$ with dollars" in said
        assert "baseline" in said
        assert "many" in said

    def test_nothing_leaves_the_paper(self, drawn: dict[str, Figure], name: str) -> None:
        figure = drawn[name]
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        box = figure.get_tightbbox(canvas.get_renderer())  # in inches
        width, height = figure.get_size_inches()
        assert min(box.x0, box.y0) >= -0.03
        assert box.x1 <= width + 0.03
        assert box.y1 <= height + 0.03

    def test_only_colours_of_the_palette(self, drawn: dict[str, Figure], name: str) -> None:
        known = {*palette.OKABE_ITO, *palette.GREYS, *palette.TINTS, palette.INK, palette.WHITE}
        known = {colour.lower() for colour in known}
        for ax in drawn[name].axes:
            for line in ax.lines:
                assert to_hex(line.get_color()) in known
            for patch in ax.patches:
                assert to_hex(patch.get_facecolor()) in known

    def test_svg_fetches_nothing_and_has_no_date(self, svgs: dict[str, bytes], name: str) -> None:
        assert b"dc:date" not in svgs[name]
        assert b"<!DOCTYPE" not in svgs[name]
        assert all(link.startswith(b"#") for link in re.findall(rb'href="([^"]*)"', svgs[name]))

    def test_the_same_bytes_whatever_the_style_of_the_caller(
        self, study: Study, svgs: dict[str, bytes], name: str
    ) -> None:
        with mpl.rc_context({"font.size": 30, "text.parse_math": True, "svg.fonttype": "path"}):
            before = dict(mpl.rcParams)
            assert figures.svg(figures.FIGURES[name](study)) == svgs[name]  # the first context
            assert dict(mpl.rcParams) == before

    def test_its_result_is_frozen(self, study: Study, name: str) -> None:
        result = RESULTS[name](study, "few")
        assert is_dataclass(result)
        with pytest.raises(FrozenInstanceError):
            result.baseline = "other"  # type: ignore[misc]
        hash(result)  # frozen all the way down
        assert result == RESULTS[name](study, "few")


class TestWhatTheyShow:
    """The numbers are those of the frames."""

    def test_time(self, study: Study) -> None:
        frame = study.time.query("context == 'many'")
        for row in people_kinds.analyse(study, "many").rows:
            mine = frame[(frame.alternative == row.alternative) & (frame.role == row.role)]
            days = mine.pivot_table(index="replication", columns="kind", values="days")
            shares = days.div(days.sum(axis=1), axis=0).mean()
            assert dict(row.shares) == pytest.approx(
                {kind: shares.get(kind, 0.0) for kind in people_kinds.WORDS}
            )
            assert sum(dict(row.shares).values()) == pytest.approx(1)
            assert row.toil.mean == pytest.approx(shares.reindex(TOIL_KINDS).sum())

    def test_every_kind_of_time_has_words_and_a_colour_of_its_own(self) -> None:
        assert set(people_kinds.WORDS) == set(palette.TIME) == set(TIME_KINDS)
        assert len(set(palette.TIME.values())) == len(TIME_KINDS)
        assert people_kinds.TOIL == TOIL_KINDS

    def test_value(self, study: Study) -> None:
        frame = study.runs.query("context == 'many'")
        for row in value_causes.analyse(study, "many").rows:
            mine = frame[frame.alternative == row.alternative].mean(numeric_only=True)
            assert row.delivered.mean == pytest.approx(mine.value_delivered)
            assert row.potential.mean == pytest.approx(mine.value_potential)
            total = row.delivered.mean + sum(lost.mean for _, lost in row.lost)
            assert total == pytest.approx(row.potential.mean)
            assert row.delivered.low < row.delivered.mean < row.delivered.high

    def test_every_cause_has_words_and_a_colour_of_its_own(self) -> None:
        assert set(value_causes.WORDS) == set(palette.VALUE) == {"delivered", *CAUSES}
        assert len(set(palette.VALUE.values())) == len(palette.VALUE)

    @pytest.mark.parametrize("item", waiting_steps.ITEMS)
    def test_waiting(self, study: Study, item: str) -> None:
        frame = study.flow.query("context == 'many' and item_kind == @item and step != 'backlog'")
        for panel in waiting_steps.analyse(study, "many").panels:
            if panel.item != item:
                continue
            mine = frame[frame.alternative == panel.alternative]
            ended = mine[(mine.state == "ended") & (mine.step != "expired")]
            days = (
                mine.groupby("replication").days.sum() / ended.groupby("replication")["count"].sum()
            )
            assert panel.worlds == 3
            assert sum(bar.total.mean for bar in panel.bars) == pytest.approx(days.mean())
            for bar in panel.bars:
                assert sum(dict(bar.days).values()) == pytest.approx(bar.total.mean)

    def test_every_step_of_a_use_case_and_a_refresh_has_a_phase(self, study: Study) -> None:
        assert set(palette.STATE) == set(waiting_steps.STATES)
        for item, phases in waiting_steps.PHASES.items():  # noqa: B007  (pandas reads it)
            known = tuple(start for starts in phases.values() for start in starts)
            steps = set(study.flow.query("item_kind == @item and state != 'ended'").step)
            assert steps
            assert all(step.startswith(known) for step in steps - {"backlog"})
        assert {"handover.rewrite.by", "release.ci.by", "canvas.screen.by"} <= set(PARAMETERS)

    def test_portfolio(self, study: Study) -> None:
        frame = study.timeline.query("context == 'many' and alternative == 'IT serves'")
        table = frame.pivot_table(
            index=["quarter", "replication"], columns="measure", values="value"
        )
        result = portfolio_states.analyse(study, "many")
        for panel in result.panels:
            column = table[panel.measure]
            if panel.unit == "models" and panel.measure != "live_models":
                column = column * table.live_models
            points = next(c.points for c in panel.curves if c.alternative == "IT serves")
            means = column.groupby("quarter").mean()
            assert [one.mean for one in points] == pytest.approx(list(means))
        assert [(mark.words, mark.at) for mark in result.marks] == [("take over", 40 / 63)]

    def test_differences(self, study: Study) -> None:
        frame = study.differences().query("context == 'many' and reference == 'as it is'")
        rows = difference_forest.analyse(study, "many").rows
        assert len(rows) == len(frame) == 8
        for row in rows:
            mine = frame[(frame.measure == row.measure) & (frame.alternative == row.alternative)]
            found = mine.iloc[0]
            assert (row.verdict, row.difference) == (found.verdict, found.difference)
            assert (row.low, row.high) == (found.low, found.high)

    def test_better_is_to_the_right(self, study: Study, drawn: dict[str, Figure]) -> None:
        dots = [line for line in drawn["differences"].axes[0].lines if line.get_marker() == "o"]
        for row, dot in zip(difference_forest.analyse(study, "many").rows, dots, strict=True):
            turned = -1 if row.better == "down" else 1
            assert row.difference * turned * float(dot.get_xdata()[0]) >= 0  # type: ignore[index]

    def test_j_curve(self, study: Study) -> None:
        frame = study.timeline.query("context == 'many' and measure == 'net_value'")
        table = frame.pivot_table(
            index=["quarter", "replication"], columns="alternative", values="value"
        )
        apart = table["IT serves"] - table["as it is"]
        panel = next(p for p in j_curves.analyse(study, "many").panels if p.measure == "net_value")
        points = next(c.points for c in panel.curves if c.alternative == "IT serves")
        assert [one.mean for one in points] == pytest.approx(list(apart.groupby("quarter").mean()))
        assert all(one.low <= one.mean <= one.high for one in points)


def test_an_unfamiliar_style_is_not_needed_to_draw_on_ones_own_axes(study: Study) -> None:
    result = value_causes.analyse(study, "few")
    ax = Figure().subplots()
    value_causes.draw(result, ax)
    assert ax.get_xlabel().startswith("value of the live models [USD / year]")


def test_what_a_figure_shows_is_found_out_once_for_each_study(study: Study) -> None:
    found = portfolio_states.analyse(study, "few")
    assert portfolio_states.analyse(study, "few") is found
    assert portfolio_states.analyse(study, study.contexts[1]) is not found
    again = portfolio_states.analyse(replace(study), "few")
    assert again is not found
    assert again == found


def test_labels_keep_their_distance_and_their_order() -> None:
    places = apart([0.5, 0.5, 0.1, 0.52], 0.1)
    ordered = sorted(places)
    assert all(b - a > 0.099 for a, b in pairwise(ordered))
    assert places[2] == ordered[0]
    assert apart([0.1, 0.9], 0.1) == [0.1, 0.9]


def test_drawing_is_imported_by_nobody_who_does_not_draw(root: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys, analysis, analysis.cli; from click.testing import CliRunner\n"
        "assert CliRunner().invoke(analysis.cli.cli, ['--help']).exit_code == 0\n"
        "assert CliRunner().invoke(analysis.cli.cli, ['compare', '--help']).exit_code == 0\n"
        "assert CliRunner().invoke(analysis.cli.cli, ['report', '--help']).exit_code == 0\n"
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_the_picture_of_the_readme_is_one_of_these(root: Path) -> None:
    """That its numbers are those of today is seen in tests/directions/test_flat_effort.py."""
    picture = (root / "docs" / "images" / "verdict.svg").read_text("utf-8")
    assert "Where value goes" in picture
    for words in value_causes.WORDS.values():
        assert f">{words}<" in picture
    for name in loaded("five-ways-of-working").alternatives:
        assert name in picture
    assert "<!DOCTYPE" not in picture
    assert "docs/images/verdict.svg" in (root / "README.md").read_text("utf-8")
