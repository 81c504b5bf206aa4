"""Features and components: who builds what, what is found, what is written a second time."""

from bisect import bisect_right
from itertools import accumulate
from math import fsum, nextafter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.organisation.components import packaging_scale
from sim.organisation.features import enter_store, features_to_reimplement
from sim.organisation.marks import LOW, Marks
from sim.organisation.organisation import Organisation
from sim.organisation.popularity import HEAD, Zipf
from sim.organisation.use_case import UseCase
from sim.replication import TASKS
from tests.builders import DAY, lived, quiet
from tests.contract.changed import works

SMALL: dict[str, Any] = {"development.features": "20", "features.universe": 60}
SHARED: dict[str, Any] = {**SMALL, "features.kept": "shared"}


def organisation(**process: Any) -> Organisation:
    return Organisation(quiet({**SMALL, **process}).world(), 1, 0, TASKS, events=False)


def case(org: Organisation, number: int) -> UseCase:
    return org.ways.use_case(number)


def build(org: Organisation, number: int) -> tuple[int, int]:
    """Develops the features of a use case; how many were built, how many found."""
    plan = org.features.plan(org.ways, case(org, number), needed=True)
    org.features.have(org.ways, case(org, number), plan)
    return len(plan.build), plan.found


def counts(org: Organisation) -> dict[str, int]:
    return {name: amount.total for name, amount in org.books.amounts.items() if "features" in name}


def distinct(org: Organisation, *numbers: int) -> list[set[int]]:
    return [set(org.features.of(org.ways, case(org, number))) for number in numbers]


def test_private_ones_are_built_by_each_and_some_of_them_twice() -> None:
    org = organisation()
    one, two = distinct(org, 1, 2)
    assert len(one) < 20, "drawn with replacement"
    assert one & two
    assert (build(org, 1), build(org, 2)) == ((len(one), 0), (len(two), 0))
    assert counts(org) == {
        "features built": len(one) + len(two),
        "features built twice": len(one & two),
        "features found": 0,
    }


def test_in_a_store_what_exists_is_found() -> None:
    org = organisation(**{"features.kept": "shared"})
    one, two = distinct(org, 1, 2)
    assert (build(org, 1), build(org, 2)) == ((len(one), 0), (len(two - one), len(two & one)))
    assert counts(org)["features built twice"] == 0
    assert counts(org)["features found"] == len(two & one)


def test_a_store_that_comes_later_begins_empty() -> None:
    org = organisation()
    one, two, three = distinct(org, 1, 2, 3)
    build(org, 1)
    works(org, {**org.ways.process, "features.kept": "shared"})
    assert build(org, 2) == (len(two), 0)
    assert counts(org)["features built twice"] == len(one & two)
    assert build(org, 3) == (len(three - two), len(three & two))


def test_old_models_enter_it_as_they_are_built_anew() -> None:
    org = organisation()
    one, two = distinct(org, 1, 2)
    build(org, 1)
    enter_store(org, org.ways, case(org, 1))
    assert features_to_reimplement(org, org.ways, case(org, 1)) == len(one), "there is no store yet"
    works(org, {**org.ways.process, "features.kept": "shared"})
    assert features_to_reimplement(org, org.ways, case(org, 1)) == len(one)
    enter_store(org, org.ways, case(org, 1))
    assert features_to_reimplement(org, org.ways, case(org, 1)) == 0
    assert build(org, 2) == (len(two - one), len(two & one))


def test_none_that_comes_from_the_store_is_written_again() -> None:
    org = organisation(**{"features.kept": "shared"})
    build(org, 1)
    assert features_to_reimplement(org, org.ways, case(org, 1)) == 0
    private = organisation()
    build(private, 1)
    assert features_to_reimplement(private, private.ways, case(private, 1)) == len(
        *distinct(private, 1)
    )


def test_effort_follows_what_is_to_be_built_and_found() -> None:
    process = {
        **SHARED,
        "development.engineer.effort": "1 day",
        "development.find.effort": "0.1 days",
    }
    history = lived(quiet(process, use_cases="0.1 / day", horizon="3 years", data_scientists=9))
    opening, closing = history.snapshots[1], history.snapshots[-1]
    built, found = (
        closing.amounts[name] - opening.amounts[name]
        for name in ("features built", "features found")
    )
    days = {"development.engineer": 0.0, "development.find": 0.0}
    for _, _, step, state, _, _, ticks in history.flow:
        if state == "working" and step in days:
            days[step] += ticks / DAY
    assert built == pytest.approx(days["development.engineer"], abs=60)
    assert found == pytest.approx(10 * days["development.find"], abs=60)


