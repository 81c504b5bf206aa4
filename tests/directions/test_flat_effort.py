"""With flat effort the five ways of working still differ: by who does what, what is used again and
what is automatic; and not at all where none of these plays a part.

In scenarios/flat-effort.yaml no work is easier, and nothing breaks less often, in one way of
working than in another (tests/contract/test_flat_effort.py).
"""

from functools import cache
from itertools import pairwise
from typing import Any, ClassVar

import pytest

import analysis
import sim
from analysis.study.compare import Study, paired_by
from analysis.study.statistics import Paired
from sim.process.operation import OUTAGES, TICKETS
from sim.scenario.machine import World
from tests.directions import twelve
from tests.directions.pairs import View, both, measure, spent, stays
from tests.directions.table import EFFORTS, PAGE, lines

Rows = dict[str, Any]

WAYS = {2: "2 first deployment", 3: "3 IT serves", 4: "4 continuous integration"}
WAYS[5] = "5 full automation"
SHORT = ("horizon=1 year", "history=1 year", "compare.confidence=99.9 %")
REPLICATIONS = 12
ENOUGH = "organisation.staff.it_engineer=14"
"""Six have no day left, from stage 3 on, for what is new: the capabilities have to be kept, too."""
STEPS = [(2, 3), (3, 4), (4, 5)]


@cache
def study() -> Study:
    """All ways of working in the same few worlds, on one core."""
    scenario = sim.load("flat-effort", [*SHORT, ENOUGH])
    return analysis.compare(scenario, replications=REPLICATIONS, jobs=1)


def pair(name: str, earlier: int, later: int) -> Paired:
    """By how much a measure is more in the later way of working."""
    return paired_by(study(), None, name, WAYS[later], WAYS[earlier])


def remains(name: str, earlier: int, later: int, way: str) -> None:
    """It is more or less in the later one: the 99.9 % interval of the difference says so."""
    found = pair(name, earlier, later)
    assert found.both_defined == REPLICATIONS
    low, high = (found.low, found.high) if way == "rises" else (-found.high, -found.low)
    assert low > 0, f"{name}, {earlier} to {later}: {low} to {high}, should be above 0"


class TestWhatRemains:
    """... with effort, break rate and incident effort the same in all."""

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("name", "earlier", "later", "way"),
        [
            ("toil_share_data_scientist", 2, 3, "falls"),
            ("toil_share_it_engineer", 2, 3, "rises"),
            ("time_on_hand_over", 2, 3, "rises"),
        ],
    )
    def test_who_does_it(self, name: str, earlier: int, later: int, way: str) -> None:
        remains(name, earlier, later, way)

    @pytest.mark.parametrize(
        ("name", "earlier", "later", "way"),
        [
            ("toil_share_data_scientist", 3, 4, "falls"),
            ("operations_per_model", 3, 4, "falls"),
            ("operations_per_model", 4, 5, "falls"),
            ("upkeep_per_model", 4, 5, "falls"),
            ("lead_time_refresh", 3, 4, "falls"),
            ("lead_time_refresh", 4, 5, "falls"),
            ("refreshes", 3, 4, "rises"),
            ("refreshes", 4, 5, "rises"),
            ("throughput", 3, 4, "rises"),
            ("quality", 4, 5, "rises"),
        ],
    )
    def test_what_is_automatic(self, name: str, earlier: int, later: int, way: str) -> None:
        remains(name, earlier, later, way)

    @pytest.mark.parametrize("name", ["features_per_model", "features_twice"])
    def test_what_is_used_again(self, name: str) -> None:
        remains(name, 4, 5, "falls")

    def test_features_differ_only_where_they_are_re_implemented(self) -> None:
        remains("incidents_skew", 2, 3, "rises")
        remains("incidents_skew", 3, 4, "falls")
        for way in (2, 4, 5):
            (seen,) = study().values(None, "incidents_skew", WAYS[way])
            assert set(seen) == {0.0}


