"""What the README and docs/sweeps.md show is what `make demo` and the sweep print and draw."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def block_after(words: str, page: str = "README.md") -> str:
    """The first block of a page without a language that begins after some words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    start = text.index(words)
    return next(block[2] for block in blocks if not block[1] and block.start() > start)


def mlorg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_readme_shows_the_mistakes_as_they_are_reported() -> None:
    run = mlorg("check", "docs/examples/mistakes.yaml")
    assert run.returncode == 2
    assert run.stderr == block_after("mlorg check docs/examples/mistakes.yaml")


@pytest.mark.slow
def test_readme_shows_what_the_flagship_says(tmp_path: Path) -> None:
    flagship = re.search(r"mlorg (compare \S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert flagship is not None
    run = mlorg(*flagship[1].split(), "--quiet", "--out", str(tmp_path / "run"))
    assert run.returncode == 0
    shown = block_after("`make demo`").splitlines()
    assert len([line for line in shown if line.strip()]) > 5
    printed = run.stdout.splitlines()
    assert [line for line in shown if line not in (*printed, "...")] == []


@pytest.mark.slow
def test_the_page_of_sweeps_shows_its_map_and_its_sentences(tmp_path: Path) -> None:
    """If not: copy figures/pick_map.svg of the run folder, and what is printed."""
    out = ["--quiet", "--jobs", "1", "--out", str(tmp_path / "run")]
    run = mlorg("sweep", "when-does-an-engineer-pay", *out)
    assert run.returncode == 0
    shown = block_after("Its sentences, as printed:", "docs/sweeps.md")
    assert run.stdout.partition("\n\n")[0] + "\n" == shown
    drawn = (tmp_path / "run" / "figures" / "pick_map.svg").read_bytes()
    assert drawn == (ROOT / "docs" / "images" / "sweep.svg").read_bytes()
