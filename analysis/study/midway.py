"""A study that has not ended, read from its journal while it runs or after it was stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.errors import FolderError
from analysis.study.identity import FORMAT
from analysis.study.journal import JOURNAL, Keeps, Reader
from analysis.study.results import MANIFEST, SCENARIO, manifest

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from sim.scenario import Scenario

_FEWEST = 2
"""Worlds without which there is nothing to tell."""


def is_under_way(folder: Path) -> bool:
    """Whether a folder holds a study that has no results yet."""
    return (folder / JOURNAL).is_file() and not (folder / MANIFEST).exists()


def read(folder: Path) -> Study:
    """The worlds that every cell has lived so far.

    Raises:
        FolderError: there are hardly any, or it cannot be read.
    """
    from analysis.study.compare import Study
    from analysis.study.scenarios import changed

    reader = Reader(folder)
    scenario = _scenario(folder, reader.facts())
    lived = _lived(reader, scenario)
    if len(lived) < _FEWEST:
        raise FolderError(
            f"{folder}: a study that has not ended: so far all alternatives have lived "
            f"{len(lived)} of {scenario.replications} worlds, which is too early to tell anything"
        )
    numbers = range(min(lived), max(lived) + 1)
    outcomes = reader.outcomes(scenario.study_hash, numbers, Keeps())
    so_far = changed(scenario, replications=len(lived))
    whole = tuple(one for one in outcomes if one.replication in lived)
    return Study(so_far, whole, unfinished=scenario.replications)


def manifest_so_far(study: Study, folder: Path) -> dict[str, Any]:
    """What the folder of a study that has not ended would say of itself."""
    return manifest(study, json.loads(Reader(folder).facts().get("command", "[]")))


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


def _lived(reader: Reader, scenario: Scenario) -> set[int]:
    cells = range(len(scenario.cells))
    return set.intersection(*(reader.numbers(scenario.study_hash, cell, Keeps()) for cell in cells))
