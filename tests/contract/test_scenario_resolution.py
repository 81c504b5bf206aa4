"""From what is written to worlds: precedence, contexts, changes, names; and back again."""

import pickle
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from sim.process import PARAMETERS
from sim.scenario import Scenario, ScenarioErrors, load, write
from sim.scenario.composition import effects_of, way_of_working
from sim.scenario.values import default
from sim.stages import STAGES, held
from sim.units import DAYS, TICKS_PER_DAY, parse_distribution

YEAR = DAYS["year"] * TICKS_PER_DAY

FULL = """\
name: When should IT take over?
question: |
  Two lines: with "quotes", a # and 'more'.
  And \u00fcmlauts.
begins: 2027-01-01
horizon: 2 years
history: 1 year
seed: 7
organisation:
  stage: 2
  staff: {data_scientist: 8}
  improvement_reserve: {it_engineer: 12.5 %}
  training_slots: unlimited
portfolio: {models: 1_000, use_cases: 1 / 9 days}
process:
  release.deploy.effort: {lognormal: {mean: 1.5 days, cv: 0.6}}
  demand.backlog_expiry: never
  demand.wip_per_data_scientist: unlimited
changes:
  hire: {at: 2028-01-01, staff: {it_engineer: 7}}
  earlier: {at: -6 months, process: {shift.rate: 1 / year}}
contexts:
  few models: {portfolio: {models: 5}}
  "no": {process: {shift: {rate: 3 / year}}}
baseline: as today
alternatives:
  IT at once: {organisation: {stage: 3}}
  as today: {}
  IT later:
    changes:
      take over: {at: 6 months, stage: 3, process: {release.test.effort: 2 days}}
      hire: {staff: {it_engineer: 9}}
compare:
  measures: [toil_share, throughput]
  decide_on: throughput
  replications: 12
  confidence: 90 %
"""


def loaded(folder: Path, text: str = FULL, *sets: str) -> Scenario:
    path = folder / "study.yaml"
    path.write_text(text)
    return load(path, sets)


def test_an_empty_scenario_is_the_documented_default(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "name: x\n")
    world = scenario.world()
    assert (scenario.baseline, scenario.alternatives, scenario.contexts) == (
        "as it is",
        ("as it is",),
        (None,),
    )
    assert (scenario.seed, scenario.replications, scenario.confidence) == (1, 100, 0.95)
    assert (world.history, world.horizon, world.stage) == (2 * YEAR, 3 * YEAR, 2)
    assert world.staff == {"data_scientist": 5, "it_engineer": 5}
    assert world.improvement_reserve == {"data_scientist": 0, "it_engineer": 0}
    assert (world.training_slots, world.models, world.use_cases) == (1, 10, 30 / 252)
    assert world.changes == ()
    assert world.process == way_of_working(held(2))


def test_every_cell_is_there_in_the_order_of_the_file(tmp_path: Path) -> None:
    scenario = loaded(tmp_path)
    assert scenario.contexts == ("few models", "no")
    assert scenario.alternatives == ("IT at once", "as today", "IT later")
    assert len(scenario.cells) == 6
    assert scenario.world() == scenario.cells[1].world
    assert scenario.world("as today", "no").models == 1000
    with pytest.raises(KeyError, match="as today"):
        scenario.world("as todya")


def test_default_stage_file_context_alternative_set_each_wins_over_the_one_before(
    tmp_path: Path,
) -> None:
    layers = [
        ("", "name: x\n", "data_scientist"),
        ("stage", "organisation: {stage: 3}\n", "it_engineer"),
        ("file", "process: {release.deploy.by: data_scientist}\n", "data_scientist"),
        ("context", "contexts: {c: {process: {release.deploy.by: never}}}\n", "never"),
        (
            "alternative",
            "alternatives: {a: {process: {release: {deploy: {by: it_engineer}}}}}\n",
            "it_engineer",
        ),
    ]
    text = ""
    for _, line, expected in layers:
        text += line
        world = loaded(tmp_path, text).cells[0].world
        assert world.process["release.deploy.by"] == expected
    by_hand = loaded(tmp_path, text, "process.release.deploy.by=never")
    assert by_hand.cells[0].world.process["release.deploy.by"] == "never"


def test_a_change_carries_all_that_holds_from_its_day_on(tmp_path: Path) -> None:
    world = loaded(tmp_path).world("IT later", "few models")
    earlier, take_over, hire = world.changes
    assert (earlier.name, take_over.name, hire.name) == ("earlier", "take over", "hire")
    assert earlier.at == -6 * DAYS["month"] * TICKS_PER_DAY
    assert hire.at == round(365 * 252 * TICKS_PER_DAY / 365)
    assert earlier.process is not None
    assert earlier.process["shift.rate"] == 1 / 252
    assert earlier.process["release.deploy.by"] == "data_scientist"
    assert (earlier.stage, earlier.staff) == (None, None)
    assert take_over.process is not None
    assert take_over.stage == 3
    # The new stage's rows, below what the file says, below all changes so far.
    assert take_over.process["release.deploy.by"] == "it_engineer"
    assert take_over.process["shift.rate"] == 1 / 252
    assert take_over.process["release.test.effort"] == parse_distribution("2 days")
    deploy = parse_distribution({"lognormal": {"mean": "1.5 days", "cv": 0.6}})
    assert take_over.process["release.deploy.effort"] == deploy
    # A named change of the file, patched by the alternative.
    assert hire.staff == {"data_scientist": 8, "it_engineer": 9}
    assert hire.process is None


