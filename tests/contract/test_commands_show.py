"""What `mlorg show` prints for people."""

import json
import re
from pathlib import Path

import pytest

import sim
from analysis.report import once_built
from analysis.report.words import rounded
from sim.process import PARAMETERS
from sim.units import parse_rate
from tests.contract.typed import mlorg

pytestmark = pytest.mark.usefixtures("here")

PLAN = """\
begins: 2027-01-01
history: 1 year
horizon: 2 years
organisation: {staff: {data_scientist: 12}}
changes:
  hire: {at: 2027-04-01, staff: {data_scientist: 13}, stage: 3}
  sooner: {at: -1 month, process: {refresh.cadence: 90 calendar days}}
  again: {at: 2028-01-01, staff: {data_scientist: 11}}
"""


def planned(here: Path, text: str) -> list[str]:
    (here / "plan.yaml").write_text("name: A plan\n" + text)
    lines = mlorg("show", "plan.yaml").stdout.splitlines()
    return [line for line in lines if line.startswith("planned change")]


class TestPlannedChanges:
    """Each with its day, its date, and what becomes of what was."""

    def test_day_date_before_and_after(self, here: Path) -> None:
        assert planned(here, PLAN) == [
            "planned change 'sooner': 2026-12-02 (day -21): "
            "refresh.cadence 180 calendar days -> 90 calendar days",
            "planned change 'hire': 2027-04-01 (day 62): data scientists 12 -> 13; stage 2 -> 3",
            "planned change 'again': 2028-01-01 (day 252): data scientists 13 -> 11",
        ]

    def test_without_a_date_of_day_0(self, here: Path) -> None:
        changes = "changes: {hire: {at: 1 month, staff: {it_engineer: 7}}}\n"
        assert planned(here, changes) == ["planned change 'hire': day 21: IT engineers 5 -> 7"]

    def test_a_change_of_nothing_is_said_to_be_one(self, here: Path) -> None:
        changes = "changes: {same: {at: 1 month, stage: 2}}\n"
        assert planned(here, changes) == ["planned change 'same': day 21: nothing changes"]


class TestParameters:
    """What differs first, then everything."""

    @staticmethod
    def tables(*arguments: str) -> dict[str, list[str]]:
        text = mlorg("show", "s.yaml", *arguments).stdout
        blocks = [block.splitlines() for block in text.split("\n\n")[1:]]
        return {block[0]: block[1:] for block in blocks}

    def test_what_differs_comes_first(self) -> None:
        found = self.tables("--alternative", "engineers")
        assert list(found) == [
            "Way of working",
            "Not at its default",
            "Who does what",
            "All process parameters",
        ]
        assert [line.split()[0] for line in found["Not at its default"][1:]] == [
            "demand.estimate_error",  # by capabilities; who does what by them stands above
            "development.access.effort",
            "environments.kept",
            "refresh.cadence",
        ]
        assert "3 months" in found["Not at its default"][-1]
        assert "180 calendar days" in found["Not at its default"][-1]

    def test_every_parameter_with_unit_range_and_source(self) -> None:
        lines = self.tables()["All process parameters"]
        assert lines[0].split() == ["parameter", "value", "from", "unit", "range", "source"]
        named = [line.split()[0] for line in lines[1:] if not line.startswith(" ")]
        assert named[:-1] == list(PARAMETERS)  # and a line that says how to read it
        (loss,) = [line for line in lines if line.startswith("people.leaver_loss ")]
        assert "50 %" in loss
        assert "0 % to 100 %" in loss
        assert loss.endswith("assumption")

    def test_no_line_of_a_table_is_wider_than_120(self) -> None:
        tables = self.tables("--alternative", "engineers")
        assert max(len(line) for table in tables.values() for line in table) <= 120

    def test_wide_folds_nothing_and_has_meanings(self) -> None:
        lines = self.tables("--wide")["All process parameters"]
        assert len(lines) == 1 + len(PARAMETERS)
        for line, row in zip(lines[1:], PARAMETERS.values(), strict=True):
            assert line.endswith(row.meaning)
        assert any("{lognormal: {mean: 2 weeks, cv: 0.6}}" in line for line in lines)

    def test_operations_in_days(self, here: Path) -> None:
        def line(*arguments: str) -> str:
            lines = mlorg("show", "s.yaml", *arguments).stdout.splitlines()
            return next(line for line in lines if line.startswith("operations: "))

        assert line() == (
            "operations: 18 days a model and year (rates x efforts); incidents: 4 more"
        )
        rate = "process.operate.run_batch.rate=24 / year"
        assert line("--set", rate).startswith("operations: 22.8 days")
        never = "process.operate.tend_server.by=never"
        assert line("--set", never).startswith("operations: 13 days")
        assert "incidents: 7 more" in line("--set", "process.operate.pipeline_break.effort=3 days")


