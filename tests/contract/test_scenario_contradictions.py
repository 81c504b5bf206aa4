"""Rows that cannot hold together are refused; rows that are only unwise, or unusual, are not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.capabilities import CAPABILITIES
from sim.scenario import load
from sim.scenario.composition import required_by, way_of_working
from sim.scenario.contradictions import contradictions
from sim.stages import STAGES, held
from tests.contract.suggested import assert_a_remedy, mistakes_in

REFUSED = {
    "nobody repairs a pipeline": (
        "process: {operate.pipeline_break.by: never}\n",
        (2, 38, "process.operate.pipeline_break.by", "data_scientist"),
        "outages of this kind come 2 / year, and nobody repairs them; allowed: "
        "operate.pipeline_break.by: data_scientist, it_engineer; or "
        "operate.pipeline_break.rate: 0 / year",
    ),
    "nobody repairs a service, from a change on": (
        "organisation: {stage: 3}\n"
        "changes: {c: {at: 1 day, process: {operate.degradation.by: never}}}\n",
        (3, 60, "changes.c.process.operate.degradation.by", "it_engineer"),
        "nobody repairs them",
    ),
    "nobody repairs what was handed over at stage 1": (
        "organisation: {stage: 1}\nportfolio: {models: 3}\n"
        "process: {operate.pipeline_break.by: never}\n",
        (4, 38, "process.operate.pipeline_break.by", "data_scientist"),
        "nobody repairs them",
    ),
    "nobody repairs a release": (
        "process:\n  release.repair: {by: never}\n",
        (3, 24, "process.release.repair.by", "data_scientist"),
        "releases fail, and nobody repairs them: they would never go live; allowed: "
        "release.repair.by: data_scientist, it_engineer; or "
        "defect.bug.new and defect.bug.refresh: 0 %",
    ),
    "nobody deploys a refresh": (
        "process: {refresh.deploy.by: never}\n",
        (2, 30, "process.refresh.deploy.by", "data_scientist"),
        "models are deployed and refreshes asked for, but refresh.deploy.by is never; allowed: "
        "refresh.deploy.by: data_scientist, it_engineer, automatic; or "
        "refresh.cadence: never, with refresh.trigger: age",
    ),
    "nobody deploys a refresh, where IT does not serve yet": (
        "organisation: {stage: 1}\nprocess: {release.deploy.by: automatic}\n",
        (3, 30, "process.release.deploy.by", "never"),
        "refreshes asked for",
    ),
    "nobody deploys a refresh, where only shifts ask for one": (
        "process: {refresh.deploy.by: never, refresh.cadence: never}\n",
        (2, 30, "process.refresh.deploy.by", "data_scientist"),
        "refreshes asked for, but refresh.deploy.by is never; allowed: refresh.deploy.by: "
        "data_scientist, it_engineer, automatic; or shift.rate and shift.domain.rate: 0 / year",
    ),
    "nobody retrains": (
        "process: {refresh.retrain.by: never}\n",
        (2, 31, "process.refresh.retrain.by", "data_scientist"),
        "refreshes are asked for, but nobody retrains the models; allowed: refresh.retrain.by: "
        "data_scientist, it_engineer, automatic; or refresh.cadence: never, with refresh.trigger: "
        "age, and shift.rate and shift.domain.rate: 0 / year",
    ),
    "nobody is called": (
        "organisation: {stage: 4}\nprocess: {refresh.mend.by: never}\n",
        (3, 28, "process.refresh.mend.by", "data_scientist"),
        "nobody is there to be called when they keep failing; allowed: refresh.mend.by: "
        "data_scientist, it_engineer; or training.fails and defect.bug.refresh: 0 %",
    ),
    "nobody develops an update": (
        "process: {update.develop.by: never}\n",
        (2, 30, "process.update.develop.by", "data_scientist"),
        "and nobody develops them; allowed: update.develop.by: data_scientist, it_engineer; or "
        "update.rate: 0 / year",
    ),
    "nobody mends what is re-written otherwise": (
        "organisation: {stage: 3}\n"
        "alternatives: {a: {}, b: {process: {diagnose.mend.by: never}}}\n",
        (3, 55, "alternatives.b.process.diagnose.mend.by", "it_engineer"),
        "serving comes to differ from training, and nobody mends it: it would stay so; allowed: "
        "diagnose.mend.by: data_scientist, it_engineer; or defect.difference and defect.version: "
        "0 %",
    ),
    "nobody mends a version that two roles have mixed up": (
        "process: {diagnose.mend.by: never, release.deploy.by: it_engineer}\n",
        (2, 29, "process.diagnose.mend.by", "data_scientist"),
        "nobody mends it: it would stay so; allowed: diagnose.mend.by: data_scientist, "
        "it_engineer; or defect.version: 0 %",
    ),
    "refreshes without end": (
        "extends: stage-3-retailer\nprocess: {refresh.cadence: 0 days}\n",
        (3, 28, "process.refresh.cadence", "180 calendar days"),
        "0 days: as soon as a refresh is live the next is asked for; "
        "allowed: a duration such as 30 calendar days, or never",
    ),
    "refreshes without end, by an effect": (
        "define_capabilities: {ours: {effects: {refresh.cadence: {times: 0}}}}\n"
        "organisation: {with: [ours]}\n",
        (2, 40, "define_capabilities.ours.effects.refresh.cadence", None),
        "as soon as a refresh is live",
    ),
    "nobody writes the tests": (
        "organisation: {stage: 4}\nprocess: {release.write_tests.by: never}\n",
        (3, 35, "process.release.write_tests.by", "data_scientist"),
        "release.ci.by is automatic, but nobody writes the tests that it runs; allowed: "
        "release.write_tests.by: data_scientist, it_engineer; or release.ci.by: never",
    ),
    "tests that nobody wrote": (
        "organisation: {stage: 2}\nprocess: {release.ci.by: automatic}\n",
        (3, 26, "process.release.ci.by", "never"),
        "nobody writes the tests",
    ),
    "drift that nobody sees": (
        "process: {refresh.trigger: drift}\n",
        (2, 28, "process.refresh.trigger", "age"),
        "refresh.trigger is drift, which only monitoring sees, but noticing.by is user; allowed: "
        "noticing.by: monitoring; or refresh.trigger: age",
    ),
    "drift that is not looked for any more": (
        "organisation: {stage: 5}\n"
        "alternatives: {a: {}, b: {process: {noticing.by: checks}}}\n",
        (3, 50, "alternatives.b.process.noticing.by", "monitoring"),
        "noticing.by is checks",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", REFUSED)
def test_what_cannot_be_is_refused_where_it_is_written(planted: str, tmp_path: Path) -> None:
    text, place, words = REFUSED[planted]
    (one,) = mistakes_in(f"name: x\n{text}", tmp_path / "study.yaml")
    assert (one.line, one.column, one.where, one.suggestion) == place
    assert words in str(one)


@pytest.mark.parametrize("planted", [name for name, row in REFUSED.items() if row[1][3]])
def test_what_is_suggested_is_accepted(planted: str, tmp_path: Path) -> None:
    text = f"name: x\n{REFUSED[planted][0]}"
    for mistake in mistakes_in(text, tmp_path / "study.yaml"):
        assert_a_remedy(text, mistake, tmp_path / "study.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "process: {operate.pipeline_break: {by: never, rate: 0 / year}}\n",
        "process: {operate.pipeline_break: {by: never, effort: 0 days}}\n",
        "organisation: {stage: 1}\nprocess: {operate.pipeline_break.by: never}\n",
        "process: {operate.tend_server.by: never, development.explore.by: never}\n",
        "process: {release.repair.by: never, defect.bug: {new: 0 %, refresh: 0 %}}\n",
        "process: {refresh.deploy.by: never, refresh.cadence: never, shift: {rate: 0 / year, "
        "domain.rate: 0 / year}}\n",
        "process: {refresh.retrain: {by: never, effort: 0 days}}\n",
        "process: {refresh.deploy: {by: never, effort: 0 days}}\n",
        "process: {refresh.mend.by: never}\n",  # refreshes are attended
        "organisation: {stage: 4}\n"
        "process: {refresh.mend.by: never, training.fails: 0 %, defect.bug.refresh: 0 %}\n",
        "process: {update: {develop.by: never, rate: 0 / year}}\n",
        "organisation: {stage: 1}\n"
        "process: {refresh.retrain.by: never, update.develop.by: never, diagnose.mend.by: never}\n",
        "process: {diagnose.skew.by: never, diagnose.shift.by: never}\n",  # whoever notices knows
        "process: {refresh.deploy.by: never, release.deploy.by: never}\n",
        "process: {refresh.cadence: 0 days, release.deploy.by: never}\n",
        "process: {operate.pipeline_break.by: never, release.deploy.by: never}\n",
        "process: {handover.rewrite.by: it_engineer, handover.package.by: it_engineer}\n",
        "organisation: {stage: 3, with: [feature_store]}\n",
        "process: {release.write_tests.by: data_scientist}\n",
        "organisation: {stage: 5}\nprocess: {noticing.by: user, refresh.trigger: age}\n",
        # Nothing is re-written and one role does all, so that there is no skew to be mended.
        "process: {diagnose.mend.by: never, handover.port.by: never}\n",
        "organisation: {stage: 3}\nprocess: {diagnose.mend.by: never, defect.difference: 0 %, "
        "defect.version.shows: 100 %}\n",
    ],
)
def test_what_is_only_unusual_is_no_contradiction(text: str, tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(f"name: x\n{text}")
    assert load(path).cells


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_contradicts_itself(stage: int) -> None:
    assert list(contradictions(way_of_working(held(stage)), live=True)) == []


@given(st.sets(st.sampled_from(sorted(CAPABILITIES))))
def test_nothing_that_can_be_held_contradicts_itself(names: set[str]) -> None:
    closed = names.union(*(required_by(name) for name in names))
    assert list(contradictions(way_of_working(closed), live=True)) == []
