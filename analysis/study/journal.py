"""The journal of a study: what has been lived, in a file that whatever ends the study cannot harm.

It is an SQLite database in the run folder. One process writes, the one that holds the folder; what
it is given at once is one transaction, so it is there whole or not at all. Others may read
meanwhile. Outcomes are kept whole, and read back piece by piece: however many there are, a study
needs memory for their measures alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.study.errors import FolderError, NotKeptError
from analysis.study.lazy import LEDGERS, Names, outcome, pack_measures
from analysis.study.outcome import WORKER_DIED, Outcome
from analysis.study.packed import pack

JOURNAL = "journal.sqlite"
_PATIENCE = 60.0
"""Seconds that a reader may hold up the writer, or the writer a reader."""
_TABLES = f"""
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cells (
  cell INTEGER PRIMARY KEY, context TEXT, alternative TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS outcomes (
  scenario TEXT NOT NULL, cell INTEGER NOT NULL, replication INTEGER NOT NULL,
  error TEXT, measures BLOB, {", ".join(f"{name} BLOB" for name in LEDGERS)},
  PRIMARY KEY (scenario, cell, replication)
);
"""
_KEEP = f"REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?{', ?' * len(LEDGERS)})"
_HERE = "scenario = ? AND cell = ? AND replication = ?"
_OPTIONAL = ("incidents", "events", "tails")
"""Ledgers that are kept if somebody asks for them."""


@dataclass(frozen=True, slots=True)
class Keeps:
    """Which of the large tables a study keeps."""

    incidents: bool = False
    events: bool = False
    tails: bool = False

    @property
    def without(self) -> tuple[str, ...]:
        """Those that it does not keep."""
        return tuple(name for name in _OPTIONAL if not getattr(self, name))


class Reader:
    """Reads the journal of a folder, whoever writes it meanwhile.

    Args:
        folder: the run folder; the journal must be there when it is first read.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self._db: sqlite3.Connection | None = None

    def facts(self) -> dict[str, str]:
        """What the journal says of itself; nothing while it is being made.

        Raises:
            FolderError: it is no journal.
        """
        with suppress(_NoTablesError):
            return dict(self._all("SELECT name, value FROM facts"))
        return {}

    def numbers(self, study: str, cell: int, keeps: Keeps) -> set[int]:
        """The replications of a cell that are there, with all that is to be kept of them.

        Args:
            study: the hash of the study.
            cell: which cell.
            keeps: which tables are needed.
        """
        needed = "".join(f" AND {name} NOT NULL" for name in _OPTIONAL if getattr(keeps, name))
        where = f"scenario = ? AND cell = ? AND (error NOT NULL OR (measures NOT NULL{needed}))"
        rows = self._all(f"SELECT replication FROM outcomes WHERE {where}", study, cell)
        return {number for (number,) in rows}

    def outcomes(self, study: str, numbers: range, keeps: Keeps) -> Iterator[Outcome]:
        """Outcomes by cell, then by replication; their rows stay in the journal till they are
        looked at.

        Args:
            study: the hash of the study.
            numbers: which replications, one after another.
            keeps: which tables they are to have.
        """
        names = Names()

        def fetch(cell: int, number: int, field: str) -> bytes:
            return self._packed(study, cell, number, field)

        for cell, number, error, measures in self._all(
            "SELECT cell, replication, error, measures FROM outcomes WHERE scenario = ?"
            " AND replication BETWEEN ? AND ? ORDER BY cell, replication",
            study, numbers.start, numbers.stop - 1,
        ):  # fmt: skip
            found = {} if measures is None else names.measures(measures)
            yield outcome(cell, number, error, found, fetch, keeps.without)

    def count(self) -> int:
        """How many outcomes there are, failed ones included."""
        with suppress(_NoTablesError):
            return int(self._all("SELECT count(*) FROM outcomes")[0][0])
        return 0

    def close(self) -> None:
        """Lets go of the file; whoever reads on opens it again."""
        if self._db is not None:
            self._db.close()
        self._db = None

    def _packed(self, study: str, cell: int, number: int, field: str) -> bytes:
        query = f"SELECT {field} FROM outcomes WHERE {_HERE}"
        for (packed,) in self._all(query, study, cell, number):
            if packed is not None:
                return bytes(packed)
        raise FolderError(f"{self.path}: has no {field} of replication {number} any more")

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            if self._db is None:
                self._db = _connected(self.path, "ro")
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as problem:
            if "no such table" in str(problem):
                raise _NoTablesError from None
            raise FolderError(f"{self.path}: cannot be read: {problem}") from None


class _NoTablesError(Exception):
    """The journal was made, and its process ended before it had written anything."""


class Journal:
    """The journal of one study, written by whoever holds the folder. Close it.

    Args:
        folder: the run folder, which is there and held.
        facts: what the journal says of itself; "study" is the hash that outcomes are kept under.
        cells: context and alternative of each cell.
        keeps: which tables the study keeps.

    Raises:
        FolderError: what is there is no journal.
        NotKeptError: it cannot be written.
    """

    def __init__(
        self,
        folder: Path,
        facts: Mapping[str, str],
        cells: Sequence[tuple[str | None, str]],
        keeps: Keeps,
    ) -> None:
        self.reader = Reader(folder)
        self._study, self._keeps = facts["study"], keeps
        with self._written():
            self._db = _connected(self.reader.path, "rwc")
            # Where that is impossible (some network folders) SQLite stays with its older way,
            # which is as safe, but slower, and readers have to wait.
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(f"BEGIN; {_TABLES} COMMIT")
        with self._written(), self._db:
            self._db.executemany("REPLACE INTO facts VALUES (?, ?)", facts.items())
            self._db.executemany(
                "REPLACE INTO cells VALUES (?, ?, ?)", [(n, *one) for n, one in enumerate(cells)]
            )
            # What killed its worker may have been an accident; all other failures would recur.
            self._db.execute("DELETE FROM outcomes WHERE error = ?", [WORKER_DIED])

    def numbers(self, cell: int) -> Collection[int]:
        """The replications of a cell that are there, failed ones included."""
        return self.reader.numbers(self._study, cell, self._keeps)

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Writes outcomes down, all or none of them.

        Raises:
            NotKeptError: they cannot be written.
        """
        rows = [self._row(one) for one in outcomes]
        with self._written(), self._db:
            self._db.executemany(_KEEP, rows)

    def outcomes(self, numbers: range) -> tuple[Outcome, ...]:
        """Those whose replication is one of `numbers`, by cell, then by replication."""
        return tuple(self.reader.outcomes(self._study, numbers, self._keeps))

    def close(self) -> None:
        """Leaves one file that needs no other, and can be read where nothing can be written."""
        self.reader.close()
        with suppress(sqlite3.Error):  # somebody reads it, or the disk is full: it is well as it is
            self._db.execute("PRAGMA busy_timeout = 0")
            self._db.execute("DELETE FROM facts WHERE name IN ('host', 'process')")
            self._db.commit()
            self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def _row(self, one: Outcome) -> tuple[object, ...]:
        failed = one.error is not None
        without = LEDGERS if failed else self._keeps.without
        ledgers = [None if name in without else pack(getattr(one, name)) for name in LEDGERS]
        measures = None if failed else pack_measures(one.measures)
        return (self._study, one.cell, one.replication, one.error, measures, *ledgers)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as problem:
            raise NotKeptError(f"{self.reader.path}: cannot be written: {problem}") from None
        except sqlite3.DatabaseError as problem:
            raise FolderError(f"{self.reader.path}: is no journal: {problem}") from None


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    # Results may be looked at from any thread, one at a time.
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE, check_same_thread=False)
