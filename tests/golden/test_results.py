"""The same scenario and seed give the same numbers as ever, unless the changelog says otherwise."""

import re
from pathlib import Path

import pytest

from tests.golden import results

HOW = 'Results have changed. Is that meant? Then say so in the changelog under "Results changed"'


@pytest.mark.parametrize("name", results.SCENARIOS)
def test_results_are_those_of_the_repository(name: str) -> None:
    stored, today = results.stored()[name], results.result(name)
    assert today["measures"] == stored["measures"], HOW
    assert today == stored, HOW


def test_what_is_stored_is_what_is_asked_for() -> None:
    assert results.stored().keys() == results.SCENARIOS.keys()
    assert min(stored["events"] for stored in results.stored().values()) > 1000


@pytest.mark.parametrize("name", results.SCENARIOS)
def test_stored_results_balance(name: str) -> None:
    assert results.history(name).check() == []


def test_the_changelog_has_a_place_for_changed_results(root: Path) -> None:
    newest = re.split(r"^## ", (root / "CHANGELOG.md").read_text(), flags=re.MULTILINE)[1]
    assert re.search(r"^### Results changed\n+- \S", newest, flags=re.MULTILINE)


def test_the_command_refreshes_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "STORED", tmp_path / "results.json")
    monkeypatch.setattr(results, "SCENARIOS", {"stage 2": results.SCENARIOS["stage 2"]})
    results.refresh()
    again = results.STORED.read_bytes()
    assert results.stored()["stage 2"] == results.result("stage 2")
    results.refresh()
    assert results.STORED.read_bytes() == again
