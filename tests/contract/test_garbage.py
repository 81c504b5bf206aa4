"""Where a process of ours looks for garbage as seldom as a replication does, none changes that."""

import gc
from collections.abc import Iterator

import pytest

from analysis import garbage
from sim import replication

pytestmark = pytest.mark.contract


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_where_it_is_looked_for_seldom_a_replication_changes_nothing() -> None:
    garbage.look_seldom()
    mine = gc.get_threshold()
    with replication.collecting_seldom():
        assert gc.get_threshold() == mine


def test_elsewhere_it_is_as_before_afterwards() -> None:
    gc.set_threshold(701, 11, 12)
    with replication.collecting_seldom():
        assert gc.get_threshold() != (701, 11, 12)
    assert gc.get_threshold() == (701, 11, 12)
