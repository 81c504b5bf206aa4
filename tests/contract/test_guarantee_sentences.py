"""What a study says of its end: who was selected, what that promises, how precise it is."""

import json
from statistics import stdev

import pytest
from scipy import stats

from analysis.commands.compare import document
from analysis.report import compact, sentences, tables
from analysis.report.guarantee import how_it_ended
from analysis.study.compare import Study
from sim.scenario.tolerance import NO_ZONE, Tolerance
from tests.contract.planted_worlds import Planted, antithetic, gone, luck, scenario

pytestmark = pytest.mark.contract
UNIT = "first releases / quarter"


def ended(study: Study) -> str:
    return " ".join(how_it_ended(study, study.picks[0]))


def said(study: Study) -> str:
    return "\n".join(sentences.verdict(study))


def test_a_selection_says_what_it_promises_and_who_is_out() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -5)))
    text = ended(study)
    assert text.startswith(
        "Selected by KN, which finds the best alternative with a probability of at least 95 % if "
        f"it is better than every other one by 0.5 {UNIT} or more."
    )
    assert "Screened out: 'base' and 'bad' after 30 replications; 'base' went on" in text
    size = study.courses[None].looks[-1]
    assert f"Precise after {size} replications: the difference to 'base' is known to ±0." in text
    assert f"for 'good' (0.5 {UNIT} was asked for)." in text
    assert said(study).startswith("pick 'good'. Against ")
    assert "Undecided" not in said(study)


def test_the_zone_may_be_another_than_the_precision() -> None:
    study = gone(scenario(indifference=Tolerance(1.0)), Planted(*luck(0, 2, -5)))
    assert f"by 1 {UNIT} or more" in ended(study)


def test_a_selected_one_that_is_not_better_beyond_doubt_says_so() -> None:
    asked = scenario(indifference=Tolerance(2.0), precision=Tolerance(0.9))
    study = gone(asked, Planted(*luck(0, 0.2, -5, spread=1.5)))
    (pick,) = study.picks
    assert pick.selected
    assert not pick.supported
    assert "The data by themselves do not separate it from 'base'." in ended(study)
    assert said(study).startswith("pick 'good'.")
    assert "Undecided" not in said(study)


def half_by_hand(worlds: list[list[float]]) -> float:
    """Of the first 60 worlds: Student's quantile at the level of 2.780 normal standard errors.

    0.605: their differences happen to vary by 1.62, not by the 1.41 that they were drawn with, and
    59 degrees of freedom make 2.89 of the 2.78; else it would be 0.508.
    """
    found = [b - a for a, b in zip(*worlds[:2], strict=True)][:60]
    return float(stats.t.isf(stats.norm.sf(2.780), 59) * stdev(found) / 60**0.5)


def test_one_that_may_not_go_on_says_what_is_open_and_how_much_it_takes() -> None:
    asked, worlds = scenario(precision=Tolerance(0.05), replications=60), luck(0, 0.1, -5)
    study = gone(asked, Planted(*worlds))
    text = ended(study)
    assert f"Nothing is selected (KN, indifference zone 0.05 {UNIT}): " in text
    assert "'base' and 'good' remain after 60 replications; at most " in text
    assert "would select one." in text
    assert "Not as precise as asked after 60 replications, the last look within " in text
    assert f"the difference of 'good' to 'base' is known to ±{half_by_hand(worlds):.3g} " in text
    assert f"±0.605 {UNIT}, not 0.05, which takes about 15_360" in text
    assert "'bad' after 30 replications" in text
    assert said(study).startswith("no pick: ")


def test_a_long_tail_that_is_still_waited_for_is_said() -> None:
    base, other = luck(0, 0.1)
    rare = [value + 100 * (number == 7) for number, value in enumerate(other)]
    text = ended(gone(scenario(replications=60), Planted(base, rare, base)))
    assert "remain after 60 replications; some of their differences have too long a tail" in text


def test_what_nobody_can_run_is_said() -> None:
    asked = scenario(precision=Tolerance(1e-4), replications=60)
    text = ended(gone(asked, Planted(*luck(0, 0.1, 0.1))))
    assert text.count("more than mlorg can run") == 3


def test_a_measure_that_is_not_reached_everywhere_selects_nothing() -> None:
    columns = luck(0, 2, -2)
    columns[1] = [None, *columns[1][1:]]  # type: ignore[list-item]
    text = ended(gone(scenario(), Planted(*columns)))
    assert "Nothing can be selected by KN: new models is not defined in every world." in text


def test_without_a_selection_nothing_is_said_of_one() -> None:
    text = ended(gone(scenario(indifference=NO_ZONE), Planted(*luck(0, 2, -2))))
    assert text.startswith("Precise after ")
    assert "for 'good' and ±" in text


def test_a_fixed_number_of_replications_says_nothing_of_it() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -5)))
    fixed = Study(scenario(precision=None, replications=30), study.outcomes)
    assert ended(fixed) == ""
    assert "looked at" not in said(fixed)
    assert "Pocock" not in said(fixed)


def test_the_last_line_says_how_often_it_was_looked_at_and_what_that_is_allowed_for() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -5, spread=2)))
    size = study.courses[None].looks[-1]
    text = said(study)
    assert f"; 30 to {size} replications of each alternative in the same worlds, seed 1, " in text
    assert "looked at after 30, 60" in text
    assert "All hold at whichever look a study ends, for each of 12 looks is allowed for" in text


def test_pairs_are_called_pairs() -> None:
    study = gone(antithetic(scenario()), Planted(*luck(0, 2, -5)))
    size = study.courses[None].looks[-1]
    assert f"of {size} paired worlds, {size // 2} antithetic pairs)" in said(study)
    assert "in antithetic pairs that count as one observation each, in the same worlds" in said(
        study
    )


def test_across_contexts_a_selection_counts_as_a_pick() -> None:
    values = luck(0, 2, -5)
    study = gone(scenario(("few", "many")), Planted(*values, *values))
    assert "The pick is 'good' in every context." in said(study)


def test_whoever_is_out_is_ranked_behind_whoever_went_on() -> None:
    # On its first 30 worlds alone 'good' looks better than later; 'bad' left there.
    study = gone(scenario(), Planted(*luck(0, 2, 1.9, spread=2)))
    (pick,) = study.picks
    assert pick.standings[0].alternative == study.courses[None].selected
    assert pick.standings[0].worlds == study.courses[None].looks[-1]
    out = study.courses[None].out
    behind = [row.alternative for row in pick.standings[1:]]
    assert [out[name] for name in behind] == sorted((out[name] for name in behind), reverse=True)


def test_a_table_says_how_many_replications_each_had() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -5, spread=2)))
    table = compact.tables(study)[0]
    assert table.heads[1] == "replications"
    lived = {row[0]: row[1] for row in table.rows}
    assert lived["bad"] == "30"
    assert lived["good"] == str(study.courses[None].looks[-1])


def test_programs_are_told() -> None:
    study = gone(scenario(), Planted(*luck(0, 2, -5)))
    told = json.loads(tables.as_json(document(study)))
    (pick,) = told["picks"]
    assert (pick["selected"], pick["ended"]) == (True, True)
    assert pick["screened_out"] == {"base": 30, "bad": 30}
    assert pick["looks"] == list(study.courses[None].looks)
    assert all(row["simultaneous_low"] < row["low"] for row in told["differences"])
