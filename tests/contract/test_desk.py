"""The desk, rule by rule: who works on what, for how long, and what is written down of it."""

import pytest

from sim.vocabulary import PRIORITY_CLASSES
from tests.builders import DAY, lived, quiet
from tests.contract.office import INTERRUPTING, KIND, Office, begun, days, ended

# Who comes next


def test_classes_come_in_their_order_whatever_the_order_of_arrival() -> None:
    office = Office(1)
    office.ask("new 0", 10)
    for day, rank in enumerate(reversed(PRIORITY_CLASSES), 1):
        office.ask(f"{rank} 1", 1, on=day)
    assert begun(office.run(30))[1:] == [f"{rank} 1" for rank in PRIORITY_CLASSES]


def test_the_order_of_classes_is_a_matter_of_manners() -> None:
    office = Office(1, priorities=tuple(reversed(PRIORITY_CLASSES)))
    office.ask("duties 0", 10)
    for day, rank in enumerate(PRIORITY_CLASSES, 1):
        office.ask(f"{rank} 1", 1, on=day)
    assert begun(office.run(30))[1:] == [f"{rank} 1" for rank in reversed(PRIORITY_CLASSES)]


def test_within_a_class_first_come_first_served() -> None:
    office = Office(1)
    office.ask("new 9", 5)
    for day, entity in enumerate((7, 3, 8, 1), 1):
        office.ask(f"new {entity}", 1, on=day)
    assert begun(office.run(30)) == ["new 9", "new 7", "new 3", "new 8", "new 1"]


def test_of_those_that_come_at_the_same_instant_the_lower_entity_goes_first() -> None:
    office = Office(1)
    office.ask("new 9", 5)
    office.ask("new 8", 1, on=1)
    for entity in (4, -2, 7, 1):
        office.ask(f"new {entity}", 1, on=2)
    assert begun(office.run(30)) == ["new 9", "new 8", "new -2", "new 1", "new 4", "new 7"]


def test_whoever_is_free_begins_at_once() -> None:
    office = Office(2)
    for entity in (0, 1, 2):
        office.ask(f"new {entity}", 4, on=entity)
    assert ended(office.run(30)) == {"new 0": 4, "new 1": 5, "new 2": 8}


# Interrupting


def test_urgent_work_interrupts_and_the_rest_is_resumed_to_the_tick() -> None:
    office = Office(1, **INTERRUPTING)
    office.ask("new 0", 10)
    office.ask("incident 1", 3, on=4)
    assert office.run(30) == [
        (0, "begins", "new 0"),
        (4, "is interrupted", "new 0"),
        (4, "begins", "incident 1"),
        (7, "ends", "incident 1"),
        (7, "begins", "new 0"),
        (13, "ends", "new 0"),
    ]


def test_finding_back_costs_whoever_resumes_it() -> None:
    office = Office(1, **INTERRUPTING, switching=days(0.5))
    office.ask("new 0", 10)
    office.ask("incident 1", 3, on=4)
    assert ended(office.run(30))["new 0"] == 13.5
    assert office.spent("switching") == days(0.5)
    assert office.spent(KIND) == days(13)


def test_interrupted_while_finding_back_one_has_to_find_back_again() -> None:
    office = Office(1, **INTERRUPTING, switching=days(2))
    office.ask("new 0", 10)
    office.ask("incident 1", 1, on=4)  # then 1 of 2 days of finding back
    office.ask("incident 2", 1, on=6)
    assert ended(office.run(30))["new 0"] == 4 + 1 + 1 + 1 + 2 + 6
    assert office.spent("switching") == days(3)
    assert office.spent(KIND) == days(12)


def test_interrupted_work_goes_to_the_front_of_its_class_only() -> None:
    office = Office(1, **INTERRUPTING)
    office.ask("new 5", 10)
    office.ask("new 1", 1, on=1)
    office.ask("refresh 1", 1, on=2)
    office.ask("incident 1", 1, on=3)
    order = ["new 5", "incident 1", "refresh 1", "new 5", "new 1"]
    assert begun(office.run(30)) == order


def test_the_least_urgent_is_interrupted_and_of_those_the_latest_begun() -> None:
    office = Office(3, **INTERRUPTING)
    office.ask("improvement 0", 10)
    office.ask("improvement 1", 10, on=1)
    office.ask("new 2", 10, on=2)
    for entity in (3, 4, 5):
        office.ask(f"incident {entity}", 20, on=entity)
    diary = [(day, who) for day, what, who in office.run(30) if what == "is interrupted"]
    assert diary == [(3, "improvement 1"), (4, "improvement 0"), (5, "new 2")]


