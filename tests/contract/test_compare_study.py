"""What a study says of its worlds: comparisons, picks, sentences."""

import math

import numpy as np
import pytest
from scipy import stats

import analysis
from analysis.report import compact
from analysis.study.compare import Study, compare
from sim.measures import MEASURES
from tests.contract import fake_worlds
from tests.contract.made_up_studies import BASE, OWN, gain, said, study


class TestPicks:
    """The pick, and what is said of it."""

    def test_a_better_alternative_is_picked(self) -> None:
        found = study({**BASE, (None, "new"): gain(1)})
        (pick,) = found.picks
        assert (pick.best, pick.supported) == ("new", True)
        (one,) = found.comparisons
        oracle = stats.ttest_rel(gain(1), gain(0)).confidence_interval(0.95)
        low, high = (f"{bound:.3g}" for bound in oracle)
        text = said(found)
        assert text.startswith("pick 'new'. Against 'as it is': new models +")
        assert f"(95 % interval {low} to {high}; better in 100 % of 40 paired worlds)" in text
        assert "ndecided" not in text
        assert one.verdict == "better"

    def test_a_baseline_that_is_best_is_kept(self) -> None:
        found = study({**BASE, (None, "new"): gain(-1)})
        assert said(found).startswith("keep 'as it is'. Against 'new': new models +")
        assert found.comparisons[0].verdict == "worse"
        assert found.picks[0].supported

    def test_lower_is_better_where_the_measure_says_so(self) -> None:
        values = {**BASE, (None, "new"): gain(-1)}
        fields = {"decide_on": "lead_time_refresh", "measures": ("lead_time_refresh",)}
        assert said(study(values, **fields)).startswith("pick 'new'. Against 'as it is': lead time")

    def test_what_is_undecided_has_no_pick_and_a_number_of_replications(self) -> None:
        found = study({**BASE, (None, "new"): list(np.array(gain(0)) + OWN[40:80] + 0.05)})
        assert not found.picks[0].supported
        needed = found.comparisons[0].adjusted.replications_needed
        assert needed is not None
        assert needed > 40
        text = said(found)
        assert text.startswith("no pick: 'new' looks best, but the data do not separate it from")
        assert "Undecided against 'as it is': about " in text
        assert "more replications, if the difference is what it looks like now." in text

    def test_the_more_that_are_asked_for_would_decide_it(self) -> None:
        few = study({**BASE, (None, "new"): list(np.array(gain(0)) + OWN[40:80] + 0.05)})
        needed = few.comparisons[0].adjusted.replications_needed
        one = few.comparisons[0].paired
        half = stats.t.ppf(0.975, needed - 1) * one.deviation / math.sqrt(needed)
        assert half < abs(one.difference)

    def test_the_best_of_several_must_beat_each(self) -> None:
        near = list(np.array(gain(1)) + OWN[40:80])
        found = study({**BASE, (None, "new"): gain(1), (None, "near"): near})
        (pick,) = found.picks
        assert not pick.supported
        assert [one.verdict for one in pick.versus] == ["undecided", "better"]
        text = said(found)
        assert "do not separate it from 'ne" in text.partition(". ")[0]
        assert "'as it is'" not in text.partition(". ")[0]
        assert "Against 'as it is': new models +" in text

    def test_identical_alternatives_are_called_so(self) -> None:
        found = study({**BASE, (None, "same"): gain(0)})
        assert found.comparisons[0].verdict == "identical"
        text = said(found)
        assert text.startswith("no pick: the data do not separate 'as it is' from 'same'.")
        assert "'as it is' and 'same' have the same new models in all 40 worlds." in text

    def test_a_measure_without_direction_has_no_pick(self) -> None:
        values = {**BASE, (None, "new"): gain(1)}
        found = study(values, decide_on="wip", measures=("wip",))
        assert found.comparisons[0].verdict == "higher"
        assert not found.picks[0].supported
        assert said(found).startswith("no pick, for work in progress is neither better up nor down")
        assert "better in" not in said(found)

    def test_one_alternative_is_compared_with_nothing(self) -> None:
        assert said(study(BASE)).startswith("There is one alternative")

    def test_what_the_interval_alone_would_decide_is_explained(self) -> None:
        luck = np.random.default_rng(0)
        shift = luck.normal(0, 1, 40)
        shift += 2.3 * shift.std(ddof=1) / math.sqrt(40) - shift.mean()  # p is about 0.03
        worlds = {
            (context, name): list(np.array(gain(0)) + (shift if name == "new" else 0.0))
            for context in ("a", "b", "c")
            for name in ("as it is", "new")
        }
        found = study(worlds)
        assert all(one.paired.low > 0 for one in found.comparisons)
        assert all(one.verdict == "undecided" for one in found.comparisons)
        assert "Undecided against 'as it is', for this is one of 3 comparisons" in said(found)
        assert "pick 'new'" not in said(found)