class TestWhatDoesNot:
    """That it is flat shows: what breaks and what a model asks for is the same in all."""

    @pytest.mark.parametrize(("earlier", "later"), STEPS)
    def test_outages_per_model(self, earlier: int, later: int) -> None:
        found = pair("outages", earlier, later)
        assert found.low < 0 < found.high

    def test_though_by_default_work_in_progress_breaks_what_it_is_done_beside(self) -> None:
        default = sim.load("five-ways-of-working", SHORT)
        beside, apart = (default.world(alternative=WAYS[number]) for number in (2, 3))
        seen = both(beside, apart, measure("incidents_collision"), pairs=6)
        assert sum(shared for shared, _ in seen) > 0 == sum(separate for _, separate in seen)

    def test_work_per_model_is_the_same_whoever_does_it(self) -> None:
        found = pair("operations_per_model", 2, 3)
        assert found.low < 0 < found.high


IN_TIME: Rows = {
    "people.switching": "0 days",
    "people.leaving.rate.data_scientist": "0 / year",
    "people.leaving.rate.it_engineer": "0 / year",
    **{f"noticing.outage.{who}": "0 days" for who in ("user", "operator", "checks", "monitoring")},
}
NO_CHANGE: Rows = {
    "refresh.cadence": "never",
    "refresh.trigger": "age",
    "update.rate": "0 / year",
    "obsolescence.rate": "0 / year",
    "shift.rate": "0 / year",
    "shift.domain.rate": "0 / year",
}
"""A live model stays as it is until it is down."""
NO_DEFECTS: Rows = dict.fromkeys(
    (
        "defect.bug.new",
        "defect.bug.refresh",
        "defect.version",
        "defect.difference",
        "defect.training",
        "training.fails",
        "chain.upset",
    ),
    "0 %",
)
QUIET: Rows = {f"operate.{name}.rate": "0 / year" for name in (*TICKETS, *OUTAGES)}
AMPLE = {"staff": {"data_scientist": 60, "it_engineer": 60}, "training_slots": "unlimited"}
"""Nobody and nothing is ever waited for."""


WANTED: Rows = {
    "demand.wip_per_data_scientist": "unlimited",
    "demand.backlog_expiry": "never",
    "demand.pool": "unlimited",
    "demand.credit_gain": "0",
    "demand.incident_closes": "0 %",
    "sponsor.confidence": "fixed",
    "data.improve.by": "never",
    "chain.most": "0 %",
    "ensemble.most": "0 %",
}
"""What is asked for is the same in all ways of working."""
DELIVERED: Rows = {
    f"{name}.effort": "0 days"
    for name in (
        "handover.rewrite",
        "handover.port",
        "handover.package",
        "release.wrap",
        "release.check",
        "release.write_tests",
        "release.test",
        "release.deploy",
    )
}
"""Releases go through at once."""
DEVELOPED: Rows = {
    **{
        f"development.{name}.effort": "0 days"
        for name in ("access", "explore", "find", "evaluate", "iterate", "translate")
    },
    "development.engineer.effort": "0.0001 days",  # were it none, nobody would ask for features
    "development.train.machine": "0 days",
    "canvas.screen.effort": "0 days",
}
"""So does development: in all ways of working the same models go live."""


def way(stage: int, *rows: Rows, use_cases: str = "0 / year") -> World:
    """One way of working, with flat effort, for a year in which nobody is short of time."""
    process = {name: value for some in (IN_TIME, *rows) for name, value in some.items()}
    sets = [
        *SHORT,
        f"portfolio.use_cases={use_cases}",
        *(f"organisation.staff.{role}={heads}" for role, heads in AMPLE["staff"].items()),
        f"organisation.training_slots={AMPLE['training_slots']}",
        *(f"process.{name}={value}" for name, value in process.items()),
    ]
    return sim.load("flat-effort", sets).world(alternative=WAYS[stage])


def same(view: View, *rows: Rows, stages: tuple[int, ...] = (2, 3, 4, 5), **parts: Any) -> None:
    """It is the same in these ways of working, to the last digit."""
    for earlier, later in pairwise(stages):
        stays(way(earlier, *rows, **parts), way(later, *rows, **parts), view)


def operated_by(role: str) -> View:
    """Time that people of a role spent on routine operations."""
    return lambda history: sum(
        ticks for _, who, kind, ticks in history.time if (who, kind) == (role, "operations")
    )


