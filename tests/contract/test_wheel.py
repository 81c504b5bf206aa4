"""An installed wheel finds the library by name from any folder; a checkout uses its own."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROGRAM = """
import json, sim
from sim.scenario import library
print(json.dumps({
    "sim": sim.__file__,
    "folder": str(library.library_folder()),
    "names": library.names(),
    "loaded": [sim.load(name).name for name in library.names()],
}))
"""


def bare_environment(folder: Path) -> Path:
    """A new environment that sees the packages of this one, but not its installed checkout."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [site_packages] = folder.glob("lib/python*/site-packages")
    # A folder named in a .pth is searched, but the .pth files in it (our checkout) are not read.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the wheel built from this checkout is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    python = bare_environment(folder / "venv")
    install = ["install", "-q", "--no-deps", "--no-index", "--ignore-installed", wheel]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    return python


def ask(python: Path | str, folder: Path) -> dict:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [python, "-c", PROGRAM]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_wheel_finds_its_library_from_any_folder(
    installed: Path, root: Path, tmp_path: Path
) -> None:
    answer = ask(installed, tmp_path)
    assert Path(answer["sim"]).is_relative_to(installed.parent.parent)
    assert Path(answer["folder"]).is_relative_to(installed.parent.parent)
    shipped = {path.stem for path in (root / "scenarios").rglob("*.yaml")}
    assert set(answer["names"]) == shipped
    assert answer["loaded"]


def test_a_checkout_uses_its_own(root: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for folder in ("sim", "analysis", "scenarios"):
        shutil.copytree(root / folder, checkout / folder)
    mine = "name: mine\nextends: " + sorted((root / "scenarios/library").glob("*.yaml"))[0].stem
    (checkout / "scenarios" / "library" / "zz-mine.yaml").write_text(mine + "\n")
    answer = ask(sys.executable, checkout)
    assert Path(answer["folder"]) == checkout / "scenarios"
    assert "zz-mine" in answer["names"]
    assert "mine" in answer["loaded"]


def test_the_command_is_installed(installed: Path, tmp_path: Path) -> None:
    command = [installed.parent / "mlorg", "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "compare" in done.stdout