class TestContexts:
    """Picks that depend on circumstances."""

    @staticmethod
    def in_contexts(*gains: float) -> Study:
        values: dict[tuple[str | None, str], list[float | None]] = {}
        for number, by in enumerate(gains):
            values[f"{number} models", "as it is"] = gain(0)
            small = list(np.array(gain(0)) + OWN[40:80] / 3)
            values[f"{number} models", "new"] = gain(by) if by else small
        return study(values)

    def test_a_change_of_the_pick_is_told(self) -> None:
        text = said(self.in_contexts(-1, 1))
        assert "'0 models': keep 'as it is'." in text
        assert "'1 models': pick 'new'." in text
        assert "The pick changes between '0 models' ('as it is') and '1 models' ('new')." in text

    def test_a_change_across_the_undecided_is_told(self) -> None:
        text = said(self.in_contexts(-1, 0, 1))
        assert "'1 models': no pick" in text
        assert "The pick changes between '0 models' ('as it is') and '2 models' ('new')." in text

    def test_no_change_is_told_of_what_is_undecided(self) -> None:
        assert "The pick" not in said(self.in_contexts(0, 1))
        assert "The pick" not in said(self.in_contexts(1, 0))

    def test_the_same_pick_everywhere_is_told(self) -> None:
        assert "The pick is 'new' in every context." in said(self.in_contexts(1, 1))


class TestFailures:
    """Replications that failed."""

    def test_their_worlds_are_left_out_of_both_alternatives(self) -> None:
        found = study({**BASE, (None, "new"): gain(1)}, failed=[(0, 3), (1, 5), (1, 3)])
        (one,) = found.comparisons
        kept = [n for n in range(40) if n not in (3, 5)]
        expected = np.mean([gain(1)[n] - gain(0)[n] for n in kept])
        assert one.paired.worlds == 38
        assert one.paired.difference == pytest.approx(expected)
        assert "of 38 paired worlds" in said(found)
        assert "3 of 80 replications failed and are left out" in said(found)
        assert "seed 1, replication 3: ValueError: no" in said(found)

    def test_they_are_rows_with_seed_and_error(self) -> None:
        found = study({**BASE, (None, "new"): gain(1)}, failed=[(0, 3)])
        (row,) = found.runs[found.runs.error.notna()].itertuples()
        assert (row.alternative, row.replication, row.seed) == ("as it is", 3, 1)
        assert (row.error, math.isnan(row.throughput)) == ("ValueError: no", True)
        assert len(found.runs) == 80

    def test_a_study_of_which_all_failed_says_nothing(self) -> None:
        failed = [(cell, number) for cell in range(2) for number in range(40)]
        found = study({**BASE, (None, "new"): gain(1)}, failed=failed)
        assert found.comparisons[0].verdict == "no data"
        assert "too few worlds to say anything" in said(found)
        assert len(found.ranking()) == 2


class TestNotReached:
    """A measure that decides, and that some worlds do not have."""

    def test_in_no_world_is_not_too_few_worlds(self) -> None:
        never: list[float | None] = [None] * 40
        text = said(study({(None, "as it is"): never, (None, "new"): never}))
        where = "in none of 40 worlds, with either of the two"
        assert f"there is nothing to compare: new models is reached {where}." in text
        assert "too few worlds" not in text

    def test_nor_is_in_no_world_with_both(self) -> None:
        once: list[float | None] = [1.0, *[None] * 39]
        fields = {"decide_on": "model_age", "measures": ("model_age",)}
        text = said(study({(None, "as it is"): gain(0), (None, "new"): once}, **fields))
        assert "age of models is reached with both in 1 of 40 worlds." in text

    def test_one_world_is_too_few(self) -> None:
        text = said(study({(None, "as it is"): [1.0], (None, "new"): [2.0]}))
        assert "there are too few worlds to say anything" in text

    def test_it_is_said_how_often(self) -> None:
        new = [None if n % 10 == 0 else value for n, value in enumerate(gain(2))]
        text = said(study({**BASE, (None, "new"): new}))
        assert "Not reached in 4 worlds with 'new' and in 0 with 'as it is'" in text
        assert "over the 36 worlds where both reach it" in text

    def test_a_faster_few_are_no_winner(self) -> None:
        new = [value if n < 10 else None for n, value in enumerate(gain(2))]
        found = study({**BASE, (None, "new"): new})
        assert "pick 'new'" not in said(found)
        assert found.picks[0].best == "as it is" or not found.picks[0].supported

    def test_reached_by_one_alone_decides(self) -> None:
        never: list[float | None] = [None] * 40
        found = study({(None, "as it is"): never, (None, "new"): gain(0)})
        assert found.comparisons[0].verdict == "better"
        text = said(found)
        assert text.startswith("pick 'new'. Against 'as it is': no world has new models with both")
        assert "(better in 100 % of 40 paired worlds)" in text


