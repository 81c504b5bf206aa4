"""`mlorg report` where its report cannot be written."""

import errno
import re
from pathlib import Path

import pytest

from tests.contract import disks
from tests.contract.typed import SCENARIO, mlorg

COMPARE = ("compare", "s.yaml", "--jobs", "1", "--out", "out", "--quiet")


@pytest.mark.parametrize("kind", ["study", "sweep"])
def test_a_folder_that_nobody_may_write_to(here: Path, kind: str) -> None:
    ideas, duties = "portfolio.use_cases", "process.duties.it_engineer.rate"
    over = f"{{{ideas}: [24 / year, 48 / year], {duties}: [20 / year, 60 / year]}}"
    (here / "s.yaml").write_text(f"{SCENARIO}sweep: {{over: {over}}}\n")
    command = "compare" if kind == "study" else "sweep"
    done = mlorg(command, *COMPARE[1:], "--no-report", "--replications", "2")
    assert (done.exit_code, done.stderr) == (0, "")
    pictures = here / "out" / "figures"
    pictures.mkdir()
    with disks.read_only(pictures) as place:
        if place != pictures:
            pictures.rmdir()
            pictures.symlink_to(place)
        done = mlorg("report", "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.fullmatch(r"out: nothing can be written there: [A-Z][\w -]+\n", done.stderr)


def test_a_disk_that_is_full_is_no_wrong_input(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mlorg(*COMPARE, "--no-report", "--replications", "2").exit_code == 0

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("analysis.study.whole.put", full)
    done = mlorg("report", "out")
    assert (done.exit_code, done.stderr.startswith("Failed: ")) == (1, True)
