"""A connection to a dask cluster: the one place that knows dask.

Dask's protocol carries pickled code in both directions: whoever reaches the scheduler runs what
they like on it, on its workers and here. So the network must be trusted, or closed by TLS. Nothing
here listens.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from analysis.study import remote
from analysis.study.batches import Batch
from analysis.study.cluster import ClusterLostError, ClusterRefusedError
from analysis.study.outcome import Job, Result
from sim.scenario.errors import printable

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10.0
"""How long a scheduler may take to answer at all, and its first worker to come [s]."""
REPLY = 60.0
"""How long a cluster that is there may take over a question: workers may be busy [s]."""
LONELY = 60.0
"""How long a study waits when all workers are gone [s]."""
MOMENT = 1.0
"""How long `Connection.finished` waits, and how often workers are counted [s]."""
SHOWN = 3
"""How many workers of another version a message names."""
SCHEMES = ("tcp", "tls", "ws", "wss")


def check(address: str) -> list[str]:
    """Connects and leaves again.

    Returns:
        What is odd about the cluster, though no mistake.

    Raises:
        ClusterRefusedError, ClusterLostError: as `connected`.
    """
    with connected(address) as cluster:
        return cluster.remarks()


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    """A connection to a cluster whose workers run the same model as this process.

    Args:
        address: of the scheduler, as tcp://10.0.0.1:8786, or the file of its `--scheduler-file`.

    Raises:
        ClusterRefusedError: dask is missing, the address is none, nobody works there, or a worker
            runs another model.
        ClusterLostError: the scheduler does not answer within `PATIENCE` seconds.
    """
    where = _where(address)
    with _quiet():
        client = _client(address, where)
        try:
            connection = Connection(client, address)
            connection.verify()
            with closing(connection):
                yield connection
        finally:
            with suppress(Exception):
                client.close(PATIENCE)


def _where(address: str) -> dict[str, str]:
    """The address as dask's Client takes it."""
    if address.endswith(".json"):
        if not Path(address).is_file():
            raise ClusterRefusedError(
                f"there is no file {address!r}, which the scheduler would write"
            )
        return {"scheduler_file": address}
    scheme, _, place = address.rpartition("://")
    host, _, port = place.rpartition(":")
    if (scheme and scheme not in SCHEMES) or not (host and port.isdecimal()):
        raise ClusterRefusedError(
            f"{address!r} is no address of a dask scheduler: it is like tcp://10.0.0.1:8786, "
            "or the .json file of its --scheduler-file"
        )
    return {"address": address}


