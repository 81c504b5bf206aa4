"""What is needed at the end is imported while workers are at work, and waited for at the end."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.study import ahead

pytestmark = pytest.mark.contract

NEEDED = "needed_at_the_end"


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a module that takes a moment to be imported."""
    (tmp_path / f"{NEEDED}.py").write_text("import time\ntime.sleep(0.3)\nwhole = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield NEEDED
    sys.modules.pop(NEEDED, None)


def test_the_first_report_begins_it_and_the_last_waits_for_it(slow: str) -> None:
    """Ctrl-C in an import of the command's own, while this one is under way, would end neither."""
    heard: list[tuple[int, int]] = []
    modules = "no.such.module", slow
    report = ahead.importing(modules, lambda done, total: heard.append((done, total)))
    assert slow not in sys.modules
    report(1, 2)
    assert not hasattr(sys.modules.get(slow), "whole")
    report(2, 2)
    assert sys.modules[slow].whole
    assert heard == [(1, 2), (2, 2)]


def test_it_is_not_begun_for_a_command_that_has_nothing_left(slow: str) -> None:
    ahead.importing((slow,), lambda done, total: None)(2, 2)
    assert slow not in sys.modules
