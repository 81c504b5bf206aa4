"""The run folder: what a study was, what came out, and how to repeat it.

While a study runs, its folder holds a journal (`analysis.study.journal`). Results appear when it
has ended, whole or not at all: they are written aside and moved to their places, the manifest last,
so a folder without one is that of a study that has not ended. The journal stays, so that any study
can be taken up again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from analysis.study.errors import FolderError
from analysis.study.identity import not_the_same, refusal
from analysis.study.journal import JOURNAL, Reader
from analysis.study.lock import LOCK, TakenError, alone
from analysis.study.results import EVENTS, MANIFEST, SCENARIO, TABLES
from analysis.study.whole import left_over

if TYPE_CHECKING:
    from analysis.study.identity import Kept

__all__ = [
    "FIGURES", "FILES", "MANIFEST", "FolderError", "clear", "held", "manifest_of", "place", "put",
    "refuse", "shown", "slug", "write",
]  # fmt: skip

OF_SWEEPS: Final = ("points", "differences", "picks", "tornado")
"""Tables that only a sweep has; "runs" it shares with a study."""
FILES = (
    MANIFEST, SCENARIO, *(f"{name}.parquet" for name in (*TABLES, *OF_SWEEPS)), EVENTS,
    "report.html",
)  # fmt: skip
"""All results that mlorg ever writes into a run folder, beside the pictures. With the journal and
the lock that is all; anything else in it is someone's own."""
FIGURES = "figures"
"""Where its pictures are: *.svg."""
_FRESH, _OLD = ".partial", ".replaced"
"""Where results are before they are in their places, and where earlier ones are meanwhile."""


def place(
    scenario: Kept, out: Path | None = None, world: int | None = None, *, force: bool = False
) -> Path:
    """Where a study is kept: `out`, or `runs/<slug of its name>-<hash>` in the current folder.

    The hash does not depend on the number of replications: a study can be gone on with. A study of
    one world alone is no part of the study of all: its folder says which world.

    Args:
        scenario: what is studied.
        out: the folder that was asked for.
        world: the only world that is lived, or None.
        force: whether another study may be replaced.

    Raises:
        FolderError: something that is no run folder is there, or another study, or nothing can be
            written there.
    """
    only = "" if world is None else f"-world-{world}"
    name = f"{slug(scenario.name)}-{scenario.study_hash[:12]}{only}"
    target = (out or Path("runs") / name).resolve()
    try:
        refuse(scenario, target, out or target, force=force)
        there = next(folder for folder in (target, *target.parents) if folder.exists())
    except OSError as problem:
        raise FolderError(f"{out or target}: {problem.strerror}") from None
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        what = "nothing can be written" if there == target else "no folder can be made"
        raise FolderError(f"{out or target}: {what} there")
    return target


def refuse(scenario: Kept, target: Path, shown: Path, *, force: bool = False) -> None:
    """Refuses to keep a study where that would harm something.

    Args:
        scenario: what is studied.
        target: the folder.
        shown: its name for messages.
        force: whether another study may be replaced.

    Raises:
        FolderError: something that is no run folder is there, or another study.
    """
    _refuse_what_is_not_ours(target, shown)
    why = None if force else _another_study(target, scenario)
    if why:
        raise FolderError(f"{shown}: {why}; --force replaces it")


def slug(name: str) -> str:
    """A name as part of a file name: "Who serves, when?" is "who-serves-when"."""
    words = re.findall("[a-z0-9]+", name.lower())
    return "-".join(words)[:40].strip("-") or "scenario"


class Filled(Protocol):
    """What can be kept in a folder."""

    def fill(self, folder: Path, command: Sequence[str]) -> None:
        """Writes its files into an empty folder."""


def write(study: Filled, target: Path, command: Sequence[str]) -> None:
    """Writes a study to a folder, in place of earlier results there.

    Files that are not mlorg's own stay in the folder.

    Args:
        study: what is kept.
        target: the folder, from `place`.
        command: what repeats the study, from within the folder.

    Raises:
        FolderError: something that is no run folder has come to be there, or somebody is at work
            there.
        OSError: it cannot be written; what was there is there still.
    """
    _refuse_what_is_not_ours(target, target)
    with held(target):
        put(study, target, command)


