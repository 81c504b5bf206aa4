"""A study that goes on until it knows enough: who goes on, when it ends, what it costs."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import analysis
from analysis.study.compare import Study, compare
from analysis.study.looks import EVERY_LOOK, looks
from analysis.study.sequential import follow
from sim.scenario.tolerance import NO_ZONE, Tolerance
from tests.contract import fake_worlds
from tests.contract.planted_worlds import NAMES, Planted, antithetic, gone, luck, scenario

pytestmark = pytest.mark.contract


class TestEnds:
    """When a study ends."""

    def test_it_ends_at_the_first_look_that_is_precise_enough(self) -> None:
        columns = luck(0, 2, -2)
        study = gone(scenario(), Planted(*columns))
        course = study.courses[None]
        assert course.ended
        assert course.selected == "good"
        assert course.reach is not None
        (reach,) = course.reach.values()
        size = course.looks[-1]
        assert course.looks == looks(size)
        d = np.array(columns[1][:size]) - np.array(columns[0][:size])
        t = stats.t.isf(EVERY_LOOK.one_look(0.05) / 2, size - 1)
        assert reach.half == pytest.approx(t * stats.sem(d))
        assert reach.half <= 0.5
        before = np.array(columns[1][: size // 2]) - np.array(columns[0][: size // 2])
        assert 1.2 * t * stats.sem(before) > 0.5

    def test_the_most_replications_end_it_and_it_says_what_is_missing(self) -> None:
        study = gone(scenario(precision=Tolerance(0.01), replications=100), Planted(*luck(0, 2, 2)))
        course = study.courses[None]
        assert course.looks == (30, 60)
        assert not course.ended
        assert set(course.imprecise) == {"good", "bad"}
        assert study.lived == {(None, name): 60 for name in NAMES}
        # Half of an interval shrinks with the root: about (half / 0.01)^2 times as many.
        reach = course.imprecise["good"]
        assert reach.replications(60) == pytest.approx(60 * (reach.half / 0.01) ** 2)

    def test_a_share_is_one_of_the_baselines_mean(self) -> None:
        columns = luck(0, 2, -2)
        share = gone(scenario(precision=Tolerance(0.05, relative=True)), Planted(*columns))
        reach = share.courses[None].reach
        assert reach is not None
        size = share.courses[None].looks[-1]
        assert reach["good"].wanted == pytest.approx(0.05 * np.mean(columns[0][:size]))

    def test_contexts_end_by_themselves(self) -> None:
        sharp, blurred = luck(0, 2, -2, spread=0.1), luck(0, 2, -2, spread=3, seed=2)
        study = gone(scenario(("sharp", "blurred")), Planted(*sharp, *blurred))
        assert study.courses["sharp"].looks == (30,)
        assert len(study.courses["blurred"].looks) > 2

    def test_only_a_selection_may_be_asked_for(self) -> None:
        asked = scenario(precision=None, indifference=Tolerance(0.5))
        study = gone(asked, Planted(*luck(0, 2, -2)))
        course = study.courses[None]
        assert (course.selected, course.reach, course.ended) == ("good", None, True)

    def test_a_baseline_that_is_selected_ends_it(self) -> None:
        course = gone(scenario(), Planted(*luck(9, 0, 0))).courses[None]
        assert (course.selected, course.looks, course.ended) == ("base", (30,), True)

    def test_identical_alternatives_end_at_once_and_the_baseline_is_kept(self) -> None:
        (column,) = luck(0)
        course = gone(scenario(), Planted(column, column, column)).courses[None]
        assert (course.selected, course.looks) == ("base", (30,))


class TestScreening:
    """Who goes on."""

    def test_whoever_is_out_costs_nothing_more(self) -> None:
        planted = Planted(*luck(0, 2, -5, spread=2))
        study = gone(scenario(), planted)
        assert study.courses[None].out["bad"] == 30
        assert planted.lived[2] == 30
        assert planted.lived[1] > 30
        assert study.lived[None, "bad"] == 30

    def test_the_baseline_goes_on_as_what_others_are_compared_with(self) -> None:
        planted = Planted(*luck(0, 5, 4.9, spread=2))
        study = gone(scenario(), planted)
        assert study.courses[None].out["base"] == 30
        assert planted.lived[0] == planted.lived[1] > 30

    def test_not_if_nothing_but_a_selection_is_asked_for(self) -> None:
        planted = Planted(*luck(0, 5, 4.9, spread=2))
        gone(scenario(precision=None, indifference=Tolerance(0.5)), planted)
        assert planted.lived[0] == 30 < planted.lived[1]

    def test_all_go_on_if_nothing_is_to_be_selected(self) -> None:
        planted = Planted(*luck(0, 2, -5, spread=2))
        study = gone(scenario(indifference=NO_ZONE), planted)
        assert len(set(planted.lived)) == 1
        assert study.courses[None].race is None
        assert set(study.courses[None].reach or ()) == {"good", "bad"}

    def test_less_is_better_where_the_measure_says_so(self) -> None:
        asked = scenario(decide_on="lead_time_refresh", measures=("lead_time_refresh",))
        planted = Planted(*luck(0, 2, -2))
        renamed = [
            replace(one, measures={**one.measures, "lead_time_refresh": one.measures["throughput"]})
            for one in planted.until(480, cells=range(3))
        ]
        study = Study(
            asked, follow(asked, lambda n, cells: [o for o in renamed if o.replication < n])
        )
        assert study.courses[None].selected == "bad"

    def test_a_measure_that_a_world_does_not_have_selects_nothing(self) -> None:
        columns = luck(0, 2, -2)
        columns[1] = [None, *columns[1][1:]]  # type: ignore[list-item]
        course = gone(scenario(), Planted(*columns)).courses[None]
        assert course.void
        assert course.selected is None
        assert course.out == {}
        assert course.ended  # for the differences are precise

    def test_a_world_that_fails_is_left_out(self) -> None:
        study = gone(scenario(), Planted(*luck(0, 2, -2), failing=[0, 7]))
        course = study.courses[None]
        assert course.selected == "good"
        assert study.comparisons[0].paired.worlds == course.looks[-1] - 2

    def test_worlds_that_all_fail_end_it_at_the_most(self) -> None:
        study = gone(scenario(replications=60), Planted(*luck(0, 2, -2), failing=range(60)))
        assert study.courses[None].void
        assert not study.courses[None].ended


class TestSame:
    """The same study, whoever lives it and in which steps."""

    def test_what_is_read_back_has_gone_the_same_way(self) -> None:
        study = gone(scenario(), Planted(*luck(0, 0.4, -2, spread=2)))
        again = Study(study.scenario, study.outcomes)
        assert again.courses == study.courses

    def test_more_precision_later_is_the_same_as_at_once(self) -> None:
        columns = luck(0, 0.4, -2, spread=2)
        planted = Planted(*columns)
        coarse = gone(scenario(precision=Tolerance(0.9)), planted)
        done = list(planted.lived)
        finer = scenario(precision=Tolerance(0.3))
        later, at_once = gone(finer, planted), gone(finer, Planted(*columns))
        assert later.outcomes == at_once.outcomes
        assert later.courses == at_once.courses
        assert len(coarse.outcomes) < len(later.outcomes)
        assert all(now >= before for now, before in zip(planted.lived, done, strict=True))

    def test_less_precision_later_forgets_what_is_not_asked_for(self) -> None:
        columns = luck(0, 0.4, -2, spread=2)
        planted = Planted(*columns)
        gone(scenario(precision=Tolerance(0.3)), planted)
        coarse = scenario(precision=Tolerance(0.9))
        assert gone(coarse, planted).outcomes == gone(coarse, Planted(*columns)).outcomes

    def test_any_number_of_workers(self) -> None:
        asked = scenario(precision=Tolerance(0.1), replications=30)
        one, two = (compare(asked, jobs=n, simulate=fake_worlds.measured) for n in (1, 2))
        assert one.outcomes == two.outcomes
        assert one.courses == two.courses

    def test_one_that_is_cut_off_has_gone_as_far_as_its_last_whole_look(self) -> None:
        study = gone(scenario(precision=Tolerance(0.3)), Planted(*luck(0, 0.4, -2, spread=2)))
        assert study.courses[None].looks[:2] == (30, 60)
        cut = tuple(one for one in study.outcomes if one.replication < 59)
        course = Study(study.scenario, cut).courses[None]
        assert course.looks == (30,)
        assert not course.ended


class TestPairs:
    """Antithetic pairs are one observation each."""

    def test_everything_is_over_their_means(self) -> None:
        columns = luck(0, 2, -2)
        asked = antithetic(scenario())
        study = gone(asked, Planted(*columns))
        one = study.comparisons[0].paired
        size = study.courses[None].looks[-1]
        d = np.array(columns[1][:size]) - np.array(columns[0][:size])
        means = d.reshape(-1, 2).mean(axis=1)
        assert one.worlds == size // 2
        assert one.deviation == pytest.approx(means.std(ddof=1))
        assert one.share_better == pytest.approx((d > 0).mean())
        reach = study.courses[None].reach
        assert reach is not None
        assert reach["good"].half == pytest.approx((one.high - one.low) / 2)

    def test_half_a_pair_is_left_out(self) -> None:
        study = gone(antithetic(scenario()), Planted(*luck(0, 2, -2), failing=[3]))
        numbers, _ = study.observations(None, "throughput", "good", "base")
        assert 1 not in numbers
        assert len(numbers) == study.courses[None].looks[-1] // 2 - 1
        assert len(study.by_world(None, "throughput", "good", "base")[0]) == 2 * len(numbers) + 1

    def test_a_pair_that_lacks_the_measure_once_lacks_it(self) -> None:
        columns = luck(0, 2, -2)
        columns[1] = [columns[1][0], None, *columns[1][2:]]  # type: ignore[list-item]
        study = gone(antithetic(scenario(indifference=NO_ZONE)), Planted(*columns))
        (values,) = study.values(None, "throughput", "good")
        assert math.isnan(values[0])
        assert study.comparisons[0].paired.undefined_alternative == 1


def test_a_study_that_is_not_open_has_no_courses() -> None:
    fixed = scenario(precision=None, replications=20)
    study = compare(fixed, jobs=1, simulate=fake_worlds.measured)
    assert study.courses == {}
    assert study.level == 0.95


def test_intervals_of_an_open_study_hold_at_any_look() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -2)))
    one = next(c for c in study.comparisons if c.alternative == "good")
    fixed = Study(scenario(precision=None), study.outcomes)
    plain = next(c for c in fixed.comparisons if c.alternative == "good")
    assert one.paired.high - one.paired.low > 1.3 * (plain.paired.high - plain.paired.low)
    assert one.paired.p == EVERY_LOOK.any_look(plain.paired.p)


def test_the_api() -> None:
    study = analysis.compare(
        scenario(precision=None, measures=("throughput", "toil_share")),
        precision="0.4 first releases / quarter",
        max_replications=60,
        jobs=1,
        simulate=fake_worlds.measured,
    )
    assert study.scenario.is_open
    assert study.courses[None].looks[-1] <= 60
    frame = study.differences()
    assert (frame.simultaneous_low < frame.low).all()
    assert len(study.runs) == len(study.outcomes)
