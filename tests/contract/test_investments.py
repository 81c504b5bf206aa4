"""Investments: when each begins, what building takes, and what it costs. Worked out by hand."""

from typing import Any, ClassVar

import pytest

from sim.history import History
from sim.ledgers.money import BUILDING, LICENCES
from tests.builders import DAY
from tests.contract.built import TOOL, days, invested, noted, planned, sittings

TWO = {"one": TOOL, "other": TOOL}
FREE: dict[str, Any] = {}
"""What a capability is that takes no work."""


class TestStart:
    """An investment begins when all that is stated has come about, and not before."""

    @pytest.mark.parametrize(
        ("start", "day"),
        [("now", 0), ("3 days", 3), ("2 weeks", 10), ("2027-01-29", 28 * 252 / 365)],
    )
    def test_at_its_moment(self, start: str, day: float) -> None:
        history = invested({"ours": {"start": start}}, begins="2027-01-01")
        assert days(history, "begun")["ours"] == pytest.approx(day, abs=0.7)
        assert days(history, "built")["ours"] == days(history, "begun")["ours"] + 10

    def test_with_nothing_stated_on_day_0(self) -> None:
        assert days(invested({"ours": {}}), "begun") == {"ours": 0}

    def test_nothing_begins_before_day_0(self) -> None:
        history = invested({"ours": {"start": "now"}}, history="80 days")
        assert days(history, "begun") == {"ours": 0}
        assert not [step for step in history.milestones if step.at < 0]

    def test_never_takes_back_what_a_layer_below_has_planned(self) -> None:
        scenario = planned(
            {"ours": {"start": "now"}},
            alternatives={"as planned": {}, "not": {"investments": {"ours": {"start": "never"}}}},
        )
        assert [one.capability for one in scenario.world("as planned").investments] == ["ours"]
        assert scenario.world("not").investments == ()

    def test_after_others_are_built(self) -> None:
        history = invested(
            {"ours": {"after": ["one", "other"]}, "one": {}, "other": {"start": "4 days"}}, TWO
        )
        assert days(history, "begun") == {"one": 0, "other": 4, "ours": 20}

    def test_after_what_it_requires(self) -> None:
        tools = {"one": {**TOOL, "requires": ["ours"]}}
        assert days(invested({"one": {}, "ours": {}}, tools), "begun") == {"ours": 0, "one": 10}

    def test_a_planned_change_may_bring_what_it_requires(self) -> None:
        tools = {"one": {**TOOL, "requires": ["ours"]}}
        change = {"comes": {"at": "7 days", "with": ["ours"]}}
        assert days(invested({"one": {}}, tools, changes=change), "begun") == {"one": 7}

    def test_at_a_stage(self) -> None:
        change = {"IT serves": {"at": "30 days", "stage": 3}}
        history = invested({"ours": {"at_stage": 3}}, changes=change, it_engineers=2)
        assert days(history, "begun") == {"ours": 30}
        assert days(history, "stage") == {}  # that of the plan, before anything was begun

    def test_the_later_of_two_conditions_counts(self) -> None:
        history = invested({"ours": {"start": "30 days", "after": "one"}, "one": {}}, TWO)
        assert days(history, "begun") == {"one": 0, "ours": 30}
        history = invested({"ours": {"start": "3 days", "after": "one"}, "one": {}}, TWO)
        assert days(history, "begun") == {"one": 0, "ours": 10}


