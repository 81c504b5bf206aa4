"""Demand, pilots and features: more of this gives more of that; nothing where it cannot matter."""

from typing import Any, ClassVar

from sim.history import History
from sim.scenario.machine import Scenario
from tests.builders import quiet
from tests.directions.pairs import View, falls, rises, stays

SERVED: dict[str, Any] = {"release.deploy.by": "automatic", "development.decision_exists": "50 %"}
DATA: dict[str, Any] = {"data.adequacy": "55 %", "data.spread": "100 %"}
FEW: dict[str, Any] = {
    **SERVED,
    "development.explore.effort": {"exponential": {"mean": "5 days"}},
    "demand.wip_per_data_scientist": "1",
    "demand.backlog_expiry": "60 days",
}


def pilots(*process: dict[str, Any], use_cases: str = "60 / year", **parts: Any) -> Scenario:
    """Pilots that take no time, unless it is said how much, for two years."""
    together = {name: value for part in (SERVED, *process) for name, value in part.items()}
    return quiet(together, use_cases=use_cases, horizon="2 years", **parts)


def share(of: str, *among: str) -> View:
    """Share of one end of use cases among some."""
    return lambda history: (
        history.whole.count("use case", of) / max(1, history.whole.count("use case", *among))
    )


def ended(*outcomes: str) -> View:
    """Use cases that ended so."""
    return lambda history: float(history.whole.count("use case", *outcomes))


def counted(name: str) -> View:
    """A plain count, at the end."""
    return lambda history: float(history.snapshots[-1].amounts[name])


def worth(history: History) -> float:
    """What a live model could deliver, on average."""
    closing = history.snapshots[-1]
    return closing.value["potential"] / closing.levels["live models"]


UNDERWHELMING = share("underwhelming", "underwhelming", "shelved", "released")
COME = STARTED = ended("released", "shelved", "not deployed")
"""Without a limit and without effort all that come are started at once."""
WITH_A_DECISION = share("released", "shelved", "released")


class TestData:
    """Limited data make pilots underwhelm; a data strategy mends that."""

    IMPROVE: ClassVar[dict[str, Any]] = {"data.improve.by": "data_scientist"}

    def test_poorer_data_disappoint_more_often(self) -> None:
        falls(pilots(DATA), pilots(DATA, {"data.adequacy": "80 %"}), UNDERWHELMING)

    def test_improving_them_mends_that(self) -> None:
        falls(pilots(DATA), pilots(DATA, self.IMPROVE), UNDERWHELMING)
        rises(pilots(DATA), pilots(DATA, self.IMPROVE), worth)

    def test_pilots_pave_the_way_for_those_who_share_their_sources(self) -> None:
        """Of many sources each is used by few."""
        rises(pilots(DATA, {"data.sources": 1000}), pilots(DATA, {"data.sources": 10}), worth)

    def test_where_nothing_lacks_there_is_nothing_to_improve(self) -> None:
        full = {"data.adequacy": "100 %"}
        for view in (UNDERWHELMING, worth, ended("released")):
            stays(pilots(full), pilots(full, self.IMPROVE), view)


class TestCanvas:
    """An ML canvas raises the share of pilots that become decisions."""

    CANVAS: ClassVar[dict[str, Any]] = {"canvas.screen.by": "data_scientist"}

    def test_more_of_the_pilots_that_are_built_have_a_decision(self) -> None:
        rises(pilots(), pilots(self.CANVAS), WITH_A_DECISION)

    def test_and_it_costs_some_that_had_one(self) -> None:
        falls(pilots(), pilots(self.CANVAS), ended("released"))

    def test_one_that_lets_everything_pass_changes_nothing(self) -> None:
        blind = {**self.CANVAS, "canvas.sensitivity": "100 %", "canvas.specificity": "0 %"}
        for view in (WITH_A_DECISION, ended("released"), ended("shelved"), worth):
            stays(pilots(), pilots(blind), view)


