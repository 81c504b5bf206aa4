"""What the verdict says beside the pick: cost, bottleneck, toil, footers."""

from dataclasses import replace

from analysis.report import sentences
from analysis.report.moved import bottleneck
from analysis.study.compare import Study
from analysis.study.outcome import Outcome
from sim.process import PARAMETERS
from sim.scenario.composition import effects_of
from sim.scenario.machine import Cell, World
from sim.stages import held
from sim.units import Value
from tests.contract import fake_worlds
from tests.contract.made_up_studies import BASE, LUCK, OWN, gain, said, study


class TestBottleneck:
    """Who is waited for longest."""

    @staticmethod
    def waiting(scientists: float | None, engineers: float | None, spread: float = 1) -> Study:
        found = study({**BASE, (None, "new"): gain(1)})
        changed = tuple(
            Outcome(
                one.cell,
                one.replication,
                None,
                {
                    **one.measures,
                    "waiting_for_data_scientist": 0.3 + LUCK[one.replication] / 1000,
                    "waiting_for_it_engineer": 0.01,
                    "waiting_for_training": 0.001,
                    **(
                        {
                            "waiting_for_data_scientist": scientists,
                            "waiting_for_it_engineer": engineers
                            and engineers + spread * OWN[one.replication],
                        }
                        if one.cell == 1
                        else {}
                    ),
                },
                (),
                (),
            )
            for one in found.outcomes
        )
        return Study(found.scenario, changed)

    def test_it_moves(self) -> None:
        text = said(self.waiting(0.05, 0.2, spread=0.001))
        assert "The bottleneck moves: with 'as it is' waiting for data scientists (30" in text
        assert "with 'new' waiting for IT engineers (20" in text

    def test_it_stays(self) -> None:
        assert "The bottleneck does not move: with 'as it is'" in said(
            self.waiting(0.25, 0.2, spread=0.001)
        )

    def test_a_lead_by_chance_is_none(self) -> None:
        found = self.waiting(0.2, 0.2001, spread=0.05)
        assert bottleneck(found, None, "new").measure is None
        assert "with 'new' no single one" in said(found)
        assert "moves" not in said(found)

    def test_what_is_not_defined_cannot_be_told(self) -> None:
        text = said(self.waiting(None, 0.2))
        assert "with 'new' it cannot be told, as in 40 worlds no use case was in progress" in text


def test_toil_that_does_not_differ_is_not_said_to() -> None:
    found = study({**BASE, (None, "new"): gain(1)})
    assert "Toil of both roles is 50 % of worked time with both." in said(found)
    noisy = tuple(
        Outcome(
            one.cell,
            one.replication,
            None,
            {**one.measures, "toil_share": 0.5 + OWN[one.replication + 40 * one.cell] / 10},
            (),
            (),
        )
        for one in found.outcomes
    )
    assert "Toil of both roles is not shown to differ" in said(Study(found.scenario, noisy))


def test_the_footer_says_how_it_was_made() -> None:
    made, _ = sentences.footers(study({**BASE, (None, "new"): gain(1)}))
    assert made.startswith("Terminating simulation: history 0 days, horizon 1 year; 40 ")
    assert "seed 1." in made
    assert "verdicts allow for" not in made
    values = {**BASE, (None, "b"): gain(1), (None, "c"): gain(2)}
    assert "verdicts allow for all 3 comparisons" in sentences.footers(study(values))[0]


def test_the_footer_says_what_the_intervals_leave_out() -> None:
    _, luck = sentences.footers(study({**BASE, (None, "new"): gain(1)}))
    acted = {*effects_of(held(2)), *fake_worlds.LEAVING}
    assumed = sum(
        row.source == "assumption" and row.name not in acted for row in PARAMETERS.values()
    )
    assert assumed > 10
    assert f"{assumed} of {len(PARAMETERS)} parameters are at defaults that are" in luck
    assert luck.startswith("Luck only: the interval holds for the inputs as written;")


def test_a_parameter_that_is_set_is_no_default() -> None:
    found = study({**BASE, (None, "new"): gain(1)})
    world = found.scenario.cells[1].world
    process = {**world.process, "people.leaver_loss": 0.25}
    cells = (found.scenario.cells[0], changed(found.scenario.cells[1], world, process))
    other = Study(found.scenario.model_copy(update={"cells": cells}), found.outcomes)
    before, after = (int(_assumed(one)) for one in (found, other))
    assert after == before - 1


def changed(cell: Cell, world: World, process: dict[str, Value]) -> Cell:
    return cell.model_copy(update={"world": world.model_copy(update={"process": process})})


def _assumed(found: Study) -> str:
    return sentences.footers(found)[1].partition("; ")[2].partition(" of ")[0]


class TestCost:
    """What the pick costs, whether or not cost is among the measures."""

    @staticmethod
    def costing(*costs: float) -> Study:
        values = {(None, name): gain(by) for by, name in enumerate(("as it is", "a", "b"))}
        found = study(values)
        priced = tuple(
            Outcome(
                one.cell, one.replication, None, {**one.measures, "staff_cost": costs[one.cell]},
                (), (),
            )
            for one in found.outcomes
        )  # fmt: skip
        return Study(found.scenario, priced)

    def test_against_baseline_and_runner_up(self) -> None:
        text = said(self.costing(1e6, 1.2e6, 1.5e6))
        assert (
            "Cost of staff with 'b': 1.5 M USD / year; +500 k USD / year against 'as it is', "
            "+300 k USD / year against 'a'." in text
        )

    def test_the_same_as_one_of_them(self) -> None:
        text = said(self.costing(1e6, 1.2e6, 1.2e6))
        assert "+200 k USD / year against 'as it is', the same as with 'a'." in text

    def test_nothing_where_it_does_not_differ(self) -> None:
        assert "Cost of staff" not in said(self.costing(1e6, 1e6, 1e6))


def test_an_answer_is_a_line_and_its_points() -> None:
    values = {("x", "as it is"): gain(0), ("x", "b"): gain(3), ("x", "c"): gain(2)}
    found = study({**values, ("x", "d"): gain(1)})
    (block,) = sentences.blocks(found)
    assert block[0] == "'x': pick 'b'."
    assert [point.partition(":")[0] for point in block[1:]] == [
        "Against 'c'",
        "Against 'as it is'",
        "Better than 'd', too.",
        "Toil of both roles is 50 % of worked time with both.",
    ]
    assert " ".join(block) == sentences.verdict(found)[0]


def test_what_only_skewness_leaves_open_is_not_blamed_on_the_number_of_comparisons() -> None:
    found = study({**BASE, (None, "new"): gain(1)})
    (one,) = found.comparisons
    alone = replace(one.paired, p=0.2)  # though its interval excludes zero
    open_one = replace(one, paired=alone, adjusted=replace(one.adjusted, decided=False))
    vars(found)["comparisons"] = (open_one,)
    assert "Undecided against 'as it is', for the differences are skewed, and the" in said(found)
    assert "one of 1 comparisons" not in said(found)
