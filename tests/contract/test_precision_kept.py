"""Precision in a run folder: gone on with later, with the bytes of asking for it at once."""

import json
from pathlib import Path

import pytest

from analysis.study import stored
from analysis.study.scenarios import loaded
from sim.scenario.machine import Scenario
from tests.contract import fake_worlds
from tests.contract.kept_studies import Counting, StopError, stopping, study
from tests.contract.typed import mlorg, results, written

pytestmark = pytest.mark.contract
FIXED = fake_worlds.scenario(("as it is", "other"), measures=("throughput",))


def asked(precision: str, most: int = 120) -> Scenario:
    return loaded(FIXED, precision=f"{precision} first releases / quarter", max_replications=most)


COARSE, FINE = asked("0.5"), asked("0.2")


def test_more_precision_later_has_the_bytes_of_asking_at_once(tmp_path: Path) -> None:
    counting = Counting()
    coarse = study(tmp_path / "later", COARSE, simulate=counting)
    lived = counting.lived
    fine = study(tmp_path / "later", FINE, simulate=counting)
    assert lived == len(coarse.outcomes) < len(fine.outcomes) == counting.lived
    assert fine.courses[None].looks[-1] > coarse.courses[None].looks[-1]
    study(tmp_path / "at once", FINE, simulate=Counting())
    assert results(tmp_path / "later") == results(tmp_path / "at once")
    study(tmp_path / "later", COARSE, simulate=counting)  # and back: nothing is lived
    assert counting.lived == len(fine.outcomes)


def test_one_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    counting = Counting()
    for after in (5, 61):
        with pytest.raises(StopError):
            study(tmp_path / "run", FINE, simulate=counting, report=stopping(after))
    done = study(tmp_path / "run", FINE, simulate=counting)
    assert counting.lived == len(done.outcomes)
    study(tmp_path / "undisturbed", FINE, simulate=Counting())
    assert results(tmp_path / "run") == results(tmp_path / "undisturbed")


def test_it_reads_back_to_the_same_study(tmp_path: Path) -> None:
    done = study(tmp_path / "run", FINE, simulate=Counting())
    again = stored.read(tmp_path / "run")
    assert again.scenario == done.scenario
    assert again.courses == done.courses
    assert [one.verdict for one in again.comparisons] == [one.verdict for one in done.comparisons]


def test_a_fixed_number_may_become_precision(tmp_path: Path) -> None:
    counting = Counting()
    study(tmp_path / "run", FIXED, simulate=counting)
    done = study(tmp_path / "run", COARSE, simulate=counting)
    assert counting.lived == len(done.outcomes)


@pytest.mark.usefixtures("here")
class TestCommand:
    """`mlorg compare --precision`."""

    @pytest.mark.parametrize(
        ("flags", "words"),
        [
            (("--precision", "5"), "--precision '5': the unit is missing (throughput decides)"),
            (("--precision", "5 %", "--max-replications", "20"), "the first look is after 30"),
            (("--precision", "5 %", "--replications", "20"), "--replications is given, too"),
            (("--max-replications", "60"), "and nothing is"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_written(
        self, here: Path, flags: tuple[str, ...], words: str
    ) -> None:
        done = mlorg("compare", "s.yaml", *flags)
        assert (done.exit_code, done.stdout) == (2, "")
        assert words in done.stderr
        assert done.stderr.count("\n") == 1
        assert written(here) == ["s.yaml"]

    @pytest.mark.slow
    def test_it_goes_on_until_it_is_precise(self, here: Path) -> None:
        flags = ("--jobs", "1", "--json", "--quiet", "--no-report", "--out", "out")
        coarse = ("--set", "seed=2", "--precision", "3 first releases / quarter")
        done = mlorg("compare", "s.yaml", *coarse, *flags)
        assert done.exit_code == 0, done.stderr
        told = json.loads(done.stdout)
        assert all(pick["ended"] for pick in told["picks"])
        # Of many models too few worlds differ by the first look for the variance to be known.
        assert [pick["looks"] for pick in told["picks"]] == [[30], [30, 60]]
        manifest = json.loads((here / "out" / "manifest.json").read_text())
        assert manifest["repeat"]["command"] == ["mlorg", "compare", "scenario.yaml"]
        again = mlorg("compare", "out/scenario.yaml", *flags)
        assert json.loads(again.stdout) == told
