"""The verdict that the README shows is the one that `make demo` prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def block_after(words: str) -> str:
    """The first block of the README without a language that begins after some words."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
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
