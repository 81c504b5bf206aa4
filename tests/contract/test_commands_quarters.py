"""What `mlorg run` says of quarters, of what is not reached, and of what cannot be negative."""

import dataclasses
import json
from datetime import date

import numpy as np
import pytest
from scipy import stats

from analysis.report import history, tables
from analysis.study.compare import Study
from analysis.study.scenarios import only
from tests.contract.made_up_studies import BASE, gain, study
from tests.contract.typed import mlorg


@pytest.mark.parametrize(
    ("begins", "quarters"),
    [
        (None, ["1", "2", "3", "4", "5"]),
        (date(2027, 1, 1), ["2027 Q1", "2027 Q2", "2027 Q3", "2027 Q4", "2028 Q1"]),
        (date(2027, 10, 1), ["2027 Q4", "2028 Q1", "2028 Q2", "2028 Q3", "2028 Q4"]),
        (
            date(2027, 11, 30),
            ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30", "2028-11-30"],
        ),
    ],
)
def test_quarters_are_called_by_the_calendar(begins: date | None, quarters: list[str]) -> None:
    assert [history.quarter_text(number, begins) for number in range(1, 6)] == quarters


def test_no_two_quarters_of_a_century_are_called_the_same() -> None:
    names = [history.quarter_text(number, date(2027, 1, 1)) for number in range(1, 401)]
    assert len(set(names)) == 400
    assert names[-1] == "2126 Q4"


@pytest.mark.usefixtures("here")
def test_both_tables_have_the_same_units_and_names() -> None:
    flags = ("--replications", "3", "--jobs", "1", "--set", "begins=2027-01-01", "--details")
    first, second = mlorg("run", "s.yaml", *flags).stdout.split("from day 0 to the horizon\n")
    assert "\n2027 Q1 " in first
    assert "\n2027 Q2 " in first
    assert "[%]" in first
    quarter, _ = [line for line in first.splitlines() if line.startswith("2027 Q1")]
    (toil,) = [line for line in second.splitlines() if line.startswith("Toil of both roles ")]
    assert 1 < float(quarter.split()[-1]) < 100
    assert toil.split()[5] == "%"
    assert first.count("Toil: release and refresh by hand") == 1
    assert "Toil: release" not in second


def lived(measure: str, values: list[float | None]) -> Study:
    """A run of worlds with these values of a measure."""
    found = study(dict.fromkeys(BASE, values))
    outcomes = tuple(
        dataclasses.replace(one, measures={**one.measures, measure: values[one.replication]})
        for one in found.outcomes
    )
    return Study(only(found.scenario, None, None), outcomes)


def row(found: Study, title: str) -> str:
    lines = tables.plain(history.totals(found)).splitlines()
    (line,) = [line for line in lines if line.startswith(f"{title} ")]
    return " ".join(line.removeprefix(title).split())


def test_the_mean_of_the_lucky_ones_is_not_shown() -> None:
    values = [None] * 7 + [500.0, 600.0, 700.0]
    found = lived("lead_time_first_release", values)
    assert row(found, "Lead time of new models") == "- reached in 3 of 10 worlds; no mean shown"
    told = history.document(found)["measures"]["lead_time_first_release"]
    assert np.isnan([told["mean"], told["low"], told["high"]]).all()
    assert (told["not_reached"], told["worlds"]) == (7, 10)


def test_an_interval_that_would_leave_what_is_possible_is_a_bootstraps() -> None:
    rare = [0.0] * 16 + [0.02, 0.05, 0.3, 0.0]
    low, _ = stats.t.interval(0.95, 19, np.mean(rare), stats.sem(rare))
    assert low < 0
    oracle = stats.bootstrap((np.array(rare),), np.mean, rng=np.random.default_rng(3))
    told = history.document(lived("stale_share", list(rare)))["measures"]["stale_share"]
    assert told["interval"] == "bootstrap"
    assert 0 <= told["low"] < told["mean"] < told["high"] <= 1
    assert told["low"] == pytest.approx(oracle.confidence_interval.low, rel=0.25)
    assert told["high"] == pytest.approx(oracle.confidence_interval.high, rel=0.25)
    found = lived("stale_share", list(rare))
    assert row(found, "Models gone wrong").endswith("bootstrap interval")
    assert "bootstrap's (BCa) where Student's would leave" in history.sentences(found)[-1]


def test_a_handful_of_worlds_is_too_few_to_resample() -> None:
    found = lived("stale_share", [0.0] * 8 + [0.3])
    told = history.document(found)["measures"]["stale_share"]
    assert np.isnan([told["low"], told["high"]]).all()
    assert row(found, "Models gone wrong").endswith("% too few worlds for an interval")


def test_nor_does_a_share_exceed_one() -> None:
    high = [1.0] * 16 + [0.98, 0.95, 0.7, 1.0]
    told = history.document(lived("flow_efficiency", list(high)))["measures"]["flow_efficiency"]
    assert told["interval"] == "bootstrap"
    assert told["high"] <= 1


def test_where_student_stays_within_it_is_students() -> None:
    told = history.document(lived("throughput", gain(0)))["measures"]["throughput"]
    oracle = stats.t.interval(0.95, 39, np.mean(gain(0)), stats.sem(gain(0)))
    assert (told["low"], told["high"]) == pytest.approx(oracle)
    assert told["interval"] == "t"
    assert json.dumps(told)


def test_the_bottleneck_is_a_share_of_the_time_in_progress() -> None:
    found = lived("waiting_for_it_engineer", [2.0 + x for x in gain(0)])
    said = " ".join(history.sentences(found))
    assert "The bottleneck: waiting for IT engineers, " in said
    assert "% of the time of use cases in progress." in said
