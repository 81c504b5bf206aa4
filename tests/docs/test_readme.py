"""The commands in README.md, CONTRIBUTING.md and docs/ are executed in a copy, as by a reader."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.console import Command, commands

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LEFT_OUT = (".git", ".venv", "runs", "dist", "__pycache__", ".*_cache", ".hypothesis")


def shown(document: Path) -> list[Command]:
    return commands(document.read_text()) if document.exists() else []


def cases() -> list[object]:
    """Each document, and once more with its slow commands if it has any."""
    quick = [pytest.param(path, False, id=path.name) for path in DOCUMENTS]
    slow = [
        pytest.param(path, True, id=f"{path.name}, slow", marks=pytest.mark.slow)
        for path in DOCUMENTS
        if any(command.slow for command in shown(path))
    ]
    return quick + slow


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(*LEFT_OUT))


def execute(command: Command, folder: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    # PYTHONPATH: the command installed here must use the copy's modules and scenarios.
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder), "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", command.text],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    told = f"line {command.line}: $ {command.text}\n{done.stdout}{done.stderr}"
    assert done.returncode == command.status, told
    assert "Traceback" not in done.stdout + done.stderr, told


@pytest.mark.parametrize(("document", "slow"), cases())
def test_commands_do_what_they_should(document: Path, slow: bool, copy: Path) -> None:
    for command in shown(document):
        # A slow command may need what the quick ones before it made.
        if not command.by_hand and (slow or not command.slow):
            execute(command, copy)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_made_by_hand_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = [target for command in shown(document) for target in command.targets]
    assert set(asked) <= targets


def test_readme_shows_both_commands() -> None:
    asked = [target for command in shown(ROOT / "README.md") for target in command.targets]
    assert {"demo", "test"} <= set(asked)
