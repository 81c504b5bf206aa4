"""`mlorg list`, and what `mlorg show` says of stage, gaps and who does what."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.report.ways import of_stages, way
from sim.capabilities import CAPABILITIES
from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.scenario import library
from sim.scenario.composition import way_of_working
from sim.stages import STAGES
from tests.contract.typed import mlorg

pytestmark = pytest.mark.usefixtures("here")
KNOWN = {
    "stages": list(map(str, STAGES)),
    "capabilities": list(CAPABILITIES),
    "parameters": list(PARAMETERS),
    "measures": list(MEASURES),
    "scenarios": list(library.names()),
}


def listed(*arguments: str) -> Any:
    return json.loads(mlorg("list", *arguments, "--json").stdout)


@pytest.mark.parametrize("catalogue", KNOWN)
def test_everything_is_listed(catalogue: str) -> None:
    lines = mlorg("list", catalogue).stdout.splitlines()[2:]
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == KNOWN[catalogue]
    assert max(map(len, lines)) <= 155
    rows = listed(catalogue)
    assert [str(next(iter(row.values()))) for row in rows] == KNOWN[catalogue]


def test_without_a_word_it_says_what_can_be_listed() -> None:
    assert listed() == [{"catalogue": name, "rows": len(rows)} for name, rows in KNOWN.items()]
    assert mlorg("list").stdout.split()[3:5] == ["catalogue", "rows"]


@pytest.mark.parametrize(
    ("catalogue", "word", "first", "count"),
    [
        ("parameters", "CANARY", "release.canary.by", None),
        ("parameters", "deploy by", "release.deploy.by", 2),
        ("measures", "cost of delay", None, None),
        ("capabilities", "drift", None, None),
        ("stages", "notebooks", "3", 1),
        ("scenarios", "insurer", "stage-1-insurer", None),
    ],
)
def test_a_word_in_name_or_meaning(
    catalogue: str, word: str, first: str | None, count: int | None
) -> None:
    """Some of all, in their order; each has the word."""
    rows = listed(catalogue, word)
    names = [str(next(iter(row.values()))) for row in rows]
    assert 0 < len(names) < len(KNOWN[catalogue])
    assert names == [name for name in KNOWN[catalogue] if name in names]
    assert first is None or names[0] == first
    assert count is None or len(names) == count


def test_no_definition_of_a_measure_is_cut() -> None:
    whole = mlorg("list", "measures").stdout
    assert "..." not in whole + mlorg("list", "measures", "cost_of_delay").stdout
    rest = whole.splitlines()[2:]
    start = rest[0].index(MEASURES["net_value"].meaning.split()[0])
    told = " ".join(" ".join(line[start:] for line in rest).split())
    for measure in MEASURES.values():
        assert " ".join(measure.meaning.split()) in told


def test_where_no_row_has_a_word() -> None:
    done = mlorg("list", "parameters", "canry")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "none of the parameters has 'canry' in its name or its meaning" in done.stderr
    assert "did you mean: canary" in done.stderr
    done = mlorg("list", "measures", "zzzzqq")
    assert (done.exit_code, f"all {len(MEASURES)} are listed" in done.stderr) == (2, True)


def test_no_such_catalogue() -> None:
    done = mlorg("list", "capability")
    assert done.exit_code == 2
    assert "capabilities" in done.stderr


def test_of_an_unknown_word_it_says_what_was_meant() -> None:
    for word, meant in (("capability", "capabilities"), ("scenario", "scenarios")):
        done = mlorg("list", word)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"did you mean: {meant}" in done.stderr
    done = mlorg("list", "\x1b[31mzzz")
    assert done.exit_code == 2
    assert "did you mean" not in done.stderr
    assert "\x1b" not in done.stderr


def test_scenarios_are_organisations_or_studies() -> None:
    rows = {row["scenario"]: row for row in listed("scenarios")}
    kinds = {name for name, row in rows.items() if row["kind"] == "organisation"}
    assert kinds == set(library.organisations())
    said = "stage 3; 6 data scientists, 6 IT; 12 models, 18 / year use cases"
    assert (rows["bank"]["about"], rows["bank"]["question"]) == (said, None)
    study = rows["five-ways-of-working"]
    assert study["about"] == study["question"] != ""


def test_all_that_is_known_of_a_capability() -> None:
    rows = {row["capability"]: row for row in listed("capabilities")}
    store = rows["feature_store"]
    assert (store["stage"], rows["environment_scanning"]["stage"]) == (5, None)
    assert store["build"]["it_engineer"] == {
        "value": "12 months",
        "range": "6 months to 24 months",
        "source": "I04, assumption",
    }
    grant = {
        "parameter": "operate.grant_access.by",
        "set": "automatic",
        "scope": "model",
        "range": None,
        "source": "decision",
    }
    assert grant in store["effects"]


class TestShow:
    """Stage, what is held, gaps, who does what, and whose each value is."""

    @staticmethod
    def shown(here: Path, organisation: str) -> list[str]:
        (here / "o.yaml").write_text(f"name: x\norganisation: {organisation}\n")
        return mlorg("show", "o.yaml").stdout.splitlines()

    def test_what_is_held_and_what_lacks(self, here: Path) -> None:
        lines = self.shown(here, "{stage: 3, without: [ml_canvas]}")
        assert "stage 3, IT does the serving: " in "\n".join(lines)
        assert "holds: data_strategy, environments, it_serving, simple_serving" in lines
        assert "gaps: ml_canvas" in lines
        lines = self.shown(here, "{stage: 1}")
        assert "holds: nothing" in lines
        assert not any(line.startswith("gaps") for line in lines)

    def test_what_threatens_and_what_the_next_stage_would_add(self, here: Path) -> None:
        lines = self.shown(here, "{stage: 3, with: [containers]}")
        assert any(line.startswith("risks: Updating models is routine") for line in lines)
        added = "training_pipelines, ci_tests, retraining_triggers"
        assert f"next: stage 4, Continuous integration, would add {added}" in lines
        assert not any(line.startswith("next: ") for line in self.shown(here, "{stage: 5}"))

    @pytest.mark.parametrize("name", library.organisations())
    def test_every_organisation_is_shown_on_a_page(self, name: str) -> None:
        lines = mlorg("show", name).stdout.splitlines()
        head = lines[: lines.index("")]
        kinds = [line.partition(" ")[0].rstrip(":") for line in head[1:]]
        for kind in ("stage", "holds", "risks", "staff", "portfolio", "operations"):
            assert kinds.count(kind) == 1
        assert ("operations: none, for nothing is deployed" in head) == (name == "stage-1-insurer")
        assert {"Way of working", "Who does what", "All process parameters"} <= set(lines)
        assert max(map(len, lines[len(head) :])) <= 140

    def test_all_of_it_for_programs(self, here: Path) -> None:
        self.shown(here, "{stage: 5, without: [ml_canvas]}")
        document = json.loads(mlorg("show", "o.yaml", "--json").stdout)
        assert document["stage"] == 5
        assert document["gaps"] == ["ml_canvas"]
        assert document["held"] == sorted(document["held"])
        assert {"step": "deploy", "who or what": "automatic"} in document["way_of_working"]
        whose = {row["parameter"]: row["from"] for row in document["parameters"]}
        assert whose["development.access.effort"] == "environments, feature_store"
        assert whose["refresh.cadence"] == "continuous_deployment"

    def test_who_does_what(self, here: Path) -> None:
        lines = self.shown(here, "{stage: 4}")
        start = lines.index("Way of working")
        table = lines[start + 2 : lines.index("", start)]
        assert [line.split("  ")[0] for line in table] == list(of_stages()[4])
        assert any(line.split() == ["deploy", "IT", "engineer"] for line in table)

    def test_changes_of_what_is_held(self, here: Path) -> None:
        (here / "c.yaml").write_text(
            "name: x\norganisation: {stage: 3}\nchanges:\n"
            "  a: {at: 1 month, with: [feature_store]}\n"
            "  b: {at: 2 months, stage: 4, without: [ml_canvas]}\n"
        )
        lines = [one for one in mlorg("show", "c.yaml").stdout.splitlines() if "planned c" in one]
        assert lines == [
            "planned change 'a': day 21: with feature_store",
            "planned change 'b': day 42: stage 3 -> 4; without feature_store, ml_canvas",
        ]


def test_where_nothing_is_in_production_nobody_does_it() -> None:
    nothing = way_of_working(())
    assert way(nothing, live=False)["operate"] == "-"
    assert way(nothing, live=True)["operate"] == "data scientist"
    assert of_stages()[1]["refresh asked for"] == "-"
    assert of_stages()[5]["refresh asked for"] == "after 30 calendar days, or on drift"
