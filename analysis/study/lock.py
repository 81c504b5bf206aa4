"""Who is at work on a folder: one process at a time.

The lock is one of SQLite's, on an empty file that stays where it is. It goes with its process,
however that ends, so there is no lock that nobody holds; and children do not inherit it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOCK = ".lock"
"""The file whose lock it is. Nothing is in it, and nothing must open it while it is held: closing
it again would give the lock away."""


class TakenError(Exception):
    """Another process, or another part of this one, is at work on the folder."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else is at work on a folder that is there.

    Raises:
        TakenError: somebody is.
        OSError: nothing can be written there.
    """
    with closing(_open(folder / LOCK)) as held:
        try:
            held.execute("PRAGMA journal_mode = MEMORY")  # leaves no file beside it
            held.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise TakenError(str(folder)) from None
            raise OSError(f"{folder / LOCK}: {problem}") from None
        yield


def _open(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as problem:
        raise OSError(f"{path}: {problem}") from None
