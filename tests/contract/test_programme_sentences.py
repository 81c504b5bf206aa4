"""What is said of the investments of the best-looking alternative, and of the baseline's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from analysis.report import programme
from analysis.report.programme import Reached
from analysis.study.compare import Study
from sim.organisation.programme import Milestone
from sim.scenario.machine import Investment
from sim.units import TICKS_PER_DAY
from tests.contract.made_up_studies import gain, said, study

MONTH = 21 * TICKS_PER_DAY
Steps = Mapping[tuple[str, str], Sequence[float | None]]
"""By what and capability, the month in each world, or None where it does not come about."""


def investment(name: str) -> Investment:
    return Investment(capability=name, start=0, after=(), at_stage=None, when=None)


def built(
    plans: Mapping[str, Steps], worlds: int = 10, others: Mapping[str, float] | None = None
) -> Study:
    """A study in which 'new' is better than 'as it is'; who plans something invests in it."""
    gains = {"as it is": 0.0, "new": 5.0, **(others or {})}
    made = study({(None, name): gain(by, worlds) for name, by in gains.items()})
    cells = tuple(
        cell.model_copy(
            update={
                "world": cell.world.model_copy(
                    update={
                        "investments": tuple(
                            map(
                                investment,
                                dict.fromkeys(name for _, name in plans.get(cell.alternative, {})),
                            )
                        )
                    }
                )
            }
        )
        for cell in made.scenario.cells
    )
    outcomes = tuple(
        replace(one, milestones=_lived(plans.get(cells[one.cell].alternative, {}), one.replication))
        for one in made.outcomes
    )
    return Study(made.scenario.model_copy(update={"cells": cells}), outcomes)


def _lived(steps: Steps, world: int) -> tuple[Milestone, ...]:
    found = [
        Milestone(round(at[world] * MONTH), what, name)  # type: ignore[operator]
        for (what, name), at in steps.items()
        if at[world] is not None
    ]
    return tuple(sorted(found))


def sentences(made: Study) -> list[str]:
    (pick,) = made.picks
    return programme.what_became(made, pick)


DEPLOYMENT = "continuous_deployment"
FIRST_TEN = [float(month) for month in range(1, 11)]


def plan(
    name: str,
    begun: Sequence[float | None] = (0.0,) * 10,
    there: Sequence[float | None] = (None,) * 10,
    adopted: Sequence[float | None] = (None,) * 10,
) -> Steps:
    return {("begun", name): begun, ("built", name): there, ("adopted by all", name): adopted}


class TestOne:
    def test_built_and_adopted_everywhere(self) -> None:
        made = built({"new": plan(DEPLOYMENT, there=FIRST_TEN, adopted=[14.0] * 10)})
        assert sentences(made) == [
            "Building with 'new': continuous_deployment is there after 5.5 months (1.45 to 9.55 in "
            "nine worlds of ten), with all models brought over after 14 months."
        ]
        assert sentences(made)[0] in said(made)

    def test_worlds_that_do_not_get_there_are_later_than_all_that_do(self) -> None:
        made = built({"new": plan(DEPLOYMENT, there=[5.0] * 10, adopted=[7.0] * 8 + [None] * 2)})
        (line,) = sentences(made)
        assert line.endswith(
            "is there after 5 months, with all models brought over after 7 months (in 20 % of "
            "worlds not within the horizon)."
        )

    def test_no_mean_of_the_lucky_few(self) -> None:
        made = built({"new": plan(DEPLOYMENT, there=[1.0] * 5 + [None] * 5)})
        (line,) = sentences(made)
        assert line.endswith(
            "continuous_deployment is there in 50 % of worlds only, but in no world are all models "
            "brought over."
        )

    def test_what_needs_no_adoption_is_not_said_to_lack_it(self) -> None:
        made = built({"new": plan("ml_canvas", there=[1.0] * 10)})
        assert sentences(made) == ["Building with 'new': ml_canvas is there after 1 month."]

    def test_where_no_model_was_live_none_is_said_to_be_brought_over(self) -> None:
        made = built({"new": plan(DEPLOYMENT, there=[3.0] * 10, adopted=[3.0] * 10)})
        (line,) = sentences(made)
        assert line.endswith("continuous_deployment is there after 3 months.")

    def test_never_finished_and_never_begun(self) -> None:
        none: list[float | None] = [None] * 10
        plans = {**plan(DEPLOYMENT), **plan("feature_store", none), **plan("ml_canvas", none)}
        assert sentences(built({"new": plans})) == [
            "Building with 'new': continuous_deployment is begun and in no world finished; "
            "feature_store and ml_canvas are never begun."
        ]


class TestWhose:
    def test_nothing_is_said_where_nothing_is_built(self) -> None:
        assert sentences(built({})) == []

    def test_the_baseline_too_if_it_builds(self) -> None:
        plans = {"new": plan("ml_canvas", there=[1.0] * 10), "as it is": plan("ml_canvas")}
        assert sentences(built(plans))[1:] == [
            "Building with 'as it is': ml_canvas is begun and in no world finished."
        ]

    def test_worlds_that_failed_do_not_count(self) -> None:
        made = built({"new": plan("ml_canvas", there=[1.0] * 9 + [None])})
        last = [replace(one, error="no") if one.replication == 9 else one for one in made.outcomes]
        (line,) = sentences(Study(made.scenario, tuple(last)))
        assert line.endswith("ml_canvas is there after 1 month.")

    def test_many_investments_are_told_in_fewer_words(self) -> None:
        names = ("ml_canvas", "data_strategy", "containers", "ci_tests")
        plans = {step: at for name in names for step, at in plan(name, there=FIRST_TEN).items()}
        assert "nine worlds" not in sentences(built({"new": plans}))[0]


class TestHardlyBuilt:
    """What is compared for what it costs, and not for what it does."""

    @staticmethod
    def warned(there: Sequence[float | None], other: str = "old") -> list[str]:
        plans = {other: plan(DEPLOYMENT, there=there)}
        made = built(plans, others={"old": -5, "older": -9})
        (pick,) = made.picks
        found = programme.hardly_built(made, pick)
        assert all(line in said(made) for line in found)
        return found

    def test_is_said_of_those_that_do_not_look_best(self) -> None:
        assert self.warned([1.0] * 4 + [None] * 6) == [
            "With 'old', continuous_deployment is finished in 4 of 10 worlds: it is compared with "
            "what that costs, not with what it does. Who is to build it has other work first "
            "(improvement_reserve keeps time free for it)."
        ]
        (line,) = self.warned([None] * 10)
        assert "finished in none of 10 worlds" in line

    def test_is_not_said_where_it_is_there_in_half_of_the_worlds(self) -> None:
        assert self.warned([1.0] * 5 + [None] * 5) == []

    def test_is_not_said_of_what_is_told_in_full(self) -> None:
        assert self.warned([None] * 10, "new") == self.warned([None] * 10, "as it is") == []


@pytest.mark.parametrize(
    ("months", "worlds", "share", "wanted"),
    [
        ((1.0, 2.0, 3.0), 3, 0.5, 2.0),
        ((1.0, 2.0), 2, 0.5, 1.5),
        ((1.0, 2.0), 4, 0.5, None),
        ((1.0, 2.0, 3.0), 4, 0.5, 2.5),
        ((1.0, 2.0), 3, 0.95, None),
        ((4.0,), 1, 0.95, 4.0),
        ((), 3, 0.5, None),
    ],
)
def test_quantiles_count_all_worlds(
    months: tuple[float, ...], worlds: int, share: float, wanted: float | None
) -> None:
    assert Reached(months, worlds).quantile(share) == wanted
