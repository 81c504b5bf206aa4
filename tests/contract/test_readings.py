"""Readings are a mapping that is made when somebody looks something up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ledgers.readings import Readings, Row
from sim.organisation.memo import Memo

ACCOUNTS = st.dictionaries(st.text(), st.integers())


@given(ACCOUNTS)
def test_they_are_the_accounts(accounts: dict[str, int]) -> None:
    found = Row().read(accounts, list(accounts.values()))
    assert list(found.items()) == list(accounts.items())
    assert [*found] == [*found.keys()] == [*accounts]
    assert [*found.values()] == [*accounts.values()]
    assert len(found) == len(accounts)
    assert all(name in found and found[name] == found.get(name, 0) for name in accounts)


def test_what_is_not_there_is_not() -> None:
    found = Readings(("one",), (1,))
    assert "other" not in found
    assert found.get("other", 7) == 7
    with pytest.raises(KeyError):
        found["other"]


def test_they_are_compared_by_what_they_say() -> None:
    assert Readings(("one", "two"), (1, 2)) == Readings(("two", "one"), (2, 1))
    assert Readings(("one",), (1,)) != Readings(("one",), (2,))
    assert Readings(("one",), (1,)) != {"one": 1}
    with pytest.raises(TypeError):
        hash(Readings((), ()))


def test_a_row_follows_accounts_that_are_opened() -> None:
    row, accounts = Row(), {"one": 1}
    first = row.read(accounts, [1])
    accounts["two"] = 5
    later = row.read(accounts, [3, 5])
    assert (dict(first.items()), dict(later.items())) == ({"one": 1}, {"one": 3, "two": 5})


def test_a_memo_makes_each_thing_once() -> None:
    made: list[str] = []
    memo: Memo[str, int] = Memo(lambda name: made.append(name) or len(name))  # type: ignore[func-returns-value]
    assert [memo["a"], memo["bcd"], memo["a"]] == [1, 3, 1]
    assert made == ["a", "bcd"]