@contextmanager
def held(target: Path) -> Iterator[None]:
    """Makes a folder, if need be, and holds it: nobody else is at work there.

    Raises:
        FolderError: somebody is, or nothing can be written there.
    """
    with ExitStack() as held:
        try:
            target.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone(target))
        except TakenError:
            raise FolderError(f"{shown(target)}: {_holder(target)} is at work there") from None
        except OSError as problem:
            raise FolderError(f"{shown(target)}: nothing can be written there: {problem}") from None
        yield


def put(study: Filled, target: Path, command: Sequence[str]) -> None:
    """Writes results to a folder that is held, in place of earlier ones.

    Args:
        study: what is kept.
        target: the folder.
        command: what repeats the study, from within the folder.

    Raises:
        OSError: they cannot be written; what was there is there still.
    """
    fresh = target / _FRESH
    shutil.rmtree(fresh, ignore_errors=True)  # of a process that was killed
    for left in (*left_over(target, "report.html"), *left_over(target / FIGURES, "*.svg")):
        left.unlink(missing_ok=True)  # of one that was killed while it reported
    fresh.mkdir()
    try:
        study.fill(fresh, command)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def clear(target: Path) -> None:
    """Removes all that is mlorg's from a folder that is held."""
    for path in (*_results(target), *(target / f"{JOURNAL}{end}" for end in ("", "-wal", "-shm"))):
        path.unlink(missing_ok=True)


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a folder says of itself; nothing if that cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def shown(target: Path) -> str:
    """A folder as a person at this place would write it."""
    here = Path.cwd()
    return str(target.relative_to(here) if target.is_relative_to(here) else target)


def _refuse_what_is_not_ours(target: Path, shown: Path) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise FolderError(f"{shown}: not a folder")
    if {path.name for path in target.iterdir()} - {LOCK, _FRESH, _OLD} and not _is_ours(target):
        raise FolderError(f"{shown}: the folder is neither empty nor a run folder of mlorg")


def _is_ours(folder: Path) -> bool:
    return manifest_of(folder).get("product") == "mlorg" or _journal_of(folder) is not None


def _journal_of(folder: Path) -> dict[str, str] | None:
    """What the journal in a folder says of itself; None if there is none that can be read."""
    if not (folder / JOURNAL).is_file():
        return None
    with closing(Reader(folder)) as reader, suppress(FolderError):
        return reader.facts()
    return None


def _another_study(target: Path, scenario: Kept) -> str | None:
    """Why a folder cannot be used for a scenario unless what is there is given up."""
    journal = _journal_of(target)
    if journal is None and (target / JOURNAL).exists():
        return f"its {JOURNAL} cannot be read"
    return not_the_same(manifest_of(target), scenario) or refusal(journal or {}, scenario)


def _holder(target: Path) -> str:
    """Who is at work there, as far as the journal says."""
    found = _journal_of(target) or {}
    if "process" not in found:
        return "another process"
    return f"process {found['process']} on {found['host']}"


def _results(target: Path) -> Iterator[Path]:
    """The results in a folder that are mlorg's own, the manifest first."""
    pictures = sorted((target / FIGURES).glob("*.svg"))
    return (path for path in (*(target / name for name in FILES), *pictures) if path.is_file())


def _swap(fresh: Path, target: Path) -> None:
    """Moves fresh results to their places, the manifest last; if that fails, all of it back."""
    old = target / _OLD
    shutil.rmtree(old, ignore_errors=True)  # of a process that was killed
    (old / FIGURES).mkdir(parents=True)
    away = [(path, old / path.relative_to(target)) for path in _results(target)]
    files = sorted(fresh.iterdir(), key=lambda path: path.name == MANIFEST)
    _move([*away, *((path, target / path.name) for path in files)])
    shutil.rmtree(old, ignore_errors=True)
    with suppress(OSError):
        (target / FIGURES).rmdir()  # if no picture of somebody else is left


def _move(moves: Sequence[tuple[Path, Path]]) -> None:
    done: list[tuple[Path, Path]] = []
    try:
        for path, to in moves:
            path.rename(to)
            done.append((path, to))
    except OSError:
        for path, to in reversed(done):
            to.rename(path)
        raise
