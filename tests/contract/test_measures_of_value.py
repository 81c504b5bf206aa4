"""Measures of value and incidents against the incident table; the tables that programs read."""

import dataclasses
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from analysis.frames import SCHEMAS, frames
from analysis.study.compare import compare
from sim.history import History
from sim.ledgers.causes import CAUSE, CAUSES, KINDS
from sim.measures import FAMILIES, MEASURES
from sim.scenario.machine import Scenario
from sim.vocabulary import TIME_KINDS
from tests.builders import DAY, lived, load, quiet
from tests.contract.typed import mlorg

BUSY = {
    "decay.drifting": "100 %",
    "shift.rate": "3 / year",
    "noticing.shift.user": "5 days",
    "diagnose.shift.effort": "1 day",
    "operate.run_batch.rate": "12 / year",
    "operate.run_batch.effort": "0.5 days",
    "operate.pipeline_break.rate": "4 / year",
    "operate.pipeline_break.effort": "1 day",
    "operate.degradation.rate": "4 / year",
    "operate.degradation.effort": "1 day",
    "noticing.outage.user": "2 days",
    "obsolescence.rate": "1 / year",
    "obsolescence.warning": "10 days",
    "portfolio.lingers": "30 days",
    "refresh.cadence": "60 days",
}


@cache
def scenario() -> Scenario:
    return quiet(BUSY, models=12, data_scientists=3, horizon="300 days", use_cases="10 / year")


@cache
def history() -> History:
    return lived(scenario())


def test_every_measure_is_in_one_family_and_says_what_it_is() -> None:
    listed = [measure.name for family in FAMILIES.values() for measure in family]
    assert listed == list(MEASURES)
    assert len(listed) == len(set(listed))
    titles = [measure.title for measure in MEASURES.values()]
    assert len(titles) == len(set(titles))
    for measure in MEASURES.values():
        assert measure.meaning.endswith(".")
        assert measure.unit
        assert not measure.unit.startswith("share ")


def test_delivered_and_every_loss_add_up_to_what_could_be_delivered() -> None:
    found = history().measures
    losses = [found[f"value_lost_{cause}"] for cause in CAUSES]
    assert None not in losses
    assert found["value_lost"] == pytest.approx(sum(losses))  # type: ignore[arg-type]
    total = found["value_delivered"] + found["value_lost"]  # type: ignore[operator]
    assert found["value_potential"] == pytest.approx(total)
    ratio = found["value_delivered"] / found["value_potential"]  # type: ignore[operator]
    assert found["quality"] == pytest.approx(ratio)
    assert found["edge"] <= found["quality"]  # type: ignore[operator]
    assert found["net_value"] == pytest.approx(
        found["value_delivered"] - found["cost_total"]  # type: ignore[operator]
    )
    assert min(loss for loss in losses if loss is not None) >= 0
    assert found["value_lost_obsolete"] > 0  # type: ignore[operator]


def table() -> pd.DataFrame:
    return frames(history()).incidents


def test_the_incident_table_explains_the_losses() -> None:
    """There is no history here, so the table holds no more than the measures do."""
    rows = table()
    years = 300 / 252
    for cause in ("obsolete", "down", "slow", "shifted"):
        assert rows[rows.cause == cause].value_lost.sum() / years == pytest.approx(
            history().measures[f"value_lost_{cause}"]
        )


def test_counts_and_times_are_those_of_the_incident_table() -> None:
    rows, found = table(), history().measures
    model_years = found["live_models"] * 300 / 252  # type: ignore[operator]
    for kind in KINDS:
        mine = (rows.kind == kind).sum() / model_years
        assert found[f"incidents_{kind}"] == pytest.approx(mine)
    outages = rows[rows.kind.isin(["pipeline_break", "degradation", "collision"])]
    assert len(outages) > 20
    assert found["outages"] == pytest.approx(len(outages) / model_years)
    for what, some in (("outage", outages), ("shift", rows[rows.kind == "shift"])):
        assert found[f"time_to_detect_{what}"] == pytest.approx((some.detected - some.onset).mean())
    restored = outages.resolved - outages.onset
    assert found["time_to_restore"] == pytest.approx(restored.mean())
    assert found["time_to_detect_skew"] is None
    effort = rows.effort_data_scientist.sum()
    spent = history().whole.spent(("data_scientist",), ("incident",))
    assert effort == pytest.approx(spent / DAY)


def test_quarters_add_up_to_the_whole() -> None:
    value = frames(history()).value
    sums = value.groupby("account").amount.sum()
    for account, name in (("delivered", "value_delivered"), ("stale", "value_lost_stale")):
        whole = history().measures[name]
        assert whole is not None
        assert sums[account] == pytest.approx(whole * 300 / 252)
    assert sums["potential"] == pytest.approx(sums.drop("potential").sum())


