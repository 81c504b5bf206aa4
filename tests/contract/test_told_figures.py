"""Pictures of one history's ledgers, of pairs, intervals and queues: what they show, and say."""

import math
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from scipy import stats

import analysis
import sim
from analysis import figures
from analysis.figures import (
    against_theory,
    canvas,
    flow_ledger,
    money_ledger,
    narrowing,
    pairs,
    palette,
    time_ledger,
    value_ledger,
)
from analysis.figures.people_kinds import TOIL
from analysis.queues import QUEUES, waits
from analysis.study.compare import Study, compare
from sim.history import History
from sim.ledgers.money import KINDS
from tests.contract import fake_worlds
from tests.contract.made_up_studies import gain
from tests.contract.made_up_studies import study as made_up

THEORY = Path(__file__).parents[1] / "theory"


@pytest.fixture(scope="module")
def history() -> History:
    """Of few people who are swamped, and work overtime."""
    staff = {"data_scientist": 2, "it_engineer": 2}
    process = {**fake_worlds.world().process, "people.overtime.share": 0.2}
    world = fake_worlds.world(horizon=2 * fake_worlds.YEAR, models=20, staff=staff, process=process)
    lived = sim.simulate(world, seed=3)
    assert lived.measures["overtime_data_scientist"]
    return lived


@pytest.fixture(scope="module")
def study() -> Study:
    return made_up({(None, "as it is"): gain(0), (None, "more"): gain(1), (None, "less"): gain(-1)})


@pytest.fixture(scope="module")
def queue() -> Study:
    sets = ["horizon=1 month", "compare.replications=3"]
    return compare(THEORY / "m-m-c-by-load.yaml", sets=sets, jobs=1)


@pytest.fixture(scope="module")
def asked(history: History, study: Study, queue: Study) -> dict[str, tuple[Any, ...]]:
    """For each figure what it is called with."""
    return {
        "time": (history,),
        "flow": (history,),
        "value": (history, "USD"),
        "money": (history, "USD"),
        "paired_worlds": (study,),
        "intervals": (study,),
        "queue": (queue, "load"),
    }


@pytest.mark.parametrize("name", figures.TOLD)
class TestEach:
    def test_it_is_a_figure_that_stays_on_its_paper(self, asked: dict, name: str) -> None:
        figure = getattr(figures, name)(*asked[name])
        assert isinstance(figure, Figure)
        agg = FigureCanvasAgg(figure)
        agg.draw()
        box = figure.get_tightbbox(agg.get_renderer())
        width, height = figure.get_size_inches()
        assert min(box.x0, box.y0) >= -0.03
        assert box.x1 <= width + 0.03
        assert box.y1 <= height + 0.03

    def test_axes_and_legends_say_what_they_are(self, asked: dict, name: str) -> None:
        figure = getattr(figures, name)(*asked[name])
        shown = [ax for ax in figure.axes if ax.get_visible()]
        said = " ".join(ax.get_xlabel() + ax.get_ylabel() for ax in shown)
        units = ("person-days", "open items", "USD", "releases / quarter", "working days")
        assert any(unit in said for unit in units)
        assert all(ax.get_title(loc="left") for ax in shown)

    def test_a_notebook_shows_the_same_bytes_each_time(self, asked: dict, name: str) -> None:
        first, second = (getattr(figures, name)(*asked[name])._repr_png_() for _ in range(2))
        assert first == second
        assert first.startswith(b"\x89PNG")
        assert b"Software" not in first

    def test_its_result_is_frozen(self, asked: dict, name: str) -> None:
        result = figures.TOLD[name].analyse(*asked[name])
        with pytest.raises(FrozenInstanceError):
            setattr(result, fields(result)[0].name, "other")
        hash(result)

    def test_its_caption_says_what_to_see_and_what_it_shows(self, asked: dict, name: str) -> None:
        said = analysis.caption(name, *asked[name])
        assert said.startswith(figures.TOLD[name].SEE)
        assert said.endswith(analysis.caption(name, *asked[name], see=False))
        assert len(said) > len(figures.TOLD[name].SEE) + 40
        assert "nan" not in said