class TestSeen:
    """What is waited for is looked at when a quarter ends, and only then."""

    @staticmethod
    def begun(when: dict[str, Any], *, horizon: str = "200 days", **parts: Any) -> dict[str, float]:
        seen = {"ours": {"when": when}}
        return days(invested(seen, horizon=horizon, **parts), "begun")

    def test_at_the_end_of_the_first_quarter(self) -> None:
        assert self.begun({"measure": "live_models", "above": 3}, models=4) == {"ours": 63}
        assert self.begun({"measure": "live_models", "below": 5}, models=4) == {"ours": 63}

    def test_level_itself_is_neither_above_nor_below(self) -> None:
        assert self.begun({"measure": "live_models", "above": 4}, models=4) == {}
        assert self.begun({"measure": "live_models", "below": 4}, models=4) == {}

    def test_of_the_quarter_alone(self) -> None:
        change = {"comes": {"at": "70 days", "stage": 3}}
        found = self.begun({"measure": "stage", "above": 2.5}, changes=change)
        assert found == {"ours": 126}

    def test_what_is_not_defined_is_not_seen(self) -> None:
        assert self.begun({"measure": "change_failure_rate", "below": 1}) == {}

    def test_never_in_history(self) -> None:
        found = self.begun({"measure": "live_models", "above": 3}, models=4, history="300 days")
        assert found == {"ours": 63}

    def test_once_seen_it_stays_seen(self) -> None:
        when = {"measure": "capabilities_held", "below": 50}
        history = invested({"ours": {"when": when, "start": "70 days"}}, horizon="100 days")
        assert days(history, "begun") == {"ours": 70}


def priced(cents: int) -> dict[str, Any]:
    return {"price": f"{cents // 100} USD"}


class TestBudget:
    """What investments are planned to cost must fit into the budget before they begin."""

    @staticmethod
    def begun(budget: str, investments: dict[str, Any], tools: dict[str, Any]) -> dict[str, float]:
        organisation = {"investment_budget": budget}
        history = invested(investments, tools, organisation=organisation, horizon="252 days")
        return days(history, "begun")

    def test_an_amount_is_there_from_day_0_and_ends(self) -> None:
        tools = {"one": priced(60_00), "other": priced(40_00), "more": priced(1_00)}
        investments = {"one": {}, "other": {}, "more": {}}
        assert self.begun("100 USD", investments, tools) == {"one": 0, "other": 0}
        assert self.begun("101 USD", investments, tools) == dict.fromkeys(tools, 0)

    def test_what_can_never_be_paid_blocks_none_behind_it(self) -> None:
        tools = {"dear": priced(101_00), "one": priced(100_00)}
        assert self.begun("100 USD", {"dear": {}, "one": {}}, tools) == {"one": 0}

    def test_money_is_saved_up_to_the_day(self) -> None:
        found = self.begun("252 USD / year", {"one": {}, "other": {}}, {
            "one": priced(63_00), "other": priced(10_00)})  # fmt: skip
        assert found == {"one": 63, "other": 73}

    def test_the_first_has_the_first_call(self) -> None:
        """What could be paid already waits for what stands before it, once that is ready."""
        tools = {"dear": priced(100_00), "cheap": priced(1_00)}
        investments = {"dear": {"start": "10 days"}, "cheap": {"start": "20 days"}}
        assert self.begun("252 USD / year", investments, tools) == {"dear": 100, "cheap": 101}

    def test_days_of_people_count_at_their_salary(self) -> None:
        tools = {"one": {"build": {"it_engineer": "10 days"}, "price": "10 USD"}}
        scenario = planned({"one": {}}, tools, {"people.salary.it_engineer": "25_200 USD / year"})
        assert scenario.world().budget is None
        for dollars, begun in ((1_010, {"one": 0.0}), (1_009, {})):
            history = invested(
                {"one": {}},
                tools,
                {"people.salary.it_engineer": "25_200 USD / year"},
                organisation={"investment_budget": f"{dollars} USD"},
            )
            assert days(history, "begun") == begun

    def test_without_money_only_what_is_free_is_built(self) -> None:
        tools = {"one": priced(1_00), "free": FREE}
        for budget in ("0 USD", "0 USD / year"):
            assert self.begun(budget, {"one": {}, "free": {}}, tools) == {"free": 0}


