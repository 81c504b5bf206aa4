"""What the workers of a cluster do: they import the model, and nothing that makes tables."""

from __future__ import annotations

import pickle
import platform
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from analysis.garbage import look_seldom
from analysis.study.batches import Batch
from analysis.study.identity import model, version_of
from analysis.study.outcome import Job, Result, run_batch

FIELDS = ("the source of mlorg", "Python", "simpy")
"""What must be the same wherever a study is run."""
SENT = ("batches.py", "frozen.py", "outcome.py", "remote.py", "tails.py")
"""Files of this folder that workers run."""

Identity = tuple[str, ...]


class OtherVersionError(Exception):
    """A worker runs another model than the study was begun with."""


@cache
def identity() -> Identity:
    """What runs here, in the order of `FIELDS`."""
    return _source(), _python(), version_of("simpy")


def differences(theirs: Identity, ours: Identity) -> list[str]:
    """In words, what differs there from here; empty if nothing does."""
    different = [
        (field, there, here)
        for field, there, here in zip(FIELDS, theirs, ours, strict=True)
        if there != here
    ]
    return [f"{field} is {there}, here {here}" for field, there, here in different]


def run(packed: bytes, batch: Batch, expected: Identity) -> Result:
    """Runs a batch, whose world and seed are in `packed`: see `pack`.

    Raises:
        OtherVersionError: something else runs here than what was expected.
    """
    if other := differences(identity(), expected):
        raise OtherVersionError("; ".join(other))
    look_seldom()
    outcomes, seconds = run_batch(_unpacked(packed), replace(batch, cell=0))
    return [replace(one, cell=batch.cell) for one in outcomes], seconds


def pack(job: Job, cell: int) -> bytes:
    """A job with the world of one cell alone."""
    return pickle.dumps(replace(job, worlds=(job.worlds[cell],)))


@lru_cache(maxsize=64)
def _unpacked(packed: bytes) -> Job:
    found = pickle.loads(packed)
    assert isinstance(found, Job)
    return found


def _source() -> str:
    """Changes with any line that could change an outcome: version numbers stay while one works."""
    digest = blake2b(model().encode(), digest_size=6)
    for name in SENT:
        digest.update(Path(__file__).with_name(name).read_bytes() + b"\0")
    return digest.hexdigest()


def _python() -> str:
    return f"{platform.python_implementation()} {'.'.join(platform.python_version_tuple()[:2])}"