def test_nobody_is_interrupted_for_what_is_not_more_urgent() -> None:
    office = Office(1, preempting=PRIORITY_CLASSES, preemptible=PRIORITY_CLASSES)
    office.ask("refresh 0", 5)
    for entity, rank in enumerate(("refresh", "release", "new", "improvement"), 1):
        office.ask(f"{rank} {entity}", 1, on=entity)
    assert not [what for _, what, _ in office.run(20) if what == "is interrupted"]


def test_what_may_not_be_interrupted_is_not() -> None:
    office = Office(1, preempting=("incident",), preemptible=("improvement",))
    office.ask("new 0", 5)
    office.ask("incident 1", 1, on=1)
    assert ended(office.run(20)) == {"new 0": 5, "incident 1": 6}


def test_urgent_work_waits_where_nothing_interrupts() -> None:
    office = Office(1)
    office.ask("new 0", 5)
    office.ask("incident 1", 1, on=1)
    office.ask("new 2", 1, on=0.5)
    assert begun(office.run(20)) == ["new 0", "incident 1", "new 2"]


def test_nobody_is_interrupted_while_somebody_is_free() -> None:
    office = Office(2, **INTERRUPTING)
    office.ask("new 0", 5)
    office.ask("incident 1", 1, on=1)
    assert ended(office.run(20)) == {"incident 1": 2, "new 0": 5}


def test_a_stale_timer_of_an_interrupted_sitting_ends_nothing() -> None:
    office = Office(1, **INTERRUPTING)
    office.ask("new 0", 4)
    office.ask("incident 1", 10, on=1)  # on day 4 the first sitting would have ended
    assert ended(office.run(30)) == {"incident 1": 11, "new 0": 14}


def test_nobody_is_interrupted_while_somebody_is_just_getting_up() -> None:
    office = Office(2, preempting=("new",), preemptible=("improvement",))
    office.ask("new 0", 5, after=lambda: office.ask_now("new 2", 5))
    office.ask("improvement 1", 20)
    assert "is interrupted" not in {what for _, what, _ in office.run(30)}


def test_but_if_those_hands_are_kept_or_taken() -> None:
    office = Office(2, preempting=("new",), preemptible=("improvement",))
    office.ask("new 0", 5, after=lambda: office.ask_now("new 2", 5))
    office.ask("improvement 1", 20)
    office.ask("incident 3", 4, on=1)
    assert ended(office.run(40)) == {"new 0": 5, "incident 3": 9, "new 2": 10, "improvement 1": 24}


# Kept hands


def test_who_has_begun_an_item_goes_on_with_its_next_step() -> None:
    office = Office(1)
    office.ask("new 0", [2, 3])
    office.ask("operations 1", 1, on=1)
    assert office.run(20)[:4] == [
        (0, "begins", "new 0"),
        (2, "ends", "new 0"),
        (2, "begins", "new 0"),
        (5, "ends", "new 0"),
    ]


def test_but_not_if_interrupted_in_between() -> None:
    office = Office(1, **INTERRUPTING)
    office.ask("new 0", [2, 3])
    office.ask("operations 1", 1, on=1)
    office.ask("incident 2", 1, on=3)
    order = ["new 0", "new 0", "incident 2", "operations 1", "new 0"]
    assert begun(office.run(20)) == order


def test_hands_are_free_again_once_the_item_is_done() -> None:
    office = Office(1)
    office.ask("new 0", [2, 3])
    office.ask("new 1", 1, on=20)
    assert ended(office.run(30))["new 1"] == 21
    assert office.spent("idle") == days(30 - 6)


# Effort, focus and overhead


def test_less_focus_takes_longer_and_the_rest_is_overhead() -> None:
    office = Office(1, focus=0.8)
    office.ask("new 0", 4)
    assert ended(office.run(20)) == {"new 0": 5}
    assert office.spent(KIND) == days(4)
    assert office.spent("overhead") == days(1)
    assert office.spent("idle") == days(15)


@pytest.mark.parametrize("focus", [1.0, 0.8, 1 / 3, 0.37])
@pytest.mark.parametrize("ticks", [1, 2, 3, 7, 2**20 + 1, 999_983])
def test_every_tick_of_effort_is_posted_whatever_the_focus(focus: float, ticks: int) -> None:
    office = Office(1, focus=focus)
    office.ask_exactly("new 0", ticks, on=0)
    office.run(10)
    assert office.spent(KIND) == ticks
    assert office.spent("overhead") == int(ticks / focus + 0.5) - ticks


