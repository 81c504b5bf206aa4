"""A sweep in its run folder: lived from a journal on, written, and read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from analysis.study import folder
from analysis.study.errors import FolderError
from analysis.study.journal import JOURNAL, Reader
from analysis.study.opened import opened
from analysis.study.results import FORMAT, MANIFEST, SCENARIO, digest, versions
from analysis.study.steady import as_document, from_document
from analysis.study.sweep import frames
from analysis.study.sweep.lived import NAMES, Lived, simulation, taken_from
from analysis.study.sweep.plan import GIVEN, Plan, planned
from analysis.study.sweep.result import Sweep
from sim.scenario.sweep_form import ONE_AT_A_TIME

if TYPE_CHECKING:
    from analysis.study.outcome import Simulate

KIND: Final = "sweep"
"""What the manifest of a sweep says that it is."""
_POINTS: Final = "points.parquet"
_RUNS: Final = "runs.parquet"


def place(plan: Plan, out: Path | None = None, *, force: bool = False) -> Path:
    """Where a sweep is kept: `out`, or a folder of its own in `runs`.

    Raises:
        FolderError: something that is no run folder is there, or another study, or nothing can be
            written there.
    """
    name = f"{folder.slug(plan.name)}-sweep-{plan.study_hash[:12]}"
    return folder.place(plan, out or Path("runs") / name, force=force)


def kept(plan: Plan, target: Path, *, simulate: Simulate | None = None, **how: Any) -> Sweep:
    """A sweep lived as far as it was not, and kept.

    Args:
        plan: what is lived.
        target: the folder, from `place`.
        simulate: runs one replication; the model's own if None.
        **how: as `analysis.study.opened.opened` has it.

    Raises:
        FolderError: somebody else is at work there, or something else is there.
        OSError: the journal or the results cannot be written; the message says what is kept.
    """
    slim = simulation(plan, simulate)
    with opened(plan, target, command(plan), simulate=slim, text=plan.text, **how) as going:
        sweep = Sweep(plan, taken_from(plan, going.until(plan.base.replications)))
        going.write(sweep)
    return sweep


def command(plan: Plan) -> list[str]:
    """What repeats a sweep, from within its folder."""
    sets = [word for text in plan.sets for word in ("--set", text)]
    points = ["--points", _POINTS] if plan.design == GIVEN else []
    numbers = ["--seed", str(plan.seed), "--replications", str(plan.base.replications)]
    return ["mlorg", "sweep", SCENARIO, *points, *sets, *numbers]


def fill(sweep: Sweep, target: Path, words: Sequence[str]) -> None:
    """Writes the files of a sweep into an empty folder.

    Raises:
        OSError: they cannot be written.
    """
    import pyarrow.parquet as pq

    (target / SCENARIO).write_text(sweep.plan.text, "utf-8")
    for name, table in frames.TABLES.items():
        if name != "tornado" or sweep.plan.design == ONE_AT_A_TIME:
            pq.write_table(table(sweep), target / f"{name}.parquet")
    document = manifest(sweep, words, target.iterdir())
    (target / MANIFEST).write_text(json.dumps(document, indent=2) + "\n", "utf-8")


def manifest(sweep: Sweep, words: Sequence[str], files: Iterable[Path] = ()) -> dict[str, Any]:
    """What the folder of a sweep says of itself.

    Args:
        sweep: what is kept there.
        words: what repeats it, from within the folder.
        files: the files that it has written.
    """
    plan = sweep.plan
    return {
        "product": "mlorg",
        "format": FORMAT,
        "kind": KIND,
        "name": plan.name,
        "hash": plan.hash,
        "study": plan.study_hash,
        "seed": plan.seed,
        "replications": plan.base.replications,
        "sets": list(plan.sets),
        "design": plan.design,
        "over": [axis.name for axis in plan.axes],
        "points": len(plan.points),
        "ends": _ends(sweep),
        "failed": sweep.failures,
        "repeat": {"in": "this folder", "command": list(words)},
        "files": {path.name: digest(path) for path in sorted(files)},
        "versions": versions(),
    }


def _ends(sweep: Sweep) -> dict[str, object]:
    """How it ends, and what was cut off at each point."""
    if not sweep.plan.steady:
        return as_document(None)
    points = [as_document(cut) for cut in sweep.lived.cuts]
    return {"simulation": "steady-state", "at_points": points}


def is_sweep(place: Path) -> bool:
    """Whether a folder holds a sweep, be it one that has not ended."""
    if (place / MANIFEST).exists():
        return folder.manifest_of(place).get("kind") == KIND
    if not (place / JOURNAL).is_file():
        return False
    with closing(Reader(place)) as reader:
        words = json.loads(reader.facts().get("command", "[]"))
    return list(words[1:2]) == [KIND]


def read(place: Path) -> Sweep:
    """The sweep that a run folder holds.

    Raises:
        FolderError: it holds none, or not the one that was written.
    """
    said = folder.manifest_of(place)
    if not said:
        found = "a sweep that has not ended; the same command goes on from where it was left"
        raise FolderError(f"{place}: {found}")
    if said.get("format") != FORMAT:
        raise FolderError(f"{place}: written by another version of mlorg; run the sweep again")
    for name in (SCENARIO, _POINTS, _RUNS):
        if not (place / name).is_file():
            raise FolderError(f"{place / name}: is missing; run the sweep again")
        if digest(place / name) != said["files"].get(name):
            found = "is not the file that the run wrote; run the sweep again"
            raise FolderError(f"{place / name}: {found}")
    plan = planned(
        place / SCENARIO,
        points=place / _POINTS if said["design"] == GIVEN else None,
        sets=said["sets"],
        seed=said["seed"],
        replications=said["replications"],
    )
    if plan.hash != said["hash"]:
        raise FolderError(f"{place}: its points are others in this version; run the sweep again")
    return Sweep(plan, _lived(plan, place, said["ends"].get("at_points")))


def _lived(plan: Plan, place: Path, ends: Sequence[Any] | None) -> Lived:
    import pyarrow.parquet as pq

    rows = pq.read_table(place / _RUNS)
    shape = len(plan.points), plan.size, plan.base.replications
    columns = [np.array(rows.column(name).to_numpy(), dtype=np.float64) for name in NAMES]
    values = np.stack(columns, axis=-1).reshape(*shape, len(NAMES))
    values.setflags(write=False)
    places = ((int(one) for one in row) for row in np.ndindex(*shape))
    told = rows.column("error").to_pylist()
    errors = {
        (point, cell, world): error
        for (point, cell, world), error in zip(places, told, strict=True)
        if error is not None
    }
    cuts = tuple(map(from_document, ends)) if ends else (None,) * len(plan.points)
    return Lived(values, errors, cuts)
