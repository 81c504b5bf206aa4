"""People decide on what they can see: worlds that differ in what nobody notices live alike."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.history import History
from sim.ledgers.causes import KINDS
from sim.organisation.journal import Entry
from sim.process import PARAMETERS
from sim.process.worth import WATCHERS
from tests.builders import lived
from tests.worlds.logs import BUSY, log, world

LAGS = [f"noticing.{lag}.{who}" for lag in ("shift", "skew", "outage") for who in WATCHERS]
CHANCES = [row for row in PARAMETERS if row.startswith("catch.")]
NEVER = {
    **dict.fromkeys(LAGS, "900 years"),
    **dict.fromkeys(CHANCES, "0 %"),
    "portfolio.lingers": "900 years",
    "portfolio.notices": "900 years",
    "defect.version.shows": "0 %",
}
"""Nobody notices, and no test catches, what can stay unseen. A bug is seen by all."""
ALERT = {
    "demand.pool": 200,
    "demand.credit_gain": 2,
    "demand.incident_closes": "5 %",
    "sponsor.confidence": "follows",
    "portfolio.reviewed": "with_each_refresh",
    "refresh.cadence": "60 days",
    "shift.rate": "0 / year",
    "shift.domain.rate": "0 / year",
    "value.mean": "60_000 USD / year",  # near what the upkeep costs, so that reviews decide
    "data.adequacy": "40 %",
    "data.good_enough": "30 %",
    "update.rate": "1 / year",
    "chain.most": "100 %",
    "chain.half": 1,
    "upkeep.called_for": "0 %",  # these few people have no time for it
    "people.leaving.rate.data_scientist": "0 / year",
    "people.leaving.rate.it_engineer": "0 / year",
}
"""Every policy that decides on how models are known to be doing does so."""
UNSEEN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "shifts of one model": ({"shift.rate": "0 / year"}, {"shift.rate": "20 / year"}),
    "shifts of domains": (
        {"shift.domain.rate": "0 / year"},
        {"shift.domain.rate": "9 / year", "shift.domain.hits": "90 %"},
    ),
    "upset models": ({"chain.upset": "0 %"}, {"chain.upset": "90 %"}),
    "bad trainings": ({"defect.training": "0 %"}, {"defect.training": "70 %"}),
    "skew": ({"defect.difference": "0 %"}, {"defect.difference": "20 %"}),
    "wrong versions": ({"defect.version": "0 %"}, {"defect.version": "90 %"}),
    "broken pipelines": (
        {"operate.pipeline_break.rate": "0 / year", "operate.pipeline_break.effort": "0 days"},
        {"operate.pipeline_break.rate": "20 / year", "operate.pipeline_break.effort": "0 days"},
    ),
    "slow services": (
        {"operate.degradation.rate": "0 / year", "operate.degradation.effort": "0 days"},
        {"operate.degradation.rate": "20 / year", "operate.degradation.effort": "0 days"},
    ),
    "collisions": ({"environments.collision": "0 %"}, {"environments.collision": "90 %"}),
    "obsolescence": (
        {"obsolescence.rate": "0 / year", "obsolescence.sensed": "0 %"},
        {"obsolescence.rate": "3 / year", "obsolescence.sensed": "0 %",
         "obsolescence.warning": "1 day", "obsolescence.horizon": "20 days"},
    ),
    "decay": (
        {"decay.drifting": "0 %"},
        {"decay.drifting": "100 %", "decay.half_life.slow": "9 days"},
    ),
}  # fmt: skip
"""What can befall a model, and what it would be like without. Outages are no work here: how often
they come is known from experience, and reviews reckon with the work that they make."""
ONLY_AT: dict[str, tuple[int, ...]] = {
    "skew": (3,),
    "wrong versions": (3, 4),
    "collisions": (2,),
    "upset models": (4, 5),
}
MONITORED = 5
STAGES = (2, 3, 4, 5)
CASES = [(name, stage) for name in UNSEEN for stage in ONLY_AT.get(name, STAGES)]


def life(stage: int, *rows: dict[str, Any]) -> History:
    alert = {**ALERT, "refresh.trigger": "drift" if stage == MONITORED else "age"}
    rows = (BUSY["process"], alert, *rows)
    process = {name: value for some in rows for name, value in some.items()}
    organisation = {**BUSY["organisation"], "stage": stage}
    portfolio = {"models": 12, "use_cases": "30 / year"}
    return lived(world(process=process, organisation=organisation, portfolio=portfolio))


def befell(entry: Entry) -> bool:
    """Whether a line tells of something silent that the world, or a release, did to a model."""
    silent = entry.what in ("strikes", "goes live") and entry.item in KINDS
    return silent or entry.what == "is obsolete"


def seen(history: History) -> bytes:
    """The log without what nobody saw."""
    assert history.events is not None
    return log(entry for entry in history.events if not befell(entry))


def count(history: History) -> int:
    return sum(befell(entry) for entry in history.events or ())


@pytest.mark.parametrize(("name", "stage"), CASES)
def test_what_nobody_notices_decides_nothing(name: str, stage: int) -> None:
    without, with_it = UNSEEN[name]
    calm, wild = (life(stage, NEVER, row) for row in (without, with_it))
    assert seen(wild) == seen(calm)
    assert calm.time == wild.time
    assert calm.flow == wild.flow
    assert name == "decay" or count(wild) >= count(calm) + 3
    assert wild.measures["value_delivered"] != calm.measures["value_delivered"]


@pytest.mark.parametrize(("name", "stage"), [case for case in CASES if case[0] != "decay"])
def test_what_is_noticed_does(name: str, stage: int) -> None:
    """Or the test above would see nothing."""
    noticed = {
        row: value for row, value in NEVER.items() if not row.startswith(("noticing", "port"))
    }
    calm, wild = (life(stage, noticed, row) for row in UNSEEN[name])
    assert seen(wild) != seen(calm)


def test_drift_that_monitoring_sees_does() -> None:
    soon = {**NEVER, "noticing.shift.monitoring": "1 day"}
    calm, wild = (life(MONITORED, soon, row) for row in UNSEEN["decay"])
    assert seen(wild) != seen(calm)


LOSSES = {
    "shift.loss": ("5 %", "95 %"),
    "skew.loss": ("5 %", "95 %"),
    "operate.degradation.loss": ("5 %", "95 %"),
    "chain.elasticity": ("5 %", "95 %"),
    "obsolescence.horizon": ("1 day", "9 years"),
    "decay.half_life.slow": ("9 days", "9 years"),
    "decay.half_life.medium": ("9 days", "9 years"),
    "decay.half_life.fast": ("9 days", "9 years"),
}


@pytest.mark.parametrize("stage", [3, MONITORED])
@pytest.mark.parametrize("row", LOSSES)
def test_how_bad_it_is_decides_nothing(row: str, stage: int) -> None:
    """Even of what is noticed: people learn that something is wrong, not how much it takes."""
    by_age = {"refresh.trigger": "age", "shift.rate": "2 / year", "defect.version": "30 %",
              "defect.difference": "5 %", "obsolescence.rate": "1 / year"}  # fmt: skip
    mild, grave = (life(stage, by_age, {row: value}) for value in LOSSES[row])
    assert log(mild.events) == log(grave.events)
    assert (mild.time, mild.flow) == (grave.time, grave.flow)
    if row != "skew.loss" or stage == 3:  # elsewhere there is hardly any
        assert mild.measures != grave.measures


HIDDEN = {"truth", "wrong", "bad", "can_succeed", "decay", "stand", "gone", "resolved", "onset"}
"""Attributes that say what is so, whether anybody knows it."""
WORLD = {
    "lifecycle/defects.py": (
        "Release.__init__", "bring_in", "retraining_brings_in", "repair_brings_in", "drop",
        "stay_silent", "_add", "_end",
    ),
    "lifecycle/delivery.py": ("mend",),
    "lifecycle/demand.py": ("use_case",),
    "lifecycle/noticing.py": ("_notice",),
    "lifecycle/obsolescence.py": ("expire", "renew"),
    "lifecycle/outage.py": ("repair",),
    "lifecycle/renewal.py": (
        "arrive", "learn", "reach_further", "turn_out_bad",
    ),
    "lifecycle/shift.py": ("go_wrong",),
    "lifecycle/skew.py": ("mend",),
    "organisation/model.py": ("Model.__post_init__",),
    "organisation/work.py": ("Item.__init__",),
}  # fmt: skip
"""What becomes of models and releases, whatever anybody knows."""
SENSES = {
    "lifecycle/defects.py": ("catch", "show"),
    "lifecycle/delivery.py": ("deliver", "test", "in_production"),
    "lifecycle/demand.py": ("pursue",),
    "lifecycle/development.py": ("passes_the_canvas",),
    "lifecycle/obsolescence.py": ("switch_off",),
    "lifecycle/renewal.py": ("await_drift", "_drift_shows"),
    "lifecycle/shift.py": ("look_into",),
    "lifecycle/training.py": ("train",),
}
"""What shows people the truth, each with a chance, after a lag or for some work: tests and
evaluation, the canvas, monitoring, a diagnosis of what was noticed, or sense at long last."""
BOOKS = {
    "organisation/business.py": ("_at_stake",),
    "organisation/portfolio.py": None,
    "organisation/quality.py": None,
    "organisation/run_off.py": None,
}
"""What accounts for it; in three files everything."""


def is_hidden(look: ast.Attribute) -> bool:
    """What a model is worth is `worth` of the model; what people believe is `observed.worth`."""
    of_a_model = isinstance(look.value, ast.Name) and look.value.id in ("model", "consumer")
    return look.attr in HIDDEN or (look.attr == "worth" and of_a_model)


def looking(path: Path) -> Iterator[str]:
    """Functions that look at what is hidden."""

    def visit(node: ast.AST, inside: tuple[str, ...]) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, ast.FunctionDef | ast.ClassDef)
            where = (*inside, child.name) if named else inside
            if isinstance(child, ast.Attribute) and is_hidden(child):
                yield ".".join(where)
            yield from visit(child, where)

    yield from visit(ast.parse(path.read_text()), ())


def test_only_the_world_the_senses_and_the_ledgers_look_at_the_truth(root: Path) -> None:
    found = {
        (path.relative_to(root / "sim").as_posix(), name)
        for folder in ("lifecycle", "organisation")
        for path in (root / "sim" / folder).glob("*.py")
        for name in looking(path)
    }
    rest = {(path, name) for path, name in found if BOOKS.get(path, ()) is not None}
    assert rest == set(_named(WORLD)) | set(_named(SENSES)) | set(_named(BOOKS))


def _named(who: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, names in who.items():
        some: Sequence[str] = names or ()
        yield from ((path, name) for name in some)
