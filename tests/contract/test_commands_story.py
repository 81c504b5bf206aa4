"""The story that `mlorg run` tells: who it is, where time goes, one history quarter by quarter."""

import dataclasses
import json
import math
from pathlib import Path

import pytest

import sim
from analysis.report import by_role, history, story
from analysis.report.reached import reached
from analysis.report.words import percent, quantity
from analysis.study.compare import Study
from analysis.study.outcome import Job, Outcome
from analysis.study.replicate import replicate
from analysis.study.scenarios import only
from sim.measures import MEASURES
from sim.organisation.programme import Milestone
from sim.vocabulary import PEOPLE
from tests.contract.typed import mlorg

pytestmark = pytest.mark.usefixtures("here")
SHORT = ("--jobs", "1", "--quiet")
QUARTER = 63 * 2**20


def lived(source: str, *sets: str, worlds: int = 3) -> Study:
    """A run of a scenario's baseline."""
    ready = only(sim.load(source, sets), None, None)
    job = Job((ready.cells[0].world,), ready.seed, incidents=True)
    return Study(ready, replicate(job, worlds, jobs=1), keeps_incidents=True)


def chosen(outcomes: list[Outcome]) -> int | None:
    """Which of some worlds is told."""
    found = story.typical(Study(only(sim.load("s.yaml"), None, None), tuple(outcomes)))
    return None if found is None else found.replication


def worlds(*values: float | None) -> list[Outcome]:
    """Worlds with these values of what decides; None that failed would have no measures at all."""
    return [
        Outcome(0, number, None, {"throughput": value}, (), ())
        for number, value in enumerate(values)
    ]


def test_a_retailer_is_told_on_a_screen_or_two(here: Path) -> None:
    done = mlorg("run", "stage-3-retailer", "--replications", "2", *SHORT)
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.exception) == (0, None)
    assert lines[0] == "Retailer at stage 3, alternative 'as it is'"
    assert lines[1].startswith("stage 3, IT does the serving: ")
    assert "staff: data_scientist 8, it_engineer 6" in lines
    chapters = [line for line in lines if line.startswith("Quarter ")]
    assert [line.partition(":")[0] for line in chapters] == [f"Quarter {q}" for q in range(1, 13)]
    assert len(lines) <= 80
    assert max(map(len, chapters)) <= 520
    told = " ".join(chapters)
    for word in (
        "most time of data scientists on ",
        "% and ",
        ", of IT engineers on ",
        "the bottleneck is waiting for ",
        "broken pipelines",
        " USD delivered, ",
    ):
        assert word in told
    assert "others go otherwise" in done.stdout
    assert "Where the value goes: " in lines[-3]
    assert "Obsolete models  " not in done.stdout  # all measures: with --details


def test_the_time_of_a_quarter_adds_up_to_all_of_it() -> None:
    found = lived("stage-2-retailer", "history=1 quarter", "horizon=2 quarters")
    table = story.time_table(history.means_by_quarter(found), history.names(found))
    assert [row[0] for row in table.rows] == ["1", "2"]
    for row in table.rows:
        assert math.fsum(map(float, row[1:])) == pytest.approx(100, abs=0.5)
    assert "hand-over" not in table.heads  # nobody hands over anything: no column


def test_the_world_in_the_middle_is_told() -> None:
    assert chosen(worlds(5, 1, 3)) == 2
    assert chosen(worlds(1, 2, 3, 4)) == 1  # of an even number the lower of the middle
    assert chosen(worlds(7, 7, 7)) == 1
    assert chosen(worlds(None, 1, 2)) == 0  # not reached in all: there is no middle
    failed = dataclasses.replace(worlds(9)[0], error="broken", measures={})
    assert chosen([failed, *worlds(1)]) == 0
    assert chosen([failed]) is None


def test_where_all_worlds_failed_there_is_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(sim, "simulate", fails)
    done = mlorg("run", "s.yaml", "--replications", "2", *SHORT)
    assert done.exit_code == 1
    assert "2 of 2 replications failed" in done.stdout
    assert "possible history" not in done.stdout
    document = json.loads(mlorg("run", "s.yaml", "--replications", "2", *SHORT, "--json").stdout)
    assert (document["story"]["world"], document["story"]["chapters"]) == (None, [])


