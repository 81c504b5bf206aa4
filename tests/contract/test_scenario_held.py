"""What a scenario says is held: stage, with, without, on day one and from changes on."""

import re
from pathlib import Path

import pytest

from sim.capabilities import CAPABILITIES
from sim.scenario import Scenario, ScenarioErrors, holding, json_schema, load, remarks, write
from sim.scenario.composition import Conflict, way_of_working
from sim.scenario.machine import World
from sim.stages import STAGES, held
from tests.contract.suggested import assert_a_remedy, mistakes_in


def loaded(folder: Path, rest: str, *sets: str) -> Scenario:
    path = folder / "study.yaml"
    path.write_text(f"name: x\n{rest}")
    return load(path, sets)


def world(folder: Path, rest: str, *sets: str) -> World:
    return loaded(folder, rest, *sets).world()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_holds_its_capabilities_and_works_by_them(stage: int, tmp_path: Path) -> None:
    found = world(tmp_path, f"organisation: {{stage: {stage}}}\n")
    assert found.held == tuple(sorted(held(stage)))
    assert found.process == way_of_working(held(stage))
    assert found.stage == stage


def test_with_and_without(tmp_path: Path) -> None:
    text = "organisation: {stage: 3, with: [feature_store], without: [ml_canvas]}\n"
    found = world(tmp_path, text)
    assert set(found.held) == held(3) - {"ml_canvas"} | {"feature_store"}
    assert found.process["features.kept"] == "shared"
    assert found.process["canvas.screen.by"] == "never"
    assert found.stage == 3


@pytest.mark.parametrize("name", CAPABILITIES)
def test_what_is_on_top_of_a_stage_does_not_depend_on_the_order(name: str, tmp_path: Path) -> None:
    others = [one for one in ("portfolio_management", "environment_scanning") if one != name]
    if name in held(4) or name == "continuous_deployment":
        return
    ways = [
        world(tmp_path, f"organisation: {{stage: 4, with: [{', '.join(order)}]}}\n")
        for order in ([name, *others], [*others, name])
    ]
    assert ways[0] == ways[1]


def test_lists_are_replaced_layer_by_layer(tmp_path: Path) -> None:
    text = (
        "organisation: {stage: 3, with: [feature_store]}\n"
        "contexts: {c: {organisation: {with: [portfolio_management]}}}\n"
        "alternatives: {a: {}, b: {portfolio: {models: 3}, organisation: {with: []}}}\n"
    )
    found = loaded(tmp_path, text)
    assert set(found.world("a").held) == held(3) | {"portfolio_management"}
    assert set(found.world("b").held) == held(3)
    above = loaded(tmp_path, text, "organisation.with=[environment_scanning]")
    assert set(above.world("b").held) == held(3) | {"environment_scanning"}


def test_what_somebody_writes_is_final(tmp_path: Path) -> None:
    """Effects act on defaults, never on what a scenario says."""
    text = "organisation: {stage: 5}\nprocess: {diagnose.ping_pong: 40 %, refresh.cadence: never}\n"
    found = world(tmp_path, text)
    assert found.process["diagnose.ping_pong"] == 0.4
    assert found.process["refresh.cadence"] is None


def test_live_models_are_none_by_default_where_none_is_ever_deployed(tmp_path: Path) -> None:
    assert world(tmp_path, "organisation: {stage: 1}\n").models == 0
    assert world(tmp_path, "organisation: {stage: 1}\nportfolio: {models: 3}\n").models == 3
    assert world(tmp_path, "organisation: {stage: 2}\n").models == 10


CHANGES = """\
organisation: {stage: 2, with: [portfolio_management]}
process: {release.deploy.effort: 3 days}
changes:
  stage: {at: 1 month, stage: 4, without: [ml_canvas]}
  more: {at: 2 months, with: [ml_canvas], process: {shift.rate: 1 / year}}
  people: {at: 3 months, staff: {it_engineer: 9}}
  less: {at: 4 months, without: [retraining_triggers, ci_tests]}
"""