class TestWhereItVanishes:
    """... whatever differs: regimes in which neither performer, nor machine, nor store matters."""

    PERSONAL: ClassVar[Rows] = {
        "operate.run_batch.rate": "0 / year",
        "operate.check_outputs.rate": "0 / year",
        "operate.grant_access.rate": "0 / year",
    }
    """No ticket that a machine can do somewhere."""

    @pytest.mark.parametrize(("stage", "role"), [(2, "data_scientist"), (3, "it_engineer")])
    def test_who_does_it_does_all_of_it(self, stage: int, role: str) -> None:
        one, other = (way(number, NO_CHANGE) for number in (2, 3))
        for before, after in both(one, other, operated_by(role), pairs=3):
            assert (before > after == 0) if stage == 2 else (after > before == 0)

    def test_an_effort_per_ticket(self) -> None:
        same(spent("operations"), NO_CHANGE, self.PERSONAL)

    def test_not_where_machines_can_do_them(self) -> None:
        with pytest.raises(AssertionError):
            same(spent("operations"), NO_CHANGE, stages=(3, 4))

    @pytest.mark.slow
    def test_effort_and_number_of_incidents(self) -> None:
        same(spent("incident"), NO_CHANGE)
        same(measure("outages"), NO_CHANGE)

    ASKING_NOTHING: ClassVar[tuple[Rows, ...]] = (NO_CHANGE, NO_DEFECTS, QUIET)

    def test_toil_where_live_models_ask_for_nothing(self) -> None:
        for name in ("toil_share_data_scientist", "upkeep_per_model"):
            same(measure(name), *self.ASKING_NOTHING, WANTED, DELIVERED, use_cases="36 / year")

    REFRESHED: ClassVar[Rows] = {
        **NO_CHANGE,
        "refresh.cadence": "60 days",
        "refresh.retrain.effort": "0 days",
        "refresh.check.effort": "0 days",
        "refresh.test.effort": "0 days",
        "refresh.deploy.effort": "0 days",
        "handover.rewrite.effort": "0 days",
    }

    def test_lead_time_of_refreshes_where_people_are_quick(self) -> None:
        same(measure("lead_time_refresh"), self.REFRESHED, NO_DEFECTS, QUIET)

    def test_not_where_they_are_needed(self) -> None:
        slow = {**self.REFRESHED, "refresh.deploy.effort": "2 days"}
        with pytest.raises(AssertionError):
            same(measure("lead_time_refresh"), slow, NO_DEFECTS, QUIET, stages=(4, 5))

    def test_skew_where_nobody_re_implements_features(self) -> None:
        nobody = {"handover.rewrite.by": "never"}
        same(measure("incidents_skew"), nobody)

    MADE: ClassVar[tuple[Rows, ...]] = (NO_CHANGE, NO_DEFECTS, WANTED, DELIVERED, DEVELOPED)
    IN_LATER: ClassVar[dict[str, Any]] = {"use_cases": "36 / year", "stages": (4, 5)}

    def test_features_where_no_two_models_need_the_same(self) -> None:
        own = {"features.universe": "1000000000", "features.popularity": "0"}
        same(measure("features_per_model"), own, *self.MADE, **self.IN_LATER)

    def test_not_where_they_do(self) -> None:
        with pytest.raises(AssertionError):
            same(measure("features_per_model"), *self.MADE, **self.IN_LATER)


@pytest.mark.slow
@pytest.mark.parametrize("effort", EFFORTS)
def test_the_page_shows_what_comes_out(effort: str) -> None:
    """If not: python -m tests.directions.table."""
    page = PAGE.read_text()
    assert [row for row in lines(effort).values() if row not in page] == []


@pytest.mark.slow
def test_so_does_its_table_of_twelve_people() -> None:
    """If not: python -m tests.directions.twelve."""
    page = PAGE.read_text()
    assert [row for row in twelve.rows() if row not in page] == []


@pytest.mark.slow
def test_so_does_the_picture_of_the_readme() -> None:
    """Of the same study. If not: python -m tests.directions.twelve."""
    assert twelve.PICTURE.read_bytes() == twelve.picture()
