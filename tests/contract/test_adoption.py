"""What is built reaches the models: new ones at once, old ones one after the other."""

from itertools import pairwise
from typing import Any, ClassVar

from sim.history import History
from sim.stages import held
from tests.builders import DAY, lived, load, switched_off
from tests.contract.built import AS_PLANNED, TOOL, days, invested, noted, sittings

QUICK: dict[str, Any] = {**TOOL, "build": {}}
"""Built at once, and brought to a model in two days."""


def adopted(history: History) -> list[tuple[float, int]]:
    """Days on which models had been brought over, and which."""
    return [(day, model) for day, model in noted(history, "closes", "adoption")]


class TestOrder:
    """Who is brought over, when, and before whom."""

    def test_one_after_the_other_by_the_hands_there_are(self) -> None:
        history = invested({"one": {"start": "5 days"}}, {"one": QUICK}, models=3)
        assert [day for day, _ in adopted(history)] == [7, 9, 11]
        history = invested({"one": {}}, {"one": QUICK}, models=3, it_engineers=3)
        assert [day for day, _ in adopted(history)] == [2, 2, 2]
        assert days(history, "adopted by all") == {"one": 2}

    def test_the_most_valuable_first_as_far_as_people_know(self) -> None:
        worth = {"value.sigma": "1", "value.mean": "100_000 USD / year"}
        history = invested({"one": {}}, {"one": QUICK}, worth, models=6)
        order = [model for _, model in adopted(history)]
        assert sorted(order) == [-6, -5, -4, -3, -2, -1]
        assert order not in (sorted(order), sorted(order, reverse=True))
        said = [e for e in history.events or () if e.what == "goes live"]
        assert len(said) == 6

    def test_both_roles_one_after_the_other(self) -> None:
        tool = {"adopt": {"data_scientist": "1 day", "it_engineer": "2 days"}}
        history = invested({"one": {}}, {"one": tool}, models=1)
        assert sittings(history, "adoption") == [(0, "data_scientist"), (1, "it_engineer")]
        assert adopted(history) == [(3, -1)]

    def test_what_a_capability_requires_is_brought_to_a_model_first(self) -> None:
        """The dependent is built before any model has what it requires; its turns come later."""
        tools = {"one": QUICK, "more": {"adopt": {"data_scientist": "1 day"}, "requires": ["one"]}}
        history = invested({"one": {}, "more": {}}, tools, models=3)
        assert days(history, "built") == {"one": 0, "more": 0}
        assert [e.at for e in history.events or () if (e.what, e.item) == ("opens", "adoption")]
        begins = sittings(history, "adoption")
        assert begins == [
            (0, "it_engineer"), (2, "data_scientist"), (2, "it_engineer"), (4, "data_scientist"),
            (4, "it_engineer"), (6, "data_scientist"),
        ]  # fmt: skip
        assert days(history, "adopted by all") == {"one": 6, "more": 7}

    def test_what_takes_no_work_is_there_for_all_at_once(self) -> None:
        history = invested({"one": {}}, {"one": {"build": TOOL["build"]}}, models=3)
        assert adopted(history) == []
        assert history.snapshots[-1].levels["capabilities held"] % 2**20 == 0
        assert days(history, "adopted by all") == {}


class TestNewModels:
    """Models that go live after it is built have it."""

    def test_they_are_not_brought_over(self) -> None:
        process = {"development.explore.effort": "1 day"}
        history = invested(
            {"one": {}}, {"one": QUICK}, process, models=2, use_cases="60 / year",
            data_scientists=3, horizon="200 days",
        )  # fmt: skip
        assert len(noted(history, "goes live")) > 6
        assert sorted(model for _, model in adopted(history)) == [-2, -1]

    def test_a_retired_one_is_not_brought_over(self) -> None:
        """It is retired while somebody is at it: in vain."""
        process = {
            "obsolescence.rate": "25 / year", "obsolescence.warning": "0 days",
            "obsolescence.sensed": "100 %", "obsolescence.horizon": "0 days",
            "portfolio.lingers": "0 days",
        }  # fmt: skip
        slow = {"adopt": {"it_engineer": "5 days"}}
        history = invested({"one": {}}, {"one": slow}, process, models=12, horizon="400 days")
        closed = [e.step for e in history.events or ()
                  if (e.what, e.item) == ("closes", "adoption")]  # fmt: skip
        assert "in vain" in closed
        assert len(closed) < 12
        assert "one" in days(history, "adopted by all")

    def test_a_major_update_brings_all_of_it(self) -> None:
        process = {"update.rate": "50 / year", "update.develop.effort": "1 day"}
        slow = {"adopt": {"it_engineer": "90 days"}}
        history = invested({"one": {}}, {"one": slow}, process, models=1, horizon="80 days")
        released = [e.at / DAY for e in history.events or ()
                    if (e.what, e.item, e.step) == ("closes", "update", "released")]  # fmt: skip
        assert adopted(history) == []
        assert days(history, "adopted by all") == {"one": released[0]}


