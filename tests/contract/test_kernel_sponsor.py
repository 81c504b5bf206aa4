"""The sponsor's confidence: a limit that moves with it, and an end for good."""

from typing import Any

import pytest

from sim.organisation.organisation import Organisation
from sim.replication import TASKS
from tests.builders import lived, quiet
from tests.contract.changed import works

FOLLOWS: dict[str, Any] = {
    "sponsor.confidence": "follows",
    "sponsor.start": "50 %",
    "sponsor.release_adds": "20 %",
    "sponsor.shelved_takes": "10 %",
    "sponsor.incident_takes": "5 %",
    "sponsor.ends_below": "10 %",
    "demand.wip_per_data_scientist": "10",
}


def organisation(**process: Any) -> Organisation:
    world = quiet({**FOLLOWS, **process}).world()
    return Organisation(world, 1, 0, TASKS, events=True)


def confidence(org: Organisation) -> float:
    return org.business.sponsor.confidence


def limit(org: Organisation) -> int | None:
    return org.backlog._limit


def ended(org: Organisation) -> bool:
    assert org.journal is not None
    return [entry.what for entry in org.journal.entries] == ["the sponsor ends the initiative"]


def test_a_release_wins_a_share_of_what_lacks() -> None:
    org = organisation()
    org.business.sees_release()
    assert (confidence(org), limit(org)) == (pytest.approx(0.6), 12)
    org.business.sees_release()
    assert (confidence(org), limit(org)) == (pytest.approx(0.68), 13)


def test_failures_cost_a_share_of_what_there_is() -> None:
    org = organisation()
    org.business.sees_shelved()
    assert (confidence(org), limit(org)) == (pytest.approx(0.45), 9)
    org.business.sees_incident()
    assert (confidence(org), limit(org)) == (pytest.approx(0.4275), 8)


def test_it_never_leaves_its_bounds_and_something_goes_on_until_the_end() -> None:
    org = organisation(**{"sponsor.ends_below": "0 %"})
    for _ in range(300):
        org.business.sees_shelved()
    assert 0 < confidence(org) < 1e-9
    assert limit(org) == 1
    for _ in range(300):
        org.business.sees_release()
    assert 0.99 < confidence(org) <= 1
    assert limit(org) in (19, 20)


def test_below_the_threshold_it_ends_for_good() -> None:
    org = organisation()
    for _ in range(16):
        org.business.sees_shelved()
    assert limit(org) == 0
    assert ended(org)
    for _ in range(99):
        org.business.sees_release()
    assert limit(org) == 0
    assert confidence(org) < 0.1


def test_a_planned_change_moves_the_base_and_not_the_confidence() -> None:
    org = organisation()
    org.business.sees_shelved()
    process = {**org.ways.process, "demand.wip_per_data_scientist": 20.0}
    works(org, process)
    assert limit(org) == 18
    works(org, process, {"data_scientist": 3})
    assert limit(org) == 54


def test_a_change_does_not_wake_what_has_ended() -> None:
    org = organisation()
    for _ in range(16):
        org.business.sees_shelved()
    works(org, org.ways.process, {"data_scientist": 9})
    assert limit(org) == 0


def test_fixed_it_sees_nothing() -> None:
    org = organisation(**{"sponsor.confidence": "fixed"})
    for _ in range(99):
        org.business.sees_shelved()
        org.business.sees_incident()
    assert (confidence(org), limit(org), ended(org)) == (0.5, 10, False)


def test_unlimited_stays_so_until_the_end() -> None:
    org = organisation(**{"demand.wip_per_data_scientist": "unlimited"})
    org.business.sees_shelved()
    assert limit(org) is None
    for _ in range(16):
        org.business.sees_shelved()
    assert limit(org) == 0


PILOTS: dict[str, Any] = {
    **FOLLOWS,
    "development.explore.effort": "1 day",
    "demand.backlog_expiry": "30 days",
    "sponsor.shelved_takes": "50 %",
}


def test_after_too_many_failures_nothing_is_started_and_the_backlog_runs_out() -> None:
    process = {**PILOTS, "development.decision_exists": "0 %"}
    history = lived(quiet(process, use_cases="3 / day"))
    assert history.events is not None
    over = next(entry.at for entry in history.events if entry.what.startswith("the sponsor ends"))
    begun = [entry for entry in history.events if entry.what == "begins" and entry.at > over]
    ended = [entry for entry in history.events if entry.what == "closes" and entry.at > over]
    under_way = 10  # what was in progress is brought to its end
    assert 0 < len(begun) <= under_way
    assert {entry.step for entry in ended} == {"shelved", "expired"}
    assert history.whole.count("use case", "expired") > 100


def test_each_end_of_a_pilot_is_seen_for_what_it_is() -> None:
    """Shelved and underwhelming ones disappoint; turned down or not deployed ones do not."""
    disappointing: list[dict[str, Any]] = [
        {"development.decision_exists": "0 %"},
        {"data.adequacy": "20 %", "data.spread": "0 %"},
    ]
    harmless: list[dict[str, Any]] = [
        {"canvas.screen.by": "data_scientist", "canvas.sensitivity": "0 %"},
        {"release.deploy.by": "never"},
    ]
    for case in (*disappointing, *harmless):
        process = {"release.deploy.by": "automatic", **PILOTS, **case}
        history = lived(quiet(process, use_cases="1 / day"))
        assert history.events is not None
        over = any(entry.what.startswith("the sponsor ends") for entry in history.events)
        assert over == (case in disappointing), case
