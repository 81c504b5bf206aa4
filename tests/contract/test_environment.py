"""Setting up `.venv` (.ci/environment.py): once, with what is there, from a Python new enough."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.ci_scripts import script

# A project of no dependencies whose build backend lies in it: nothing is fetched.
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import zipfile


def build_editable(directory, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(f"{directory}/tiny-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.pth", "")
        about = "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n"
        wheel.writestr("tiny-1.dist-info/METADATA", about)
        wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return "tiny-1-py3-none-any.whl"
"""


@pytest.fixture
def environment(root: Path) -> ModuleType:
    return script(root, "environment")


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Path:
    folder = tmp_path / "a checkout"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(root / ".ci" / "environment.py", folder / ".ci")
    shutil.copy(root / "Makefile", folder)
    (folder / "requirements.lock").write_text("# nothing\n")
    (folder / "notebooks.lock").write_text("# nothing\n")
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "backend.py").write_text(BACKEND)
    return folder


def make(
    folder: Path, *arguments: str, goal: str = "environment"
) -> subprocess.CompletedProcess[str]:
    command = ["make", goal, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ["packages", "checkout"]),
        (["lock"], ["checkout"]),
        (["lock", "project"], []),
        (["lock", "older"], ["checkout"]),
        (["older", "project"], ["packages", "checkout"]),
    ],
)
def test_only_what_changed_is_done(
    environment: ModuleType, found: list[str], expected: list[str]
) -> None:
    assert environment.steps(found, ["lock", "project"]) == expected


def test_the_stamp_follows_content_and_not_dates(environment: ModuleType, checkout: Path) -> None:
    before = environment.wanted(str(checkout))
    (checkout / "requirements.lock").touch()
    assert environment.wanted(str(checkout)) == before
    (checkout / "requirements.lock").write_text("# something\n")
    assert environment.wanted(str(checkout))[0] != before[0]
    assert environment.wanted(str(checkout))[1] == before[1]


def test_the_lab_follows_a_lock_of_its_own(environment: ModuleType, checkout: Path) -> None:
    everything = environment.wanted(str(checkout))
    before = environment.lab_wanted(str(checkout))
    (checkout / "notebooks.lock").write_text("# something\n")
    assert environment.lab_wanted(str(checkout)) != before
    assert environment.wanted(str(checkout)) == everything


def only(*modules: str) -> Callable[[str, str], bool]:
    return lambda python, asked: asked in modules


@pytest.mark.parametrize(
    ("has", "reaches", "expected"),
    [
        (only("venv, ensurepip", "venv", "virtualenv"), True, "venv --clear v | v/bin/python"),
        (only("venv", "virtualenv"), True, "virtualenv -q --clear v | v/bin/python"),
        (only("venv"), True, "venv --clear --without-pip v | py -m pip --python v/bin/python"),
    ],
)
def test_without_ensurepip_it_uses_what_there_is(
    environment: ModuleType, has: Callable[[str, str], bool], reaches: bool, expected: str
) -> None:
    make, pip = environment.creation("py", "v", has, lambda python: reaches)
    assert f"{' '.join(make)} | {' '.join(pip)}".startswith(f"py -m {expected}")


def test_without_any_way_it_says_what_to_install(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "creation", lambda python, venv: None)
    with pytest.raises(SystemExit, match="python3-venv.*pip 22.3.*virtualenv"):
        environment.install_packages("v")


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10)])
def test_an_old_python_is_refused_in_one_line(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (*version, 0))
    with pytest.raises(SystemExit) as refusal:
        environment.main()
    old = ".".join(map(str, version))
    assert f"needs Python 3.11 or newer; this is {old}." in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_python_is_named(checkout: Path) -> None:
    done = make(checkout, "PYTHON=no-such-python")
    assert done.returncode == 2
    assert done.stderr.startswith("mlorg: no no-such-python here")


@pytest.mark.slow
def test_a_second_call_installs_nothing(environment: ModuleType, checkout: Path) -> None:
    python = f"PYTHON={sys.executable}"
    first = make(checkout, python)
    assert first.returncode == 0, first.stderr
    assert "Setting up .venv" in first.stderr
    [installed] = (checkout / ".venv").rglob("tiny-1.dist-info/METADATA")

    added = subprocess.run(
        [sys.executable, ".ci/environment.py", "notebooks"],
        cwd=checkout, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert added.stderr == "Adding JupyterLab to .venv: once, about a minute.\n"

    lab = checkout / ".venv" / "bin" / "jupyter"  # what the lock would have put there
    lab.write_text("#!/bin/sh\necho opens: $*\n")
    lab.chmod(0o755)
    opened = make(checkout, python, "FLAGS=--no-browser", goal="notebooks")
    assert (opened.returncode, opened.stderr) == (0, "")
    assert "opens: lab --ip=127.0.0.1 --no-browser notebooks" in opened.stdout.splitlines()

    (checkout / "requirements.lock").touch()
    made = installed.stat().st_mtime_ns
    second = make(checkout, python)
    assert (second.returncode, second.stderr) == (0, "")
    assert installed.stat().st_mtime_ns == made
    assert (checkout / ".venv" / environment.LAB).exists()

    (checkout / "requirements.lock").write_text("# another\n")
    third = make(checkout, python)
    assert "Setting up .venv" in third.stderr
    [installed] = (checkout / ".venv").rglob("tiny-1.dist-info/METADATA")
    assert installed.stat().st_mtime_ns != made
    assert not (checkout / ".venv" / environment.LAB).exists()
