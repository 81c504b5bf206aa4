"""The command as somebody types it, in a folder with one scenario."""

from contextlib import closing
from pathlib import Path

from click.testing import CliRunner, Result

from analysis.cli import cli
from analysis.study.journal import JOURNAL, Reader

SCENARIO = """\
name: Who serves?
history: 0 days
horizon: 2 quarters
portfolio: {models: 3}
process: {refresh.cadence: 3 months}
baseline: scientists
alternatives:
  scientists: {}
  engineers: {organisation: {stage: 3}}
contexts:
  few: {}
  many: {portfolio: {models: 6}}
compare: {measures: [throughput, toil_share], decide_on: throughput, replications: 4}
"""


def mlorg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def written(here: Path) -> list[str]:
    return sorted(str(path.relative_to(here)) for path in here.rglob("*") if path.is_file())


def results(folder: Path) -> dict[str, bytes]:
    """All files of a run folder but its journal, which is not the same every time, and its lock,
    which must not be opened."""
    kept = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in kept
        if not path.name.startswith("journal.sqlite") and path.name != ".lock"
    }


def count(folder: Path) -> int:
    """How many outcomes there are in the journal of a run folder; none if there is no journal."""
    if not (folder / JOURNAL).exists():
        return 0
    with closing(Reader(folder)) as reader:
        return reader.count()


def names(here: Path) -> set[str]:
    """Names of all files below a folder."""
    return {path.name for path in here.rglob("*") if path.is_file()}
