"""One worker process, at both ends of its line.

Every worker has a line of its own, whose other end nobody holds but its master. So whatever a
process is at when it dies, be it half-way through a message, the other one hears the line end: a
master goes on without the worker, a worker leaves. (Workers that share a line, as those of
`concurrent.futures` do, leave it with half a message in it, for which the master waits for ever.)
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn, cast

from analysis.garbage import look_seldom
from analysis.study.outcome import Result, run_batch

if TYPE_CHECKING:
    from analysis.study.batches import Batch


class WorkerDiedError(Exception):
    """There is nobody at the other end of the line."""


class Worker:
    """A process that runs batches, one after the other, until it is ended.

    It is spawned, never sees Ctrl-C, and imports the model and nothing else: neither pandas nor, as
    `multiprocessing` does by itself, the caller's main script (so no `if __name__ == "__main__"` is
    needed).
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        with theirs, _deaf_to_interrupts():
            self._process = context.Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
        self.under_way: deque[Batch] = deque()
        """What it was given and has not finished, in order."""

    @property
    def at(self) -> list[Batch]:
        """The batch that it is at, if any."""
        return list(self.under_way)[:1]

    @property
    def waiting(self) -> list[Batch]:
        """Batches that it has not begun."""
        return list(self.under_way)[1:]

    def begin(self, job: bytes) -> None:
        """Tells it, once and first of all, what batches are of: a pickled `Job`."""
        self._tell(job)

    def give(self, batch: Batch) -> None:
        """Has it run one more batch."""
        self.under_way.append(batch)
        self._tell(pickle.dumps(batch))

    def finished(self) -> tuple[Batch, Result]:
        """Waits for the next batch of it.

        Raises:
            WorkerDiedError: there will be none.
        """
        try:
            result = self.line.recv()
        except (EOFError, OSError) as silence:
            raise WorkerDiedError from silence
        return self.under_way.popleft(), result

    def end(self) -> None:
        """Ends it, whatever it is at: it has nothing that must be put in order."""
        self.line.close()
        self._process.kill()
        self._process.join()

    def _tell(self, message: bytes) -> None:
        with suppress(OSError):  # whoever has died is found out when he should answer
            self.line.send_bytes(message)


def ready(workers: Sequence[Worker]) -> list[Worker]:
    """Waits until some of the workers have something to say, or have died; those of them."""
    by_line = {worker.line: worker for worker in workers}
    return [by_line[cast("Connection", line)] for line in wait(list(by_line))]


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started here never see Ctrl-C, and do not import the caller's main script."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    masked = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masked else None
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(line: Connection) -> NoReturn:
    """What the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    told: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(line, told), daemon=True).start()
    job = pickle.loads(told.get())  # imports the model: by now seldom looking for garbage
    while True:
        line.send(run_batch(job, pickle.loads(told.get())))


def _listen(line: Connection, told: SimpleQueue[bytes]) -> None:
    """Hears what the master says while a batch runs, and leaves with him."""
    with suppress(EOFError, OSError):
        while True:
            told.put(line.recv_bytes())
    os._exit(1)
