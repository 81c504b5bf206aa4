"""People come and go: who leaves, how long a post is vacant, what it takes to be of full use."""

from typing import Any

import pytest

from sim.history import History
from sim.organisation.journal import Entry
from sim.organisation.organisation import Organisation
from sim.replication import TASKS
from sim.vocabulary import NEW_VALUE, REWORK
from tests.builders import DAY, lived, quiet
from tests.contract.office import Office

STAY = "0 / year"
LEAVE = "people.leaving.rate.data_scientist"
LAG = "people.hiring.lag.data_scientist"
ONBOARDING: dict[str, Any] = {
    "onboarding.lasts": "4 weeks",
    "onboarding.learn.effort": "8 days",
    "onboarding.teach.effort": "4 days",
}


def noted(history: History, what: str) -> list[Entry]:
    assert history.events is not None
    return [entry for entry in history.events if entry.what == what]


def spent(history: History, kind: str) -> float:
    """Days of one kind of time, over the whole run."""
    return sum(ticks for _, _, what, ticks in history.time if what == kind) / DAY


def test_a_vacancy_is_filled_after_its_lag() -> None:
    history = lived(quiet({LEAVE: "6 / year", LAG: "12 days"}, data_scientists=3))
    left, joined = noted(history, "leaves"), noted(history, "joins")
    assert left
    assert [e.at for e in joined] == [e.at + 12 * DAY for e in left if e.at < 88 * DAY]
    gone = [min(12 * DAY, 100 * DAY - e.at) for e in left]
    assert spent(history, "vacant") == sum(gone) / DAY
    assert history.snapshots[-1].heads["data_scientist"] == 300 * DAY - sum(gone)


def test_vacant_posts_are_not_paid_and_hires_are() -> None:
    vacant = lived(quiet({LEAVE: "6 / year", LAG: "10 years"}, data_scientists=3))
    full = lived(quiet({LEAVE: STAY}, data_scientists=3))
    assert vacant.measures["staff_cost"] < full.measures["staff_cost"]
    assert vacant.measures["hires"] == 0
    assert vacant.measures["vacant_posts"] > 0
    refilled = lived(quiet({LEAVE: "6 / year", LAG: "1 day"}, data_scientists=3))
    kinds = {kind for kind, _ in refilled.snapshots[-1].money}
    assert "hiring" in kinds


def test_who_leaves_is_as_likely_each_and_loses_part_of_the_sitting() -> None:
    for luck, idle in ((0.1, 1), (0.4, 2), (0.9, 2)):
        office = Office(3, leaver_loss=0.5)
        office.ask("new 1", 10)
        office.ask("new 2", 10)
        office.on(4, lambda office=office, luck=luck: office.desk.lose_one(luck))
        lines = office.run(40)
        assert office.desk.heads.value == 2
        cut = [line for line in lines if line[1] == "is interrupted"]
        assert len(cut) == (idle == 2)
        assert office.desk.free.value == 2


def test_each_of_the_people_leaves_for_a_share_of_the_luck() -> None:
    """Who is free first, then those at work: by class, and in each as they sat down."""
    cut = []
    for seat in range(9):
        office = Office(9)
        for number in range(3):
            office.ask(f"new {number}", 10)
        for number in range(3, 8):
            office.ask(f"operations {number}", 10)
        office.on(4, lambda office=office, seat=seat: office.desk.lose_one((seat + 0.5) / 9))
        cut.append([who for _, what, who in office.run(40) if what == "is interrupted"])
    operations = [[f"operations {number}"] for number in range(3, 8)]
    assert cut == [[], *operations, ["new 0"], ["new 1"], ["new 2"]]


def test_learning_and_teaching_are_spread_over_the_weeks_and_add_up() -> None:
    more = {"more": {"at": "10 days", "staff": {"data_scientist": 3}}}
    history = lived(quiet(ONBOARDING, data_scientists=2, changes=more))
    assert spent(history, "onboarding") == pytest.approx(12, abs=1e-4)
    begun = [e for e in noted(history, "begins") if e.item == "onboarding"]
    assert [e.at / DAY for e in begun if e.step == "onboarding.learn"] == [10, 15, 20, 25]
    ends = [e.at for e in noted(history, "ends") if e.step == "onboarding.learn"]
    parts = [(end - e.at) / DAY for e, end in zip(begun[::2], ends, strict=True)]
    assert parts == pytest.approx([3.5, 2.5, 1.5, 0.5])


def test_a_planned_post_is_vacant_first_where_hiring_takes_time() -> None:
    more = {"more": {"at": "10 days", "staff": {"data_scientist": 4}}}
    rows = {LAG: "20 days", "people.hiring.planned": "takes_time"}
    history = lived(quiet(rows, data_scientists=2, changes=more))
    assert [e.at for e in noted(history, "joins")] == [30 * DAY, 30 * DAY]
    assert spent(history, "vacant") == 40
    on_the_day = lived(quiet({LAG: "20 days"}, data_scientists=2, changes=more))
    assert spent(on_the_day, "vacant") == 0


def test_vacant_posts_are_given_up_before_anybody_has_to_go() -> None:
    changes = {
        "more": {"at": "10 days", "staff": {"data_scientist": 4}},
        "fewer": {"at": "15 days", "staff": {"data_scientist": 3}},
    }
    rows = {LAG: "20 days", "people.hiring.planned": "takes_time"}
    history = lived(quiet(rows, data_scientists=2, changes=changes))
    assert [e.at for e in noted(history, "joins")] == [30 * DAY]
    assert spent(history, "vacant") == 5 * 2 + 15
    assert history.snapshots[-1].heads["data_scientist"] == (2 * 100 + 70) * DAY


def test_toil_of_the_last_quarter_drives_people_away() -> None:
    """All toil from day 0 on: the first quarter does not know it yet; then the rate is doubled."""
    toil = {
        LEAVE: "1 / year",
        LAG: "0 days",
        "people.leaving.toil_factor": "1",
        "operate.run_batch.rate": "100 / year",
        "operate.run_batch.effort": "0.1 days",
    }
    parts: dict[str, Any] = {"data_scientists": 5, "models": 5, "horizon": "252 days"}
    drawn = lived(quiet(toil, **parts))
    calm = lived(quiet({**toil, "people.leaving.toil_factor": "0"}, **parts))
    late = [e.at for e in noted(calm, "leaves") if e.at > 63 * DAY]
    soon = [63 * DAY + (at - 63 * DAY) / 2 for at in late]
    early = len(noted(calm, "leaves")) - len(late)
    assert [e.at for e in noted(drawn, "leaves")][early:][: len(soon)] == pytest.approx(soon, abs=9)


def test_a_team_looks_back_on_time_of_a_kind_that_was_new_to_it() -> None:
    """Accounts are opened when they are first needed, after it has looked back before."""
    role = "data_scientist"
    org = Organisation(quiet().world(), 1, 0, TASKS, events=False)
    org.books.time.account(role, NEW_VALUE).ticks = DAY
    org.teams[role].look_back(DAY)
    assert org.teams[role].toil == 0
    assert (role, REWORK) not in org.books.time.spent
    org.books.time.account(role, NEW_VALUE).ticks += DAY
    org.books.time.account(role, REWORK).ticks = 3 * DAY
    org.teams[role].look_back(2 * DAY)
    assert org.teams[role].toil == 0.75
