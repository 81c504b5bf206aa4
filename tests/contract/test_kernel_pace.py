"""A change of pace re-times the sittings under way: focus, overtime. Worked out by hand."""

import pytest

from tests.contract.office import INTERRUPTING, KIND, PEOPLE, Office, days, ended


def test_what_is_left_of_a_sitting_goes_on_at_another_pace() -> None:
    office = Office(2)
    office.ask("new 0", 10)
    office.ask("new 1", 2)
    office.behave(on=4, focus=0.5)
    office.behave(on=8, focus=0.8)  # by now 6 days are done
    assert ended(office.run(30)) == {"new 1": 2, "new 0": 13}
    assert office.spent(KIND) == days(12)
    assert office.spent("overhead") == days(4 * 0.5 + 5 * 0.2)


def test_the_timer_of_the_old_pace_ends_nothing() -> None:
    office = Office(1)
    office.ask("new 0", 4)
    office.behave(on=2, focus=0.5)
    office.ask("new 1", 4)
    assert ended(office.run(30)) == {"new 0": 6, "new 1": 14}


def test_longer_days_begin_and_end_in_the_middle_of_a_sitting() -> None:
    office = Office(1, focus=0.5)
    office.ask("new 0", 10)
    office.behave(on=4, overtime=0.25)  # 2 days are done
    office.behave(on=8)  # and 5
    assert ended(office.run(30)) == {"new 0": pytest.approx(18, abs=1e-5)}
    assert office.books.time.overtime[PEOPLE].area == days(4 * 0.25)
    assert office.spent("overhead") == pytest.approx(days(18 * 0.5), abs=2)


def test_what_the_old_pace_has_done_is_a_leavers_too() -> None:
    office = Office(1, leaver_loss=0.5)
    office.ask("new 0", 10)
    office.behave(on=4, focus=0.5, leaver_loss=0.5)
    office.people(0, on=8)  # 6 days are done, and 3 are lost
    office.people(1, on=9)
    assert ended(office.run(40))["new 0"] == 9 + 7 / 0.5
    assert office.spent(KIND) == days(13)


def test_finding_back_goes_on_at_another_pace_as_well() -> None:
    office = Office(1, **INTERRUPTING, switching=days(2))
    office.ask("new 0", 10)
    office.ask("incident 1", 1, on=4)
    office.behave(on=6, **INTERRUPTING, switching=days(2), focus=0.5)  # 1 day of it is left
    assert ended(office.run(40))["new 0"] == 6 + (1 + 6) / 0.5
    assert office.spent("switching") == days(2)


def test_other_manners_at_the_same_pace_leave_sittings_alone() -> None:
    office = Office(1, focus=0.37)
    office.ask_exactly("new 0", 999_983, on=0)
    office.behave(on=0.5, focus=0.37, ageing=days(3))
    left_alone = Office(1, focus=0.37)
    left_alone.ask_exactly("new 0", 999_983, on=0)
    assert office.run(10) == left_alone.run(10)


@pytest.mark.parametrize("ticks", [1, 2, 3, 7, 2**20 + 1, 999_983])
def test_every_tick_is_posted_however_often_the_pace_changes(ticks: int) -> None:
    office = Office(1, focus=0.7)
    office.ask_exactly("new 0", ticks, on=0)
    for number in range(1, 12):
        office.behave(on=number / 7, focus=1 / (1 + number % 3), overtime=0.1 * (number % 2))
    office.run(40)
    assert office.spent(KIND) == ticks
