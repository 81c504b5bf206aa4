"""Which points a design has."""

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import qmc

from analysis.study.sweep.plan import MOST_CELLS, MOST_RUNS, Plan, planned
from sim.scenario import ScenarioErrors
from sim.scenario.work import MOST_EVENTS_IN_ALL, expected_events_in_all
from tests.contract import fake_sweeps

MODELS, DEPLOY = "portfolio.models", "process.release.deploy.effort"
TWO = {MODELS: [10, 30, 50], DEPLOY: [1, 4]}


def plan(folder: Path, more: str = "", **asked: Any) -> Plan:
    return planned(fake_sweeps.scenario(folder, more), **asked)


def values(made: Plan) -> list[tuple[float | None, ...]]:
    return [tuple(None if one is None else one.value for one in point) for point in made.points]


def test_a_grid_has_every_level_with_every_other(tmp_path: Path) -> None:
    made = plan(tmp_path, over=TWO)
    assert values(made) == list(product([10, 30, 50], [1, 4]))
    assert [one.world().models for one in made.scenarios] == [10, 10, 30, 30, 50, 50]
    assert made.size == 2
    assert len(made.cells) == 12


def test_one_at_a_time_begins_with_the_scenario_as_it_is(tmp_path: Path) -> None:
    made = plan(tmp_path, over=TWO, design="one_at_a_time")
    assert values(made) == [
        (None, None), (10, None), (30, None), (50, None), (None, 1), (None, 4),
    ]  # fmt: skip
    assert made.scenarios[0] == made.base


def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_range(tmp_path: Path) -> None:
    over = {DEPLOY: {"from": 1, "to": 5}, "process.shift.loss": {"from": 0.2, "to": 0.6}}
    made = plan(tmp_path, over=over, design="latin_hypercube", points=20)
    deploy, loss = zip(*values(made), strict=True)
    for column, low, high in ((deploy, 1, 5), (loss, 0.2, 0.6)):
        slices = np.floor((np.array(column, float) - low) / (high - low) * 20)
        assert sorted(slices) == list(range(20))


def test_a_sobol_sequence_is_that_of_scipy(tmp_path: Path) -> None:
    over = {DEPLOY: {"from": 1, "to": 5}, "process.shift.loss": {"from": 0.2, "to": 0.6}}
    made = plan(tmp_path, over=over, design="sobol", points=16, seed=5)
    drawn = qmc.scale(qmc.Sobol(d=2, rng=5).random(16), [1, 0.2], [5, 0.6])
    assert np.array(values(made), float) == pytest.approx(drawn, rel=1e-9)


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_the_seed_draws_the_points(design: str, tmp_path: Path) -> None:
    asked = {"over": [DEPLOY], "design": design, "points": 8}
    first, again, other = (plan(tmp_path, seed=seed, **asked) for seed in (3, 3, 4))
    assert values(first) == values(again) != values(other)
    assert first.hash == again.hash != other.hash


def test_whole_numbers_and_listed_levels_have_equal_parts_of_the_range(tmp_path: Path) -> None:
    over = {MODELS: {"from": 3, "to": 6}, "organisation.staff.it_engineer": [2, 9]}
    made = plan(tmp_path, over=over, design="sobol", points=64)
    models, staff = zip(*values(made), strict=True)
    assert pd.Series(models).value_counts().to_dict() == dict.fromkeys([3, 4, 5, 6], 16)
    assert pd.Series(staff).value_counts().to_dict() == {2: 32, 9: 32}


def test_a_logarithmic_range_is_even_in_the_logarithm(tmp_path: Path) -> None:
    over = {"process.shift.rate": {"from": 1, "to": 100, "log": True}}
    made = plan(tmp_path, over=over, design="latin_hypercube", points=40)
    logs = np.log10([value for (value,) in values(made)])  # type: ignore[arg-type]
    assert np.mean(logs < 1) == 0.5


def test_the_file_asks_and_options_take_its_place(tmp_path: Path) -> None:
    more = "sweep: {over: {portfolio.models: [10, 20, 30]}, design: one_at_a_time}\n"
    assert len(plan(tmp_path, more).points) == 4
    assert len(plan(tmp_path, more, design="grid").points) == 3
    assert plan(tmp_path, more, over={DEPLOY: [1, 2]}).axes[0].name == DEPLOY
    assert plan(tmp_path, more, sets=["portfolio.use_cases=9 / year"]).base.cells[0].world.use_cases


