"""Every output says whether a study ends or is one of a steady state, and what was cut."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis.report import compact, ending, history, sentences
from analysis.study import folder, stored
from analysis.study.compare import Study, compare
from analysis.study.journal import Journal, Keeps
from analysis.study.outcome import Job
from analysis.study.scenarios import loaded, only
from analysis.study.steady import Cut, as_document, from_document, settled
from analysis.study.underway import Underway
from sim.measures import MEASURES
from sim.scenario import ScenarioErrors, load, write
from sim.scenario.ending import NEEDS_AN_END
from tests.builders import switched_off
from tests.contract.typed import mlorg

STAFF = {"data_scientist": 2, "it_engineer": 1}


def scenario(hired: str) -> str:
    """Next to nothing happens, but for people hired on a day: from then on all stays as it is."""
    parts = {
        "name": "For good",
        "ends": "never",
        "history": "0 days",
        "horizon": "6 years",
        "seed": 2,
        "organisation": {"staff": STAFF},
        "portfolio": {"models": 3, "use_cases": "6 / year"},
        "process": {**switched_off(), "development.explore.effort": "5 days"},
        "changes": {"hire": {"at": hired, "staff": {"it_engineer": 9}}},
        "baseline": "as it is",
        "alternatives": {
            "as it is": {},
            "more": {"organisation": {"staff": {"data_scientist": 7}}},
        },
        "compare": {"measures": ["staff_cost"], "replications": 3},
    }
    return json.dumps(parts)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("steady") / "s.yaml"
    path.write_text(scenario(hired="1 year"))
    return path


@pytest.fixture(scope="module")
def study(path: Path) -> Study:
    return compare(path, jobs=1)


@pytest.fixture(scope="module")
def short(path: Path) -> Study:
    (path.parent / "short.yaml").write_text(scenario(hired="4 years"))
    return compare(path.parent / "short.yaml", jobs=1)


def with_cut(study: Study, quarters: int) -> Study:
    return replace(study, cut=Cut(quarters, 24, 4))


CUT = "first 4 of 24 quarters cut"


def test_the_commands_say_it(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    common = (str(path), "--quiet", "--jobs", "1")
    done = mlorg("compare", *common, "--no-report", "--out", "run")
    assert done.exit_code == 0
    assert f"Steady-state simulation: history 0 days, horizon 6 years, {CUT} (MSER-5" in done.stdout
    assert f"\nSteady state, {CUT}.\n" in done.stdout
    assert "Net present value" not in done.stdout
    said = json.loads((tmp_path / "run" / "manifest.json").read_text())["ends"]
    assert (said["simulation"], said["quarters_cut"], said["quarters"]) == ("steady-state", 4, 24)
    lived = json.loads(mlorg("run", *common, "--replications", "2", "--json").stdout)
    assert (lived["ends"]["simulation"], lived["ends"]["quarters_cut"]) == ("steady-state", 4)


def test_programs_are_told(study: Study) -> None:
    from analysis.commands.compare import document

    assert document(study)["ends"] == as_document(study.cut)
    assert from_document(as_document(study.cut)) == study.cut
    assert from_document(as_document(None)) is from_document(None) is None


def test_the_report_says_it(study: Study) -> None:
    from analysis.report.html import page

    pictures = {page.file_name(study.contexts, name, None): b"" for name in page.shown(study)}
    manifest = {"versions": {}, "repeat": {"command": ["mlorg"]}}
    made = page.page(study, pictures, manifest)
    assert f"Steady-state simulation: history 0 days, horizon 6 years, {CUT}" in made
    assert f"What is not by quarter: steady state, {CUT}." in made


def test_the_bytes_are_the_same_for_any_number_of_workers(
    path: Path, study: Study, tmp_path: Path
) -> None:
    folder.write(study, tmp_path / "1", ["mlorg"])
    folder.write(compare(path, jobs=2), tmp_path / "2", ["mlorg"])
    names = [one.name for one in sorted((tmp_path / "1").iterdir())]
    assert "runs.parquet" in names
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_study_read_back_has_the_cut(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", ["mlorg"])
    again = stored.read(tmp_path / "run")
    assert again.cut == study.cut
    assert again.scenario.steady
    assert sentences.verdict(again) == sentences.verdict(study)
    wide = pq.read_table(tmp_path / "run" / "runs.parquet").to_pandas()
    assert set(wide.staff_cost[wide.alternative == "as it is"]) == {
        1_643_000.0
    }  # a mean over all quarters would be less


def test_a_journal_keeps_what_any_cut_may_need(study: Study, tmp_path: Path) -> None:
    cells = study.scenario.cells
    job = Job(tuple(cell.world for cell in cells), study.scenario.seed, tails=True)
    names = [(cell.context, cell.alternative) for cell in cells]
    keeps = Keeps(tails=True)
    with closing(Journal(tmp_path, {"study": "any"}, names, keeps)) as journal:
        Underway(job, journal, jobs=1).until(3)
        again, cut = settled(study.scenario, journal.outcomes(range(3)))
        assert cut == study.cut
        for one, other in zip(again, study.outcomes, strict=True):
            assert dict(one.measures) == other.measures
            assert list(one.time) == list(other.time)
            assert list(one.flow) == list(other.flow)
    assert Keeps().without == ("incidents", "events", "tails")


@pytest.mark.parametrize("asked", ["precision=5 k USD / year", "indifference=5 k USD / year"])
def test_the_number_of_replications_is_fixed(path: Path, asked: str) -> None:
    with pytest.raises(ScenarioErrors, match="a fixed number of replications"):
        load(path, [f"compare.{asked}"])


def test_on_the_command_line_too(path: Path) -> None:
    with pytest.raises(ScenarioErrors, match="--precision .*another at every look"):
        loaded(path, precision="5 k USD / year")


def test_one_organisation(study: Study) -> None:
    alone = only(study.scenario, None, None)
    one = with_cut(Study(alone, study.outcomes[:3]), 4)
    table = history.quarters(one)
    assert table.notes[-1] == (
        "Steady state, first 4 of 24 quarters cut. All quarters are shown; measures of the whole "
        "leave these out."
    )
    assert history.totals(one).title.endswith("steady state, first 4 of 24 quarters cut")
    assert "horizon 6 years, first 4 of 24 quarters cut" in history.sentences(one)[-1]


def test_the_figures_by_quarter_mark_the_cut(study: Study) -> None:
    from analysis.figures import curves

    assert curves.Mark(curves.CUT, 4) in curves.marks(with_cut(study, 4), None)
    for quarters in (0, 20):
        drawn = curves.marks(with_cut(study, quarters), None)
        assert [mark.words for mark in drawn] == ["hire"]


class TestTooShort:
    """Nothing is concluded from a run whose beginning takes most of it."""

    def test_what_rises_in_the_second_half_is_too_short(self, short: Study) -> None:
        assert short.cut is not None
        assert (short.cut.quarters, short.cut.too_short) == (16, True)  # four years

    def test_no_verdict(self, short: Study) -> None:
        first, *rest = sentences.blocks(short)
        assert first[0].startswith("no verdict: the run is too short for a steady state. MSER-5")
        assert "the first 16 of 24 quarters" in first[0]
        assert rest == []
        assert compact.tables(short) == []
        assert "nothing concluded and nothing cut" in sentences.footers(short)[0]

    def test_no_pick_and_nothing_decided_however_sure_it_looks(self, short: Study) -> None:
        assert {one.verdict for one in short.comparisons} == {"undecided"}
        assert not any(pick.supported for pick in short.picks)
        sure = replace(short, cut=None)
        assert {one.verdict for one in sure.comparisons} == {"worse"}

    def test_for_programs(self, short: Study) -> None:
        from analysis.commands.compare import document

        said = document(short)
        assert said["ends"] == {
            "simulation": "steady-state",
            "method": "MSER-5",
            "quarters_cut": 0,
            "quarters": 24,
            "series": short.cut.series if short.cut else None,
            "cut_wanted": 16,
            "too_short": True,
            "concluded": False,
        }

    def test_one_organisation(self, short: Study) -> None:
        alone = replace(short, scenario=only(short.scenario, None, None))
        one = replace(alone, outcomes=short.outcomes[:3])
        assert history.sentences(one)[0].startswith("no verdict: the run is too short")

    def test_no_series_at_all(self, study: Study) -> None:
        nothing = replace(study, cut=Cut(0, 0, 0))
        assert "none of the measures is defined in every quarter" in (
            ending.refusal(nothing) or "it concluded"
        )


def test_what_ends_says_so(study: Study) -> None:
    ended = replace(study, cut=None, scenario=study.scenario.model_copy(update={"steady": False}))
    assert sentences.footers(ended)[0].startswith("Terminating simulation: ")
    assert compact.tables(ended)[-1].notes[-1] == "Terminating: from day 0 to the horizon."


def test_it_is_part_of_the_scenario(path: Path, tmp_path: Path) -> None:
    steady, ends = load(path), load(path, ["ends=at_horizon"])
    assert steady.hash != ends.hash
    (tmp_path / "resolved.yaml").write_text(write(steady))
    assert load(tmp_path / "resolved.yaml") == steady
    assert "ends: never" in write(steady)
    assert "ends:" not in write(ends)
    assert "ends: never; looked at in its steady state" in mlorg("show", str(path)).stdout
    assert loaded(path).steady


def test_all_measures_that_need_an_end_are_known() -> None:
    found = {
        name
        for name, one in MEASURES.items()
        if "terminal" in name or one.unit == "currency" or "as of" in one.meaning
    }
    assert found == set(NEEDS_AN_END)
