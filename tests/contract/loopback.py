"""A dask cluster on this machine, of real processes that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

DEADLINE = 300.0
"""How long a process may take to start on a machine that is busy [s]."""
SETTINGS = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
"""Workers that a task may kill before dask gives it up, beside the first: starting one is slow."""


class Loopback:
    """A scheduler, and workers that come and go.

    Args:
        folder: where it keeps its files; must be empty.
        root: the checkout that they run.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root
        self._processes: list[subprocess.Popen[bytes]] = []
        self.file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file),
            "--no-dashboard", "--dashboard-address", "127.0.0.1:0",
        )  # fmt: skip
        until(lambda: self.file.is_file() and self.file.read_text().endswith("}"))

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        address = json.loads(self.file.read_text())["address"]
        assert isinstance(address, str)
        return address

    def worker(self, *, nanny: bool = False, root: Path | None = None) -> subprocess.Popen[bytes]:
        """Starts a worker.

        Args:
            nanny: whether somebody starts it again when it dies.
            root: the checkout that it runs, if another.
        """
        return self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard",
            "--nanny" if nanny else "--no-nanny", "--local-directory", str(self._folder),
            root=root,
        )  # fmt: skip

    def close(self) -> None:
        """Ends all of it."""
        for process in reversed(self._processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _start(self, *arguments: str, root: Path | None = None) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self._folder,
            env={**os.environ, **SETTINGS, "PYTHONPATH": str(root or self._root)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(process)
        return process


def until(true: Callable[[], bool]) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
