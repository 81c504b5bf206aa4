"""Ageing: what has waited long enough goes before what is more urgent, but for what interrupts."""

import pytest

from tests.contract.office import INTERRUPTING, Office, begun, days


def busy(**manners: object) -> Office:
    """One person, at work until day 10."""
    office = Office(1, **manners)
    office.ask("operations 0", 10)
    return office


def ageing(number: float | None, **manners: object) -> Office:
    """... and of this ageing, in days."""
    return busy(ageing=None if number is None else days(number), **manners)


# From "operations" it is one class to "refresh", and more to "improvement": see the vocabulary.
@pytest.mark.parametrize(
    ("number", "order"),
    [
        (None, ["operations 3", "refresh 2", "improvement 1"]),
        (5, ["operations 3", "refresh 2", "improvement 1"]),
        (2.5, ["refresh 2", "operations 3", "improvement 1"]),
        (0, ["improvement 1", "refresh 2", "operations 3"]),
    ],
    ids=["never", "slowly", "by one class", "at once"],
)
def test_waiting_makes_up_for_class(number: float | None, order: list[str]) -> None:
    office = ageing(number)
    office.ask("improvement 1", 1, on=1)
    office.ask("refresh 2", 1, on=2)
    office.ask("operations 3", 1, on=8)
    assert begun(office.run(20))[1:] == order


@pytest.mark.parametrize(
    ("on", "order"),
    [(2, ["duties 2", "refresh 1"]), (2 - 1e-5, ["refresh 1", "duties 2"])],
    ids=["at the same tick", "some ticks before"],
)
def test_of_what_is_due_at_the_same_tick_the_more_urgent_goes_first(
    on: float, order: list[str]
) -> None:
    office = ageing(3)
    office.ask("refresh 1", 1, on=on)
    office.ask("duties 2", 1, on=5)
    assert begun(office.run(20))[1:] == order


@pytest.mark.parametrize(("second", "on"), [("incident 2", 9), ("onboarding 2", 8)])
def test_what_interrupts_goes_first_however_long_others_have_waited(second: str, on: int) -> None:
    """... also where something more urgent than both waits."""
    office = ageing(0, **INTERRUPTING)
    office.ask("improvement 1", 1, on=1)
    office.ask(second, 1, on=on)
    office.ask("incident 3", 1, on=9)
    assert begun(office.run(20))[1:] == [second, "incident 3", "improvement 1"]


def test_interrupted_work_has_waited_since_it_was_asked_for() -> None:
    office = Office(1, ageing=days(3), **INTERRUPTING)
    office.ask("refresh 0", 5, on=0)
    office.ask("incident 1", 4, on=2)
    office.ask("duties 2", 1, on=4)
    # Duties are one class more urgent, and were asked for four days after the refresh.
    assert begun(office.run(20)) == ["refresh 0", "incident 1", "refresh 0", "duties 2"]


def test_within_a_class_it_is_first_come_first_served() -> None:
    office = ageing(1)
    for entity in (1, 2, 3):
        office.ask(f"refresh {entity}", 1, on=entity)
    assert begun(office.run(20))[1:] == ["refresh 1", "refresh 2", "refresh 3"]


def test_closing_the_books_makes_nothing_younger() -> None:
    office = ageing(2.5)
    office.ask("refresh 2", 1, on=2)
    office.ask("operations 3", 1, on=8)
    office.on(9, office.close)
    assert begun(office.run(20))[1:] == ["refresh 2", "operations 3"]


def test_it_may_begin_and_end_on_a_day() -> None:
    office = busy()
    office.ask("improvement 1", 1, on=1)
    office.ask("improvement 4", 1, on=1)
    office.ask("operations 2", 2, on=8)
    office.ask("operations 3", 1, on=8)
    office.behave(9, ageing=0)
    office.behave(10.5, ageing=None)
    assert begun(office.run(30))[1:] == [
        "improvement 1", "operations 2", "operations 3", "improvement 4",
    ]  # fmt: skip
