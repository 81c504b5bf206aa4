"""The life of models, chapter by chapter, in worlds where little else happens."""

from collections.abc import Sequence
from typing import Any

import pytest

from sim.history import History
from sim.organisation.journal import Entry
from tests.builders import DAY, lived, quiet

SOON = {"refresh.cadence": "10 days", "refresh.retrain.effort": "2 days"}
RELEASING = {
    "development.explore.effort": "5 days",
    "release.wrap.effort": "5 days",
    "release.test.effort": "3 days",
    "release.deploy.effort": "5 days",
    "handover.rewrite.effort": "1 day",
    "development.features": "4",
}


def entries(history: History, **wanted: object) -> list[Entry]:
    """Those entries of the log that are so."""
    assert history.events is not None
    return [
        entry
        for entry in history.events
        if all(getattr(entry, field) == value for field, value in wanted.items())
    ]


def days(found: Sequence[Entry]) -> list[float]:
    return [entry.at / DAY for entry in found]


@pytest.mark.parametrize("models", [0, 1, 3])
def test_in_history_the_portfolio_keeps_its_size(models: int) -> None:
    history = lived(quiet(history="200 days", models=models, use_cases="60 / year"))
    before, after = history.snapshots[0].levels, history.snapshots[1].levels
    assert after["live models"] - before["live models"] == models * 200 * DAY
    assert history.measures["live_models"] > models


def test_the_next_refresh_is_due_from_the_last_going_live() -> None:
    history = lived(quiet(SOON, models=1))
    asked, live = (days(entries(history, what=what)) for what in ("opens", "is refreshed"))
    assert len(asked) >= 7
    assert [one + 2 for one in asked[: len(live)]] == live
    assert [one + 10 for one in live[: len(asked) - 1]] == asked[1:]


def test_a_cadence_that_cannot_be_kept_shows_as_lateness_not_as_a_pile() -> None:
    slow = {"refresh.cadence": "1 day", "refresh.retrain.effort": "30 days"}
    history = lived(quiet(slow, models=2))
    for entity in (-1, -2):
        whats = [entry.what for entry in entries(history, item="refresh", entity=entity)]
        opened = [what for what in whats if what in ("opens", "closes")]
        assert opened[:3] == ["opens", "closes", "opens"] or len(opened) < 3


def test_a_shift_before_the_data_is_learnt_and_one_after_them_is_not() -> None:
    process = {"shift.rate": "6 / year", "refresh.retrain.effort": "5 days"}
    process |= {"refresh.train.machine": "5 days"}
    history = lived(quiet(process, models=9, horizon="2 years", data_scientists=9))
    measured = history.measures["stale_share"]
    assert measured is not None
    # Noticed at once, the data are of five days later, and live after five more.
    shifts = entries(history, what="strikes", item="shift")
    live = entries(history, what="is refreshed")
    assert len(live) > 20
    for entry in live:
        last = max(one.at for one in shifts if one.entity == entry.entity and one.at < entry.at)
        assert entry.at - last >= 10 * DAY


def test_who_took_a_model_over_at_its_last_release_looks_after_it() -> None:
    process = {
        **SOON,
        "refresh.cadence": "40 days",
        "operate.run_batch.rate": "200 / year",
        "operate.run_batch.effort": "0.01 days",
        "operate.run_batch.by": "data_scientist",
    }
    change = {"IT": {"at": "50 days", "process": {"operate.run_batch.by": "it_engineer"}}}
    history = lived(quiet(process, models=1, changes=change))
    done = entries(history, what="begins", item="ticket")
    released = max(entry.at for entry in entries(history, what="is refreshed"))
    assert {entry.resource for entry in done if entry.at > released} == {"it_engineer"}
    between = {entry.resource for entry in done if 50 * DAY < entry.at < released}
    assert "data_scientist" in between
    assert {entry.resource for entry in done if entry.at < 50 * DAY} == {"data_scientist"}


def steps(change: dict[str, Any], seed: int) -> dict[int, list[str]]:
    scenario = quiet(
        {**RELEASING, "refresh.retrain.effort": "1 day", "handover.touched": "0 %"},
        data_scientists=40,
        it_engineers=40,
        use_cases="30 / year",
        horizon="200 days",
        changes={"IT serves": {"at": "30 days", **change}},
    )
    found: dict[int, list[str]] = {}
    for entry in entries(lived(scenario, seed), what="begins"):
        found.setdefault(entry.entity, []).append(entry.step)
    return found


