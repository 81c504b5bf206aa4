"""Overtime: long overload makes longer days, from quarter to quarter. Worked out by hand."""

from typing import Any

import pytest

from sim.history import History
from sim.ledgers.money import CENT, OVERTIME, SALARIES
from sim.vocabulary import TIME_KINDS
from tests.builders import DAY, QUARTER, lived, quiet

DS = "data_scientist"
SWAMPED: dict[str, Any] = {
    "duties.data_scientist.rate": "252 / year",
    "duties.data_scientist.effort": "2 days",
    "people.overtime.share": "25 %",
}
"""Of what one person can do, twice as much comes: half a piece more waits each day."""
LONG: dict[str, Any] = {"horizon": "252 days"}


def swamped(more: dict[str, Any] | None = None, **parts: Any) -> History:
    return lived(quiet({**SWAMPED, **(more or {})}, **LONG, **parts))


def lengths(history: History) -> list[tuple[float, float]]:
    """When each sitting of other duties began, and how many days it took."""
    begins: dict[int, int] = {}
    found = []
    for e in history.events or ():
        if e.item == "duties" and e.what == "begins":
            begins[e.entity] = e.at
        elif e.item == "duties" and e.what == "ends":
            found.append((begins[e.entity] / DAY, (e.at - begins[e.entity]) / DAY))
    return found


def noted(history: History) -> list[tuple[str, float, str]]:
    """When a role began or ceased to work longer days."""
    words = ("works overtime", "works regular days")
    return [(e.what, e.at / DAY, e.item) for e in history.events or () if e.what in words]


def overtime(history: History, role: str = DS) -> int:
    """What was worked beyond regular days, in ticks."""
    return history.snapshots[-1].overtime[role]


def test_days_are_longer_from_the_quarter_after_the_overload_on() -> None:
    history = swamped()
    assert noted(history) == [("works overtime", 63, DS)]
    sittings = lengths(history)
    assert len(sittings) > 100
    for began, took in sittings:
        regular = min(2.0, max(0.0, 63 - began))  # days of what had begun before the quarter's end
        assert took == pytest.approx(regular + (2 - regular) / 1.25, abs=1e-5)
    assert [began for began, _ in sittings if 61 < began < 63]


def test_what_is_worked_longer_is_kept_beside_the_kinds_of_time() -> None:
    history = swamped()
    last = history.snapshots[-1]
    spent = last.time[DS, "duties"] + last.time[DS, "idle"] + last.time[DS, "overhead"]
    assert last.heads[DS] + overtime(history) == spent
    longer = overtime(history) / DAY
    assert longer == pytest.approx((252 - 63) * 0.25, abs=1e-3)
    assert history.measures["overtime_data_scientist"] == overtime(history) / (252 * DAY)
    assert history.measures["overtime_it_engineer"] == 0
    shares = [history.measures[f"time_on_{kind}"] or 0 for kind in TIME_KINDS]
    assert sum(shares) == pytest.approx(1)


def test_meetings_are_no_longer_than_before() -> None:
    """At a focus of 60 % a quarter more of the day makes 85 % of a day for work."""
    history = swamped({"people.focus.data_scientist": "60 %"})
    late = [took for began, took in lengths(history) if began > 63]
    assert late == pytest.approx([2 / 0.85] * len(late), abs=1e-6)
    last = history.snapshots[-1]
    assert last.time[DS, "overhead"] / last.heads[DS] == pytest.approx(0.4, abs=0.01)


def test_it_ends_with_the_quarter_after_which_little_waits() -> None:
    help_comes = {"help": {"at": "130 days", "staff": {DS: 9}}}
    history = swamped(changes=help_comes)
    assert noted(history) == [("works overtime", 63, DS), ("works regular days", 189, DS)]
    for began, took in lengths(history):
        in_overtime = min(began + took, 189) - max(began, 63)
        assert took == pytest.approx(2 - max(0.0, in_overtime) * 0.25, abs=1e-5)


@pytest.mark.parametrize(
    "off",
    [
        {"people.overtime.share": "0 %"},
        {"people.overtime.from": "1_000"},
    ],
)
def test_nobody_works_overtime_where_nobody_may_or_has_to(off: dict[str, Any]) -> None:
    history = swamped(off)
    assert noted(history) == []
    assert overtime(history) == 0
    rest = {"people.overtime.errors": "3", "people.leaving.overtime_factor": "9"}
    assert swamped({**off, **rest, "money.overtime": "2"}).events == history.events


def test_only_what_others_wait_for_counts() -> None:
    """New models are begun when there is somebody for them; that they wait is no overload."""
    pilots = {"development.explore.effort": "20 days", "people.overtime.share": "25 %"}
    history = lived(quiet(pilots, use_cases="100 / year", **LONG))
    assert history.whole.flow("use case", "waiting", DS) > 10 * 252 * DAY
    assert noted(history) == []


