"""A study that is killed again and again, until it ends in spite of it."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.study.folder import MANIFEST
from tests.contract.typed import count, results

SCENARIO = """\
name: To be killed
history: 0 days
horizon: 1 quarter
organisation: {staff: {data_scientist: 1, it_engineer: 1}}
portfolio: {models: 1}
process: {refresh.cadence: 3 months}
baseline: scientists
alternatives:
  scientists: {}
  engineers: {organisation: {stage: 3}}
compare: {measures: [throughput, toil_share], decide_on: throughput, replications: 100}
"""
TOTAL = 200
"""Replications of it."""
PHASES = ("starting", "living", "writing results", "reporting")


@dataclass(frozen=True)
class Kill:
    """What was killed, what it was at, what it had said was done, and what of that is there."""

    kind: str
    phase: str
    told: int
    kept: int


class Victim:
    """A command at work."""

    def __init__(self, here: Path, out: str) -> None:
        self.out, self._told = here / out, here / f"{out}.told"
        self._told.unlink(missing_ok=True)
        command = [sys.executable, "-m", "tests.contract.killed", str(self._told)]
        self.process = subprocess.Popen(
            [*command, "compare", "killed.yaml", "--jobs", "2", "--out", out],
            cwd=here,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    @property
    def gone(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    @property
    def told(self) -> int:
        """How many replications it has said are done."""
        with contextlib.suppress(FileNotFoundError):
            *_, last = ["0 0", *self._told.read_text().splitlines()]
            return int(last.split()[0])
        return 0

    @property
    def kept(self) -> int:
        """How many there are in the journal."""
        return count(self.out)

    @property
    def phase(self) -> str:
        """What it is at."""
        if (self.out / MANIFEST).exists():
            return PHASES[3]
        done = self.told
        return PHASES[2] if done >= TOTAL else PHASES[1] if done else PHASES[0]

    def workers(self) -> list[int]:
        """Its worker processes."""
        with contextlib.suppress(OSError):
            children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
            found = map(int, Path(children).read_text().split())
            return [one for one in found if b"spawn_main" in _command(one)]
        return []

    def end(self) -> int:
        """Waits for its end; returns its status."""
        return self.process.wait(timeout=300)


def _command(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def _worker(victim: Victim, luck: random.Random) -> bool:
    workers = victim.workers()
    if workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(luck.choice(workers), signal.SIGKILL)
    return bool(workers)


def _parent(victim: Victim, _luck: random.Random) -> bool:
    victim.process.kill()
    return True


def _all(number: int) -> Callable[[Victim, random.Random], bool]:
    def kill(victim: Victim, _luck: random.Random) -> bool:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(victim.process.pid, number)
        return True

    return kill


KINDS: dict[str, Callable[[Victim, random.Random], bool]] = {
    "a worker, `kill -9`": _worker,
    "the parent, `kill -9`": _parent,
    "all of them at once, `kill -9`": _all(signal.SIGKILL),
    "Ctrl-C": _all(signal.SIGINT),
    "the parent, `kill`": lambda victim, _: victim.process.terminate() is None,
}


def undisturbed(here: Path) -> tuple[dict[str, bytes], float]:
    """The results of a study that nobody disturbs, and the seconds from its last replication to
    its end."""
    (here / "killed.yaml").write_text(SCENARIO)
    victim = Victim(here, "undisturbed")
    while victim.told < TOTAL and not victim.gone:
        time.sleep(0.01)
    start = time.monotonic()
    assert victim.end() == 0
    return results(victim.out), time.monotonic() - start


def killed_until_it_ends(
    here: Path, out: str, luck: random.Random, ending: float
) -> Iterator[Kill]:
    """Starts the same command again and again, and kills it at some moment each time; ends when it
    has ended in between.

    Args:
        here: a folder with the scenario.
        out: the study's folder.
        luck: decides what is killed, and when.
        ending: seconds that the command takes from its last replication to its end.
    """
    status = 1
    while status:
        victim = Victim(here, out)
        try:
            yield from _disturbed(victim, luck, ending)
            status = victim.end()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(victim.process.pid, signal.SIGKILL)
            victim.end()


def _disturbed(victim: Victim, luck: random.Random, ending: float) -> Iterator[Kill]:
    """Kills workers as luck will have it, and at last the command, unless it is faster."""
    while not victim.gone:
        kind = luck.choice(list(KINDS))
        _wait(victim, luck, ending)
        phase, told = victim.phase, victim.told
        if victim.gone or not KINDS[kind](victim, luck):
            continue
        if kind != next(iter(KINDS)):
            victim.end()
        yield Kill(kind, phase, told, victim.kept)


def _wait(victim: Victim, luck: random.Random, ending: float) -> None:
    """Until some replication is done, and a moment; or for a moment after the last; or a moment."""
    how, share = luck.random(), luck.random()
    if how < 0.15:
        pause = 2 * share * ending
    else:
        least = TOTAL if how > 0.75 else int(share * TOTAL)
        while victim.told < least and not victim.gone:
            time.sleep(0.01)
        pause = luck.random() * (ending if least == TOTAL else 0.1)
    until = time.monotonic() + pause
    while time.monotonic() < until and not victim.gone:
        time.sleep(0.01)
