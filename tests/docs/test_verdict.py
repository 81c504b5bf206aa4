"""The verdict that the README shows is the one that `make demo` prints."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def quoted() -> list[str]:
    """The paragraphs of the README that stand behind `>`, each on one line."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line.removeprefix(">").strip() for line in text.splitlines() if line.startswith(">")]
    return [" ".join(part.split()) for part in "\n".join(lines).split("\n\n")]


@pytest.mark.slow
def test_readme_shows_what_the_flagship_says(tmp_path: Path) -> None:
    flagship = re.search(r"mlorg (compare \S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert flagship is not None
    command = [sys.executable, "-m", "analysis.cli", *flagship[1].split()]
    run = subprocess.run(
        [*command, "--quiet", "--out", str(tmp_path / "run")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    printed = [" ".join(line.split()) for line in run.stdout.splitlines()]
    paragraphs = quoted()
    assert len(paragraphs) == 3
    for paragraph in paragraphs:
        assert paragraph in printed