def test_features_of_shelved_pilots_stay_in_the_store() -> None:
    process = {**SHARED, "development.decision_exists": "0 %"}
    history = lived(quiet(process, use_cases="3 / day"))
    assert set(history.whole.closing.outcomes) >= {("use case", "shelved")}
    assert history.snapshots[-1].amounts["features built"] <= 60
    assert history.snapshots[-1].amounts["features found"] > 600


def test_those_of_inherited_models_are_there_from_the_first_day() -> None:
    history = lived(quiet({**SHARED, "features.popularity": 0}, models=40, use_cases="1 / day"))
    assert history.snapshots[-1].amounts["features built"] == 0
    assert history.snapshots[-1].amounts["features found"] > 500


def test_where_building_is_no_work_nobody_counts() -> None:
    assert lived(quiet(SMALL, use_cases="1 / day")).snapshots[-1].amounts["features built"] == 0


@pytest.mark.parametrize("exponent", [0, 0.8, 1, 1.2])
@pytest.mark.parametrize("universe", [1, 7, HEAD, 3 * HEAD])
def test_popularity_is_zipfs_law(universe: int, exponent: float) -> None:
    law = Zipf(universe, exponent)
    weights = [rank**-exponent for rank in range(1, universe + 1)]
    total = fsum(weights)
    for luck in (1e-9, 0.25, 0.5, 0.9, 0.999999, 1 - 1e-16):
        feature = law.features([luck])[0]
        below = fsum(weights[:feature]) / total
        assert below - 1e-9 <= luck <= below + weights[feature] / total + 1e-9


@pytest.mark.parametrize("exponent", [0, 0.8, 1, 3])
@pytest.mark.parametrize("universe", [1, 2, 7, 2000, 3 * HEAD])
def test_a_guide_table_finds_what_a_search_does(universe: int, exponent: float) -> None:
    """To the last digit, at the ends of its steps and of features too."""
    law = Zipf(universe, exponent)
    cumulated = list(accumulate(rank**-exponent for rank in range(1, min(universe, HEAD) + 1)))
    steps = [step / 4096 for step in range(1, 4096)]
    lucks = [
        *steps,
        *(nextafter(luck, 0) for luck in steps),
        *(nextafter(luck, 1) for luck in steps),
        *(weight / law._all for weight in cumulated[:4096]),  # at the ends of features
    ]
    weights = [law._all * luck for luck in lucks]
    for luck, weight in zip(lucks, weights, strict=True):
        if weight < cumulated[-1]:
            assert law.features([luck]) == [bisect_right(cumulated, weight)]


@given(st.lists(st.integers(0, 3 * LOW)), st.integers(0, 3 * LOW))
def test_marks_are_a_set(numbers: list[int], other: int) -> None:
    marks = Marks()
    marks.update(numbers)
    assert all(number in marks for number in numbers)
    assert (other in marks) == (other in numbers)


def test_a_universe_may_be_larger_than_any_memory() -> None:
    assert Zipf(10**15, 0).features([0.5])[0] == pytest.approx(5e14)
    assert Zipf(10**15, 3).features([0.5])[0] == 0


def test_components_save_more_the_more_pipelines_there_are() -> None:
    org = organisation(**{"components.reused": "50 %", "components.half": 5})
    scales = []
    for _ in range(6):
        scales.append(packaging_scale(org))
        org.components.packaged()
    assert scales == [1, 1 - 0.5 / 6, 1 - 1 / 7, 1 - 1.5 / 8, 1 - 2 / 9, 0.75]


def test_and_packaging_takes_that_much_less() -> None:
    packaged = {"release.deploy.by": "automatic", "handover.package.by": "it_engineer"}
    effort = {"handover.package.effort": "1 day", "components.half": 1}
    taken = []
    for reused in ("0 %", "100 %"):
        process = {**packaged, **effort, "components.reused": reused}
        history = lived(quiet(process, use_cases="0.1 / day", horizon="1 year"))
        released = history.whole.count("use case", "released")
        work = history.whole.spent(("it_engineer",), ("hand_over",)) / DAY
        taken.append((released, work))
    (one, whole), (other, saved) = taken
    assert min(one, other) > 20
    assert whole == pytest.approx(one, abs=2), "some are under way at the end"
    assert saved == pytest.approx(sum(1 / n for n in range(1, other + 1)), abs=0.2)


def test_where_none_is_reused_nothing_is_saved() -> None:
    org = organisation(**{"components.reused": "0 %"})
    org.components.packaged()
    assert packaging_scale(org) == 1
