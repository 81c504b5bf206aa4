"""What a sweep says: paired points, one family of verdicts, picks, tornado, sensitivity indices."""

import math
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as saltelli
from statsmodels.stats.multitest import multipletests

import analysis
import sim
from analysis.report import sweep_tables, sweeps
from analysis.report.overruled import overruled
from analysis.study.sweep.lived import live
from analysis.study.sweep.plan import planned
from analysis.study.sweep.result import Sweep
from tests.contract import fake_sweeps

MODELS, DEPLOY = "portfolio.models", "process.release.deploy.effort"
GRID = {MODELS: [10, 30, 50], DEPLOY: [1, 4]}


def swept(folder: Path, more: str = "", **asked: Any) -> Sweep:
    asked = {"simulate": fake_sweeps.gain, "jobs": 1, **asked}
    return analysis.sweep(fake_sweeps.scenario(folder, more), **asked)


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return swept(tmp_path_factory.mktemp("grid"), over=GRID)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return swept(tmp_path_factory.mktemp("alone"), over=GRID, design="one_at_a_time")


class TestPairing:
    """Each point is the study that `compare` would make there, in the same worlds."""

    def test_a_point_is_what_compare_makes_of_it(self, grid: Sweep, tmp_path: Path) -> None:
        path = fake_sweeps.scenario(tmp_path)
        for number, point in enumerate(grid.points.itertuples(index=False)):
            law = f"{{lognormal: {{mean: {point[2]} days, cv: 0.6}}}}"
            sets = [f"{MODELS}={point[1]:.0f}", f"process.release.deploy.effort={law}"]
            study = analysis.compare(path, sets=sets, simulate=fake_sweeps.gain, jobs=1)
            here = grid.study(number)
            assert here.scenario == study.scenario
            assert here.comparisons == study.comparisons
            assert [one.measures["wip"] for one in here.outcomes] == [
                one.measures["wip"] for one in study.outcomes
            ]

    def test_worlds_are_the_same_at_all_points(self, grid: Sweep) -> None:
        waiting = grid.runs.query("alternative == 'wait'").pivot(
            index="replication", columns="point", values="throughput"
        )
        assert (waiting.nunique(axis=1) == 1).all()  # nothing is varied that it could feel
        assert waiting.iloc[:, 0].nunique() == 10

    def test_the_results_do_not_depend_on_the_number_of_workers(
        self, grid: Sweep, tmp_path: Path
    ) -> None:
        again = swept(tmp_path, over=GRID, jobs=2)
        pd.testing.assert_frame_equal(again.runs, grid.runs)

    def test_nor_on_how_many_points_are_lived_at_once(
        self, grid: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from analysis.study.sweep import lived

        monkeypatch.setattr(lived, "AT_ONCE", 41)
        told: list[tuple[int, int]] = []
        again = swept(tmp_path, over=GRID, report=lambda *one: told.append(one))
        pd.testing.assert_frame_equal(again.runs, grid.runs)
        assert told[-1] == (120, 120)
        assert [done for done, _ in told] == sorted(done for done, _ in told)

    def test_it_is_frozen(self, grid: Sweep) -> None:
        with pytest.raises(FrozenInstanceError):
            grid.plan = None  # type: ignore[misc, assignment]
        with pytest.raises(ValueError, match="read-only"):
            grid.lived.values[0] = 0
        points = grid.points  # somebody's own frame
        points.loc[:, MODELS] = 0
        assert set(grid.points[MODELS]) == {10, 30, 50}


class TestFamily:
    """All points are judged together."""

    def test_p_values_are_holm_s_over_all_points(self, grid: Sweep) -> None:
        rows = grid.differences().query("measure == 'throughput'")
        expected = multipletests(rows.p, method="holm")[1]
        assert list(rows.p_holm) == pytest.approx(list(expected), rel=1e-12)
        assert grid.tested == len(rows) == 6
        assert set(rows.decided) == {True, False}
        assert list(rows.decided) == [p <= 0.05 for p in rows.p_holm]

    def test_other_measures_are_described_and_not_judged(self, grid: Sweep) -> None:
        rows = grid.differences().query("measure == 'toil_share'")
        assert rows.verdict.isna().all()
        assert rows.p_holm.isna().all()
        assert not rows.decided.any()
        assert rows.low.notna().all()

    def test_simultaneous_intervals_are_wider(self, grid: Sweep) -> None:
        rows = grid.differences().query("measure == 'throughput'")
        assert (rows.simultaneous_low < rows.low).all()
        assert (rows.simultaneous_high > rows.high).all()

    def test_what_is_picked(self, grid: Sweep) -> None:
        picks = grid.picks()
        joined = picks.merge(grid.differences().query("measure == 'throughput'"), on="point")
        for row in joined.itertuples():
            best = "plan" if row.difference > 0 else "wait"
            assert row.looks_best == best
            assert (row.pick == best) == row.decided
        assert set(picks.simulation) == {"terminating"}

    @pytest.mark.slow
    def test_where_nothing_differs_hardly_any_sweep_picks(self, tmp_path: Path) -> None:
        """Twins at thirty points: at 5 % one or two of 30 sweeps may err, and not most of them."""
        path, over = fake_sweeps.scenario(tmp_path), {MODELS: list(range(1, 31))}
        plan = planned(path, over=over, replications=8, sets=["compare.measures=[throughput]"])
        wrong = naive = 0
        for seed in range(30):
            luck = replace(plan, base=plan.base.model_copy(update={"seed": seed}))
            made = Sweep(luck, live(luck, jobs=1, simulate=fake_sweeps.twins))
            wrong += any(one.comparison.adjusted.decided for one in made.compared)
            naive += any(one.comparison.paired.p < 0.05 for one in made.compared)
        assert wrong <= 5
        assert naive > 15  # or the test would have no power


class TestOneAtATime:
    """The rows of a tornado."""

    def test_changes_are_paired_across_points(self, alone: Sweep) -> None:
        rows = alone.tornado()
        assert list(rows.parameter.unique()) == [MODELS, DEPLOY]  # the larger swing first
        models = rows[rows.parameter == MODELS]
        assert list(models.value) == [10, 30, 50]
        # 0.1 for each model, and luck cancels: the same worlds.
        assert list(models.change) == pytest.approx([0, 2, 4])
        assert (models.change_high - models.change_low).max() < 1e-9
        assert set(rows.as_it_is) == {rows.as_it_is.iloc[0]}
        deploy = rows[rows.parameter == DEPLOY]
        assert list(deploy.change) == pytest.approx([1, -2])
        assert list(deploy.swing) == pytest.approx([3, 3])

    def test_other_designs_have_none(self, grid: Sweep) -> None:
        with pytest.raises(ValueError, match="one_at_a_time"):
            grid.tornado()

    def test_sentences(self, alone: Sweep) -> None:
        (block,) = sweeps.blocks(alone)
        assert block[1] == "As the scenario has it: pick 'wait'."
        assert "portfolio.models (-2.03 at 10, +1.97 at 50)" in block[2]
        assert "With portfolio.models at 50: pick 'plan'." in block
        assert "as it is" in sweep_tables.tables(alone)[0].title


class TestSentences:
    """Where the pick changes."""

    def test_of_a_grid(self, grid: Sweep) -> None:
        (block,) = sweeps.blocks(grid)
        assert block[0].startswith("pick 'wait' at 3 of 6 points, 'plan' at 2; no pick at 1:")
        assert (
            "The pick changes from 'wait' to 'plan' between portfolio.models 10 and 30 where "
            "process.release.deploy.effort is 1 working days."
        ) in block or any("between portfolio.models 10 and" in line for line in block)
        first, *_ = sweeps.footers(grid)
        assert "6 points, 10 replications of each of 2 alternatives" in first
        assert "allow for all 6 comparisons of the sweep" in first
        assert first.startswith("Terminating simulation: ")

    def test_failures_are_told_and_left_out(self, tmp_path: Path) -> None:
        made = swept(tmp_path, over={MODELS: [20, 40]}, simulate=fake_sweeps.failing)
        assert made.failures == 1
        assert "1 of 40 replications failed" in sweeps.failures(made)[0]
        rows = made.differences().query("measure == 'throughput'")
        assert list(rows.worlds) == [9, 10]
        assert made.runs.error.notna().sum() == 1

    def test_what_is_written_overrules_capabilities(self, tmp_path: Path) -> None:
        path = fake_sweeps.scenario(tmp_path)
        over = {"process.development.access.effort": [1, 2], DEPLOY: [1, 2]}
        plan = planned(path, over=over, sets=["organisation.stage=3"])
        (told,) = overruled(plan)
        assert told.startswith("process.development.access.effort: is written at every point")
        assert "environments" in told

    def test_one_alternative(self, tmp_path: Path) -> None:
        path = tmp_path / "s.yaml"
        path.write_text("name: x\nhistory: 0 days\nhorizon: 1 year\ncompare: {replications: 4}\n")
        made = analysis.sweep(path, over={MODELS: [5, 6]}, jobs=1, simulate=fake_sweeps.ishigami)
        assert "nothing is compared" in sweeps.blocks(made)[0][0]
        assert sweep_tables.tables(made) == []
        assert len(made.differences()) == 0
        assert list(made.picks().looks_best) == ["as it is", "as it is"]
        first, *_ = sweeps.footers(made)
        assert "2 points, 4 replications of one alternative in the same worlds" in first
        assert "comparisons" not in first

    def test_one_point(self, tmp_path: Path) -> None:
        made = swept(tmp_path, points=pd.DataFrame({MODELS: [60]}))
        assert sweeps.blocks(made)[0][0].startswith("pick 'plan' at the one point")
        first, *_ = sweeps.footers(made)
        assert "1 point, 10 replications of each of 2 alternatives" in first
        assert "allow for the one comparison of the sweep by what decides" in first
        assert "that it is luck" in first


class TestSensitivity:
    """Points of SALib go in, and what comes out goes into SALib."""

    @pytest.mark.slow
    def test_the_indices_of_ishigami_s_function_are_the_known_ones(self, tmp_path: Path) -> None:
        """V = a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 + 1 / 2, with a = 7 and b = 0.1."""
        path = fake_sweeps.scenario(tmp_path)
        path.write_text(
            path.read_text().replace("  plan: {organisation: {staff: {data_scientist: 7}}}\n", "")
        )
        whole = {name: {"from": 0, "to": 1} for name in fake_sweeps.ISHIGAMI}
        problem = analysis.problem(path, over=whole)
        assert problem["bounds"] == [[0, 1]] * 3
        sample = saltelli.sample(problem, 256, calc_second_order=False, seed=1)
        points = pd.DataFrame(sample, columns=problem["names"])
        made = analysis.sweep(
            path, points=points, replications=2, jobs=1, simulate=fake_sweeps.ishigami
        )
        found = analyse.analyze(problem, made.response(), calc_second_order=False, seed=1)
        a, b = 7.0, 0.1
        first = 0.5 * (1 + b * math.pi**4 / 5) ** 2, a**2 / 8, 0.0
        both = 8 * b**2 * math.pi**8 / 225  # what the first and the third do together
        total = first[0] + first[1] + both
        assert found["S1"] == pytest.approx([one / total for one in first], abs=0.06)
        expected = [(first[0] + both) / total, first[1] / total, both / total]
        assert found["ST"] == pytest.approx(expected, abs=0.06)

    def test_responses(self, grid: Sweep) -> None:
        rows = grid.differences().query("measure == 'throughput'")
        assert grid.response(alternative="plan", against="wait") == pytest.approx(
            rows.difference.to_numpy()
        )
        assert grid.response("toil_share") == pytest.approx(
            grid.differences().query("measure == 'toil_share'").mean_reference.to_numpy()
        )
        with pytest.raises(KeyError):
            grid.response(alternative="nobody")

    def test_the_problem_of_a_design(self, grid: Sweep) -> None:
        assert grid.problem == {
            "num_vars": 2,
            "names": [MODELS, DEPLOY],
            "bounds": [[10, 50], [1, 4]],
        }


def test_a_real_sweep_is_made_of_real_replications(tmp_path: Path) -> None:
    path = fake_sweeps.scenario(tmp_path)
    sets = ["horizon=1 quarter", "portfolio.models=2"]
    made = analysis.sweep(path, over={MODELS: [1, 3]}, sets=sets, replications=2, jobs=1)
    world = made.plan.scenarios[1].world("plan")
    history = sim.simulate(world, made.plan.seed, replication=1)
    row = made.runs.query("point == 1 and alternative == 'plan' and replication == 1").iloc[0]
    for name, value in history.measures.items():
        assert (math.isnan(row[name]) and value is None) or row[name] == value


def test_a_steady_state_is_cut_at_each_point(tmp_path: Path) -> None:
    import json

    from tests.builders import switched_off

    staff = {"data_scientist": 2, "it_engineer": 1}
    parts = {
        "name": "For good", "ends": "never", "history": "0 days", "horizon": "6 years",
        "organisation": {"staff": staff}, "process": switched_off(),
        "portfolio": {"models": 3, "use_cases": "0 / year"},
        "changes": {"hire": {"at": "1 year", "staff": {"it_engineer": 9}}},
        "alternatives": {"a": {}, "b": {"organisation": {"staff": {"data_scientist": 3}}}},
        "compare": {"measures": ["staff_cost"], "replications": 2},
    }  # fmt: skip
    (tmp_path / "s.yaml").write_text(json.dumps(parts))
    made = analysis.sweep(
        tmp_path / "s.yaml", over={"changes.hire.at": [252, 1008]}, jobs=1
    )  # after a year, and after four
    picks = made.picks()
    assert list(picks.quarters_cut) == [4, 0]
    assert list(picks.too_short) == [False, True]
    assert list(picks.pick.fillna("")) == ["a", ""]
    cost = made.runs.query("alternative == 'a' and point == 0").staff_cost
    assert set(np.round(cost)) == {2 * 169_000 + 9 * 145_000}
    (block,) = sweeps.blocks(made)
    assert "At 1 of 2 points the run is too short for a steady state" in block[1]
    assert "first 0 to 4 quarters cut (MSER-5, at each point by itself)" in sweeps.footers(made)[0]