def test_a_planned_change_ends_it_at_once_and_lets_it_begin() -> None:
    never = {"never": {"at": "100 days", "process": {"people.overtime.share": "0 %"}}}
    history = swamped(changes=never)
    assert noted(history) == [("works overtime", 63, DS), ("works regular days", 126, DS)]
    assert {round(took, 6) for began, took in lengths(history) if began > 100} == {2.0}
    at_last = {"allowed": {"at": "100 days", "process": {"people.overtime.share": "10 %"}}}
    history = swamped({"people.overtime.share": "0 %"}, changes=at_last)
    assert noted(history) == [("works overtime", 126, DS)]


def test_it_is_paid_to_the_cent() -> None:
    pay = {"people.salary.data_scientist": "100_000 USD / year"}
    unpaid, paid = swamped(pay), swamped({**pay, "money.overtime": "1.5"})
    assert unpaid.measures["cost_overtime"] == 0
    spent = paid.snapshots[-1].money[OVERTIME, DS]
    assert spent == overtime(paid) * 150_000_00
    assert paid.measures["cost_overtime"] == spent / CENT / 100
    assert paid.snapshots[-1].money[SALARIES, DS] == 252 * DAY * 100_000_00
    assert paid.measures["cost_total"] == (unpaid.measures["cost_total"] or 0) + spent / CENT / 100
    assert paid.events == unpaid.events


def test_a_rise_is_paid_from_its_day_on() -> None:
    change = {"rise": {"at": "150.3 days", "process": {"money.overtime": "2"}}}
    pay = {"people.salary.data_scientist": "100_000 USD / year", "money.overtime": "1"}
    history = swamped(pay, changes=change)
    worked = {  # by whole sittings: one was under way, of which a part belongs to each side
        early: sum(
            took * 0.25
            for began, took in lengths(history)
            if began >= 64 and (began < 150.3) is early
        )
        for early in (True, False)
    }
    days = history.snapshots[-1].money[OVERTIME, DS] / (DAY * 100_000_00)
    assert days == pytest.approx(worked[True] + 2 * worked[False], abs=1.0)


def test_the_quarters_add_up() -> None:
    history = swamped()
    quarters = [quarter.overtime(DS) for quarter in history.quarters]
    assert sum(quarters) == overtime(history)
    assert quarters[0] == 0
    assert quarters[2] == pytest.approx(0.25 * QUARTER, abs=50)  # half a tick a sitting


def test_who_is_tired_drives_the_chance_of_defects_and_is_nobody_else() -> None:
    """40 % of refreshes have a bug; at 25 % of overtime and a factor of 4 it is 80 %."""
    rows = {
        "refresh.cadence": "10 days",
        "refresh.retrain.effort": "4 days",
        "defect.bug.refresh": "40 %",
        "people.overtime.share": "25 %",
        "people.overtime.errors": "4",
        "people.overtime.from": "2",
    }
    rested = lived(quiet({**rows, "people.overtime.errors": "0"}, models=20, horizon="8 years"))
    tired = lived(quiet(rows, models=20, horizon="8 years"))

    def bugs(history: History) -> float:
        last = history.snapshots[-1]
        odds = last.defects["bug", "brought in"] / last.outcomes["refresh", "released"]
        return odds / (1 + odds)  # who repairs may bring in the next

    assert overtime(rested) == overtime(tired) > 0
    assert bugs(rested) == pytest.approx(0.4, abs=0.06)
    assert bugs(tired) == pytest.approx(0.8, abs=0.06)


def test_overtime_of_the_last_quarter_drives_people_away() -> None:
    """A quarter of overtime at 25 % and a factor of 4 doubles the rate in the next quarter."""
    rows = {
        "people.leaving.rate.data_scientist": "1 / year",
        "people.hiring.lag.data_scientist": "0 days",
        "people.leaving.toil_factor": "0",
        "people.leaving.overtime_factor": "4",
        "people.leaver_loss": "0 %",
        "duties.data_scientist.rate": "5000 / year",
    }
    drawn = swamped(rows, data_scientists=5)
    calm = swamped({**rows, "people.leaving.overtime_factor": "0"}, data_scientists=5)
    leaves = [
        [e.at / DAY for e in history.events or () if e.what == "leaves"]
        for history in (drawn, calm)
    ]
    late = [at for at in leaves[1] if at > 126]  # the second quarter is the first in overtime
    soon = [126 + (at - 126) / 2 for at in late]
    early = len(leaves[1]) - len(late)
    assert len(late) > 1
    assert leaves[0][early:][: len(soon)] == pytest.approx(soon, abs=1.0)
