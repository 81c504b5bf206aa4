"""Which study a journal is of, and which model lived it: only the same are put together."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from analysis.study.lazy import LEDGERS

if TYPE_CHECKING:
    from sim.scenario.machine import Cell


class Kept(Protocol):
    """What a folder keeps: a scenario, or a scenario at many points."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def seed(self) -> int:
        """The root seed."""

    @property
    def steady(self) -> bool:
        """Whether it never ends."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What is lived."""

    @property
    def hash(self) -> str:
        """Equal only for what does the same."""

    @property
    def study_hash(self) -> str:
        """The same, however many replications there are."""


FORMAT = f"1: {' '.join(LEDGERS)}"
"""Changes when older journals can no longer be read."""


def facts(scenario: Kept, command: Sequence[str] = ()) -> dict[str, str]:
    """What the journal of a scenario says of itself.

    Args:
        scenario: what is studied.
        command: what repeats the study, from within its folder.
    """
    return {
        "format": FORMAT,
        "mlorg": version_of("mlorg"),
        "model": model(),
        "name": scenario.name,
        "study": scenario.study_hash,
        "seed": str(scenario.seed),
        "command": json.dumps(list(command)),
        "process": str(os.getpid()),
        "host": platform.node(),
    }


def refusal(found: Mapping[str, str], scenario: Kept) -> str | None:
    """Why a journal cannot be gone on with for a scenario; None if it can.

    Args:
        found: what the journal says of itself; nothing if nothing is in it yet.
        scenario: what is to be studied.
    """
    wanted = facts(scenario)
    if not found:
        return None
    if any(found.get(name) != wanted[name] for name in ("format", "mlorg", "model")):
        there, here = (f"{one.get('mlorg')}, model {one.get('model')}" for one in (found, wanted))
        return (
            f"its journal was written by another version of mlorg ({there}; this is {here}), and "
            "replications of two versions are not put together"
        )
    if found.get("study") == wanted["study"]:
        return None
    return _other_seed(found, scenario) or _another_scenario(found.get("name"))


def not_the_same(manifest: Mapping[str, object], scenario: Kept) -> str | None:
    """Why the results in a folder are not of a scenario; None if they are, or there are none."""
    same = {scenario.hash, scenario.study_hash}
    if not manifest or {manifest.get("hash"), manifest.get("study")} & same:
        return None
    return _other_seed(manifest, scenario) or _another_scenario(manifest.get("name"))


def _other_seed(found: Mapping[str, object], scenario: Kept) -> str | None:
    """Said where nothing but the seed is another."""
    from analysis.study.scenarios import changed
    from sim.scenario import Scenario

    seed = str(found.get("seed"))
    if not isinstance(scenario, Scenario) or not seed.isdecimal():
        return None
    if changed(scenario, seed=int(seed)).study_hash != found.get("study"):
        return None
    return f"holds the same study with seed {seed}, and not {scenario.seed}"


def _another_scenario(name: object) -> str:
    from sim.scenario.errors import printable

    return f"holds the run of another scenario, '{printable(name)}', or of other settings of it"


def version_of(package: str) -> str:
    """The version of an installed package, or that it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


@cache
def model() -> str:
    """16 hexadecimal digits that change with any line of the model's source.

    A version number alone would not do: it stays the same while somebody changes the model.
    """
    import sim

    folder, digest = Path(sim.__file__).parent, blake2b(digest_size=8)
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).parts):
        digest.update("/".join(path.relative_to(folder).parts).encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()