def test_a_date_is_counted_in_working_days(tmp_path: Path) -> None:
    scenario = loaded(tmp_path)
    assert scenario.begins == date(2027, 1, 1)
    assert scenario.world("as today", "no").changes[-1].at == YEAR


@pytest.mark.parametrize("stage", STAGES)
def test_a_way_of_working_is_complete(stage: int) -> None:
    way = way_of_working(held(stage))
    assert list(way) == list(PARAMETERS)
    differing = {name for name in PARAMETERS if way[name] != default(name)}
    assert differing <= effects_of(held(stage)).keys()


@pytest.mark.parametrize("text", [FULL, "name: x\n", "name: '1e3'\nquestion: ''\n"])
def test_the_resolved_form_reads_back_to_an_equal_scenario(text: str, tmp_path: Path) -> None:
    scenario = loaded(tmp_path, text)
    written = write(scenario)
    assert written.startswith("resolved: 1\n")
    again = loaded(tmp_path, written)
    assert again == scenario
    assert again.hash == scenario.hash
    assert write(again) == written
    assert again.cells[0].world.process == scenario.cells[0].world.process
    assert list(again.cells[0].world.process) == list(PARAMETERS)


def test_the_resolved_form_names_every_parameter(tmp_path: Path) -> None:
    written = write(loaded(tmp_path))
    assert all(f"    {name}: " in written for name in PARAMETERS)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    shift.rate: 3 / year\n", "    shift.rte: 3 / year\n", "did you mean: shift.rate"),
        ("    way: w1\n", "    way: w99\n", "no way of working 'w99'"),
        ("baseline: as today", "baseline: as toddy", "no alternative 'as toddy'"),
        ("    alternative: as today", "    alternative: IT at once", "not every alternative once"),
        ("    people.switching: 0.1 days\n", "", "lacks people.switching"),
        ("    models: 5\n", "", "the key models is missing"),
        ("    models: 5\n", "    models: -5\n", "totals, not changes"),
        ("    horizon: 2 years\n", "    horizon: 1 week\n", "lies after the horizon"),
        ("seed: 7", "seed: 7\nextra: 1", "no key 'extra'"),
    ],
)
def test_a_resolved_file_with_mistakes_is_refused(
    old: str, new: str, words: str, tmp_path: Path
) -> None:
    written = write(loaded(tmp_path))
    assert old in written
    with pytest.raises(ScenarioErrors) as caught:
        loaded(tmp_path, written.replace(old, new))
    assert words in str(caught.value)


def test_a_resolved_file_takes_no_settings(tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors, match="takes no --set"):
        loaded(tmp_path, write(loaded(tmp_path)), "seed=3")


def test_the_hash_is_of_what_is_done_not_of_what_it_is_called(tmp_path: Path) -> None:
    scenario = loaded(tmp_path)
    renamed = loaded(tmp_path, FULL.replace("name: When should IT", "name: When does IT"))
    assert renamed.hash == scenario.hash
    for old, new in [("seed: 7", "seed: 8"), ("1.5 days", "1.6 days"), ("few models:", "few:")]:
        assert loaded(tmp_path, FULL.replace(old, new)).hash != scenario.hash


def test_a_scenario_is_frozen_and_travels(tmp_path: Path) -> None:
    scenario = loaded(tmp_path)
    with pytest.raises(ValidationError):
        scenario.seed = 3  # type: ignore[misc]
    with pytest.raises(ValidationError):
        scenario.cells[0].world.models = 3  # type: ignore[misc]
    twin = pickle.loads(pickle.dumps(scenario))
    assert twin == scenario
    assert twin.hash == scenario.hash


def test_one_day_may_bring_two_changes_of_different_things(tmp_path: Path) -> None:
    text = (
        "name: x\nchanges:\n  a: {at: 1 year, staff: {it_engineer: 3}}\n"
        "  b: {at: 1 year, staff: {data_scientist: 3}}\n  c: {at: 1 year, stage: 3}\n"
    )
    changes = loaded(tmp_path, text).world().changes
    assert [change.name for change in changes] == ["a", "b", "c"]
    assert changes[1].staff == {"data_scientist": 3, "it_engineer": 3}


def test_work_that_somebody_is_hired_for_later_is_no_mistake(tmp_path: Path) -> None:
    text = "name: x\norganisation: {stage: 3, staff: {it_engineer: 0}}\n"
    later = "changes: {hire: {at: 1 month, staff: {it_engineer: 2}}}\n"
    assert loaded(tmp_path, text + later).world().staff["it_engineer"] == 0
    gone = "changes: {fire: {at: 1 month, stage: 3, staff: {it_engineer: 0}}}\n"
    with pytest.raises(ScenarioErrors, match="nobody is left"):
        loaded(tmp_path, "name: x\n" + gone)


def test_the_default_measure_decides(tmp_path: Path) -> None:
    assert loaded(tmp_path, "name: x\n").decide_on == "net_value"
    usual = ("net_value", "value_delivered", "throughput", "toil_share", "staff_cost")
    assert loaded(tmp_path, "name: x\n").measures == usual
    chosen = loaded(tmp_path, "name: x\ncompare: {decide_on: age_of_wip}\n")
    assert chosen.decide_on == "age_of_wip"
    assert chosen.measures[-1] == "age_of_wip"
