"""Catalogues: what they hold, when two are equal, and that they travel to other processes."""

import pickle
from dataclasses import replace

import pytest

from sim.capabilities import CAPABILITIES
from sim.catalogue import Catalogue
from sim.scenario.composition import required_by, way_of_working

OWN = replace(CAPABILITIES["it_serving"], name="our_serving", requires=("environments",))


def test_an_extended_catalogue_has_more_behind_what_it_had_and_leaves_it_as_it_was() -> None:
    more = CAPABILITIES.extended([OWN])
    assert list(more) == [*CAPABILITIES, "our_serving"]
    assert len(CAPABILITIES) == len(more) - 1
    assert "our_serving" not in CAPABILITIES


def test_catalogues_are_equal_by_what_they_hold_and_then_are_one_key() -> None:
    one, same = CAPABILITIES.extended([OWN]), CAPABILITIES.extended([OWN])
    assert one == same
    assert hash(one) == hash(same)
    other = CAPABILITIES.extended([replace(OWN, requires=())])
    assert one != other
    assert one != CAPABILITIES
    assert (required_by("our_serving", one), required_by("our_serving", other)) == (
        {"environments"},
        frozenset(),
    )


def test_a_catalogue_is_the_same_after_a_journey() -> None:
    more = CAPABILITIES.extended([OWN])
    twin = pickle.loads(pickle.dumps(more))
    assert isinstance(twin, Catalogue)
    assert (twin, hash(twin), list(twin)) == (more, hash(more), list(more))


def test_ways_of_working_are_those_of_the_catalogue_that_is_asked() -> None:
    more = CAPABILITIES.extended([OWN])
    held = ("environments", "our_serving")
    assert way_of_working(held, more) == way_of_working(("environments", "it_serving"))
    with pytest.raises(KeyError, match="our_serving"):
        way_of_working(held)
