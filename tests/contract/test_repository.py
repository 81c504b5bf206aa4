"""The lock, the sizes of files, the names of commands: what every change must leave true."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LONGEST_FILE = 350
LOCKS = {"requirements.lock": "dev", "notebooks.lock": "notebooks"}
"""Each lock, and the group of dependencies that it answers."""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text())


def locked(root: Path, lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Each requirement of a lock with its hashes."""
    text = (root / lock).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=")
            yield Requirement(requirement.strip()), [entry.strip() for entry in hashes]


def name(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def versions(root: Path, lock: str, python: str) -> dict[str, list[str]]:
    """The versions that a lock has of each package for a Python."""
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    found: dict[str, list[str]] = {}
    for requirement, _ in locked(root, lock):
        if requirement.marker is None or requirement.marker.evaluate(here):
            version = str(requirement.specifier).removeprefix("==")
            found.setdefault(name(requirement), []).append(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host(root: Path, lock: str) -> None:
    text = (root / lock).read_text()
    assert not re.findall(r"^ *-(?!-hash=).*|.*//.*|.* @ .*", text, flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_locked_has_one_version_and_hashes(root: Path, lock: str) -> None:
    for requirement, hashes in locked(root, lock):
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", entry) for entry in hashes), requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_answers_pyproject_on_every_python(root: Path, lock: str, python: str) -> None:
    described = project(root)
    asked = list(described["dependency-groups"][LOCKS[lock]])
    if LOCKS[lock] == "dev":
        asked += described["project"]["dependencies"]
    found = versions(root, lock, python)
    for requirement in map(Requirement, asked):
        [version] = found[name(requirement)]
        assert requirement.specifier.contains(version, prereleases=True), requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_the_locks_agree(root: Path, python: str) -> None:
    first, second = (versions(root, lock, python) for lock in LOCKS)
    shared = first.keys() & second.keys()
    assert "ipykernel" in shared
    assert {one: first[one] for one in shared} == {one: second[one] for one in shared}


def test_notebooks_are_served_to_this_machine_alone(root: Path) -> None:
    [line] = [one for one in (root / "Makefile").read_text().splitlines() if "jupyter" in one]
    assert "--ip=127.0.0.1" in line


def source_files(root: Path) -> list[Path]:
    folders = ("sim", "analysis", "tests", "benchmarks", "notebooks", ".ci")
    return [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]


def test_no_file_is_long(root: Path) -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in source_files(root)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_ci_runs_both_test_commands(root: Path) -> None:
    lines = (root / ".ci" / "run").read_text().splitlines()
    assert "make test" in lines
    assert "make test-all" in lines


def test_every_kind_of_test_is_a_marker(root: Path) -> None:
    options = project(root)["tool"]["pytest"]["ini_options"]
    kinds = [marker.split(":")[0] for marker in options["markers"]]
    folders = [path.name for path in (root / "tests").iterdir() if any(path.glob("test_*.py"))]
    assert set(folders) <= set(kinds)
