"""What is needed at the end is imported as soon as workers are at work, whoever waits for it."""

import sys
import threading
from pathlib import Path

import pytest

from analysis.study import ahead

pytestmark = pytest.mark.contract


def test_the_first_report_begins_it_and_all_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "needed_at_the_end.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    heard: list[tuple[int, int]] = []
    modules = "no.such.module", "needed_at_the_end"
    report = ahead.importing(modules, lambda done, total: heard.append((done, total)))
    assert "needed_at_the_end" not in sys.modules
    report(1, 2)
    report(2, 2)
    for thread in threading.enumerate():
        if thread.name == ahead.NAME:
            thread.join()
    assert heard == [(1, 2), (2, 2)]
    assert sys.modules.pop("needed_at_the_end")