class TestBuilding:
    """Building is work, in packages, beside all other work."""

    def test_in_packages_for_each_role(self) -> None:
        tools = {"one": {"build": {"data_scientist": "3 days", "it_engineer": "12 days"}}}
        history = invested({"one": {}}, tools, {"build.package": "5 days"})
        assert sittings(history, "building") == [
            (0, "data_scientist"), (0, "it_engineer"), (5, "it_engineer"), (10, "it_engineer"),
        ]  # fmt: skip
        assert [day for day, _ in sittings(history, "building", "ends")] == [3, 5, 10, 12]
        assert days(history, "built") == {"one": 12}

    def test_by_all_hands_at_once(self) -> None:
        history = invested({"ours": {}}, None, {"build.package": "2 days"}, it_engineers=5)
        assert days(history, "built") == {"ours": 2}

    def test_all_of_it_overruns_alike(self) -> None:
        lucky = {"build.day.effort": {"lognormal": {"mean": "1.3 days", "cv": 0.5}}}
        history = invested({"ours": {}}, None, lucky, it_engineers=2)
        assert [day for day, _ in sittings(history, "building")] == [0, 0]
        first, second = (day for day, _ in sittings(history, "building", "ends"))
        assert first == second != 5

    def test_lead_time_is_a_least_time(self) -> None:
        for lead, day in (("20 days", 23), ("2 days", 13), ("10 days", 13)):
            tools = {"one": {**TOOL, "lead_time": lead}}
            assert days(invested({"one": {"start": "3 days"}}, tools), "built") == {"one": day}

    def test_what_takes_no_work_takes_its_lead_time(self) -> None:
        tools = {"one": {"lead_time": "20 days"}, "free": FREE}
        assert days(invested({"one": {}, "free": {}}, tools), "built") == {"free": 0, "one": 20}

    def test_the_reserve_is_for_it(self) -> None:
        """All people are busy with tickets, but for those that only improve."""
        busy = {
            "operate.run_batch.rate": "252 / year",
            "operate.run_batch.effort": "3 days",
            "operate.run_batch.by": "it_engineer",
            "people.reserve_policy": "hard",
        }
        later = {"ours": {"start": "20 days"}}
        drowning = invested(later, None, busy, models=9, it_engineers=2)
        assert days(drowning, "built") == {}
        reserve = {"improvement_reserve": {"it_engineer": "50 %"}}
        kept = invested(later, None, busy, models=9, it_engineers=2, organisation=reserve)
        assert "ours" in days(kept, "built")


class TestMoney:
    """The price is paid when it is begun, the licence from when it is there."""

    TOOLS: ClassVar = {"one": {**TOOL, "price": "500 USD", "licence": "25_200 USD / year"}}

    def test_the_price_once_on_the_day_it_is_begun(self) -> None:
        history = invested({"one": {"start": "3 days"}}, self.TOOLS)
        paid = [one for one in history.payments if one.kind == BUILDING]
        assert [tuple(one) for one in paid] == [(3 * DAY, BUILDING, "one", 500_00)]

    def test_the_licence_from_the_day_it_is_built(self) -> None:
        history = invested({"one": {"start": "3 days"}}, self.TOOLS)
        paid = history.snapshots[-1].money[LICENCES, "one"]
        assert paid == 25_200_00 * (100 - 13) * DAY

    def test_in_the_currency_of_the_salaries(self) -> None:
        euros = {f"people.salary.{role}": "90_000 EUR / year"
                 for role in ("data_scientist", "it_engineer")}  # fmt: skip
        process = {**euros, "money.usd": 0.5, "value.mean": "1 EUR / year",
                   "demand.credit_half": "1 EUR / year"}  # fmt: skip
        history = invested({"environments": {}}, None, process)
        assert [one.cents for one in history.payments] == [10_000_00]