class TestWays:
    """What a model lacks does not act on it, nor does what stands on that."""

    CADENCE: ClassVar = {**QUICK, "effects": {"refresh.cadence": {"set": "20 days"}}}
    DEPLOY: ClassVar = {**QUICK, "effects": {"refresh.deploy.effort": {"set": "4 days"}}}

    @staticmethod
    def run(tool: dict[str, Any], **parts: Any) -> History:
        """What is written is final, so a capability that is held sets the rows in question."""
        base = {"refresh.cadence": {"set": "30 days"}, "refresh.deploy.effort": {"set": "1 day"}}
        tools = {"base": {"effects": base}, "one": {**tool, "supersedes": ["base"]}}
        process = {**switched_off(), **AS_PLANNED}
        del process["refresh.cadence"], process["refresh.deploy.effort"]
        staff = {"data_scientist": 2, "it_engineer": 2}
        return lived(
            load(
                {
                    "horizon": "200 days",
                    "history": "0 days",
                    "organisation": {"stage": 3, "with": ["base"], "staff": staff},
                    "portfolio": {"models": 1, "use_cases": "0 / year"},
                    "process": process,
                    "define_capabilities": tools,
                    **parts,
                }
            )
        )

    def test_refreshes_go_the_old_way_until_it_is_adopted(self) -> None:
        slow = {**self.DEPLOY, "adopt": {"it_engineer": "50 days"}}
        history = self.run(slow, investments={"one": {"start": "1 day"}})
        [(until, _)] = adopted(history)
        assert until == 51
        took = {}
        begun: dict[tuple[int, int], float] = {}
        for entry in history.events or ():
            if (entry.item, entry.step) == ("refresh", "refresh.deploy"):
                if entry.what == "begins":
                    begun[entry.entity, entry.number] = entry.at / 2**20
                elif entry.what == "ends":
                    start = begun[entry.entity, entry.number]
                    took[start] = entry.at / 2**20 - start
        assert {span for start, span in took.items() if start < until} == {1}
        assert {span for start, span in took.items() if start > until} == {4}

    def test_another_cadence_counts_from_adoption(self) -> None:
        slow = {**self.CADENCE, "adopt": {"it_engineer": "50 days"}}
        history = self.run(slow, investments={"one": {"start": "1 day"}})
        asked = [day for day, _ in noted(history, "opens", "refresh")]
        gaps = [round(later - day) for day, later in pairwise(asked)]
        assert gaps[0] == 31  # a day's deployment, then 30 more
        assert gaps[-1] == 21

    def test_rates_are_those_of_adopted_ways_from_adoption_on(self) -> None:
        more = {**QUICK, "effects": {"operate.run_batch.rate": {"set": "250 / year"}}}
        base = {"base": {"effects": {"operate.run_batch.rate": {"set": "0 / year"}}}}
        process = {**switched_off(), **AS_PLANNED, "operate.run_batch.effort": "1 hour"}
        del process["operate.run_batch.rate"]
        slow = {**more, "adopt": {"it_engineer": "20 days"}, "supersedes": ["base"]}
        parts = {"process": process, "define_capabilities": {**base, "one": slow}}
        history = self.run({}, **parts, investments={"one": {}})
        days_of = [day for day, _ in noted(history, "opens", "ticket")]
        assert 20 < min(days_of) < 30
        assert len(days_of) > 100


class TestHeld:
    """A capability is held when four fifths of the models have adopted it: so is a stage."""

    def test_four_fifths(self) -> None:
        history = invested({"one": {}}, {"one": QUICK}, models=5, horizon="20 days")
        base = history.snapshots[1]
        levels = {name: history.snapshots[-1].levels[name] - base.levels[name]
                  for name in ("capabilities held", "capabilities owned")}  # fmt: skip
        held_before = len(held(2))
        assert levels["capabilities owned"] == (held_before + 1) * 20 * DAY
        assert levels["capabilities held"] == (held_before * 20 + 12) * DAY  # from day 8 on

    def test_a_stage_is_reached_by_adoption(self) -> None:
        history = invested(
            {name: {} for name in sorted(set(held(3)) - set(held(2)))}, models=5, it_engineers=9,
            data_scientists=3, horizon="400 days", organisation={"stage": 2},
        )  # fmt: skip
        [(stage, day)] = days(history, "stage").items()
        assert stage == "3"
        assert day > days(history, "built")["it_serving"]
        assert day <= days(history, "adopted by all")["it_serving"]
