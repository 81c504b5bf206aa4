"""A study that has not ended, read from its journal while it runs or after it was stopped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.errors import FolderError
from analysis.study.identity import FORMAT
from analysis.study.journal import JOURNAL, Keeps, Reader
from analysis.study.results import MANIFEST, SCENARIO, manifest

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome
    from sim.scenario import Scenario

_FEWEST = 2
"""Worlds without which there is nothing to tell."""


def is_under_way(folder: Path) -> bool:
    """Whether a folder holds a study that has no results yet."""
    return (folder / JOURNAL).is_file() and not (folder / MANIFEST).exists()


def read(folder: Path) -> Study:
    """What has been lived so far: the worlds that every cell has; of a study that goes on until it
    knows what is asked, what it knew at its last look.

    Raises:
        FolderError: there is hardly anything, or it cannot be read.
    """
    from analysis.study.compare import Study
    from analysis.study.scenarios import changed
    from analysis.study.steady import settled

    reader = Reader(folder)
    scenario = _scenario(folder, reader.facts())
    so_far = _at_a_look if scenario.is_open else _in_all_cells
    count, lived = so_far(reader, scenario)
    if count < _FEWEST:
        most = "at most " if scenario.is_open else ""
        raise FolderError(
            f"{folder}: a study that has not ended, of {most}{scenario.replications} worlds, and "
            "too few have been lived in all alternatives to tell anything"
        )
    outcomes, cut = settled(scenario, lived)
    shorter = changed(scenario, replications=count)
    return Study(shorter, outcomes, cut=cut, unfinished=scenario.replications)


def manifest_so_far(study: Study, folder: Path) -> dict[str, Any]:
    """What the folder of a study that has not ended would say of itself."""
    with closing(Reader(folder)) as reader:
        return manifest(study, json.loads(reader.facts().get("command", "[]")))


def _scenario(folder: Path, facts: dict[str, str]) -> Scenario:
    from sim.scenario import load

    if not facts or not (folder / SCENARIO).is_file():
        raise FolderError(f"{folder}: a study that has only just begun: nothing is lived yet")
    scenario = load(folder / SCENARIO)
    if facts.get("format") != FORMAT:
        raise FolderError(f"{folder}: written by another version of mlorg; run the study again")
    if facts.get("study") != scenario.study_hash:
        raise FolderError(f"{folder}: {JOURNAL} and {SCENARIO} are not of the same study")
    return scenario


def _in_all_cells(reader: Reader, scenario: Scenario) -> tuple[int, tuple[Outcome, ...]]:
    """How many worlds all cells have lived, and their outcomes."""
    worlds = _common(reader, scenario, range(len(scenario.cells)))
    found = _outcomes(reader, scenario, max(worlds, default=-1) + 1)
    return len(worlds), tuple(one for one in found if one.replication in worlds)


def _at_a_look(reader: Reader, scenario: Scenario) -> tuple[int, tuple[Outcome, ...]]:
    """The last look that has been reached, and the outcomes up to it."""
    from analysis.study.looks import looks
    from analysis.study.scenarios import changed
    from analysis.study.sequential import follow

    def until(replications: int, *, cells: Sequence[int]) -> Sequence[Outcome]:
        if not _common(reader, scenario, cells) >= set(range(replications)):
            raise _NotLivedError
        return _outcomes(reader, scenario, replications)

    for look in reversed(looks(scenario.replications)):
        with suppress(_NotLivedError):
            return look, follow(changed(scenario, replications=look), until)
    return 0, ()


class _NotLivedError(Exception):
    """Worlds are asked for that have not been lived."""


def _common(reader: Reader, scenario: Scenario, cells: Iterable[int]) -> set[int]:
    keeps = Keeps(tails=scenario.steady)
    return set.intersection(*(reader.numbers(scenario.study_hash, cell, keeps) for cell in cells))


def _outcomes(reader: Reader, scenario: Scenario, count: int) -> tuple[Outcome, ...]:
    keeps = Keeps(tails=scenario.steady)
    return tuple(reader.outcomes(scenario.study_hash, range(count), keeps))