def test_the_models_at_the_horizon_explain_the_terminal_value() -> None:
    models = frames(history()).models
    found = history().measures
    assert models.terminal_value.sum() == pytest.approx(found["terminal_value"])
    assert (300 - models.live_since).mean() == pytest.approx(found["model_age"])
    assert (300 - models.data_date).mean() == pytest.approx(found["data_age"])
    assert models.quality.between(0, 1).all()


@cache
def tried() -> History:
    """Pilots that end in all ways, releases that fail, use cases that wait."""
    world = load(
        {
            "horizon": "1 year",
            "history": "1 year",
            "organisation": {"stage": 2, "staff": {"data_scientist": 4, "it_engineer": 2}},
            "portfolio": {"models": 6, "use_cases": "80 / year"},
            "process": {
                "defect.bug.new": "80 %",
                "data.good_enough": "50 %",
                "people.focus.data_scientist": "100 %",
            },
        }
    )
    return lived(world)


def test_pilots_end_in_one_way_each() -> None:
    found = tried().measures
    shares = [value for name, value in found.items() if name.startswith("pilots_")]
    assert len(shares) == 5
    assert sum(share or 0 for share in shares) == pytest.approx(1.0)
    assert 0 < (found["pilots_in_production"] or 0) < 1
    assert (found["expired"] or 0) > 0


def test_delay_costs_in_the_backlog_and_in_the_making() -> None:
    found = tried().measures
    parts = found["cost_of_delay_backlog"], found["cost_of_delay_making"]
    assert None not in parts
    assert found["cost_of_delay"] == pytest.approx(parts[0] + parts[1])  # type: ignore[operator]
    assert min(parts) > 0  # type: ignore[type-var]


def test_releases_are_counted_by_what_became_of_them() -> None:
    found, opening, closing = tried().measures, *tried().snapshots[1::4]
    log = [entry for entry in tried().events or () if entry.at > 0]
    closed = [e for e in log if e.what == "closes" and e.step == "released"]
    assert found["release_frequency"] == len(closed)
    by_kind = [found["refreshes"], found["updates"], (found["throughput"] or 0) * 4]
    assert found["release_frequency"] == pytest.approx(sum(part or 0 for part in by_kind))
    results = {
        result: sum(
            number - opening.releases.get(key, 0)
            for key, number in closing.releases.items()
            if key[1] == result
        )
        for result in ("ok", "failed", "rolled back")
    }
    assert results["failed"] > 5
    tries = sum(results.values())
    assert found["change_failure_rate"] == pytest.approx(results["failed"] / tries)
    assert found["canary_rollbacks"] == 0
    assert (found["time_to_restore_release"] or 0) > 0


def test_features_are_private_without_a_store() -> None:
    found = tried().measures
    assert (found["features_per_model"] or 0) > 5
    assert 0 < (found["features_twice"] or 0) < 1
    assert found["features_found"] == 0


def test_time_by_kind_adds_up_to_one() -> None:
    shares = [value for name, value in history().measures.items() if name.startswith("time_on_")]
    names = [name for name in MEASURES if name.startswith("time_on_")]
    assert len(names) == len(TIME_KINDS)
    assert sum(share for share in shares if share is not None) == pytest.approx(1.0)


def test_the_table_is_kept_only_on_request() -> None:
    world = scenario()
    plain, asked = sim.simulate(world), sim.simulate(world, incidents=True)
    assert plain.incidents is None
    assert asked.incidents
    assert asked.events is None
    assert plain.measures == asked.measures
    assert plain.check() == asked.check() == []
    assert len(frames(plain).incidents) == 0
    assert {row.kind for row in asked.incidents} <= set(CAUSE)


def test_every_column_says_what_it_is() -> None:
    for name, schema in SCHEMAS.items():
        assert all(column.meaning for column in schema.columns), name
    for field in dataclasses.fields(frames(history())):
        assert len(getattr(frames(history()), field.name).columns)


def test_a_comparison_keeps_incidents_only_on_request() -> None:
    one = scenario()
    assert compare(one, replications=2, jobs=1).incidents.empty
    rows = compare(one, replications=2, jobs=1, incidents=True).incidents
    assert set(rows.replication) == {0, 1}
    assert len(rows) > 40


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_a_run_folder_holds_the_incident_table(here: Path) -> None:
    assert (
        mlorg("run", "s.yaml", "--replications", "2", "--jobs", "1", "--out", "out").exit_code == 0
    )
    rows = pq.read_table(here / "out" / "incidents.parquet")
    assert rows.schema.names == list(SCHEMAS["all incidents"].names)
    assert rows.schema.field("value_lost").metadata[b"unit"] == b"currency"
    assert mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--out", "both").exit_code == 0
    assert not (here / "both" / "incidents.parquet").exists()