def test_a_stage_of_a_change_starts_afresh_and_lists_alone_change_what_was_held(
    tmp_path: Path,
) -> None:
    stage, more, people, less = world(tmp_path, CHANGES).changes
    assert set(stage.held or ()) == held(4) - {"ml_canvas"}
    assert set(more.held or ()) == held(4)
    assert (people.held, people.stage, people.process) == (None, None, None)
    assert set(less.held or ()) == held(4) - {"retraining_triggers", "ci_tests"}
    assert (stage.stage, more.stage, less.stage) == (4, 4, 3)
    assert less.process is not None
    assert less.process["release.ci.by"] == "never"
    assert less.process["release.test.by"] == "it_engineer"
    assert less.process["release.deploy.effort"].mean() == 3
    assert less.process["shift.rate"] == 1 / 252


def test_giving_up_unawares_what_was_held_is_asked_about(tmp_path: Path) -> None:
    lines = [line for line in remarks(loaded(tmp_path, CHANGES)) if "gives up" in line]
    assert lines == [
        "changes.stage: reaches stage 4 and gives up ml_canvas, portfolio_management (is it "
        "meant? `with: [ml_canvas, portfolio_management]` keeps it)"
    ]


def test_no_way_of_working_is_outside_the_known_range(tmp_path: Path) -> None:
    assert (
        remarks(loaded(tmp_path, "organisation: {stage: 5, with: [environment_scanning]}\n")) == ()
    )


@pytest.mark.parametrize("text", ["organisation: {stage: 1}\n", CHANGES])
def test_the_resolved_form_reads_back(text: str, tmp_path: Path) -> None:
    scenario = loaded(tmp_path, text)
    path = tmp_path / "resolved.yaml"
    path.write_text(write(scenario))
    assert load(path) == scenario
    assert load(path).hash == scenario.hash
    assert write(load(path)) == write(scenario)


def test_the_hash_knows_what_is_held(tmp_path: Path) -> None:
    texts = ("{stage: 2}", "{stage: 2, with: [environment_scanning]}", "{stage: 1}")
    hashes = {loaded(tmp_path, f"organisation: {text}\n").hash for text in texts}
    assert len(hashes) == len(texts)
    same = loaded(tmp_path, "organisation: {stage: 2, with: [it_serving, environments]}\n")
    assert same.hash == loaded(tmp_path, "organisation: {stage: 3}\n").hash


def test_a_resolved_file_holds_only_what_can_be_held(tmp_path: Path) -> None:
    written = write(loaded(tmp_path, "organisation: {stage: 3}\n"))
    broken = written.replace("environments, it_serving", "containers, it_serving")
    assert broken != written
    path = tmp_path / "resolved.yaml"
    path.write_text(broken)
    with pytest.raises(ScenarioErrors, match="containers needs environments, which is not held"):
        load(path)