class TestCeilings:
    """Refused before anything is resolved, let alone run."""

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ({"design": "sobol", "points": 16_384}, "16384 is absurdly many"),
            ({"design": "latin_hypercube", "points": 10_000, "replications": 30}, f"{MOST_RUNS:_}"),
            ({"design": "latin_hypercube", "points": 500, "replications": 600}, f"{MOST_RUNS:_}"),
        ],
    )
    def test_points_and_replications(
        self, asked: dict[str, Any], words: str, tmp_path: Path
    ) -> None:
        with pytest.raises(ScenarioErrors) as refused:
            plan(tmp_path, over=[DEPLOY], **asked)
        assert words in str(refused.value)

    def test_cells(self, tmp_path: Path) -> None:
        names = "".join(f"  c{n}: {{portfolio: {{models: {n}}}}}\n" for n in range(3))
        more = f"contexts:\n{names}"
        with pytest.raises(ScenarioErrors, match=f"at most {MOST_CELLS:_} in all"):
            plan(tmp_path, more, over=[DEPLOY], design="latin_hypercube", points=4_000)

    def test_work(self, tmp_path: Path) -> None:
        over = {MODELS: [5_000, 5_001, 5_002]}
        each = expected_events_in_all(plan(tmp_path, over=over, replications=2).scenarios[0]) / 2
        much = int(0.5 * MOST_EVENTS_IN_ALL / each)  # well for each point by itself
        with pytest.raises(ScenarioErrors, match="events at all points together"):
            plan(tmp_path, over=over, replications=much)


class TestGiven:
    """Points that somebody brings along."""

    def test_numbers_texts_and_what_the_scenario_says(self, tmp_path: Path) -> None:
        frame = pd.DataFrame(
            {"point": [0, 1, 2], MODELS: [10, 20, None], DEPLOY: [1.5, "1 week", float("nan")]}
        )
        made = plan(tmp_path, points=frame)
        assert values(made) == [(10, 1.5), (20, 5), (None, None)]
        assert made.design == "given"
        assert made.bounds == ((10, 20), (1.5, 5))
        assert made.scenarios[2] == made.base

    @pytest.mark.parametrize("ending", ["csv", "parquet"])
    def test_files(self, ending: str, tmp_path: Path) -> None:
        frame = pd.DataFrame({MODELS: [10.0, 20.0], "process.shift.loss": [0.25, 0.5]})
        path = tmp_path / f"points.{ending}"
        frame.to_csv(path, index=False) if ending == "csv" else frame.to_parquet(path)
        assert values(plan(tmp_path, points=path)) == [(10, 0.25), (20, 0.5)]
        assert plan(tmp_path, points=path).hash == plan(tmp_path, points=frame).hash

    def test_all_mistakes_with_line_and_column(self, tmp_path: Path) -> None:
        path = tmp_path / "points.csv"
        path.write_text(f"{MODELS},process.shift.loss\n10,15 %\n2.5,130 %\nmany,inf\n1e9,\n,0.3\n")
        with pytest.raises(ScenarioErrors) as refused:
            plan(tmp_path, points=path)
        told = [(one.line, one.column) for one in refused.value.mistakes]
        assert told == [(3, 1), (3, 2), (4, 1), (4, 2)]
        assert {one.file for one in refused.value.mistakes} == {str(path)}
        path.write_text(f"{MODELS}\n10\n2_000_000\n")
        with pytest.raises(ScenarioErrors) as refused:  # beyond what a scenario takes
            plan(tmp_path, points=path)
        assert (refused.value.mistakes[0].line, refused.value.mistakes[0].column) == (3, 1)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "no table"),
            ("portfolio.models\n", "no points"),
            ("portfolio.modles\n3\n", "did you mean: portfolio.models"),
            ("portfolio.models,portfolio.models\n3,4\n", "varied twice"),
            ("portfolio.models,seed\n3\n", "1 cells, but there are 2 columns"),
            ("seed\n3\n", "the same at all points"),
            ("release.deploy.by\nnever\n", "did you mean"),
            ("portfolio.models\n" + "3\n" * 10_001, "absurdly many"),
            ("process.people.salary.it_engineer\n95 k EUR / year\n", "in EUR"),
        ],
    )
    def test_files_that_are_none(self, text: str, words: str, tmp_path: Path) -> None:
        path = tmp_path / "points.csv"
        path.write_text(text)
        with pytest.raises(ScenarioErrors) as refused:
            plan(tmp_path, points=path)
        assert words in str(refused.value)

    @pytest.mark.parametrize("name", ["nothing.csv", ".", "bad.parquet", "bytes.csv"])
    def test_no_file(self, name: str, tmp_path: Path) -> None:
        (tmp_path / "bad.parquet").write_bytes(b"PAR1")
        (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(ScenarioErrors):
            plan(tmp_path, points=tmp_path / name)


def test_a_point_that_cannot_be_is_told_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors) as refused:
        plan(tmp_path, over={"organisation.staff.data_scientist": [5, 7, 9], MODELS: [1, 2, 3]})
    (mistake,) = refused.value.mistakes  # said once, not for each of nine points
    assert "'plan' is the same as 'wait'" in mistake.found


def test_a_study_that_is_open_needs_a_number_of_replications(tmp_path: Path) -> None:
    path = fake_sweeps.scenario(tmp_path)
    text = path.read_text().replace("replications: 10", "precision: 1 first releases / quarter")
    path.write_text(text)
    with pytest.raises(ScenarioErrors, match="the same number of replications"):
        planned(path, over={MODELS: [1, 2]})
    assert planned(path, over={MODELS: [1, 2]}, replications=4).base.replications == 4