def test_steps_follow_the_rows_of_the_day_on_which_their_turn_comes() -> None:
    stage_3 = {"stage": 3, "process": {"refresh.cadence": "50 days"}}
    seen = {tuple(taken[:5]) for seed in range(8) for taken in steps(stage_3, seed).values()}
    explore, rewrite, retrain = "development.explore", "handover.rewrite", "refresh.retrain"
    wrap, test, deploy = "release.wrap", "release.test", "release.deploy"
    assert (explore, wrap, deploy, retrain, rewrite) in seen  # wholly before the change
    assert (explore, wrap, test, deploy, retrain) in seen  # the change came while wrapping
    assert (explore, rewrite, test, deploy, retrain) in seen  # wholly after it


def test_what_it_has_not_re_written_yet_it_re_writes_whole_at_the_next_refresh() -> None:
    stage_3 = {"stage": 3, "process": {"refresh.cadence": "50 days"}}
    for taken in (taken for seed in range(8) for taken in steps(stage_3, seed).values()):
        rewritten = taken.count("handover.rewrite")
        assert rewritten <= 1  # none of its features is touched by later refreshes
        assert rewritten or taken.count("refresh.retrain") <= 1


def test_a_change_of_heads_and_rules_is_one_change() -> None:
    process = {"demand.wip_per_data_scientist": "2", "development.explore.effort": "30 days"}
    both = {"at": "20 days", "staff": {"data_scientist": 10}}
    both["process"] = {"demand.wip_per_data_scientist": "1"}
    scenario = quiet(
        process, data_scientists=5, use_cases="2_000 / year", horizon="25 days",
        changes={"both": both},
    )  # fmt: skip
    assert lived(scenario).snapshots[-1].levels["use cases in progress"] <= 25 * 10 * DAY


def test_new_people_work_by_the_rules_of_their_first_day() -> None:
    process = {"refresh.cadence": "1 day", "refresh.retrain.effort": "10 days"}
    both = {"at": "20 days", "staff": {"data_scientist": 2}}
    both["process"] = {"people.focus.data_scientist": "50 %"}
    history = lived(quiet(process, models=3, changes={"both": both}))
    begun = {e.entity: e.at for e in entries(history, what="begins") if e.at == 20 * DAY}
    [entity] = [entity for entity in begun if entity]
    assert min(e.at for e in entries(history, what="ends", entity=entity)) == 40 * DAY


def test_what_the_data_could_not_know_is_asked_for_again_at_once() -> None:
    process = {
        "shift.rate": "6 / year",
        "refresh.cadence": "20 days",
        "refresh.retrain.effort": "1 day",
        "refresh.deploy.effort": "15 days",
    }
    history = lived(quiet(process, models=6, data_scientists=6, horizon="2 years"))
    asked = {(entry.entity, entry.at) for entry in entries(history, what="opens")}
    noticed = [(e.entity, e.at) for e in entries(history, what="is noticed", item="shift")]
    again = set()
    for live in entries(history, what="is refreshed"):
        data_date = live.at - 15 * DAY
        if any(who == live.entity and data_date < at <= live.at for who, at in noticed):
            again.add((live.entity, live.at))
    assert len(again) > 5
    refreshed = {(entry.entity, entry.at) for entry in entries(history, what="is refreshed")}
    assert refreshed & asked == again


def test_a_request_while_a_refresh_is_open_is_absorbed() -> None:
    process = {"shift.rate": "6 / year", "refresh.cadence": "5 days"}
    process |= {"refresh.retrain.effort": "20 days"}
    history = lived(quiet(process, models=6, data_scientists=99, horizon="2 years"))
    open_ones: set[int] = set()
    absorbed = 0
    for entry in entries(history):
        if entry.what == "opens":
            assert entry.entity not in open_ones
            open_ones.add(entry.entity)
        elif entry.what == "closes":
            open_ones.remove(entry.entity)
        elif (entry.what, entry.item) == ("is noticed", "shift"):
            absorbed += entry.entity in open_ones
    assert absorbed > 10


def test_what_is_trained_first_may_change_from_one_day_to_the_next() -> None:
    process = {
        "refresh.cadence": "2 days",
        "refresh.train.machine": "2 days",
        "development.train.machine": "2 days",
        "training.first": "refresh",
    }
    change = {"new ones": {"at": "50 days", "process": {"training.first": "new"}}}
    history = lived(quiet(process, models=9, use_cases="200 / year", changes=change))
    trained = entries(history, what="begins", resource="training")
    # More refreshes than the slot can take: while they go first, nothing else is trained.
    late = [entry.item for entry in trained if entry.at > 50 * DAY]
    assert late.count("use case") >= 20 > late.count("refresh")
    assert {entry.item for entry in trained if 10 * DAY < entry.at < 50 * DAY} == {"refresh"}