def test_figures_of_a_report_have_captions_too(study: Study) -> None:
    assert "'more' +1" in analysis.caption("differences", study)
    with pytest.raises(KeyError):
        analysis.caption("no such figure", study)


def test_paragraphs_are_printed_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    analysis.say("word " * 50, "end\x1b[31m")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[-2] == ""
    assert lines[-1].startswith("end")
    assert "\x1b" not in lines[-1]


class TestLedgers:
    @pytest.mark.parametrize("module", [time_ledger, flow_ledger, value_ledger, money_ledger])
    def test_what_is_stacked_is_what_another_observer_saw(
        self, history: History, module: Any
    ) -> None:
        more = () if module in (time_ledger, flow_ledger) else ("USD",)
        result = module.analyse(history, *more)
        for panel in result.panels if hasattr(result, "panels") else (result.panel,):
            assert len(panel.columns) == 8
            for column in panel.columns:
                assert math.fsum(x for _, x in column.parts) == pytest.approx(column.total)
                assert column.total > 0

    def test_they_are_the_frames(self, history: History) -> None:
        books = analysis.frames(history)
        time = time_ledger.analyse(history).panels[0].sums()
        mine = books.time.query("role == 'data_scientist'").groupby("kind").days.sum()
        assert {kind: days for kind, days in time.items() if days} == pytest.approx(
            {kind: days for kind, days in mine.items() if days}
        )
        value = value_ledger.analyse(history, "USD").panel.sums()
        accounts = books.value.groupby("account").amount.sum()
        assert value == pytest.approx(dict(accounts.drop("potential")))
        money = money_ledger.analyse(history, "USD")
        spent = books.money.groupby("kind").amount.sum()
        sums = {kind: amount for kind, amount in money.panel.sums().items() if amount}
        assert sums == pytest.approx({kind: x for kind, x in spent.items() if x})
        years = 2
        assert sum(money.net) / years == pytest.approx(history.measures["net_value"])

    def test_every_kind_of_cost_has_words_and_a_colour(self) -> None:
        assert set(money_ledger.WORDS) == set(palette.COST) == set(KINDS)
        assert len(set(palette.COST.values())) == len(KINDS)

    def test_flow_counts_what_ended(self, history: History) -> None:
        result = flow_ledger.analyse(history)
        for item, released, otherwise in result.ended:
            assert released + otherwise == sum(
                number for kind, _, number in history.whole.ended() if kind == item
            )

    def test_words_give_shares_of_the_first_and_the_last_year(self, history: History) -> None:
        panel = time_ledger.analyse(history).panels[0]
        first = panel.sums(0, 4)
        share = sum(first[kind] for kind in TOIL) / sum(first.values())
        assert f"Toil is {100 * share:.0f} % of it in the first year" in time_ledger.told(
            time_ledger.analyse(history)
        )

    def test_without_models_nothing_is_delivered(self) -> None:
        world = fake_worlds.world(models=0, use_cases=0.0)
        empty = value_ledger.analyse(sim.simulate(world, seed=1), "EUR")
        assert value_ledger.told(empty).startswith("There were no live models")
        assert empty.panel.unit == "EUR / quarter"


class TestPairs:
    def test_intervals_are_those_of_scipy(self, study: Study) -> None:
        a, b = study.values(None, "throughput", "more", "as it is")
        row = pairs.analyse(study).rows[0]
        together = stats.ttest_rel(a, b).confidence_interval()
        apart = stats.ttest_ind(a, b).confidence_interval()
        assert row.paired == pytest.approx((together.high - together.low) / 2)
        assert row.apart == pytest.approx((apart.high - apart.low) / 2)
        assert row.pairs == tuple(zip(b, a, strict=True))

    def test_as_many_worlds_as_variance_is_saved(self, study: Study) -> None:
        row = pairs.analyse(study).rows[0]
        found = study.differences().query("alternative == 'more' and reference == 'as it is'")
        saved = float(found.variance_saved.iloc[0])
        assert row.times == pytest.approx(1 / (1 - saved))
        assert row.times > 2

    def test_a_world_that_does_not_have_it_is_no_pair(self) -> None:
        values = {(None, "as it is"): gain(0), (None, "more"): [None, *gain(1)[1:]]}
        assert len(pairs.analyse(made_up(values)).rows[0].pairs) == 39


