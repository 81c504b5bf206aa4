"""What a release does to others: models that feed on it, models that share its environment."""

from functools import partial
from typing import Any

import pytest

import sim.lifecycle.refresh as refreshing
from sim.lifecycle.beginning import inherit_portfolio
from sim.lifecycle.update import asked, rebuild, reinvent
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.replication import TASKS
from tests.builders import DAY, quiet


def two_models(**rows: Any) -> tuple[Organisation, Model, Model]:
    """An organisation at stage 3 with two models, at the beginning of its first day."""
    process = {"update.develop.effort": "10 days", "noticing.shift.operator": "1 year", **rows}
    world = quiet(process, models=2, organisation={"stage": 3}).world()
    org = Organisation(world, 1, 0, TASKS, events=True)
    org.ask_for_refresh = partial(refreshing.ask_for_refresh, org)
    org.refresh_falls_due = partial(refreshing.refresh_falls_due, org)
    inherit_portfolio(org)
    one, other = org.portfolio.models.values()
    return org, one, other


def begun(org: Organisation, kind: str) -> int:
    return org.books.incidents.counts[kind].begun


def opened(org: Organisation, kind: str) -> list[float]:
    assert org.journal is not None
    return [e.at / DAY for e in org.journal.entries if (e.what, e.item) == ("opens", kind)]


class TestChains:
    @pytest.mark.parametrize(("chance", "upset"), [("0 %", 0), ("100 %", 1)])
    def test_what_feeds_on_a_refreshed_model_may_be_upset(self, chance: str, upset: int) -> None:
        org, model, consumer = two_models(**{"chain.upset": chance})
        org.portfolio.feed(consumer, model, 0.3)
        org.ask_for_refresh(model)
        assert begun(org, "upset") == upset
        assert (consumer.truth.wrong is not None) == bool(upset)
        org.ask_for_refresh(consumer)
        assert begun(org, "upset") == upset

    def test_its_own_refresh_mends_it(self) -> None:
        org, model, consumer = two_models(**{"chain.upset": "100 %"})
        org.portfolio.feed(consumer, model, 0.3)
        org.ask_for_refresh(model)
        org.ask_for_refresh(consumer)
        assert consumer.truth.wrong is None


class TestSharedEnvironments:
    @pytest.mark.parametrize("kept", ["shared", "separate"])
    @pytest.mark.parametrize("by", ["data_scientist", "automatic"])
    def test_a_refresh_may_break_a_model(self, kept: str, by: str) -> None:
        rows = {"environments.collision": "100 %", "refresh.retrain.by": by}
        org, model, _ = two_models(**rows, **{"environments.kept": kept})
        org.ask_for_refresh(model)
        assert begun(org, "collision") == (kept == "shared")

    def test_an_update_may_as_well(self) -> None:
        rows = {"environments.collision": "100 %", "environments.kept": "shared"}
        org, model, _ = two_models(**rows)
        rebuild(org, model, lambda: None)
        org.env.run(until=20 * DAY)
        assert begun(org, "collision") == 1


class TestReview:
    @pytest.mark.parametrize(("reviewed", "live"), [("never", True), ("with_each_refresh", False)])
    def test_what_is_not_worth_its_upkeep_is_not_refreshed(
        self, reviewed: str, *, live: bool
    ) -> None:
        rows = {"portfolio.reviewed": reviewed, "operate.run_batch.rate": "1 / year"}
        org, model, _ = two_models(**rows, **{"operate.run_batch.effort": "2000 days"})
        model.observed.worth = 1
        org.refresh_falls_due(model)
        assert model.live == live
        assert len(opened(org, "refresh")) == live


class TestUpdatesInTurn:
    def test_one_after_the_other_and_each_is_followed_once(self) -> None:
        org, model, _ = two_models(**{"development.explore.effort": "5 days"})
        ends: list[tuple[str, float]] = []
        for name, order in (("rebuilt", rebuild), ("re-invented", reinvent), ("again", rebuild)):
            order(org, model, lambda name=name: ends.append((name, org.now / DAY)))
        org.env.run(until=90 * DAY)
        assert ends == [("rebuilt", 10), ("re-invented", 15), ("again", 25)]
        assert opened(org, "update") == [0, 10, 15]

    def test_what_the_business_asks_meanwhile_is_absorbed(self) -> None:
        org, model, _ = two_models(**{"update.rate": "1 / year"})
        rebuild(org, model, lambda: None)
        asked(org, model, 1)
        org.env.run(until=15 * DAY)
        assert opened(org, "update") == [0]

    def test_nothing_follows_if_the_model_is_switched_off(self) -> None:
        org, model, _ = two_models()
        ends: list[str] = []
        rebuild(org, model, lambda: ends.append("rebuilt"))
        reinvent(org, model, lambda: ends.append("re-invented"))
        org.portfolio.remove(model, org.now)
        org.env.run(until=90 * DAY)
        rebuild(org, model, lambda: ends.append("too late"))
        assert ends == []
        assert opened(org, "update") == [0]

    def test_an_update_loses_nothing_that_a_refresh_has_learnt(self) -> None:
        """It was trained before the refresh, and goes live after it."""
        org, model, _ = two_models(
            **{"release.test.effort": "30 days", "people.preempting": []},
        )
        rebuild(org, model, lambda: None)
        org.env.run(until=20 * DAY)
        org.ask_for_refresh(model)
        assert model.truth.data_date == 20 * DAY
        org.env.run(until=50 * DAY)
        assert model.observed.fresh_since == 40 * DAY
        assert model.truth.data_date == 20 * DAY
