"""Ways of working composed of capabilities: stages, order, precedence of effects, refusals."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import capability
from sim.capabilities import CAPABILITIES
from sim.capability import Capability, Effect, Figure
from sim.catalogue import Catalogue
from sim.process import PARAMETERS
from sim.scenario import composition
from sim.scenario.composition import conflicts, inconsistent, required_by, way_of_working
from sim.scenario.values import default
from sim.stages import STAGES, gaps, held, stage_of
from sim.units import TICKS_PER_DAY, Distribution, parse_distribution

EFFECTS = {
    "release.deploy.by": ("never", "data_scientist", "it_engineer", "it_engineer", "automatic"),
    "refresh.deploy.by": ("never", "data_scientist", "it_engineer", "it_engineer", "automatic"),
    "handover.rewrite.by": ("never", "never", "it_engineer", "never", "never"),
    "handover.package.by": ("never", "never", "never", "it_engineer", "automatic"),
    "release.test.by": ("never", "never", "it_engineer", "never", "never"),
    "release.ci.by": ("never", "never", "never", "automatic", "automatic"),
    "release.canary.by": ("never", "never", "never", "never", "automatic"),
    "refresh.retrain.by": (*["data_scientist"] * 3, "automatic", "automatic"),
    "refresh.trigger": ("age", "age", "age", "age", "drift"),
    "noticing.by": ("user", "user", "operator", "checks", "monitoring"),
    "features.kept": ("private", "private", "private", "private", "shared"),
    "environments.kept": ("shared", "shared", "separate", "separate", "separate"),
    "training.machines": ("slots", "slots", "slots", "elastic", "elastic"),
    "operate.pipeline_break.by": (*["data_scientist"] * 2, *["it_engineer"] * 3),
    "operate.run_batch.by": (
        *["data_scientist"] * 2,
        "it_engineer",
        "automatic",
        "automatic",
    ),
}
"""What the rows amount to, stage by stage."""


@pytest.mark.parametrize("row", EFFECTS)
def test_each_stage_works_as_it_is_told(row: str) -> None:
    assert tuple(way_of_working(held(stage))[row] for stage in STAGES) == EFFECTS[row]


@pytest.mark.parametrize("stage", STAGES)
def test_a_way_of_working_is_complete(stage: int) -> None:
    assert list(way_of_working(held(stage))) == list(PARAMETERS)


def test_whoever_holds_nothing_works_by_the_defaults() -> None:
    assert way_of_working(()) == {name: default(name) for name in PARAMETERS}
    assert held(1) == frozenset()


def test_the_stages_share_out_the_capabilities_but_for_those_against_the_last_risk() -> None:
    rows = [name for stage in STAGES.values() for name in stage.capabilities]
    assert len(rows) == len(set(rows)) == 13
    assert set(CAPABILITIES) - set(rows) == {"portfolio_management", "environment_scanning"}


def test_a_stage_is_reached_by_its_own_row_and_lacks_what_lies_below() -> None:
    assert [stage_of(held(stage)) for stage in STAGES] == list(STAGES)
    assert [gaps(held(stage)) for stage in STAGES] == [()] * len(STAGES)
    leap = held(4) - {"ml_canvas", "environments"}
    assert (stage_of(leap), gaps(leap)) == (4, ("ml_canvas", "environments"))
    assert stage_of(held(4) - {"containers"}) == 3
    assert stage_of({"portfolio_management"}) == 1


@pytest.mark.parametrize("name", CAPABILITIES)
@pytest.mark.parametrize("stage", STAGES)
def test_any_capability_can_be_held_at_any_stage_that_has_what_it_needs(
    stage: int, name: str
) -> None:
    base = held(stage)
    if required_by(name) <= base:
        assert list(inconsistent(base | {name})) == []
        assert way_of_working(base | {name})
    else:
        assert any(f"{name} needs" in found for found in inconsistent(base | {name}))


def closed(names: set[str]) -> set[str]:
    return names.union(*(required_by(name) for name in names))


@given(st.sets(st.sampled_from(sorted(CAPABILITIES))).map(closed).flatmap(
    lambda names: st.tuples(st.permutations(sorted(names)), st.permutations(sorted(names)))
))  # fmt: skip
def test_the_order_of_building_never_matters(orders: tuple[list[str], list[str]]) -> None:
    ways = []
    for order in orders:
        composition._composed.cache_clear()
        ways.append(way_of_working(order))
    assert ways[0] == ways[1]


def made_up(name: str, *effects: Effect, supersedes: tuple[str, ...] = ()) -> Capability:
    days = Figure("1 day", "1 day", "2 days")
    return Capability(
        name, name, "A story.", "A risk.", {}, days, {}, effects, supersedes=supersedes
    )


SET = capability.sets("shift.loss", "50 %", "10 %", "60 %")
HALF = capability.times("shift.loss", "0.5", "0.1", "1")
MORE = capability.plus("shift.loss", "10 %", "0 %", "20 %")


@pytest.mark.parametrize("names", list(permutations("abc")))
def test_all_sets_before_all_times_before_all_plus(
    names: tuple[str, ...],
) -> None:
    effects = zip(names, (SET, HALF, MORE), strict=True)
    catalogue = Catalogue(made_up(name, effect) for name, effect in effects)
    assert way_of_working(names, catalogue)["shift.loss"] == 0.5 * 0.5 + 0.1


def test_two_sets_are_refused_unless_one_supersedes() -> None:
    other = capability.sets("shift.loss", "20 %", "10 %", "60 %")
    catalogue = Catalogue([made_up("a", SET), made_up("b", other)])
    assert list(conflicts("ab", catalogue)) == [("shift.loss", "a", "b")]
    with pytest.raises(ValueError, match=r"a and b both set shift\.loss"):
        way_of_working("ab", catalogue)


def test_superseding_reaches_through_others() -> None:
    other = capability.sets("shift.loss", "20 %", "10 %", "60 %")
    rows = (
        made_up("a", SET),
        made_up("b", supersedes=("a",)),
        made_up("c", other, supersedes=("b",)),
    )
    assert way_of_working("ac", Catalogue(rows))["shift.loss"] == 0.2


@pytest.mark.parametrize(
    "effect",
    [
        capability.times("shift.loss", "3", "1", "4"),
        capability.plus("shift.loss", "70 %", "0 %", "80 %"),
        capability.plus("shift.loss", "-50 %", "0 %", "10 %"),
        capability.plus("people.switching", "-1 day", "0 days", "1 day"),
        capability.plus("release.deploy.effort", "-3 days", "0 days", "1 day"),
    ],
)
def test_what_leaves_its_bounds_is_refused_and_never_clipped(
    effect: Effect,
) -> None:
    catalogue = Catalogue([made_up("a", effect)])
    with pytest.raises(ValueError, match=r"bounds|not negative"):
        way_of_working("a", catalogue)


def test_factors_and_amounts_act_on_every_kind_of_quantity() -> None:
    row = made_up(
        "a",
        capability.times("people.switching", "0.5", "0.1", "1"),
        capability.plus("people.switching", "1 day", "0 days", "2 days"),
        capability.times("shift.rate", "2", "1", "3"),
        capability.times("demand.estimate_error", "0.5", "0.1", "1"),
        capability.times("people.salary.it_engineer", "2", "1", "3"),
        capability.times("release.deploy.effort", "0.5", "0.1", "1"),
        capability.plus("release.check.effort", "1 day", "0 days", "2 days"),
    )
    way = way_of_working("a", Catalogue([row]))
    assert way["people.switching"] == round(0.05 * TICKS_PER_DAY) + TICKS_PER_DAY
    assert way["shift.rate"] == 0.08 / 252
    assert way["demand.estimate_error"] == 0.5
    assert way["people.salary.it_engineer"].cents_per_year == 29_000_000
    assert way["release.deploy.effort"] == lognormal("1 day")
    assert way["release.check.effort"] == lognormal("1.5 days")


def lognormal(mean: str) -> Distribution:
    return parse_distribution({"lognormal": {"mean": mean, "cv": 0.6}})