REFUSED = {
    "without what others need": (
        "organisation: {stage: 4, without: [it_serving]}\n",
        (2, 26, "organisation.without", "[ci_tests, it_serving, retraining_triggers, "
        "training_pipelines]"),
        "ci_tests, retraining_triggers and training_pipelines need it_serving",
    ),
    "with what needs more": (
        "organisation:\n  stage: 2\n  with: [containers]\n",
        (4, 3, "organisation.with", "[containers, environments]"),
        "containers needs environments, which is not held",
    ),
    "with what is held": (
        "organisation: {stage: 3, with: [it_serving, feature_store]}\n",
        (2, 26, "organisation.with", "[feature_store]"),
        "it_serving is held at stage 3 anyway",
    ),
    "without what is not held": (
        "organisation: {stage: 3, without: [ml_canvas, containers]}\n",
        (2, 26, "organisation.without", "[ml_canvas]"),
        "containers is not held, so it cannot be left out",
    ),
    "in both": (
        "organisation: {with: [environments], without: [environments]}\n",
        (2, 16, "organisation.with", "[]"),
        "environments stands in `without` too",
    ),
    "a change without what others need": (
        "organisation: {stage: 4}\nchanges: {c: {at: 1 day, without: [training_pipelines]}}\n",
        (
            3,
            26,
            "changes.c.without",
            "[ci_tests, retraining_triggers, training_pipelines]",
        ),
        "ci_tests and retraining_triggers need training_pipelines",
    ),
    "without what another stage needs: no suggestion would do for both": (
        "organisation: {stage: 4}\nchanges: {c: {at: 1 day, without: [containers, environments]}}\n"
        "alternatives: {a: {}, b: {organisation: {stage: 5}}}\n",
        (3, 26, "changes.c.without", None),
        "continuous_deployment and feature_store need environments",
    ),
    "a change with what was held": (
        "changes: {c: {at: 1 day, with: [ml_canvas]}}\n",
        (2, 26, "changes.c.with", "[]"),
        "ml_canvas was held before anyway",
    ),
    "a stage that an alternative takes away": (
        "organisation: {stage: 4, with: [metadata_store]}\n"
        "alternatives: {a: {}, b: {organisation: {stage: 2}}}\n",
        (2, 26, "organisation.with", None),
        "metadata_store needs it_serving and training_pipelines, which are not held",
    ),
    "no capability": (
        "organisation: {with: [feature_stor]}\n",
        (2, 23, "organisation.with.0", "feature_store"),
        "'feature_stor' is none of the choices",
    ),
    "twice": (
        "organisation: {with: [feature_store, feature_store]}\n",
        (2, 16, "organisation.with", None),
        "'feature_store' is there twice",
    ),
    "no list": (
        "organisation: {with: environments}\n",
        (2, 22, "organisation.with", "[environments]"),
        "no list",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", REFUSED)
def test_what_cannot_be_held_is_refused(planted: str, tmp_path: Path) -> None:
    text, place, words = REFUSED[planted]
    found = mistakes_in(f"name: x\n{text}", tmp_path / "study.yaml")
    places = {(one.line, one.column, one.where, one.suggestion) for one in found}
    assert places == {place}
    assert any(words in str(one) for one in found), found
    assert all(one.allowed for one in found)


@pytest.mark.parametrize("planted", [name for name, row in REFUSED.items() if row[1][3]])
def test_what_is_suggested_is_accepted(planted: str, tmp_path: Path) -> None:
    text = f"name: x\n{REFUSED[planted][0]}"
    path = tmp_path / "study.yaml"
    for mistake in mistakes_in(text, path):
        assert_a_remedy(text, mistake, path)


@pytest.mark.parametrize(
    "other", ["with: [environment_scanning]", "without: [ml_canvas]", "stage: 1"]
)
def test_two_changes_of_one_day_do_not_both_say_what_is_held(other: str, tmp_path: Path) -> None:
    text = f"changes: {{a: {{at: 1 day, stage: 3}}, b: {{at: 1 day, {other}}}}}\n"
    with pytest.raises(ScenarioErrors, match="set the same thing on the same day"):
        loaded(tmp_path, text)


def test_editors_offer_capabilities_with_what_they_answer() -> None:
    forms = json_schema()["definitions"]
    for form in ("Organisation", "ChangeForm"):
        for key in ("with", "without"):
            entry = forms[form]["properties"][key]
            assert entry["description"]
            known, own = entry["items"]["anyOf"]
            assert known["enum"] == list(CAPABILITIES)
            assert re.fullmatch(own["pattern"], "our_own_2")
            words = known["markdownEnumDescriptions"]
            for row, line in zip(CAPABILITIES.values(), words, strict=True):
                assert row.title in line
                assert row.answers in line


def test_two_that_set_the_same_are_refused_at_what_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No two that come with mlorg do: here they are made to."""
    clash = Conflict("noticing.by", "environment_scanning", "feature_store")
    monkeypatch.setattr(
        holding, "conflicts", lambda held, catalogue: [clash] if clash.one in held else []
    )
    text = "name: x\norganisation: {stage: 5, with: [environment_scanning]}\n"
    (one,) = mistakes_in(text, tmp_path / "study.yaml")
    assert (one.line, one.column, one.where) == (2, 26, "organisation.with")
    assert one.found == (
        "environment_scanning and feature_store both set noticing.by, and neither supersedes the "
        "other"
    )