class TestStore:
    """Features are built again and again; a store ends that."""

    OWN: ClassVar[dict[str, Any]] = {
        "development.engineer.effort": "0.01 days",
        "development.features": "40",
        "features.universe": 1000,
    }
    STORE: ClassVar[dict[str, Any]] = {**OWN, "features.kept": "shared"}

    def test_fewer_are_built(self) -> None:
        falls(pilots(self.OWN), pilots(self.STORE), counted("features built"))

    def test_and_next_to_none_twice(self) -> None:
        falls(pilots(self.OWN), pilots(self.STORE), counted("features built twice"))

    def test_the_more_popular_some_are_the_fewer_will_do(self) -> None:
        falls(
            pilots(self.STORE, {"features.popularity": 0}),
            pilots(self.STORE, {"features.popularity": 1.2}),
            counted("features built"),
        )

    def test_in_a_universe_where_no_two_need_the_same_it_is_of_no_use(self) -> None:
        wide = {"features.universe": 10**9, "features.popularity": 0, "development.features": "4"}
        stays(pilots(self.OWN, wide), pilots(self.STORE, wide), counted("features built"))


class TestDemand:
    """What there is to ask for, and what makes the business ask."""

    BREAKS: ClassVar[dict[str, Any]] = {"operate.pipeline_break.rate": "2 / year"}
    CLOSES: ClassVar[dict[str, Any]] = {"demand.incident_closes": "2 %"}

    def test_a_smaller_pool_asks_for_less(self) -> None:
        rises(pilots({"demand.pool": 60}), pilots({"demand.pool": 200}), COME)

    def test_a_pool_without_end_is_none(self) -> None:
        stays(pilots({"demand.pool": 10**9}), pilots(), COME)

    def test_credit_for_what_is_delivered_asks_for_more(self) -> None:
        rises(pilots(), pilots({"demand.credit_gain": 1}), COME)

    def test_but_nothing_delivered_is_no_credit(self) -> None:
        never = {"release.deploy.by": "never"}
        stays(pilots(never), pilots(never, {"demand.credit_gain": 1}), COME)

    def test_visible_incidents_ask_for_less(self) -> None:
        falls(pilots(self.BREAKS), pilots(self.BREAKS, self.CLOSES), COME)

    def test_but_none_are_none(self) -> None:
        stays(pilots(), pilots(self.CLOSES), COME)


class TestSponsor:
    """Confidence follows what is seen, and decides how much is started."""

    FOLLOWS: ClassVar[dict[str, Any]] = {
        "sponsor.confidence": "follows",
        "sponsor.ends_below": "0 %",
    }

    def test_costly_failures_start_less(self) -> None:
        strict = {**self.FOLLOWS, "sponsor.shelved_takes": "20 %"}
        long = {"development.explore.effort": "60 days"}
        one, other = (pilots(FEW, how, long, data_scientists=9) for how in (self.FOLLOWS, strict))
        falls(one, other, STARTED)

    def test_a_sponsor_who_looks_away_starts_the_same(self) -> None:
        strict = {"sponsor.confidence": "fixed", "sponsor.shelved_takes": "20 %"}
        stays(pilots(FEW), pilots(FEW, strict), STARTED)


class TestBacklog:
    """The best first, as far as people can tell."""

    BEST: ClassVar[dict[str, Any]] = {"demand.policy": "best_estimate", "value.sigma": "1"}
    MANY = "150 / year"

    def test_estimates_make_live_models_worth_more(self) -> None:
        chance = {**self.BEST, "demand.policy": "random"}
        rises(
            pilots(FEW, chance, use_cases=self.MANY),
            pilots(FEW, self.BEST, use_cases=self.MANY),
            worth,
        )

    def test_and_less_the_more_they_err(self) -> None:
        falls(
            pilots(FEW, self.BEST, {"demand.estimate_error": 0}, use_cases=self.MANY),
            pilots(FEW, self.BEST, {"demand.estimate_error": 2}, use_cases=self.MANY),
            worth,
        )

    def test_where_nobody_waits_the_order_does_not_matter(self) -> None:
        stays(pilots(), pilots({"demand.policy": "random"}), worth)