def _client(address: str, where: Mapping[str, str]) -> Client:
    try:
        from distributed import Client
    except ImportError as missing:
        raise ClusterRefusedError(
            f"it needs dask ({missing}): pip install 'mlorg[cluster]'"
        ) from missing

    class Patient(Client):  # type: ignore[misc]  # dask may be missing
        """A client whose patience ends even where somebody listens and says nothing."""

        async def _start(self, *args: Any, **options: Any) -> Any:
            return await asyncio.wait_for(super()._start(*args, **options), PATIENCE)

        def __del__(self) -> None:
            """Whoever opened it closes it; dask's would wait for one that never came to speak."""

    try:
        return Patient(**where, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as problem:
        raise ClusterLostError(
            f"no dask scheduler answers at {address} within {PATIENCE:g} s"
        ) from problem
    except Exception as problem:  # whatever listens there speaks something else
        what = f"what answers at {address} is no dask scheduler, or one of another version"
        raise ClusterLostError(f"{what}: {_said(problem)}") from problem


@contextmanager
def _quiet() -> Iterator[None]:
    """What dask has to say of lost connections is said by our own errors."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"distributed\.")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


class Connection:
    """The cluster that `analysis.study.cluster` works with."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address
        self._batches: dict[Future, Batch] = {}
        self._done: SimpleQueue[Future] = SimpleQueue()
        self._packed: tuple[Job, dict[int, bytes]] | None = None
        self._workers, self._counted, self._seen = 0, -MOMENT, time.monotonic()

    def verify(self) -> None:
        """Refuses a cluster in which anybody runs another model, for it must not matter who does.

        Raises:
            ClusterRefusedError, ClusterLostError: as `connected`.
        """
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=PATIENCE)
        found = self._ask(lambda: self._client.run(remote.identity, on_error="return"))
        if not found:
            raise ClusterRefusedError(
                f"the scheduler at {self._address} has no workers: none came within {PATIENCE:g} s"
            )
        other = {name: said for name, one in sorted(found.items()) if (said := _differs(one))}
        if other:
            shown = [f"{name}: {said}" for name, said in list(other.items())[:SHOWN]]
            raise ClusterRefusedError(
                f"{len(other)} of {len(found)} workers at {self._address} run another model, whose "
                f"results might differ: {'; '.join(shown)}{'; ...' if len(other) > SHOWN else ''}"
            )

    def remarks(self) -> list[str]:
        """What is odd about the cluster, though no mistake."""
        threads = self._ask(self._client.nthreads)
        several = sum(one > 1 for one in threads.values())
        if not several:
            return []
        return [
            f"{several} of {len(threads)} workers have several threads, of which replications use "
            "one at a time; as many workers of one thread do more: dask worker --nthreads 1"
        ]

    def workers(self) -> int:
        """How many threads the workers have at present."""
        now = time.monotonic()
        if now - self._counted >= MOMENT:
            threads = self._ask(self._client.nthreads)
            self._workers, self._counted = sum(threads.values()), now
        return self._workers

    def submit(self, job: Job, batch: Batch) -> None:
        """Sends a batch off."""
        future = self._client.submit(
            remote.run, self._pack(job, batch.cell), batch, remote.identity(), pure=False
        )
        self._batches[future] = batch
        future.add_done_callback(self._done.put)

    def finished(self) -> list[tuple[Batch, Result | None]]:
        """Waits a moment for batches; None in place of a result: the workers that had it died.

        Raises:
            ClusterLostError: the scheduler or all workers are gone, or one runs another model.
        """
        futures = self._any_done()
        if not futures:
            self._anybody_there()
        results = self._gathered(futures)
        return [(self._batches.pop(future), results[future]) for future in futures]

    def close(self) -> None:
        """Takes back what is under way; a task that has begun ends by itself."""
        self._client.cancel(list(self._batches), force=True)
        self._batches.clear()

    def _pack(self, job: Job, cell: int) -> bytes:
        """The world of a cell, packed once."""
        if self._packed is None or self._packed[0] is not job:
            self._packed = job, {}
        cells = self._packed[1]
        if cell not in cells:
            cells[cell] = remote.pack(job, cell)
        return cells[cell]

    def _any_done(self) -> list[Future]:
        futures = []
        with suppress(Empty):
            futures.append(self._done.get(timeout=MOMENT))
            while True:
                futures.append(self._done.get_nowait())
        return futures

    def _anybody_there(self) -> None:
        now = time.monotonic()
        if self.workers():
            self._seen = now
        elif now - self._seen > LONELY:
            raise ClusterLostError(f"{self._address} has had no workers for {LONELY:g} s")

    def _gathered(self, futures: list[Future]) -> dict[Future, Result | None]:
        good = {future: future for future in futures if future.status == "finished"}
        found = self._ask(lambda: self._client.gather(good, errors="skip")) if good else {}
        results: dict[Future, Result | None] = {one: found.get(one) for one in futures}
        for future, result in results.items():
            if result is None:
                self._only_its_workers_died(future)
        return results

    def _only_its_workers_died(self, future: Future) -> None:
        """Whatever else happened to a task is the end."""
        from distributed.scheduler import KilledWorker

        problem = future.exception(timeout=REPLY) if future.status == "error" else None
        if isinstance(problem, KilledWorker):
            return
        why = f": {_said(problem)}" if problem else ", or was told to forget what it was given"
        raise ClusterLostError(f"{self._address} gave up{why}") from problem

    def _ask(self, question: Callable[[], Any]) -> Any:
        """An answer of the cluster, within the time it may take."""

        async def asked() -> Any:
            return await question()

        try:
            return self._client.sync(asked, callback_timeout=REPLY)
        except (OSError, TimeoutError) as problem:
            raise ClusterLostError(
                f"{self._address} does not answer any more: {_said(problem)}"
            ) from problem


def _said(problem: BaseException) -> str:
    """One line of what somebody else said."""
    return printable(f"{type(problem).__name__}: {problem}", 300)


def _differs(found: remote.Identity | Exception) -> str:
    """What is different there, in words; empty if nothing is."""
    if isinstance(found, Exception):
        return f"it has no mlorg, or an old one ({_said(found)})"
    return ", ".join(remote.differences(found, remote.identity()))
