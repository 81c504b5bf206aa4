"""The journal: what goes in comes out, whole or not at all, whoever asks and when."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from analysis.study import by_quarter
from analysis.study.errors import FolderError, NotKeptError
from analysis.study.journal import JOURNAL, Journal, Keeps, Reader
from analysis.study.outcome import WORKER_DIED, Job, Outcome
from analysis.study.packed import arrays, columns, pack, unpack
from analysis.study.replicate import replicate
from analysis.study.underway import Memory, Underway
from tests.contract import fake_worlds

SCENARIO = fake_worlds.scenario(contexts=("a", "b"))
WORLDS = tuple(cell.world for cell in SCENARIO.cells)
CELLS = [(cell.context, cell.alternative) for cell in SCENARIO.cells]
FACTS = {"study": "some study"}
ALL = Keeps(incidents=True, events=True)


def opened(folder: Path, keeps: Keeps = ALL) -> Journal:
    return Journal(folder, FACTS, CELLS, keeps)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(opened(tmp_path)) as found:
        yield found


@pytest.fixture(scope="module")
def real() -> tuple[Outcome, ...]:
    """Two replications of a real organisation, with all that can be kept."""
    scenario = sim.load("one-more-engineer", ["horizon=1 quarter", "history=1 quarter"])
    job = Job((scenario.cells[0].world,), scenario.seed, events=True, incidents=True)
    return replicate(job, 2, jobs=1)


def fake(count: int = 5) -> tuple[Outcome, ...]:
    return replicate(Job(WORLDS, 7, fake_worlds.failing), count, jobs=1)


CELL = st.none() | st.text(max_size=5) | st.integers() | st.floats() | st.just(math.nan)
ROW = st.tuples(st.text(max_size=3), st.floats() | st.none(), st.floats(), CELL)


def exact(rows: object) -> str:
    return repr(rows)  # NaN equals NaN, and 1 is not 1.0


@given(st.lists(ROW, max_size=5))
def test_rows_come_out_of_bytes_exactly_as_they_went_in(rows: list[tuple[object, ...]]) -> None:
    assert exact(unpack(pack(rows))) == exact(tuple(rows))


@given(st.lists(ROW, max_size=5))
def test_columns_of_numbers_are_arrays_in_which_none_is_nan(rows: list[tuple[object, ...]]) -> None:
    packed = pack(rows)
    for column, plain in zip(arrays(packed), columns(packed), strict=True):
        if isinstance(column, np.ndarray):
            known = [math.nan if value is None else value for value in plain]
            assert exact(column.tolist()) == exact(known)
        else:
            assert exact(column) == exact(plain)


def test_what_is_equal_but_not_the_same_is_not_mixed_up() -> None:
    for values in ([1, 2], [True, 2], [True, False], [1, 0], [1.0, 0.0], ["a", "b"], ["a", 1]):
        rows = tuple((value,) for value in values)
        assert exact(unpack(pack(rows))) == exact(rows)


@pytest.mark.parametrize("damage", [b"", b"PAR1", pack([("a", 1.0)])[:-3]])
def test_bytes_that_are_no_rows_are_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="no packed rows"):
        unpack(damage)


class TestOutcomes:
    def test_they_come_out_as_they_went_in(
        self, journal: Journal, real: tuple[Outcome, ...]
    ) -> None:
        assert all(getattr(one, name) for one in real for name in ("events", "incidents", "flow"))
        journal.keep(real)
        again = journal.outcomes(range(2))
        assert again == real
        for one, other in zip(again, real, strict=True):
            assert dict(one.measures) == other.measures
            for name in ("timeline", "time", "flow", "milestones", "incidents", "events"):
                assert exact(tuple(getattr(one, name))) == exact(getattr(other, name))

    def test_by_quarter_as_row_by_row(self, journal: Journal, real: tuple[Outcome, ...]) -> None:
        journal.keep(real)
        names = ("net_value", "live_models", "no_such_measure")
        for one, other in zip(journal.outcomes(range(2)), real, strict=True):
            tables = [by_quarter.table(kept.timeline, names) for kept in (one, other)]
            assert exact(tables[0].tolist()) == exact(tables[1].tolist())
            for quarter, measure, value in other.timeline:
                if measure in names and value is not None:
                    assert tables[0][names.index(measure), quarter - 1] == value
            assert np.isnan(tables[0][2]).all()
            assert tables[0].shape == (3, max(quarter for quarter, *_ in other.timeline))
            rows = [value for _, measure, value in other.timeline if measure == "net_value"]
            assert by_quarter.series(one.timeline, "net_value").tolist() == rows
        assert by_quarter.table((), names).shape == (3, 0)
        assert not by_quarter.series((), "net_value").size

    def test_failed_ones_too(self, journal: Journal) -> None:
        journal.keep(fake())
        assert journal.outcomes(range(5)) == fake()
        assert [one.replication for one in journal.outcomes(range(5)) if one.error] == [3, 3]

    def test_in_the_order_of_cells_and_replications_whatever_came_first(
        self, journal: Journal
    ) -> None:
        for one in sorted(fake(), key=lambda one: -one.replication):
            journal.keep([one])
        assert journal.outcomes(range(5)) == fake()
        assert journal.outcomes(range(1, 3)) == tuple(
            one for one in fake() if one.replication in (1, 2)
        )

    def test_an_outcome_replaces_an_earlier_one(self, journal: Journal) -> None:
        first, *_ = fake()
        journal.keep([Outcome(first.cell, first.replication, "no", {}, (), ())])
        journal.keep([first])
        assert journal.outcomes(range(5)) == (first,)

    def test_all_of_a_batch_or_nothing(self, journal: Journal) -> None:
        good, *_ = fake()
        bad = Outcome(-1, 0, None, {}, (("quarter", object()),), ())  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            journal.keep([good, bad])
        journal._db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON outcomes WHEN new.replication = 2"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        with pytest.raises(FolderError, match="full"):
            journal.keep(fake())
        assert journal.outcomes(range(9)) == ()


class TestFailuresOnResume:
    def test_what_killed_its_worker_is_tried_again_by_the_next_process_only(
        self, tmp_path: Path
    ) -> None:
        with closing(opened(tmp_path)) as journal:
            journal.keep([Outcome(0, 4, WORKER_DIED, {}, (), ())])
            assert journal.numbers(0) == {4}
        with closing(opened(tmp_path)) as journal:
            assert journal.numbers(0) == set()

    def test_what_failed_by_itself_would_fail_again(self, tmp_path: Path) -> None:
        with closing(opened(tmp_path)) as journal:
            journal.keep([Outcome(0, 4, "ValueError: no", {}, (), ())])
        with closing(opened(tmp_path)) as journal:
            assert journal.numbers(0) == {4}


def test_replications_without_what_is_asked_for_are_not_there(
    tmp_path: Path, real: tuple[Outcome, ...]
) -> None:
    with closing(opened(tmp_path, Keeps())) as journal:
        journal.keep(real)
        assert journal.numbers(0) == {0, 1}
        assert [one.events or one.incidents for one in journal.outcomes(range(2))] == [(), ()]
    with closing(opened(tmp_path, Keeps(incidents=True))) as journal:
        assert journal.numbers(0) == set()
        journal.keep(real)
        assert journal.outcomes(range(2))[0].incidents == real[0].incidents
    with closing(opened(tmp_path, Keeps())) as journal:  # more than is asked for does
        assert journal.numbers(0) == {0, 1}


class TestTheFile:
    def test_it_is_one_file_when_nobody_writes(self, tmp_path: Path) -> None:
        with closing(opened(tmp_path)) as journal:
            journal.keep(fake())
            assert (tmp_path / f"{JOURNAL}-wal").exists()
        assert [path.name for path in tmp_path.iterdir()] == [JOURNAL]

    def test_others_read_while_it_is_written(self, journal: Journal, tmp_path: Path) -> None:
        journal.keep(fake(2))
        reader = Reader(tmp_path)
        assert reader.numbers("some study", 0, ALL) == {0, 1}
        journal.keep(fake(3))
        assert reader.numbers("some study", 0, ALL) == {0, 1, 2}
        assert reader.numbers("another", 0, ALL) == set()

    def test_outcomes_can_be_looked_at_after_it_is_closed(self, tmp_path: Path) -> None:
        with closing(opened(tmp_path)) as journal:
            journal.keep(fake())
            found = journal.outcomes(range(5))
        assert found == fake()

    def test_it_says_what_it_is_in_words(self, journal: Journal, tmp_path: Path) -> None:
        assert Reader(tmp_path).facts() == FACTS
        with closing(sqlite3.connect(tmp_path / JOURNAL)) as db:
            assert list(db.execute("SELECT context, alternative FROM cells")) == CELLS

    @pytest.mark.parametrize("content", [b"", b"years of work"])
    def test_what_is_no_journal_is_refused_unless_nothing_is_in_it(
        self, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / JOURNAL).write_bytes(content)
        if not content:
            assert Reader(tmp_path).facts() == {}
            opened(tmp_path).close()
            return
        with pytest.raises(FolderError, match="cannot be read: file is not a database"):
            Reader(tmp_path).facts()
        with pytest.raises(FolderError, match="is no journal"):
            opened(tmp_path)
        assert (tmp_path / JOURNAL).read_bytes() == content

    def test_where_nothing_can_be_written_that_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(NotKeptError, match="cannot be written"):
            opened(tmp_path / "nowhere")


class Counting:
    """Counts the worlds that it lives through."""

    def __init__(self) -> None:
        self.lived: list[tuple[int, int, int]] = []

    def __call__(self, world: sim.scenario.World, *, replication: int, **rest: int) -> object:
        self.lived.append((world.models, world.staff["data_scientist"], replication))
        return fake_worlds.measured(world, replication=replication, **rest)


@pytest.mark.parametrize("store", ["memory", "journal"])
class TestUnderway:
    """A study that goes on: nothing is lived twice, and the steps do not matter."""

    @pytest.fixture
    def going(self, store: str, journal: Journal) -> tuple[Underway, Counting]:
        counting = Counting()
        where = Memory() if store == "memory" else journal
        return Underway(Job(WORLDS, 7, counting), where, jobs=1), counting

    def test_more_is_lived_each_time_and_nothing_twice(
        self, going: tuple[Underway, Counting]
    ) -> None:
        underway, counting = going
        whole = replicate(Job(WORLDS, 7, fake_worlds.measured), 12, jobs=1)
        for count in (3, 3, 6, 12):
            found = underway.until(count)
            assert found == tuple(one for one in whole if one.replication < count)
            assert len(counting.lived) == 4 * count
        assert len(set(counting.lived)) == 48
        assert underway.until(2) == tuple(one for one in whole if one.replication < 2)
        assert len(counting.lived) == 48

    def test_some_cells_may_go_on_alone(self, going: tuple[Underway, Counting]) -> None:
        underway, counting = going
        underway.until(2)
        found = underway.until(4, cells=[0, 3])
        assert [(one.cell, one.replication) for one in found] == [
            *((0, n) for n in range(4)), (1, 0), (1, 1), (2, 0), (2, 1), *((3, n) for n in range(4))
        ]  # fmt: skip
        assert len(counting.lived) == 12

    def test_replications_may_begin_anywhere(self, going: tuple[Underway, Counting]) -> None:
        underway, counting = going
        assert [one.replication for one in underway.until(2, first=5)] == [5, 6] * 4
        assert len(underway.until(7)) == 28
        assert len(set(counting.lived)) == len(counting.lived) == 28

    def test_progress_counts_what_was_there(self, journal: Journal, store: str) -> None:
        told: list[tuple[int, int]] = []
        where = Memory() if store == "memory" else journal
        job = Job(WORLDS, 7, fake_worlds.measured)
        Underway(job, where, jobs=1).until(3)
        Underway(job, where, jobs=1, report=lambda *both: told.append(both)).until(5)
        assert told[0][0] > 12
        assert told[-1] == (20, 20)


def test_workers_or_none_the_outcomes_are_the_same(tmp_path: Path) -> None:
    job = Job(WORLDS, 7, fake_worlds.failing)
    with closing(opened(tmp_path)) as journal:
        with closing(Underway(job, journal, jobs=2)) as underway:
            underway.until(7)
        assert Underway(job, journal, jobs=1).until(12) == replicate(job, 12, jobs=1)


def test_a_failure_of_the_study_loses_nothing_that_was_lived(journal: Journal) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= 10:
            raise KeyboardInterrupt

    job = Job(WORLDS, 7, fake_worlds.measured)
    with pytest.raises(KeyboardInterrupt):
        Underway(job, journal, jobs=1, report=stop).until(12)
    assert len(journal.outcomes(range(12))) >= 10
    assert Underway(job, journal, jobs=1).until(12) == replicate(job, 12, jobs=1)