def test_a_part_of_a_sitting_does_that_part_of_the_load_rounded_down() -> None:
    office = Office(1, **INTERRUPTING, focus=0.5)
    office.ask_exactly("new 0", 101, on=0)  # takes 202 ticks
    office.ask_exactly("incident 1", 1, on=99)
    office.env.run(until=99 + 1)
    assert office.spent(KIND) == 101 * 99 // 202
    assert office.spent("overhead") == 99 - 49
    assert ended(office.run(1))["new 0"] * DAY == 99 + 2 + 2 * (101 - 49)


# Head-counts


def test_new_people_take_up_what_waits_at_once() -> None:
    office = Office(0)
    for entity in range(3):
        office.ask(f"new {entity}", 5, on=entity)
    office.people(2, on=10)
    assert ended(office.run(30)) == {"new 0": 15, "new 1": 15, "new 2": 20}


def test_idle_people_leave_first() -> None:
    office = Office(3)
    office.ask("new 0", 5)
    office.people(1, on=1)
    assert ended(office.run(10)) == {"new 0": 5}
    assert office.spent("idle") == days(2 * 1 + 5)


def test_then_whoever_sat_down_last_and_their_item_goes_to_the_front() -> None:
    office = Office(2)
    office.ask("new 0", 10)
    office.ask("incident 1", 10, on=1)
    office.ask("incident 0", 1, on=2)
    office.people(1, on=3)
    diary = office.run(40)
    assert (3, "is interrupted", "incident 1") in diary
    assert begun(diary) == ["new 0", "incident 1", "incident 1", "incident 0"]


@pytest.mark.parametrize(("loss", "end"), [(0.0, 15.0), (0.5, 17.0), (1.0, 19.0)])
def test_a_leaver_takes_some_of_the_sittings_work_along(loss: float, end: float) -> None:
    office = Office(2, leaver_loss=loss)
    office.ask("new 0", 5)
    office.ask("new 1", 14, on=0.5)
    office.people(1, on=4.5)  # 4 days of 14 are done
    assert ended(office.run(40))["new 1"] == end
    assert office.spent(KIND) == days(5 + 14 + 4 * loss)


def test_what_was_done_in_earlier_sittings_is_not_lost() -> None:
    office = Office(1, **INTERRUPTING, leaver_loss=1.0, switching=days(1))
    office.ask("new 0", 10)
    office.ask("incident 1", 1, on=4)  # 4 done; on day 5 finding back, from day 6 on work
    office.people(0, on=8)  # 2 more, which are lost
    office.people(1, on=9)
    assert ended(office.run(40))["new 0"] == 9 + 1 + 6
    assert office.spent("switching") == days(2)


def test_nobody_at_all_does_nothing() -> None:
    office = Office(0, **INTERRUPTING)
    office.ask("new 0", 1)
    office.ask("incident 0", 1)
    assert office.run(10) == []


# As many as are needed


def test_an_elastic_desk_has_as_many_as_it_needs_and_nobody_waits() -> None:
    office = Office(None)
    for entity in range(5):
        office.ask(f"new {entity}", 2, on=entity * 0.25)
    assert ended(office.run(20)) == {f"new {entity}": 2 + entity * 0.25 for entity in range(5)}
    assert office.books.time.heads["people"].area == days(10) == office.spent(KIND)
    assert office.spent("idle") == 0


# Steps without effort


def test_a_step_of_no_effort_is_skipped_and_never_queued() -> None:
    steps = {"development.explore.effort": "2 days", "release.deploy.effort": "3 days"}
    history = lived(quiet(steps, use_cases="60 / year", data_scientists=1))
    assert history.events is not None
    assert {entry.step for entry in history.events if entry.what == "begins"} == {
        "development.explore",
        "release.deploy",
    }
    visited = {stop.step for stop, (count, _) in history.snapshots[-1].stops.items() if count}
    assert visited == {"backlog", "development.explore", "release.deploy"}


def test_nor_is_one_of_no_features() -> None:
    steps = {"development.engineer.effort": "2 days", "development.features": "0"}
    history = lived(quiet(steps, use_cases="60 / year"))
    assert history.events is not None
    assert "begins" not in {entry.what for entry in history.events}
    assert "goes live" in {entry.what for entry in history.events}