class TestUpkeep:
    """What is there keeps people busy, from the day it is there."""

    TOOLS: ClassVar = {"one": {"upkeep": {"it_engineer": 0.2}}}
    CALLED: ClassVar = {"upkeep.called_for": "100 %", "upkeep.piece.effort": "2 days"}

    def count(self, horizon: int, process: dict[str, Any]) -> int:
        history = invested(
            {"one": {}}, self.TOOLS, {**self.CALLED, **process},
            horizon=f"{horizon} days", organisation={"stage": 1},
        )  # fmt: skip
        return len(noted(history, "opens", "upkeep"))

    def test_as_often_as_it_takes_to_keep_them_busy(self) -> None:
        """0.2 people are 0.1 pieces of 2 days a day: 252 in ten years, give or take."""
        assert 252 - 4 * 16 < self.count(2520, {}) < 252 + 4 * 16
        assert 126 - 4 * 12 < self.count(2520, {"upkeep.called_for": "50 %"}) < 126 + 4 * 12

    def test_no_event_when_none_is_called_for(self) -> None:
        assert self.count(2520, {"upkeep.called_for": "0 %"}) == 0
        assert self.count(2520, {"upkeep.piece.effort": "0 days"}) == 0

    def test_what_is_held_is_kept_from_the_beginning_and_no_longer_than_it_is_held(self) -> None:
        held = {"stage": 1, "with": ["one"]}
        history = invested({}, self.TOOLS, self.CALLED, organisation=held,
                           history="1000 days", horizon="1000 days",
                           changes={"gone": {"at": "0 days", "without": ["one"]}})  # fmt: skip
        begun = [day for day, _ in noted(history, "opens", "upkeep")]
        assert begun
        assert max(begun) <= 0

    def test_only_from_when_it_is_built(self) -> None:
        history = invested({"one": {"start": "500 days"}}, self.TOOLS, self.CALLED,
                           horizon="1000 days", organisation={"stage": 1})  # fmt: skip
        assert min(day for day, _ in noted(history, "opens", "upkeep")) > 500

    def test_what_waits_gathers_interest(self) -> None:
        """Nobody is there for a year; half as much again, or as much again, is to be done then."""
        later = {"it comes": {"at": "300 days", "staff": {"it_engineer": 1}}}
        ends = {}
        for interest in ("0", "1"):
            history = invested(
                {}, self.TOOLS, {**self.CALLED, "upkeep.interest": interest,
                                 "people.hiring.planned": "on_the_day"},
                organisation={"stage": 1, "with": ["one"]}, it_engineers=0,
                horizon="310 days", changes=later,
            )  # fmt: skip
            asked = noted(history, "opens", "upkeep")[0][0]
            ends[interest] = noted(history, "closes", "upkeep")[0][0]
        assert ends["0"] == 302
        assert ends["1"] == pytest.approx(302 + 2 * (300 - asked) / 252, abs=1e-5)

    def test_pieces_are_done_one_by_one_and_age_from_when_they_fall_due(self) -> None:
        """The same pieces fall due where somebody does them at once, which tells when."""
        process = {**self.CALLED, "upkeep.interest": "1", "people.hiring.planned": "on_the_day"}
        later = {"it comes": {"at": "300 days", "staff": {"it_engineer": 1}}}

        def lives(engineers: int, changes: dict[str, Any]) -> History:
            held = {"stage": 1, "with": ["one"]}
            return invested({}, self.TOOLS, process, organisation=held, it_engineers=engineers,
                            horizon="600 days", changes=changes)  # fmt: skip

        at_once, waited = lives(1, {}), lives(0, later)
        due = [day for day, _ in noted(at_once, "opens", "upkeep")]
        opened, closed = ([day for day, _ in noted(waited, what, "upkeep")]
                          for what in ("opens", "closes"))  # fmt: skip
        assert [due[0], *closed[:9]] == opened[:10], "each is asked for when the last is done"
        alone = [k for k in range(1, 10) if due[k] - due[k - 1] > 2.1]  # was not late there, too
        assert len(alone) > 5
        for k in alone:
            longer = (opened[k] - due[k]) / 252
            assert closed[k] - opened[k] == pytest.approx(2 * (1 + longer), abs=1e-4)