class TestInvestments:
    """What is to be built, and what each waits for."""

    FILE = """\
name: Building
begins: 2027-01-01
organisation: {stage: 2, investment_budget: 400 k USD / year}
investments:
  it_serving: {start: now}
  environments: {start: 6 months}
  training_pipelines: {after: environments}
  containers: {start: 1 year, at_stage: 3, when: {measure: toil_share, above: 60 %}}
  feature_store: {when: {measure: live_models, above: 12.5}}
"""

    @pytest.fixture
    def built(self, here: Path) -> Path:
        path = here / "built.yaml"
        path.write_text(self.FILE, "utf-8")
        return path

    def test_each_has_a_line(self, built: Path) -> None:
        lines = mlorg("show", str(built)).stdout.splitlines()
        assert [line for line in lines if line.startswith("investment")] == [
            "investment it_serving: on 2027-01-01 (day 0)",
            "investment environments: on 2027-07-02 (day 126)",
            "investment training_pipelines: after environments, needs it_serving",
            "investment containers: not before 2028-01-01 (day 252), needs environments, at stage "
            "3, when toil_share is above 60 %",
            "investment feature_store: needs environments, when live_models is above 12.5",
            "investment budget: 400 k USD / year",
        ]

    def test_programs_get_them_too(self, built: Path) -> None:
        found = json.loads(mlorg("show", str(built), "--json").stdout)
        assert found["investment_budget"] == "400 k USD / year"
        assert found["investments"][1] == {
            "capability": "environments",
            "day": 126,
            "date": "2027-07-02",
            "waits": ["on 2027-07-02 (day 126)"],
        }

    def test_a_budget_once_has_no_year(self, built: Path) -> None:
        once = mlorg("show", str(built), "--set", "organisation.investment_budget=90 k USD").stdout
        assert "\ninvestment budget: 90 k USD\n" in once

    def test_no_word_of_them_where_there_are_none(self, here: Path) -> None:
        assert "investment" not in mlorg("show", "s.yaml").stdout.split("Way of working")[0]


BUILDS = """\
baseline: nothing
investments: {}
alternatives:
  nothing: {}
  serving: {investments: {it_serving: {start: now}}}
  the same later: {investments: {it_serving: {start: 1 year}}}
  our wiki: {investments: {wiki: {start: now}}, process: {release.deploy.effort: 2 days}}
define_capabilities:
  wiki: {effects: {development.access.effort: {times: 0.5}, release.deploy.effort: {times: 0.5}}}
"""


def test_what_investments_change_once_built(here: Path) -> None:
    """Alternatives that change the same share rows; what is written stays as it is."""
    (here / "builds.yaml").write_text("name: Builds\n" + BUILDS)

    def shown(*arguments: str) -> list[list[str]]:
        text = mlorg("show", "builds.yaml", *arguments).stdout
        blocks = [block.splitlines() for block in text.split("\n\n")]
        found = [block for block in blocks if block[0] == once_built.TITLE]
        return [line.split() for block in found for line in block[2:-1]]

    rows = shown()
    assert ["release.deploy.by", "data_scientist", "it_engineer"] in [row[-3:] for row in rows]
    assert rows[0][:4] == ["'serving'", "and", "'the", "same"]
    [row] = shown("--alternative", "our wiki")
    assert " ".join(row) == (
        "'our wiki' development.access.effort lognormal 2 days, cv 0.6 lognormal 1 day, cv 0.6"
    )
    assert shown("--alternative", "nothing") == []
    document = json.loads(
        mlorg("show", "builds.yaml", "--alternative", "our wiki", "--json").stdout
    )
    assert [one["parameter"] for one in document["once_built"]] == ["development.access.effort"]


def test_effects_that_do_not_happen_are_marked(here: Path) -> None:
    text = (
        "define_capabilities:\n  desk: {effects: {shift.rate: {times: 0.5}}}\n"
        "  other: {effects: {shift.rate: {times: 0.9}}}\n"
        "organisation: {with: [desk]}\n"
    )
    (here / "desk.yaml").write_text("name: x\n" + text)
    assert "overruled" not in mlorg("show", "desk.yaml").stdout.lower()
    (here / "desk.yaml").write_text(f"name: x\n{text}process: {{shift.rate: 0.1 / year}}\n")
    shown = mlorg("show", "desk.yaml").stdout
    assert "shift.rate times 0.5 (overruled)" in shown
    assert "shift.rate times 0.9 (" not in shown  # not held, so it would do nothing anyway
    assert "Overruled: does not happen" in shown


def test_effects_of_what_is_built_are_marked_too(here: Path) -> None:
    (here / "desk.yaml").write_text(
        "name: x\nprocess: {shift.rate: 0.1 / year}\n"
        "define_capabilities: {desk: {effects: {shift.rate: {times: 0.5}}}}\n"
        "investments: {desk: {start: now}}\n"
    )
    assert "shift.rate times 0.5 (overruled)" in mlorg("show", "desk.yaml").stdout


def test_figures_are_as_somebody_would_write_them(here: Path) -> None:
    """12 x 0.3 is 3.6, whatever it is in binary; as data it is what is used."""
    times = "{operate.check_outputs.rate: {times: 0.3}, demand.estimate_error: {times: 0.3}}"
    (here / "desk.yaml").write_text(
        f"name: x\ndefine_capabilities: {{desk: {{effects: {times}}}}}\n"
        "organisation: {with: [desk]}\n"
    )
    used = sim.load("desk.yaml").world().process["operate.check_outputs.rate"]
    assert used * 252 != 3.6
    for wide in ((), ("--wide",)):
        shown = mlorg("show", "desk.yaml", *wide).stdout
        assert "3.6 / year" in shown
        assert not re.search(r"[0-9]\.[0-9]{12}", shown)
    rows = json.loads(mlorg("show", "desk.yaml", "--json").stdout)["parameters"]
    (value,) = [row["value"] for row in rows if row["parameter"] == "operate.check_outputs.rate"]
    assert parse_rate(value) == used


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("3.5999999999999996 / year", "3.6 / year"),
        ("{lognormal: {mean: 0.99999999999999989 days, cv: 0.6}}",
         "{lognormal: {mean: 1 day, cv: 0.6}}"),
        ("1.2345678901234e-05", "1.23456789012e-05"),
        ("21 days", "21 days"),
        ("0.125 days", "0.125 days"),
        ("99_999.99 USD / year", "99_999.99 USD / year"),
    ],
)  # fmt: skip
def test_numbers_are_told_to_twelve_digits(text: str, short: str) -> None:
    assert rounded(text) == short
