"""The import contracts of pyproject.toml hold, and each of them notices a plant."""

import subprocess
import sys
from pathlib import Path

import pytest

# A tree with the modules that the contracts name, as small as can be.
MODULES = (
    "sim/capabilities/ci_tests",
    "sim/capability",
    "sim/catalogue",
    "sim/ledgers/time",
    "sim/lifecycle/release",
    "sim/measures",
    "sim/organisation/people",
    "sim/process/release",
    "sim/replication",
    "sim/scenario/read",
    "sim/scenario/schema",
    "sim/stages",
    "analysis/cli",
    "analysis/figures/leaks",
    "analysis/study/compare",
    "analysis/study/connection",
    "analysis/study/replicate",
    "analysis/study/worker",
)
ALLOWED = {
    "sim/organisation/people": "import simpy",
    "sim/lifecycle/release": "from simpy.events import Timeout\nimport sim.organisation.people",
    "sim/replication": "import simpy\nimport sim.lifecycle.release, sim.ledgers.time",
    "sim/scenario/read": "from ruamel.yaml import YAML",
    "analysis/figures/leaks": "import matplotlib.pyplot",
    "analysis/study/connection": "from distributed import Client",
    "analysis/study/worker": "import multiprocessing, threading, sim.replication",
    "analysis/cli": "import click, rich, numpy, analysis.figures.leaks, analysis.study.replicate",
}
FORBIDDEN = [
    ("sim/measures", "import analysis.cli"),
    ("sim/measures", "import numpy"),
    ("sim/scenario/schema", "from rich.text import Text"),
    ("sim/organisation/people", "import random"),
    ("sim/ledgers/time", "import sim.stages"),
    ("sim/ledgers/time", "from sim.capabilities import CAPABILITIES"),
    ("sim/measures", "from sim import capability"),
    ("sim/organisation/people", "from sim.catalogue import Catalogue"),
    ("sim/lifecycle/release", "from sim.capabilities import ci_tests"),
    ("sim/organisation/people", "import sim.stages"),
    ("sim/ledgers/time", "from sim.process import release"),
    ("sim/measures", "import sim.replication"),  # which imports the lifecycle
    ("sim/measures", "import simpy"),
    ("analysis/study/compare", "import simpy"),
    ("sim/scenario/schema", "from ruamel.yaml import YAML"),
    ("analysis/cli", "import ruamel.yaml"),
    ("analysis/cli", "import matplotlib.pyplot"),
    ("analysis/study/compare", "from concurrent.futures import ProcessPoolExecutor"),
    ("analysis/cli", "import multiprocessing"),
    ("analysis/study/replicate", "import threading"),
    ("analysis/study/replicate", "import distributed"),
    ("analysis/cli", "from dask import config"),
]


@pytest.fixture
def tree(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text((root / "pyproject.toml").read_text())
    for module in MODULES:
        file = tmp_path / f"{module}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(ALLOWED.get(module, "") + "\n")
    for folder in {file.parent for file in tmp_path.rglob("*.py")}:
        (folder / "__init__.py").touch()
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # With -c the folder itself is the first place where modules are looked for.
    program = "import sys, importlinter.cli as cli; sys.exit(cli.lint_imports(no_cache=True))"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_hold(root: Path) -> None:
    done = lint_imports(root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_home_is_allowed(tree: Path) -> None:
    done = lint_imports(tree)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("module", "line"), FORBIDDEN)
def test_a_planted_import_is_noticed(tree: Path, module: str, line: str) -> None:
    file = tree / f"{module}.py"
    file.write_text(file.read_text() + line + "\n")
    done = lint_imports(tree)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
