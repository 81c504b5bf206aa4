"""What it costs to hand out replications: `python -m benchmarks.scheduling`.

The same replications, each a few milliseconds long, run in this process, on two worker processes,
and on two workers of a dask cluster on this machine. Processor time of everybody who takes part
(workers, scheduler, whoever asks) is compared with that of this process alone. Some of it goes by
the clock (dask looks after itself many times a second), so both cores must be free.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import dask
from distributed import Client, LocalCluster

import sim
from analysis.study.outcome import Job, Outcome
from analysis.study.replicate import replicate

LARGEST_SHARE = 0.05
"""What scheduling on a cluster may take, beside the replications."""
CALM = {
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "2s",
    "distributed.worker.profile.enabled": False,
}
"""As docs/scaling.md sets it: dask looks after itself less often, and profiles nobody."""
REPLICATIONS = 1000
ROUNDS = 3
WARM_UP = 20
SCENARIO = Path(__file__).parent / "scheduling.yaml"

HERE, LOCAL, CLUSTER = "this process", "two worker processes", "two workers of a cluster"


def main() -> int:
    """Prints what each costs; 0 if the bar is met, else 1."""
    print(f"load before, which should be 0: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    scenario = sim.load(SCENARIO)
    job = Job(tuple(cell.world for cell in scenario.cells), scenario.seed)
    with two_workers() as cluster, Client(cluster) as client:
        address = cluster.scheduler_address
        replicate(job, WARM_UP, cluster=address)
        runs = {
            HERE: partial(replicate, job, REPLICATIONS, jobs=1),
            LOCAL: partial(replicate, job, REPLICATIONS, jobs=2),
            CLUSTER: partial(replicate, job, REPLICATIONS, cluster=address),
        }
        rounds = [
            {name: _measured(run, client) for name, run in runs.items()} for _ in range(ROUNDS)
        ]
    return _report(rounds, len(scenario.cells) * REPLICATIONS)


@contextmanager
def two_workers() -> Iterator[LocalCluster]:
    """A dask cluster of two processes on this machine; its scheduler is part of this process."""
    one_thread = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    with dask.config.set(CALM), LocalCluster(**one_thread, dashboard_address=None) as cluster:
        yield cluster


def _measured(run: Callable[[], tuple[Outcome, ...]], client: Client) -> float:
    """Seconds of processor time that all who take part spend on a run."""
    before = _spent(client)
    outcomes = run()
    assert not any(one.error for one in outcomes)
    return _spent(client) - before


def _spent(client: Client) -> float:
    """Processor time so far: of this process, of children that have ended, of the cluster's."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers: dict[str, float] = client.run(process_time)
    return process_time() + ended.ru_utime + ended.ru_stime + sum(workers.values())


def _report(rounds: list[dict[str, float]], replications: int) -> int:
    shares = {}
    for name in rounds[0]:
        each = median(one[name] for one in rounds) / replications
        shares[name] = median(one[name] / one[HERE] - 1 for one in rounds)
        print(f"{name:<26} {1000 * each:.2f} ms of processor time each, {shares[name]:+.1%}")
    met = shares[CLUSTER] <= LARGEST_SHARE
    print(
        f"a cluster adds {shares[CLUSTER]:.1%}, must be at most {LARGEST_SHARE:.0%}: "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
