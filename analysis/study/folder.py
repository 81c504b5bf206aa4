"""The run folder: what a study was, what came out, and how to repeat it.

A folder appears whole or not at all: it is written beside its place and renamed. The same study
gives the same bytes, on any number of workers and on any day; so there is no clock time in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from sim.organisation.journal import Entry
    from sim.scenario import Scenario

MANIFEST = "manifest.json"
FILES = (
    "scenario.yaml",
    "runs.parquet",
    "timeline.parquet",
    "time.parquet",
    "flow.parquet",
    "milestones.parquet",
    "incidents.parquet",
    "events.jsonl",
    "report.html",
    MANIFEST,
)
"""All that mlorg ever writes into a run folder, beside the pictures; anything else in it is
someone's own."""
FIGURES = "figures"
"""Where its pictures are: *.svg."""
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


class FolderError(Exception):
    """A study cannot be kept where it was asked for; nothing has been touched."""


def place(
    scenario: Scenario, out: Path | None = None, world: int | None = None, *, force: bool = False
) -> Path:
    """Where a study is kept: `out`, or `runs/<slug of its name>-<hash>` in the current folder.

    A study of one world alone is no part of the study of all: its folder says which world.

    Args:
        scenario: what is studied.
        out: the folder that was asked for.
        world: the only world that is lived, or None.
        force: whether the run of another scenario may be replaced.

    Raises:
        FolderError: something that is no run folder is there, or the run of another scenario, or
            nothing can be written there.
    """
    only = "" if world is None else f"-world-{world}"
    name = f"{slug(scenario.name)}-{scenario.hash[:12]}{only}"
    target = (out or Path("runs") / name).resolve()
    _refuse_what_is_not_ours(target, out or target)
    if not force:
        _refuse_another_study(target, out or target, scenario)
    parent = next(folder for folder in target.parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise FolderError(f"{out or target}: no folder can be made there")
    return target


def slug(name: str) -> str:
    """A name as part of a file name: "Who serves, when?" is "who-serves-when"."""
    words = re.findall("[a-z0-9]+", name.lower())
    return "-".join(words)[:40].strip("-") or "scenario"


def write(study: Study, target: Path, command: Sequence[str]) -> None:
    """Writes a study to a folder, in place of an earlier run folder there.

    Files that are not mlorg's own stay in the folder.

    Args:
        study: what is kept.
        target: the folder, from `place`.
        command: what repeats the study, from within the folder.

    Raises:
        FolderError: something that is no run folder has come to be there.
        OSError: it cannot be written; what was there is there still.
    """
    _refuse_what_is_not_ours(target, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.partial")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        _fill(study, fresh, command)
        _put(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_what_is_not_ours(target: Path, shown: Path) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise FolderError(f"{shown}: not a folder")
    if any(target.iterdir()) and not _is_ours(target):
        raise FolderError(f"{shown}: the folder is neither empty nor a run folder of mlorg")


def _refuse_another_study(target: Path, shown: Path, scenario: Scenario) -> None:
    from sim.scenario.errors import printable

    found = manifest_of(target)
    if found and found.get("hash") != scenario.hash:
        name = printable(found.get("name"))
        raise FolderError(
            f"{shown}: holds the run of another scenario, '{name}', or of other settings of it; "
            "--force replaces it"
        )


def _is_ours(folder: Path) -> bool:
    return manifest_of(folder).get("product") == "mlorg"


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a folder says of itself; nothing if that cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _fill(study: Study, folder: Path, command: Sequence[str]) -> None:
    import pyarrow.parquet as pq

    from analysis.frames import flow, incidents, milestones, runs, time, timeline
    from sim.scenario import write as write_scenario

    (folder / "scenario.yaml").write_text(write_scenario(study.scenario), "utf-8")
    pq.write_table(runs(study), folder / "runs.parquet")
    pq.write_table(timeline(study), folder / "timeline.parquet")
    pq.write_table(time(study), folder / "time.parquet")
    pq.write_table(flow(study), folder / "flow.parquet")
    pq.write_table(milestones(study), folder / "milestones.parquet")
    if study.keeps_incidents:
        pq.write_table(incidents(study), folder / "incidents.parquet")
    if any(one.events for one in study.outcomes):
        _write_events(study, folder / "events.jsonl")
    (folder / MANIFEST).write_text(_json(_manifest(study, folder, command)), "utf-8")


def _write_events(study: Study, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for one in study.outcomes:
            for event in one.events:
                file.write(json.dumps(_event(one.replication, event)) + "\n")


def _event(replication: int, entry: Entry) -> dict[str, Any]:
    """An event as an object: `at` in working days after day 0, negative before it."""
    from sim.units import TICKS_PER_DAY

    fields = entry._asdict()
    return {"replication": replication, **fields, "at": entry.at / TICKS_PER_DAY}


def _manifest(study: Study, folder: Path, command: Sequence[str]) -> dict[str, Any]:
    from analysis.study.steady import as_document

    scenario = study.scenario
    return {
        "product": "mlorg",
        "format": FORMAT,
        "name": scenario.name,
        "hash": scenario.hash,
        "seed": scenario.seed,
        "replications": scenario.replications,
        "ends": as_document(study.cut),
        "failed": len(study.failures),
        "repeat": {"in": "this folder", "command": list(command)},
        "files": {path.name: digest(path) for path in sorted(folder.iterdir())},
        "versions": {
            "mlorg": _version("mlorg"),
            "python": platform.python_version(),
            "platform": f"{sys.platform} {platform.machine()}",
            **{name: _version(name) for name in _LIBRARIES},
        },
    }


def _json(document: object) -> str:
    return json.dumps(document, indent=2) + "\n"


def digest(path: Path) -> str:
    """The check sum of a file, as the manifest gives it."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _put(fresh: Path, target: Path) -> None:
    """Moves the fresh folder to its place; a folder that is there steps aside first."""
    old = target.with_name(f".{target.name}.{os.getpid()}.replaced")
    replaces = target.exists()
    if replaces:
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if replaces:
            old.rename(target)
        raise
    if replaces:
        _keep_what_is_not_ours(old, target)
        shutil.rmtree(old, ignore_errors=True)


def _keep_what_is_not_ours(old: Path, target: Path) -> None:
    for path in old.iterdir():
        if path.name == FIGURES and path.is_dir():
            _keep_pictures_of_others(path, target / FIGURES)
        elif path.name not in FILES:
            path.rename(target / path.name)


def _keep_pictures_of_others(old: Path, target: Path) -> None:
    kept = [path for path in old.iterdir() if path.suffix != ".svg"]
    if kept:
        target.mkdir(exist_ok=True)
    for path in kept:
        path.rename(target / path.name)


def shown(target: Path) -> str:
    """A folder as a person at this place would write it."""
    here = Path.cwd()
    return str(target.relative_to(here) if target.is_relative_to(here) else target)
