"""Mistakes are told all at once: each that can be known, and none that only follows from another.

Each part of a file has the mistakes that it would have by itself, whatever is wrong with the rest.
"""

from itertools import combinations
from pathlib import Path

import pytest

from tests.contract.suggested import mistakes_in

TOP = """\
name: x
extends: stage-3-retailer
horizon: 3 years
define_capabilities:
  desk: {build: {it_engineer: 30 days}, effects: {release.test.effort: {times: 0.5}}}
  hall: {requires: [desk], effects: {shift.rate: {times: 0.5}}}
  loud: {effects: {noticing.by: {set: checks}}}
  vast: {effects: {development.decision_exists: {plus: 0.8}}}
alternatives:
  fine: {}
"""
WRONG = {
    "field": "{portfolio: {models: 1.5}}",
    "word held": "{organisation: {with: [desky]}}",
    "held twice": "{organisation: {with: [it_serving]}}",
    "needs": "{organisation: {with: [hall]}}",
    "conflict": "{organisation: {with: [loud]}}",
    "bounds": "{organisation: {with: [vast]}}",
    "word built": "{investments: {dsk: {start: now}}}",
    "after": "{investments: {desk: {after: feature_store}}}",
    "circle": "{investments: {desk: {after: hall}, hall: {start: now}}}",
    "held anyway": "{investments: {it_serving: {start: now}}}",
    "half a trigger": "{investments: {desk: {when: {measure: toil_share}}}}",
    "bad trigger": "{investments: {desk: {when: {measure: toil, above: 1}}}}",
    "lacking": "{investments: {hall: {start: now}}}",
    "both": "{organisation: {with: [desky]}, investments: {hal: {start: now}}}",
    "too late": "{investments: {desk: {start: 8 years}}}",
    "late change": "{changes: {c: {at: 8 years, stage: 4}}}",
    "no day": "{changes: {c: {stage: 4}}}",
    "contradiction": "{process: {operate.pipeline_break.by: never}}",
    "nobody": "{organisation: {staff: {it_engineer: 0}}}",
    "limit": "{process: {chain.depth: 1000}}",
    "equal": "{organisation: {stage: 3}}",
    "currency": "{process: {people.salary.it_engineer: 100 k EUR / year}}",
    "process": "{process: {noticing.by: monitoring, refresh.trigger: drft}}",
}
REST = {
    "compare": "compare: {replications: 1}\n",
    "baseline": "baseline: fin\n",
    "sweep": "sweep: {over: {portfolio.models: []}}\n",
    "seed": "seed: -1\n",
}


def told(folder: Path, *planted: str, rest: str = "", top: str = TOP) -> set[tuple[str, str]]:
    """Keys and words of the mistakes of a file with some of these alternatives."""
    names = [f"{name}: {WRONG[name]}" for name in planted]
    text = top + "".join(f"  {line}\n" for line in names) + rest
    return {(one.where, one.found) for one in mistakes_in(text, folder / "study.yaml")}


@pytest.mark.parametrize("name", WRONG)
def test_each_is_a_mistake_of_its_own(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, name)


@pytest.mark.parametrize(("one", "other"), [*combinations(WRONG, 2)])
def test_two_are_told_together(one: str, other: str, tmp_path: Path) -> None:
    both = told(tmp_path, one, other)
    assert both == told(tmp_path, one) | told(tmp_path, other)


def test_all_are_told_together(tmp_path: Path) -> None:
    alone = set().union(*(told(tmp_path, name) for name in WRONG))
    assert told(tmp_path, *WRONG) == alone


@pytest.mark.parametrize("key", REST)
def test_beside_mistakes_of_no_alternative(key: str, tmp_path: Path) -> None:
    alone = set().union(*(told(tmp_path, name) for name in WRONG))
    rest = REST[key]
    assert told(tmp_path, *WRONG, rest=rest) == alone | told(tmp_path, rest=rest)


def test_names_that_are_held_and_built_are_told_in_one_cell(tmp_path: Path) -> None:
    where = {where for where, _ in told(tmp_path, "both")}
    assert where == {
        "alternatives.both.organisation.with.0",
        "alternatives.both.investments.hal",
    }


FOLLOWS = {
    "the horizon": ("horizon: 3 years", "horizon: 3", "late change"),
    "a row of all": ("horizon: 3 years", "process: {noticing.by: moni}", "contradiction"),
    "what a word stands in": ("horizon: 3 years", "proces: {}", "limit"),
    "an own capability": ("{times: 0.5}}}\n  hall", "{tims: 0.5}}}\n  hall", "lacking"),
    "what is required": ("requires: [desk]", "requires: [dsk]", "needs"),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_may_only_follow_is_not_told(name: str, tmp_path: Path) -> None:
    """Nobody knows what the horizon is, and so not what lies behind it."""
    right, wrong, alternative = FOLLOWS[name]
    assert TOP.count(right) == 1
    top = TOP.replace(right, wrong)
    alone = told(tmp_path, top=top)
    assert alone
    assert told(tmp_path, alternative, top=top) == alone


def test_what_is_left_of_a_wrong_trigger_is_not_told(tmp_path: Path) -> None:
    assert {where.rpartition(".")[2] for where, _ in told(tmp_path, "bad trigger")} == {"measure"}


def test_a_wrong_first_day_makes_no_date_wrong(tmp_path: Path) -> None:
    text = "name: x\nbegins: 2027-13-01\nchanges: {c: {at: 2027-06-01, stage: 3}, d: {stage: 3}}\n"
    mistakes = mistakes_in(text, tmp_path / "study.yaml")
    assert [one.where for one in mistakes] == ["begins", "changes.d"]


def test_what_is_wrong_in_one_context_leaves_the_others(tmp_path: Path) -> None:
    contexts = "contexts: {a: {portfolio: {models: 1.5}}, b: {}, c: {portfolio: {models: 20}}}\n"
    where = {where for where, _ in told(tmp_path, "contradiction", "equal", rest=contexts)}
    assert where == {
        "contexts.a.portfolio.models",
        "contexts.c",
        "alternatives.contradiction.process.operate.pipeline_break.by",
    }
