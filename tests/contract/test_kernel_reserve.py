"""The improvement reserve: credit accrues, lets improvement go first, and is paid at the start."""

import pytest

from tests.contract.office import INTERRUPTING, Office, begun, days, ended


def share_of_one(share: float, **manners: object) -> Office:
    soft = {"reserve_waits_for": ("incident", "operations")}
    return Office(1, reserve_share=share, **{"reserve_cap": days(20), **soft, **manners})


def test_with_credit_improvement_goes_first() -> None:
    office = share_of_one(0.25)
    office.ask("refresh 0", 4)
    office.ask("refresh 1", 1, on=1)
    office.ask("improvement 2", 2, on=2)
    assert begun(office.run(20)) == ["refresh 0", "improvement 2", "refresh 1"]


def test_without_it_last() -> None:
    office = share_of_one(0.0)
    office.ask("refresh 0", 4)
    office.ask("improvement 2", 2, on=2)
    office.ask("refresh 1", 1, on=3)
    assert begun(office.run(20)) == ["refresh 0", "refresh 1", "improvement 2"]


def test_a_package_is_paid_for_whole_and_then_the_account_must_fill_again() -> None:
    office = share_of_one(0.5)
    office.ask("new 0", 4)  # 2 days of credit by then
    office.ask("improvement 1", 6, on=1)  # costs 6: -4 on day 4, -1 on day 10
    for entity in range(2, 7):
        office.ask(f"new {entity}", 1, on=3)
    office.ask("improvement 9", 1, on=5)  # credit again after day 12
    order = ["new 0", "improvement 1", "new 2", "new 3", "new 4", "improvement 9", "new 5", "new 6"]
    assert begun(office.run(30)) == order


def test_credit_lapses_above_its_cap() -> None:
    office = share_of_one(0.5, reserve_cap=days(2))  # at most 1 day of credit
    office.ask("new 0", 10, on=10)
    office.ask("improvement 1", 3, on=11)  # -2 when it begins on day 20
    office.ask("new 2", 1, on=12)
    office.ask("improvement 3", 1, on=13)
    assert begun(office.run(40)) == ["new 0", "improvement 1", "new 2", "improvement 3"]


@pytest.mark.parametrize(("heads", "focus"), [(2, 1.0), (4, 1.0), (4, 0.5)])
@pytest.mark.parametrize(("left", "second"), [(0, "new 9"), (1, "improvement 2")])
def test_credit_accrues_with_share_heads_and_focus(
    heads: int, focus: float, left: int, second: str
) -> None:
    office = Office(heads, reserve_share=0.25, reserve_cap=days(20), focus=focus)
    for entity in range(heads):  # two get up on day 10
        office.ask(f"new {entity}", (10 if entity < 2 else 40) * focus)
    credit = days(0.25 * heads * focus * 10)
    office.ask_exactly("improvement 1", credit - left, on=days(1))
    office.ask("improvement 2", 1, on=2)
    office.ask("new 9", 1, on=3)
    assert begun(office.run(10.5))[heads:] == ["improvement 1", second]


@pytest.mark.parametrize(
    ("waits_for", "order"),
    [
        (("incident", "operations"), ["operations 1", "improvement 3", "refresh 2"]),
        ((), ["improvement 3", "operations 1", "refresh 2"]),
    ],
    ids=["soft", "hard"],
)
def test_soft_reserve_lets_urgent_work_go_ahead(waits_for: tuple[str], order: list[str]) -> None:
    office = share_of_one(0.5, reserve_waits_for=waits_for)
    office.ask("new 0", 5)
    office.ask("operations 1", 1, on=1)
    office.ask("refresh 2", 1, on=1)
    office.ask("improvement 3", 1, on=1)
    assert begun(office.run(20)) == ["new 0", *order]


def test_improvement_on_the_reserve_is_not_interrupted() -> None:
    office = share_of_one(0.5, **INTERRUPTING)
    office.ask("new 0", 5)
    office.ask("improvement 1", 5, on=1)
    office.ask("incident 2", 1, on=6)
    assert ended(office.run(20)) == {"new 0": 5, "improvement 1": 10, "incident 2": 11}


def test_improvement_that_anyone_had_time_for_is() -> None:
    office = share_of_one(0.5, **INTERRUPTING)
    office.ask("improvement 1", 5, on=5)
    office.ask("incident 2", 1, on=6)
    assert ended(office.run(20)) == {"incident 2": 7, "improvement 1": 11}


def test_unused_credit_idles_nobody() -> None:
    office = share_of_one(0.9)
    for entity in range(10):
        office.ask(f"new {entity}", 1)
    assert ended(office.run(10.5))["new 9"] == 10
