"""How long a comparison goes on: what a scenario may say of it, and what is refused."""

from pathlib import Path

import pytest

from analysis.study.scenarios import loaded
from sim.measures import MEASURES
from sim.scenario import Scenario, ScenarioErrors, load, write
from sim.scenario.tolerance import NO_ZONE, Tolerance, read_tolerance, read_zone, tolerance_text
from sim.units import UnitError
from tests.contract.planted_mistakes import Expected
from tests.contract.suggested import assert_a_remedy, mistakes_in

pytestmark = pytest.mark.contract
TWO = "name: x\nalternatives: {a: {}, b: {portfolio: {models: 4}}}\n"
THROUGHPUT = "decide_on: throughput, measures: [throughput]"
PLANTED: dict[str, tuple[str, list[Expected]]] = {
    "no unit": (
        TWO + "compare: {precision: 50}\n",
        [(3, 22, "compare.precision", "50 USD / year")],
    ),
    "money without a time": (
        TWO + "compare: {precision: 50 k USD}\n",
        [(3, 22, "compare.precision", "50 k USD / year")],
    ),
    "the unit of another measure": (
        TWO + f"compare: {{{THROUGHPUT}, precision: 3 days, indifference: 1 k USD / year}}\n",
        [(3, 69, "compare.precision", None), (3, 91, "compare.indifference", None)],
    ),
    "a unit misspelt": (
        TWO + f"compare: {{{THROUGHPUT}, precision: 1 first release / quarter}}\n",
        [(3, 69, "compare.precision", "1 first releases / quarter")],
    ),
    "a unit misspelt, in thousands": (
        TWO + "compare: {precision: 50 k USD / yeer}\n",
        [(3, 22, "compare.precision", "50 k USD / year")],
    ),
    "a share of shares": (
        TWO + "compare: {decide_on: toil_share, measures: [toil_share], precision: 0.02}\n",
        [(3, 69, "compare.precision", "2 points")],
    ),
    "another currency": (
        TWO + "compare: {precision: 50 k EUR / year}\n",
        [(3, 22, "compare.precision", None)],
    ),
    "nothing is so precise": (
        TWO + "compare: {precision: 0 %, indifference: 0 USD / year}\n",
        [(3, 22, "compare.precision", None), (3, 41, "compare.indifference", None)],
    ),
    "negative": (
        TWO + "compare: {precision: -5 %}\n",
        [(3, 22, "compare.precision", None)],
    ),
    "two ends": (
        TWO + "compare: {precision: 5 %, replications: 40}\n",
        [(3, 22, "compare.precision", None)],
    ),
    "a zone and a fixed end": (
        TWO + "compare: {indifference: 5 %, replications: 40}\n",
        [(3, 25, "compare.indifference", None)],
    ),
    "an end of nothing": (
        TWO + "compare: {max_replications: 400}\n",
        [(3, 29, "compare.max_replications", None)],
    ),
    "nothing asked": (
        TWO + "compare: {indifference: none}\n",
        [(3, 25, "compare.indifference", None)],
    ),
    "below the first look": (
        TWO + "compare: {precision: 5 %, max_replications: 29}\n",
        [(3, 45, "compare.max_replications", "30")],
    ),
    "absurdly many": (
        TWO + "compare: {precision: 5 %, max_replications: 1_000_000}\n",
        [(3, 45, "compare.max_replications", None)],
    ),
    "one alternative": (
        "name: x\ncompare: {precision: 5 %}\n",
        [(2, 22, "compare.precision", None)],
    ),
    "one replication": (
        TWO + "compare: {replications: 1}\n",
        [(3, 25, "compare.replications", None)],
    ),
    "half a pair": (
        TWO + "compare: {replications: 7, antithetic: true}\n",
        [(3, 25, "compare.replications", "8")],
    ),
    "one pair": (
        TWO + "compare: {replications: 2, antithetic: true}\n",
        [(3, 25, "compare.replications", "4")],
    ),
    "yes": (
        TWO + "compare: {antithetic: yes}\n",
        [(3, 23, "compare.antithetic", "true")],
    ),
    "equal alternatives": (
        "name: x\nalternatives: {a: {}, b: {}}\ncompare: {precision: 5 %}\n",
        [(2, 23, "alternatives.b", None)],
    ),
    "endless in all": (
        TWO + "portfolio: {models: 50_000}\ncompare: {precision: 5 %, max_replications: 100_000}\n",
        [(4, 45, "compare.max_replications", None)],
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_mistake_is_placed_and_its_remedy_is_one(planted: str, tmp_path: Path) -> None:
    text, expected = PLANTED[planted]
    path = tmp_path / "study.yaml"
    found = mistakes_in(text, path)
    assert [(one.line, one.column, one.where, one.suggestion) for one in found] == expected
    assert all(one.allowed for one in found)
    for mistake in found:
        if mistake.suggestion is not None:
            assert_a_remedy(text, mistake, path)


def study(folder: Path, compare: str, *sets: str) -> Scenario:
    path = folder / "study.yaml"
    path.write_text(f"{TWO}compare: {{{compare}}}\n")
    return load(path, sets)


def test_what_is_written_is_what_is_asked(tmp_path: Path) -> None:
    scenario = study(tmp_path, "precision: 50 k USD / quarter, indifference: 5 %")
    assert scenario.precision == Tolerance(200_000.0, currency="USD")
    assert scenario.indifference == Tolerance(0.05, relative=True)
    assert (scenario.is_open, scenario.replications, scenario.antithetic) == (True, 1920, False)
    assert study(tmp_path, "precision: 5 %, max_replications: 1000").replications == 1000
    fixed = study(tmp_path, "replications: 40")
    assert (fixed.is_open, fixed.precision, fixed.replications) == (False, None, 40)
    assert study(tmp_path, "replications: 40, antithetic: true").antithetic


ENDS = [
    "precision: 5 %",
    "precision: 0.1 k USD / year, indifference: none",
    "indifference: 7 USD / month, max_replications: 60",
    "replications: 40, antithetic: true",
    f"{THROUGHPUT}, precision: 0.1 first releases / quarter, antithetic: true",
]


@pytest.mark.parametrize("ends", ENDS)
def test_a_resolved_scenario_reads_back_to_the_same(ends: str, tmp_path: Path) -> None:
    scenario = study(tmp_path, ends)
    path = tmp_path / "resolved.yaml"
    path.write_text(write(scenario))
    assert load(path) == scenario
    assert load(path).hash == scenario.hash
    assert load(path).antithetic == scenario.antithetic


def test_what_ends_a_study_makes_it_another_but_its_replications_are_the_same(
    tmp_path: Path,
) -> None:
    found = [study(tmp_path, ends) for ends in ENDS[:3]]
    assert len({one.hash for one in found}) == 3
    assert len({one.study_hash for one in found}) == 1
    pairs = study(tmp_path, f"{ENDS[0]}, antithetic: true")
    assert pairs.study_hash != found[0].study_hash


class TestLayers:
    """The upper layer says how a study ends, whatever way the lower one has."""

    def test_what_is_set_replaces_the_other_way(self, tmp_path: Path) -> None:
        open_ = study(tmp_path, "replications: 40", "compare.precision=5 %")
        assert (open_.is_open, open_.replications) == (True, 1920)
        fixed = study(tmp_path, "precision: 5 %, max_replications: 60", "compare.replications=9")
        assert (fixed.is_open, fixed.replications) == (False, 9)
        more = study(tmp_path, "precision: 5 %", "compare.max_replications=60")
        assert (more.is_open, more.replications) == (True, 60)

    def test_a_file_replaces_the_way_of_what_it_extends(self, tmp_path: Path) -> None:
        (tmp_path / "base.yaml").write_text(TWO + "compare: {replications: 40}\n")
        path = tmp_path / "study.yaml"
        path.write_text("name: another\nextends: base.yaml\ncompare: {precision: 5 %}\n")
        assert load(path).is_open

    def test_but_both_in_one_layer_contradict(self, tmp_path: Path) -> None:
        with pytest.raises(ScenarioErrors, match="exclude each other"):
            study(tmp_path, "precision: 5 %, replications: 40", "compare.confidence=90 %")


class TestCommandLine:
    """What flags make of a scenario that is there already, resolved or not."""

    def test_they_replace_its_end(self, tmp_path: Path) -> None:
        fixed = study(tmp_path, "replications: 40")
        open_ = loaded(fixed, precision="50 k USD / year")
        assert (open_.precision, open_.replications) == (Tolerance(50_000.0, currency="USD"), 1920)
        more = loaded(open_, max_replications=60)
        assert (more.precision, more.replications) == (open_.precision, 60)
        finer = loaded(more, precision="1 %")
        assert (finer.precision, finer.replications) == (Tolerance(0.01, relative=True), 60)
        again = loaded(finer, replications=7)
        assert again.model_copy(update={"replications": 40}) == fixed

    @pytest.mark.parametrize(
        ("flags", "words"),
        [
            ({"precision": "5"}, "--precision '5': the unit is missing (net_value decides)"),
            ({"precision": "5 EUR / year"}, "EUR, but the scenario counts in USD"),
            ({"precision": "5 %", "replications": 9}, "--replications is given, too"),
            ({"max_replications": 90}, "and nothing is"),
            ({"precision": "5 %", "max_replications": 9}, "the first look is after 30"),
            ({"max_replications": 90, "replications": 9}, "--replications is given, too"),
        ],
    )
    def test_what_cannot_be_is_said_of_the_flag(
        self, flags: dict[str, object], words: str, tmp_path: Path
    ) -> None:
        fixed = study(tmp_path, "replications: 40")
        with pytest.raises(ScenarioErrors) as caught:
            loaded(fixed, **flags)  # type: ignore[arg-type]
        assert words in str(caught.value)
        assert str(caught.value).startswith("--")
        assert ":1:1" not in str(caught.value)

    def test_pairs_stay_pairs(self, tmp_path: Path) -> None:
        pairs = study(tmp_path, "replications: 40, antithetic: true")
        assert loaded(pairs, replications=6).replications == 6
        with pytest.raises(ScenarioErrors, match="no two pairs"):
            loaded(pairs, replications=5)

    def test_one_alternative_has_no_difference(self, tmp_path: Path) -> None:
        path = tmp_path / "alone.yaml"
        path.write_text("name: x\n")
        with pytest.raises(ScenarioErrors, match="one alternative"):
            loaded(path, precision="5 %")


UNITS = sorted({row.unit for row in MEASURES.values()})


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("size", [0.5, 1 / 3, 20.0, 1e6])
def test_every_unit_reads_back(unit: str, size: float) -> None:
    money = "EUR" if "currency" in unit else ""
    if unit.startswith("currency"):
        size = round(size, 2)
    size = size / 1e6 if unit == "share" else size
    if unit.startswith("working days"):
        size = min(size, 1000.0)
    one = Tolerance(size, currency=money)
    assert read_tolerance(tolerance_text(one, unit), unit) == one
    with pytest.raises(UnitError, match="unit is missing"):
        read_tolerance("5", unit)
    assert read_tolerance("5 %", unit) == Tolerance(0.05, relative=True)


def test_a_zone_may_be_none() -> None:
    assert read_zone("none", "share") == NO_ZONE
    assert tolerance_text(NO_ZONE, "share") == "none"
    with pytest.raises(UnitError) as caught:
        read_zone("nothing", "share")
    assert '"none"' in caught.value.allowed


def test_amounts_by_hand() -> None:
    assert read_tolerance("3 weeks", "working days").size == 15
    assert read_tolerance("2.5 points", "share").size == 0.025
    assert read_tolerance("2 percentage points", "share").size == 0.02
    assert read_tolerance("1.2 M USD", "currency").size == 1_200_000
    assert read_tolerance("1 k USD / first release", "currency / first release").size == 1000
    assert read_tolerance("1 week / model and year", "working days / model and year").size == 5
    assert read_tolerance("0.2 incidents/year", "incidents / year").size == 0.2