def test_worlds_in_which_both_are_equal_are_told_apart_from_worse_ones() -> None:
    base = gain(0, 8)
    new = [value + 1 if n < 3 and value is not None else value for n, value in enumerate(base)]
    found = study({(None, "as it is"): base, (None, "new"): new})
    assert "better in 38 % and equal in 62 % of 8 paired worlds" in said(found)
    (table, *_) = compact.tables(found)
    assert "38 %, equal in 62 %" in table.rows[1]
    apart = study({(None, "as it is"): base, (None, "new"): gain(1, 8)})
    assert "equal in" not in said(apart)


def test_every_pair_is_of_one_family() -> None:
    values = {**BASE, (None, "b"): gain(1), (None, "c"): gain(2)}
    found = study(values, measures=("throughput", "wip"))
    pairs = [(one.measure, one.alternative, one.reference) for one in found.comparisons]
    assert pairs == [
        ("throughput", "b", "as it is"),
        ("throughput", "c", "as it is"),
        ("wip", "b", "as it is"),
        ("wip", "c", "as it is"),
        ("throughput", "c", "b"),
    ]
    # wip is 1 everywhere; Holm over five.
    smallest = min(one.paired.p for one in found.comparisons)
    assert min(one.adjusted.p_holm for one in found.comparisons) == pytest.approx(5 * smallest)


def test_a_comparison_is_seen_from_either_side() -> None:
    values = {**BASE, (None, "b"): gain(2), (None, "c"): gain(1)}
    (pick,) = study(values).picks  # b is best, and is compared as the one before c
    assert [row.alternative for row in pick.standings] == ["b", "c", "as it is"]
    against_c = pick.versus[0]
    assert (against_c.alternative, against_c.reference, against_c.verdict) == ("b", "c", "better")
    assert against_c.paired.share_better == 1


def test_the_ranking_is_a_tidy_frame() -> None:
    values = {("x", "as it is"): gain(0), ("x", "b"): gain(1)}
    frame = study(values).ranking()
    assert list(frame.alternative) == ["b", "as it is"]
    assert list(frame["rank"]) == [1, 2]
    assert list(frame.against_best) == ["best", "worse"]
    oracle = stats.t.interval(0.95, 39, np.mean(gain(1)), stats.sem(gain(1)))
    assert (frame.low[0], frame.high[0]) == pytest.approx(oracle)


def test_the_api_of_the_package() -> None:
    found = analysis.compare(
        fake_worlds.scenario(),
        replications=5,
        jobs=1,
        simulate=fake_worlds.measured,
    )
    assert isinstance(found, analysis.Study)
    assert list(found.runs.columns[:5]) == [
        "context",
        "alternative",
        "replication",
        "seed",
        "error",
    ]
    assert list(found.runs.columns[5:]) == list(MEASURES)
    assert len(found.runs) == 10
    assert list(found.timeline.columns) == [
        "context",
        "alternative",
        "replication",
        "quarter",
        "measure",
        "value",
    ]
    assert len(found.differences()) == 2
    assert not hasattr(analysis, "nothing_of_the_kind")


def test_a_study_does_not_change_the_callers_scenario() -> None:
    scenario = fake_worlds.scenario()
    before = scenario.model_dump_json(exclude={"cells"})
    compare(scenario, replications=3, jobs=1, simulate=fake_worlds.measured)
    assert scenario.model_dump_json(exclude={"cells"}) == before
