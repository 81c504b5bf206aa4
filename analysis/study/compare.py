"""Alternatives compared in the same worlds: what runs a study in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study.comparisons import Comparison as Comparison
from analysis.study.comparisons import as_row as as_row
from analysis.study.comparisons import paired_by as paired_by
from analysis.study.journal import Keeps
from analysis.study.outcome import Job, Simulate
from analysis.study.replicate import Report
from analysis.study.study import WITH_TERMINAL as WITH_TERMINAL
from analysis.study.study import Study as Study
from analysis.study.underway import Memory, Underway

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario

REPEAT = ("mlorg", "compare", "scenario.yaml")


def compare(
    scenario: Scenario | str | Path,
    *,
    replications: int | None = None,
    precision: str | None = None,
    max_replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    sets: Sequence[str] = (),
    out: str | Path | None = None,
    force: bool = False,
    report: Report | None = None,
    simulate: Simulate | None = None,
    incidents: bool = False,
) -> Study:
    """Runs every alternative of a scenario in the same worlds.

    Args:
        scenario: a scenario, or the file or library name of one.
        replications: worlds for each context; the scenario's own number if None.
        precision: go on until half the interval of each difference to the baseline is at most this,
            as `compare.precision` of a scenario says it: "50 k USD / year", "5 %".
        max_replications: the most worlds, where precision or a selection is asked for.
        seed: root seed; the scenario's own if None.
        jobs: worker processes; all cores if None. The results do not depend on it.
        cluster: address of a dask scheduler, or its file, to run them on a cluster instead: neither
            do they depend on that.
        sets: keys of the scenario's file that are set, each as "organisation.stage=3".
        out: folder that the study is written to; None: it is not written.
        force: whether the run of another scenario there may be replaced.
        report: called with the replications done and their total.
        simulate: runs one replication; the model's own if None.
        incidents: keep the incident table of every replication: there may be very many rows.

    Returns:
        The study. Replications that failed are rows of it, with their error.

    Raises:
        ScenarioErrors: the scenario is not what it should be.
        FolderError: nothing can be written there, and nothing was simulated.
        ValueError: keys are to be set of a scenario that is loaded already.
        ClusterRefusedError: nothing can be run on the cluster, for the reason that it says.
        ClusterLostError: the cluster does not answer, or no longer.
    """
    from analysis.study import folder
    from analysis.study.opened import kept, studied
    from analysis.study.scenarios import loaded

    ready = loaded(
        scenario,
        sets=sets,
        seed=seed,
        replications=replications,
        precision=precision,
        max_replications=max_replications,
    )
    if out is not None:
        target = folder.place(ready, Path(out), force=force)
        where: dict[str, Any] = {"jobs": jobs, "cluster": cluster, "report": report}
        how: dict[str, Any] = {"simulate": simulate, "force": force}
        return kept(ready, target, REPEAT, keeps=Keeps(incidents=incidents), **where, **how)
    worlds = tuple(cell.world for cell in ready.cells)
    job = Job(worlds, ready.seed, simulate, incidents=incidents, tails=ready.steady)
    going = Underway(job, Memory(), jobs=jobs, cluster=cluster, report=report)
    return studied(ready, going.until, incidents)