class TestIntervals:
    def test_the_last_is_that_of_the_study(self, study: Study) -> None:
        course = narrowing.analyse(study).courses[0]
        last = course.points[-1]
        found = study.differences().query("alternative == 'more' and reference == 'as it is'")
        assert (last.low, last.high) == pytest.approx(
            (float(found.low.iloc[0]), float(found.high.iloc[0]))
        )
        assert len(course.points) == 40 - narrowing.FIRST + 1

    def test_the_first_knows_only_the_first_worlds(self, study: Study) -> None:
        a, b = study.values(None, "throughput", "more", "as it is")
        first = narrowing.analyse(study).courses[0].points[0]
        assert first.mean == pytest.approx(float(np.mean((a - b)[:3])))

    def test_too_few_worlds_are_told(self) -> None:
        few = made_up({(None, "as it is"): gain(0, 2), (None, "more"): gain(1, 2)})
        assert "fewer than 3 worlds" in narrowing.told(narrowing.analyse(few))
        assert isinstance(narrowing.figure(few), Figure)


class TestQueues:
    def test_waits_are_days_for_each_visit(self, queue: Study) -> None:
        first = waits(queue, QUEUES["load"])[0]
        flow = queue.flow.query(
            "alternative == '40 %' and item_kind == 'use case' and state == 'waiting' and "
            "resource == 'data_scientist'"
        )
        sums = flow.groupby("replication")[["days", "count"]].sum()
        assert first.mean == pytest.approx((sums.days / sums["count"]).mean())
        assert (first.alternative, first.place) == ("40 %", pytest.approx(0.4))

    def test_theory_is_asked_of_the_worlds_that_are_believed(self, queue: Study) -> None:
        other = queue.scenario.model_copy(update={"cells": queue.scenario.cells[::-1]})
        assert waits(queue, QUEUES["load"], queue) == waits(queue, QUEUES["load"])
        slower = "process.development.explore.effort={exponential: {mean: 0.11 days}}"
        believed = replace(queue, scenario=sim.load(THEORY / "m-m-c-by-load.yaml", [slower]))
        for one, it in zip(waits(queue, QUEUES["load"], believed), waits(queue, QUEUES["load"]),
                           strict=True):  # fmt: skip
            assert one.theory > it.theory
            assert one.mean == it.mean
        assert len(other.cells) == 5

    @pytest.mark.parametrize(
        ("file", "name", "places"),
        [
            ("m-m-c-by-load", "load", [0.4, 0.6, 0.7, 0.8, 0.85]),
            ("m-g-1-by-variation", "variation", [0, 0.5, 1, 1.5]),
            ("machine-interference-by-people", "repairers", [1, 2, 3, 4]),
        ],
    )
    def test_alternatives_stand_where_their_names_say(
        self, file: str, name: str, places: list[float]
    ) -> None:
        scenario, one = sim.load(THEORY / f"{file}.yaml"), QUEUES[name]
        worlds = [cell.world for cell in scenario.cells]
        assert [one.place(world) for world in worlds] == pytest.approx(places)
        theory = [one.theory(world, one.place(world)) for world in worlds]
        assert sorted(theory, reverse=name == "repairers") == theory

    def test_what_does_not_agree_is_told(self, queue: Study) -> None:
        result = against_theory.analyse(queue, "load")
        wrong = replace(result.waits[0], theory=9.0)
        assert not wrong.agrees
        said = against_theory.told(replace(result, waits=(wrong, *result.waits[1:])))
        assert "all contain" not in said
        assert "The largest distance is -" in said


def test_a_picture_is_a_figure_that_knows_how_to_be_shown() -> None:
    assert issubclass(canvas.Picture, Figure)
    assert canvas.paper(2)._repr_png_() == figures.png(canvas.paper(2))
