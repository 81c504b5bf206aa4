"""Chains and ensembles: the more live models, the more feed on others; none too deep or dying."""

from typing import Any

import pytest

from sim.lifecycle.beginning import inherit_portfolio
from sim.lifecycle.chains import how_many_members
from sim.organisation.model import Model
from sim.organisation.organisation import Organisation
from sim.replication import TASKS
from tests.builders import lived, quiet

ALWAYS: dict[str, Any] = {"chain.most": "100 %", "chain.half": 0}


def inherited(models: int, **process: Any) -> list[Model]:
    org = Organisation(quiet(process, models=models).world(), 1, 0, TASKS, events=False)
    inherit_portfolio(org)
    return list(org.portfolio.models.values())


def test_at_once_the_first_feeds_on_none_and_every_other_on_an_older_one() -> None:
    models = inherited(40, **ALWAYS, **{"chain.depth": 99})
    assert models[0].upstream is None
    for number, model in enumerate(models[1:], 1):
        assert model.upstream in models[:number]
        assert model in model.upstream.consumers


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_no_chain_is_longer_than_it_may_be(depth: int) -> None:
    models = inherited(60, **ALWAYS, **{"chain.depth": depth})
    assert max(model.depth for model in models) == depth
    assert min(model.depth for model in models[1:]) == 0, "what would be too deep feeds on none"


def test_the_chance_grows_with_the_portfolio() -> None:
    models = inherited(400, **{"chain.most": "50 %", "chain.half": 100, "chain.depth": 99})
    fed = [model.upstream is not None for model in models]
    early, late = sum(fed[:200]), sum(fed[200:])
    expected = [
        sum(0.5 * n / (n + 100) for n in numbers) for numbers in (range(200), range(200, 400))
    ]
    assert (early, late) == pytest.approx(expected, abs=20)  # three standard errors


def test_ensembles_do_likewise() -> None:
    some = {"ensemble.most": "50 %", "ensemble.half": 100, "ensemble.members": 5}
    members = [model.members for model in inherited(400, **some)]
    assert set(members) == {1, 5}
    assert members[:200].count(5) == pytest.approx(45, abs=20)
    assert members[200:].count(5) == pytest.approx(74.7, abs=20)


def test_nobody_is_asked_where_there_are_none() -> None:
    org = Organisation(quiet(ALWAYS).world(), 1, 0, TASKS, events=False)
    assert how_many_members(org, 1) == 1


def test_an_ensemble_is_trained_member_by_member() -> None:
    """Inherited models make it certain; machines work three times as long."""
    process = {"ensemble.most": "100 %", "ensemble.half": 0, "development.train.machine": "1 day"}
    wide = {"organisation": {"training_slots": "unlimited"}}
    trained = []
    for members in (1, 3):
        world = quiet(
            {**process, "ensemble.members": members}, models=1, use_cases="1 / day", **wide
        )
        flow = lived(world).flow
        trained.append(sum(row[-1] for row in flow if row[2:4] == ("development.train", "working")))
    assert trained[1] > 2.9 * trained[0]


def test_during_history_consumers_are_no_obstacle_to_keeping_the_size() -> None:
    process = {**ALWAYS, "release.deploy.by": "automatic", "chain.depth": 3}
    for models in (0, 1, 5):
        world = quiet(process, models=models, use_cases="50 / year", history="3 years")
        history = lived(world)
        assert history.events is not None
        replaced = [entry for entry in history.events if entry.what == "is replaced"]
        assert len(replaced) > 100
        born = [entry for entry in history.events if entry.what == "goes live" and entry.at < 0]
        assert len(born) - len([entry for entry in replaced if entry.at < 0]) == models
