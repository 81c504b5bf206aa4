"""What an organisation will hold once its investments are built, and whether that can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.catalogue import Catalogue
from sim.scenario.composition import beyond, effects_of, required_by
from sim.scenario.errors import Mistake
from sim.scenario.holding import joined
from sim.scenario.machine import Cell, World
from sim.scenario.own_capabilities import effect_path
from sim.scenario.places import Places


def held_once_built(world: World, held: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """What is held when one of the investments is built, with what it requires; and when all are.
    Nothing if there are none.

    Args:
        world: with the investments.
        held: what is held before.
    """
    names = [one.capability for one in world.investments]
    for more in (*({name} for name in names), set(names)) if names else ():
        needs = {need for name in more for need in required_by(name, world.capabilities)}
        yield tuple(sorted({*held, *more, *needs}))


def is_within_bounds(held: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether effects leave every parameter at a value that somebody could have written."""
    return next(beyond(held, catalogue), None) is None


def out_of_bounds_once_built(cell: Cell, places: Places) -> Iterator[Mistake]:
    """Parameters that effects push out of their bounds when something is built, each once."""
    world, said = cell.world, set()
    helds = [world.held, *(one.held for one in world.changes if one.held is not None)]
    for before in helds:
        for held in held_once_built(world, before):
            for parameter, found in beyond(held, world.capabilities):
                if parameter not in said:
                    said.add(parameter)
                    yield _mistake(parameter, found, held, cell, places)


def _mistake(
    parameter: str, found: str, held: tuple[str, ...], cell: Cell, places: Places
) -> Mistake:
    catalogue = cell.world.capabilities
    path = effect_path(parameter, held, catalogue) or ("investments",)
    acting = [name for name, _ in effects_of(held, catalogue)[parameter]]
    words = f"{found}, once {joined(acting)} {'is' if len(acting) == 1 else 'are'} built"
    return places.mistake(path, words, "a weaker effect", cell=cell)
