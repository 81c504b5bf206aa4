"""A study read back from its run folder, as it was when it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.study import midway
from analysis.study.errors import FolderError
from analysis.study.folder import manifest_of
from analysis.study.frozen import Measured
from analysis.study.identity import FORMAT as FORMAT_OF_JOURNAL
from analysis.study.journal import JOURNAL, Keeps, Reader
from analysis.study.results import FORMAT, MANIFEST, digest

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.outcome import Outcome
    from analysis.study.sweep.result import Sweep
    from sim.ledgers.incidents import IncidentRow
    from sim.scenario.machine import Scenario

Key = tuple[str | None, str, int]
Rows = Mapping[Key, list[tuple[Any, ...]]]
INCIDENTS = "incidents.parquet"
NEEDED = (
    "scenario.yaml",
    "runs.parquet",
    "timeline.parquet",
    "time.parquet",
    "flow.parquet",
    "milestones.parquet",
)


def load(folder: str | Path) -> Study | Sweep:
    """The study or the sweep that a run folder holds, as `analysis.compare` or `analysis.sweep`
    returned it, or a command wrote it.

    Args:
        folder: the run folder.

    Raises:
        FolderError: it is no run folder, or not the one that was written.
    """
    from analysis.study.sweep import kept

    place = Path(folder)
    return kept.read(place) if kept.is_sweep(place) else read(place)


def read(folder: Path) -> Study:
    """The study that a run folder holds, without its events.

    Of a study that has not ended, the worlds that all cells have lived so far. Where the journal is
    there, rows are read from it whenever somebody looks at them, so that memory does not grow with
    them; else all are read from the tables.

    Raises:
        FolderError: it is no run folder, or not the one that was written.
    """
    from analysis.study.compare import Study
    from analysis.study.steady import from_document, settled
    from sim.scenario import load

    if midway.is_under_way(folder):
        return midway.read(folder)
    _check(folder)
    scenario = load(folder / "scenario.yaml")
    lived, keeps = _in_journal(folder, scenario), (folder / INCIDENTS).is_file()
    if lived is None:
        cut = from_document(manifest_of(folder).get("ends"))
        return Study(scenario, tuple(_outcomes(folder, scenario, keeps)), keeps, cut)
    outcomes, cut = settled(scenario, lived)
    return Study(scenario, outcomes, keeps, cut)


def _in_journal(folder: Path, scenario: Scenario) -> tuple[Outcome, ...] | None:
    """The outcomes of results, from the journal; None if they are not all there."""
    if not (folder / JOURNAL).is_file():
        return None
    reader = Reader(folder)
    if reader.facts().get("format") != FORMAT_OF_JOURNAL:
        return None
    cells = {(cell.context, cell.alternative): n for n, cell in enumerate(scenario.cells)}
    rows = _records(folder, "runs", ["context", "alternative", "replication"])
    places = [(cells[row["context"], row["alternative"]], row["replication"]) for row in rows]
    numbers = [number for _, number in places]
    keeps = Keeps(incidents=(folder / INCIDENTS).is_file(), tails=scenario.steady)
    found = reader.outcomes(
        scenario.study_hash, range(min(numbers, default=0), max(numbers, default=-1) + 1), keeps
    )
    there = {(one.cell, one.replication): one for one in found}
    return tuple(map(there.__getitem__, places)) if there.keys() >= set(places) else None


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise FolderError(f"{folder}: there is no such folder")
    manifest = manifest_of(folder)
    if manifest.get("product") != "mlorg":
        raise FolderError(
            f"{folder}: no run folder of mlorg: it has no {MANIFEST} and no {JOURNAL}"
        )
    if manifest.get("format") != FORMAT:
        raise FolderError(f"{folder}: written by another version of mlorg; run the study again")
    _check_files(folder, manifest.get("files"))


def _check_files(folder: Path, sums: object) -> None:
    known = sums if isinstance(sums, dict) else {}
    for name in (*NEEDED, *({INCIDENTS} & known.keys())):
        path = folder / name
        if not path.is_file():
            raise FolderError(f"{path}: is missing; run the study again")
        if digest(path) != known.get(name):
            raise FolderError(f"{path}: is not the file that the run wrote; run the study again")


def _outcomes(folder: Path, scenario: Scenario, keeps: bool) -> Iterator[Outcome]:
    from analysis.study.outcome import Outcome
    from sim.measures import MEASURES
    from sim.organisation.programme import Milestone

    places = {(cell.context, cell.alternative): n for n, cell in enumerate(scenario.cells)}
    timeline, time = _rows(folder, "timeline"), _in_ticks(_rows(folder, "time"))
    flow, milestones = (_in_ticks(_rows(folder, name)) for name in ("flow", "milestones"))
    incidents = _rows(folder, "incidents") if keeps else {}
    for row in _records(folder, "runs"):
        key = row["context"], row["alternative"], row["replication"]
        found = {} if row["error"] else {name: row[name] for name in MEASURES if name in row}
        yield Outcome(
            cell=places[key[:2]],
            replication=key[2],
            error=row["error"],
            measures=Measured(found),
            timeline=tuple(timeline.get(key, ())),
            events=(),
            incidents=tuple(_incident(*one) for one in incidents.get(key, ())),
            time=tuple(time.get(key, ())),
            flow=tuple(flow.get(key, ())),
            milestones=tuple(
                Milestone(at, what, name) for what, name, at in milestones.get(key, ())
            ),
        )


def _incident(
    kind: str,
    entity: int,
    onset: float,
    detected: float | None,
    resolved: float | None,
    *numbers: Any,
) -> IncidentRow:
    """A row of the incident table as the ledger had it; amounts to the last digit that is kept."""
    from sim.ledgers.incidents import IncidentRow
    from sim.ledgers.value import GRAIN
    from sim.measures.window import CENT_TICKS
    from sim.units import TICKS_PER_DAY
    from sim.vocabulary import ROLES

    def ticks(days: float | None) -> int | None:
        return None if days is None else round(days * TICKS_PER_DAY)

    *effort, lost, elsewhere, _cause = numbers
    worked = {role: round(days * TICKS_PER_DAY) for role, days in zip(ROLES, effort, strict=True)}
    return IncidentRow(
        kind,
        entity,
        round(onset * TICKS_PER_DAY),
        ticks(detected),
        ticks(resolved),
        tuple(sorted((role, spent) for role, spent in worked.items() if spent)),
        round(Fraction(lost) * GRAIN * CENT_TICKS),  # not of floats: they may have lost a digit
        round(Fraction(elsewhere) * GRAIN * CENT_TICKS),
    )


def _records(folder: Path, name: str, columns: list[str] | None = None) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / f"{name}.parquet", columns=columns)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _rows(folder: Path, name: str) -> Rows:
    """The rows of a table by replication, each without what tells the replication."""
    import pyarrow.parquet as pq

    columns = [column.to_pylist() for column in pq.read_table(folder / f"{name}.parquet").columns]
    found: dict[Key, list[tuple[Any, ...]]] = defaultdict(list)
    for context, alternative, replication, *row in zip(*columns, strict=True):
        found[context, alternative, replication].append(tuple(row))
    return found


def _in_ticks(rows: Rows) -> Rows:
    """The days at the end of rows as the ticks that they were made of: a day is 2**20 ticks, so
    nothing is lost."""
    from sim.units import TICKS_PER_DAY

    return {
        key: [(*row[:-1], round(row[-1] * TICKS_PER_DAY)) for row in some]
        for key, some in rows.items()
    }
