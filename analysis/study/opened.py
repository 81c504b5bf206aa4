"""A study in its folder: taken up where it was left, gone on with, and its results written.

    with opened(scenario, place(scenario, out), ["mlorg", "compare", "scenario.yaml"]) as going:
        outcomes = going.until(30)
        outcomes = going.until(60)
        going.write(Study(scenario, outcomes))

All that is lived goes to the journal first. Whatever ends this, and whenever: the same lines lead
to the same results, and only replications that were under way are lived again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study import folder
from analysis.study.errors import FolderError, NotKeptError
from analysis.study.folder import Filled
from analysis.study.identity import Kept, facts
from analysis.study.journal import Journal, Keeps, Reader
from analysis.study.outcome import Job, Outcome, Simulate
from analysis.study.replicate import Report
from analysis.study.results import SCENARIO, write_scenario
from analysis.study.underway import Underway
from sim.scenario import Scenario

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.sequential import Until

MEASURES_ALONE = Keeps()


class OpenStudy:
    """A study whose folder is held; `opened` makes it.

    Args:
        target: its folder.
        underway: what lives what is missing.
        command: what repeats the study, from within the folder.
    """

    def __init__(self, target: Path, underway: Underway, command: Sequence[str]) -> None:
        self._target, self._underway, self._command = target, underway, command

    def until(
        self, replications: int, *, first: int = 0, cells: Iterable[int] | None = None
    ) -> tuple[Outcome, ...]:
        """Lives what is missing of replications `first` to `first + replications - 1`.

        Args:
            replications: how many of each cell there shall be.
            first: number of the first.
            cells: numbers of the cells that go on; all if None. Others keep what they have.

        Returns:
            All outcomes of these numbers, by cell, then by replication. Their rows are read from
            the journal whenever somebody looks at them, also when the study is closed again.

        Raises:
            NotKeptError: the journal cannot be written.
        """
        return self._underway.until(replications, first=first, cells=cells)

    def only(self, world: int, _replications: int, *, cells: Iterable[int]) -> tuple[Outcome, ...]:
        """`until` for a study of one world alone."""
        return self.until(1, first=world, cells=cells)

    def write(self, study: Filled) -> None:
        """Writes the results, in place of earlier ones.

        Args:
            study: of outcomes from `until`.

        Raises:
            OSError: they cannot be written; what was there is there still.
        """
        folder.put(study, self._target, self._command)


def kept(
    scenario: Scenario,
    target: Path,
    command: Sequence[str],
    *,
    world: int | None = None,
    **how: Any,
) -> Study:
    """A study with the scenario's number of replications, lived as far as it was not, and kept.

    Args:
        scenario: what is studied.
        target: the folder, from `folder.place`.
        command: what repeats the study, from within the folder.
        world: the only world that is lived, or None.
        **how: as `opened` has it.

    Raises:
        FolderError: as `opened` has it.
        OSError: the journal or the results cannot be written; the message says what is kept.
    """
    incidents = how.get("keeps", MEASURES_ALONE).incidents
    with opened(scenario, target, command, **how) as going:
        until = going.until if world is None else partial(going.only, world)
        study = studied(scenario, until, incidents)
        going.write(study)
    return study


def studied(scenario: Scenario, until: Until, keeps_incidents: bool) -> Study:
    """A study of as many replications as its scenario asks for.

    Args:
        scenario: what is studied.
        until: lives what is missing.
        keeps_incidents: whether outcomes have their incident tables.
    """
    from analysis.study.compare import Study
    from analysis.study.steady import settled

    if scenario.is_open:
        from analysis.study.sequential import follow  # statistics, which need not hold up the rest

        lived: Sequence[Outcome] = follow(scenario, until)
    else:
        lived = until(scenario.replications, cells=range(len(scenario.cells)))
    outcomes, cut = settled(scenario, lived)
    return Study(scenario, outcomes, keeps_incidents, cut)


@contextmanager
def opened(
    scenario: Kept,
    target: Path,
    command: Sequence[str],
    *,
    keeps: Keeps = MEASURES_ALONE,
    jobs: int | None = None,
    cluster: str | None = None,
    report: Report | None = None,
    simulate: Simulate | None = None,
    force: bool = False,
    text: str | None = None,
) -> Iterator[OpenStudy]:
    """Takes up a study in a folder, new or left there by an earlier process, and holds it.

    Args:
        scenario: what is studied; its number of replications does not matter.
        target: the folder, from `folder.place`.
        command: what repeats the study, from within the folder.
        keeps: which of the large tables are kept.
        jobs: worker processes; all cores if None. The results do not depend on it.
        cluster: address of a dask scheduler whose workers run them, in place of processes here.
        report: hears of progress.
        simulate: runs one replication; the model's own if None.
        force: whether another study that is there may be given up.
        text: of the scenario's file, where that is not the resolved scenario.

    Raises:
        FolderError: somebody else is at work there, something else is there, or the study of
            another scenario, seed or version.
        NotKeptError: the journal cannot be written; the message says what is kept.
        ClusterRefusedError: nothing can be run on the cluster, for the reason that it says.
        KeyboardInterrupt: as it came, with words that say what is kept.
    """
    worlds = tuple(cell.world for cell in scenario.cells)
    cells = [(cell.context, cell.alternative) for cell in scenario.cells]
    keeps = replace(keeps, tails=scenario.steady)
    job = Job(worlds, scenario.seed, simulate, **asdict(keeps))
    with folder.held(target):
        _make_room(scenario, target, force)
        with (
            _says_what_is_kept(target),
            closing(Journal(target, facts(scenario, command), cells, keeps)) as journal,
        ):
            if not folder.manifest_of(target):  # else it is that of the results
                _write(scenario, text, target / SCENARIO)
            going = Underway(job, journal, jobs=jobs, cluster=cluster, report=report)
            with closing(going) as underway:
                yield OpenStudy(target, underway, command)


def _write(scenario: Kept, text: str | None, path: Path) -> None:
    if text is not None:
        path.write_text(text, "utf-8")
    else:
        assert isinstance(scenario, Scenario)
        write_scenario(scenario, path)


def _make_room(scenario: Kept, target: Path, force: bool) -> None:
    """Refuses what must not be touched; gives up what may be."""
    shown = Path(folder.shown(target))
    try:
        folder.refuse(scenario, target, shown)
    except FolderError:
        if not force:
            raise
        folder.refuse(scenario, target, shown, force=True)
        folder.clear(target)


@contextmanager
def _says_what_is_kept(target: Path) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_kept(target)) from None
    except BrokenPipeError:
        raise  # whoever hears of progress has gone; that is said in another way
    except ConnectionError as problem:
        raise type(problem)(f"{problem}; {_kept(target)}") from problem
    except OSError as problem:
        raise NotKeptError(f"{problem}; {_kept(target)}") from problem


def _kept(target: Path) -> str:
    """What is in a folder, for whoever is told that the study did not end."""
    count = 0
    with closing(Reader(target)) as reader, suppress(FolderError):
        count = reader.count()
    number = f"{count} replication{'' if count == 1 else 's'} {'is' if count == 1 else 'are'}"
    return f"{number} kept in {folder.shown(target)}; the same command goes on from there."
