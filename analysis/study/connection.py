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
"""How long a scheduler may take to answer at all [s]."""
REPLY = 60.0
"""How long a cluster that is there may take over a question: workers may be busy [s]."""
LONELY = 60.0
"""How long a study waits for workers where there are none, at first or any more [s]."""
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
        _await_file(address)
        return {"scheduler_file": address}
    scheme, _, place = address.rpartition("://")
    host, _, port = place.rpartition(":")
    if (scheme and scheme not in SCHEMES) or not (host and port.isdecimal()):
        raise ClusterRefusedError(
            f"{address!r} is no address of a dask scheduler: it is like tcp://10.0.0.1:8786, "
            "or the .json file of its --scheduler-file"
        )
    return {"address": address}


def _await_file(name: str) -> None:
    """Waits for what a scheduler writes when it begins."""
    deadline = time.monotonic() + PATIENCE
    while not Path(name).is_file():
        if time.monotonic() > deadline:
            raise ClusterRefusedError(f"no scheduler has written {name!r} within {PATIENCE:g} s")
        time.sleep(0.05)


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
        self._futures: dict[Batch, Future] = {}
        self._done: SimpleQueue[tuple[Batch, Result | BaseException]] = SimpleQueue()
        self._packed: tuple[Job, dict[int, bytes]] | None = None
        self._workers, self._counted, self._seen = 0, -MOMENT, time.monotonic()

    def verify(self) -> None:
        """Refuses a cluster in which anybody runs another model, for it must not matter who does.

        Raises:
            ClusterRefusedError, ClusterLostError: as `connected`.
        """
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=LONELY)
        found = self._ask(lambda: self._client.run(remote.identity, on_error="return"))
        if not found:
            raise ClusterRefusedError(
                f"the scheduler at {self._address} has no workers: none came within {LONELY:g} s"
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
        self._futures[batch] = future
        self._client.loop.add_callback(self._fetch, batch, future)

    async def _fetch(self, batch: Batch, future: Future) -> None:
        """Waits for a result and gets it: anew, if the worker that has it dies before that."""
        try:
            found = await self._client.gather(future)
        except Exception as problem:
            found = problem
        except asyncio.CancelledError as problem:  # the scheduler's, or that of the closed client
            found = problem
        self._done.put((batch, found))

    def finished(self) -> list[tuple[Batch, Result | None]]:
        """Waits a moment for batches; None in place of a result: the workers that had it died.

        Raises:
            ClusterLostError: the scheduler or all workers are gone, or one runs another model.
        """
        done = self._any_done()
        if not done:
            self._anybody_there()
        for batch, _ in done:
            del self._futures[batch]
        return [(batch, self._result(found)) for batch, found in done]

    def close(self) -> None:
        """Takes back what is under way; a task that has begun ends by itself."""
        self._client.cancel(list(self._futures.values()), force=True)
        self._futures.clear()

    def _pack(self, job: Job, cell: int) -> bytes:
        """The world of a cell, packed once."""
        if self._packed is None or self._packed[0] is not job:
            self._packed = job, {}
        cells = self._packed[1]
        if cell not in cells:
            cells[cell] = remote.pack(job, cell)
        return cells[cell]

    def _any_done(self) -> list[tuple[Batch, Result | BaseException]]:
        done = []
        with suppress(Empty):
            done.append(self._done.get(timeout=MOMENT))
            while True:
                done.append(self._done.get_nowait())
        return done

    def _anybody_there(self) -> None:
        now = time.monotonic()
        if self.workers():
            self._seen = now
        elif now - self._seen > LONELY:
            raise ClusterLostError(f"{self._address} has had no workers for {LONELY:g} s")

    def _result(self, found: Result | BaseException) -> Result | None:
        """A result, or None if workers died of it; whatever else happened to a task is the end."""
        from distributed.scheduler import KilledWorker

        if isinstance(found, KilledWorker):
            return None
        if isinstance(found, BaseException):
            raise ClusterLostError(f"{self._address} gave up: {_said(found)}") from found
        return found

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