def test_json_has_it_and_its_counts_are_those_of_the_world() -> None:
    document = json.loads(mlorg("run", "s.yaml", "--replication", "1", *SHORT, "--json").stdout)
    told = document["story"]
    assert (told["stage"], told["gaps"], told["world"]) == (2, [], 1)
    assert told["introduction"].startswith("One possible history, that of world 1")
    found = sim.simulate(sim.load("s.yaml"), replication=1, incidents=True)
    assert found.incidents is not None
    for chapter in told["chapters"]:
        begun = [x.kind for x in found.incidents if x.onset // QUARTER + 1 == chapter["quarter"]]
        assert chapter["incidents"] == {kind: begun.count(kind) for kind in begun}
    assert sum(sum(one["incidents"].values()) for one in told["chapters"]) > 0


def test_each_quarter_says_who_does_what_and_what_it_spends() -> None:
    found = lived("stage-3-retailer", "history=1 quarter", "horizon=100 days", worlds=1)
    again = sim.simulate(found.scenario.cells[0].world, seed=found.scenario.seed)
    told = story.chapters(found)
    assert len(told) == len(again.quarters) == 2  # the last is short
    for chapter, window in zip(told, again.quarters, strict=True):
        assert chapter.delivered == window.money("delivered") > 0
        assert chapter.spent == sum(x[3] for x in again.money if x[0] == chapter.quarter)
        money = f"{quantity(chapter.delivered, 'USD')} delivered, {quantity(chapter.spent, 'USD')}"
        assert f"; {money} spent; " in chapter.text
        for role, called in PEOPLE.items():
            shares = chapter.time[role]
            assert math.fsum(shares.values()) == pytest.approx(1)
            worked = {kind: on for kind, on in shares.items() if kind not in by_role.NO_WORK}
            most = max(worked, key=worked.__getitem__)
            ticks = window.spent((role,), (most,))
            of_all = ticks / (window.heads(role) + window.spent((role,), ("vacant",)))
            first = f"of {called} on {by_role.short(most)} {percent(of_all)}"
            assert first in chapter.text


def test_posts_that_are_vacant_are_no_work() -> None:
    shares = {"it_engineer": {"vacant": 0.6, "idle": 0.2, "overhead": 0.15, "upkeep": 0.05}}
    assert by_role.who(shares) == "most time of IT engineers on upkeep 5 %"
    assert by_role.who({"it_engineer": {"vacant": 1.0, "upkeep": 0.0}}) == "nobody works"
    assert set(by_role.NO_WORK) < set(by_role.kinds_of_time())


def test_the_time_of_each_role_is_that_of_all_worlds() -> None:
    found = lived("stage-3-retailer", "history=1 quarter", "horizon=2 quarters")
    table = by_role.table(found)
    assert [row[0] for row in table.rows] == ["data scientists", "IT engineers"]
    for role, row in zip(PEOPLE, table.rows, strict=True):
        assert math.fsum(map(float, row[1:])) == pytest.approx(100, abs=0.5)
        spent = [x for one in found.outcomes for x in one.time if x[0] == role]
        share = sum(x[2] for x in spent if x[1] == "idle") / sum(x[2] for x in spent)
        assert float(row[table.heads.index("idle")]) == pytest.approx(100 * share, rel=0.01)


def test_it_says_what_the_next_stage_lacks_when_that_changes() -> None:
    found = lived("leapfrog", "horizon=1 quarter", worlds=1)
    assert "stage 2 (stage 3 lacks it_serving and environments); " in story.chapters(found)[0].text
    world = only(sim.load("leapfrog"), "leap", None).cells[0].world
    steps = [Milestone(0, "begun", "x")]
    steps += [Milestone(10, "built", name) for name in ("it_serving", "environments")]
    assert str(reached(world, steps, 10)) == "stage 2 (stage 3 lacks it_serving and environments)"
    waits = "stage 3 waits for most models to adopt what is built"
    assert str(reached(world, steps, 11)) == f"stage 2 ({waits})"
    steps.append(Milestone(20, "stage", "3"))
    built = ("training_pipelines", "containers", "ci_tests", "continuous_deployment")
    steps += [Milestone(30, "built", name) for name in built]
    lacks = "stage 4 lacks retraining_triggers; of later stages there is continuous_deployment"
    assert str(reached(world, steps, 31)) == f"stage 3 ({lacks})"


def test_gaps_are_told_and_a_stage_that_is_planned_is_reached() -> None:
    gap = "organisation.without=[ml_canvas]"
    plan = "changes={back: {at: 70 days, stage: 1}, ahead: {at: 130 days, stage: 5}}"
    short = ("history=1 quarter", "horizon=4 quarters")
    found = lived("stage-3-retailer", gap, plan, *short, worlds=1)
    first, second, third, last = story.chapters(found)
    assert "stage 3, gaps: ml_canvas (stage 4 lacks training_pipelines, " in first.text
    assert "; stage 1 (stage 2 lacks data_strategy, ml_canvas and simple_serving); " in second.text
    assert "; stage 5; " in third.text
    assert "stage" not in last.text
    assert [one.reached.stage for one in (first, second, third, last)] == [3, 1, 5, 5]
    said = story.document(found)
    assert said["gaps"] == said["chapters"][0]["gaps"] == ["ml_canvas"]
    assert [one["lacks_for_next_stage"] for one in said["chapters"][2:]] == [[], []]


def test_planned_changes_are_told_when_they_come(here: Path) -> None:
    (here / "p.yaml").write_text(
        "name: p\nbegins: 2027-01-01\nhistory: 0 days\nhorizon: 1 year\nchanges:\n"
        "  IT takes over: {at: 2027-08-01, stage: 3}\n"
        "  hire: {at: 0 days, staff: {it_engineer: 9}}\n"
    )
    done = mlorg("run", "p.yaml", "--replications", "2", *SHORT)
    lines = done.stdout.splitlines()
    when = [line.partition(":")[0] for line in lines if " comes into force " in line]
    assert when == ["2027 Q1", "2027 Q3"]
    assert any(line.startswith("planned: 'IT takes over', ") for line in lines)


def test_what_is_built_is_told_when_it_is(here: Path) -> None:
    (here / "i.yaml").write_text(
        "name: i\nextends: stage-4-retailer\nhistory: 0 days\nhorizon: 2 years\n"
        "portfolio: {models: 2}\ninvestments: {metadata_store: {start: 4 months}}\n"
    )
    found = lived("i.yaml", worlds=1)
    steps = {m.what: m.at // QUARTER + 1 for m in found.outcomes[0].milestones}
    assert steps["begun"] == 2
    assert steps["built"] >= 2
    told = {one.quarter: one.text for one in story.chapters(found)}
    assert "metadata_store is begun" in told[2]
    assert "metadata_store is built" in told[steps["built"]]
    assert "investments: metadata_store" in story.opening(found.scenario)


def test_of_a_long_history_its_beginning_and_end() -> None:
    flags = (
        "--replications",
        "2",
        *SHORT,
        "--set",
        "horizon=5 years",
    )
    lines = mlorg("run", "s.yaml", *flags).stdout.splitlines()
    assert sum(line.startswith("Quarter ") for line in lines) == story.MOST_TOLD
    assert "... 4 quarters are left out (--details tells them, too)" in lines
    lines = mlorg("run", "s.yaml", *flags, "--details").stdout.splitlines()
    assert sum(line.startswith("Quarter ") for line in lines) == 20


def test_where_nothing_is_deployed_it_tells_of_the_sponsor() -> None:
    found = lived("stage-1-insurer", "history=1 quarter", "horizon=2 quarters", worlds=2)
    for chapter in story.chapters(found):
        assert "no new model, none live; the sponsor's confidence is " in chapter.text
        assert "incident" not in chapter.text


def test_every_kind_of_time_and_incident_has_its_words() -> None:
    from sim.ledgers.causes import KINDS

    kinds = {name.removeprefix("time_on_") for name in MEASURES if name.startswith("time_on_")}
    assert by_role._SHORT.keys() <= kinds
    assert set(story._BEFALLS) == set(KINDS)
