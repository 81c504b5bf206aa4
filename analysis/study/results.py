"""The files of a study that has ended: tables, scenario, and what repeats it.

The same study gives the same bytes, on any number of workers and on any day; so there is no clock
time in them. Tables are written some outcomes at a time, always the same number, so that a study
of any size needs little memory.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.identity import version_of

if TYPE_CHECKING:
    import pyarrow as pa

    from analysis.study.compare import Study
    from sim.organisation.journal import Entry
    from sim.scenario import Scenario

MANIFEST = "manifest.json"
SCENARIO = "scenario.yaml"
EVENTS = "events.jsonl"
TABLES = {
    "runs": 1024,
    "timeline": 64,
    "time": 1024,
    "flow": 1024,
    "milestones": 1024,
    "incidents": 64,
}
"""Every table, and how many outcomes are written to it at a time: a row group of its file."""
FORMAT = 2
"""Changes when older folders can no longer be read back."""
_LIBRARIES = (
    "simpy",
    "pydantic",
    "ruamel.yaml",
    "numpy",
    "scipy",
    "pandas",
    "pyarrow",
    "matplotlib",
)


def fill(study: Study, folder: Path, command: Sequence[str]) -> None:
    """Writes the files of a study into an empty folder.

    Args:
        study: what is kept.
        folder: an empty folder.
        command: what repeats the study, from within the folder.

    Raises:
        OSError: they cannot be written.
    """
    write_scenario(study.scenario, folder / SCENARIO)
    for name, at_a_time in TABLES.items():
        if name != "incidents" or study.keeps_incidents:
            _write_table(study, name, at_a_time, folder / f"{name}.parquet")
    _write_events(study, folder / EVENTS)
    document = manifest(study, command, folder.iterdir())
    (folder / MANIFEST).write_text(json.dumps(document, indent=2) + "\n", "utf-8")


def write_scenario(scenario: Scenario, path: Path) -> None:
    """Writes a resolved scenario."""
    from sim.scenario import write

    path.write_text(write(scenario), "utf-8")


def digest(path: Path) -> str:
    """The check sum of a file, as the manifest gives it."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _write_table(study: Study, name: str, at_a_time: int, path: Path) -> None:
    import pyarrow.parquet as pq

    table = getattr(importlib.import_module("analysis.frames"), name)
    some = (study.outcomes[at : at + at_a_time] for at in range(0, len(study.outcomes), at_a_time))
    first = table(replace(study, outcomes=next(some, ())))
    with pq.ParquetWriter(path, first.schema, use_dictionary=_repeated(first.schema)) as writer:
        writer.write_table(first)
        for outcomes in some:
            writer.write_table(table(replace(study, outcomes=outcomes)))


def _repeated(schema: pa.Schema) -> list[str]:
    """Columns whose values repeat: a dictionary of the others is as long as they are."""
    from pyarrow.types import is_floating

    return [column.name for column in schema if not is_floating(column.type)]


def _write_events(study: Study, path: Path) -> None:
    """The events, if any outcome has some."""
    with path.open("w", encoding="utf-8") as file:
        for one in study.outcomes:
            for event in one.events:
                file.write(json.dumps(_event(one.replication, event)) + "\n")
        empty = not file.tell()
    if empty:
        path.unlink()


def _event(replication: int, entry: Entry) -> dict[str, Any]:
    """An event as an object: `at` in working days after day 0, negative before it."""
    from sim.units import TICKS_PER_DAY

    fields = entry._asdict()
    return {"replication": replication, **fields, "at": entry.at / TICKS_PER_DAY}


def manifest(study: Study, command: Sequence[str], files: Iterable[Path] = ()) -> dict[str, Any]:
    """What a run folder says of itself.

    Args:
        study: what is kept there.
        command: what repeats the study, from within the folder.
        files: the files that it has written.
    """
    from analysis.study.steady import as_document

    scenario = study.scenario
    return {
        "product": "mlorg",
        "format": FORMAT,
        "name": scenario.name,
        "hash": scenario.hash,
        "study": scenario.study_hash,
        "seed": scenario.seed,
        "replications": scenario.replications,
        "ends": as_document(study.cut),
        "failed": len(study.failures),
        "repeat": {"in": "this folder", "command": list(command)},
        "files": {path.name: digest(path) for path in sorted(files)},
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """What a study has been made with."""
    return {
        "mlorg": version_of("mlorg"),
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        **{name: version_of(name) for name in _LIBRARIES},
    }
