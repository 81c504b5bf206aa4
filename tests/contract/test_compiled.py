"""A compiled kernel is used for the very sources that it was compiled of, and else nothing is."""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sim import compiled
from tests.ci_scripts import script

SCRIPT = Path(".ci") / "compile.py"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `sim`, and no finders but Python's own."""
    folder = tmp_path / "sim"
    (folder / "ledgers").mkdir(parents=True)
    (folder / "ledgers" / "__init__.py").write_text('"""Books."""\n')
    (folder / "ledgers" / "money.py").write_text("CENTS = 100\n")
    (folder / "randomness.py").write_text("LUCK = 0.5\n")
    (folder / "vocabulary.py").write_text('YES = "yes"\n')
    monkeypatch.setattr(compiled, "SOURCES", folder)
    monkeypatch.setattr(compiled, "COMPILED", folder / "__compiled__")
    monkeypatch.setattr(sys, "meta_path", [one for one in sys.meta_path if not ours(one)])
    monkeypatch.delenv(compiled.SWITCH)
    return folder


@pytest.fixture
def compiling(root: Path, sources: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that compiles, called without an option, for the small `sim`."""
    monkeypatch.setenv(compiled.SWITCH, compiled.INTERPRETED)  # which it sets
    monkeypatch.setattr(sys, "argv", [str(SCRIPT)])
    return script(root, "compile")


@pytest.fixture(params=[([], 1), (["--if-possible"], 0)], ids=["asked", "if possible"])
def status(
    request: pytest.FixtureRequest, compiling: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> int:
    """What it ends with where it cannot compile, with an option or without."""
    arguments, expected = request.param
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), *arguments])
    return int(expected)


def ours(finder: object) -> bool:
    return isinstance(finder, compiled.Finder)


def as_compiled(*names: str) -> None:
    """Files as the compiler leaves them."""
    for name in names:
        file = compiled.folder() / f"{name}{compiled.SUFFIX}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def test_modules_that_were_compiled_are_found_and_no_others(sources: Path) -> None:
    as_compiled("mlorg__mypyc", "sim/ledgers/money")
    compiled.use()
    assert compiled.in_use()
    [finder] = [one for one in sys.meta_path if ours(one)]
    assert finder is sys.meta_path[0]
    for name in ("mlorg__mypyc", "sim.ledgers.money"):
        spec = finder.find_spec(name)
        assert spec is not None
        assert spec.origin == str(compiled.folder() / f"{name.replace('.', '/')}{compiled.SUFFIX}")
    for name in ("sim", "sim.ledgers", "sim.vocabulary", "money"):
        assert finder.find_spec(name) is None


@pytest.mark.parametrize("file", ["ledgers/money.py", "vocabulary.py", "new.py"])
def test_a_change_of_any_source_puts_it_out_of_use(sources: Path, file: str) -> None:
    as_compiled("mlorg__mypyc", "sim/ledgers/money")
    with (sources / file).open("a") as changed:
        changed.write("MORE = 1\n")
    compiled.use()
    assert not compiled.in_use()


def test_so_does_a_new_name_of_a_source(sources: Path) -> None:
    as_compiled("mlorg__mypyc")
    (sources / "vocabulary.py").rename(sources / "words.py")
    compiled.use()
    assert not compiled.in_use()


def test_nothing_is_used_where_nothing_is_compiled(sources: Path) -> None:
    compiled.use()
    assert not compiled.in_use()


def test_nor_where_the_sources_are_asked_for(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_compiled("mlorg__mypyc")
    monkeypatch.setenv(compiled.SWITCH, compiled.INTERPRETED)
    compiled.use()
    assert not compiled.in_use()


def test_tests_read_the_sources() -> None:
    assert os.environ[compiled.SWITCH] == compiled.INTERPRETED
    assert not compiled.in_use()


def test_the_kernel_is_what_every_event_goes_through(root: Path) -> None:
    files = {file.relative_to(root / "sim").as_posix() for file in compiled.kernel()}
    assert {"organisation/desk.py", "lifecycle/refresh.py", "randomness.py"} <= files
    assert not {Path(file).name for file in files} & set(compiled.APART)
    for folder in ("ledgers", "lifecycle", "organisation"):
        there = {file.name for file in (root / "sim" / folder).glob("*.py")}
        assert {Path(file).name for file in files if file.startswith(folder)} == there - set(
            compiled.APART
        )


def test_a_machine_without_a_compiler_is_told_so_at_once(
    compiling: ModuleType,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    assert compiling.main() == status
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("mlorg: the model was not compiled, for which a C compiler")
    assert not compiled.COMPILED.exists()


def test_where_compiling_fails_it_is_told_why_and_nothing_is_left(
    compiling: ModuleType,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 1, "a warning", "the reason")

    monkeypatch.setattr(compiling, "has_compiler", lambda: True)
    monkeypatch.setattr(subprocess, "run", run)
    assert compiling.main() == status
    told = capsys.readouterr().err
    assert "the reason" in told
    assert "All works without" in told
    assert not list(compiled.COMPILED.iterdir())


def test_what_was_compiled_of_other_sources_goes(
    compiling: ModuleType, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        (Path(command[-1]) / "built").mkdir()
        return subprocess.CompletedProcess(command, 0)

    as_compiled("mlorg__mypyc")
    (sources / "vocabulary.py").write_text("")
    monkeypatch.setattr(compiling, "has_compiler", lambda: True)
    monkeypatch.setattr(subprocess, "run", run)
    assert compiling.main() == 0
    assert list(compiled.COMPILED.iterdir()) == [compiled.folder()]
    monkeypatch.setattr(subprocess, "run", None)  # which would fail: it is there
    assert compiling.main() == 0


def test_the_command_says_which_kernel_it_has(root: Path) -> None:
    for kernel, told in ((compiled.INTERPRETED, False), ("compiled", compiled.folder().is_dir())):
        asked = subprocess.run(
            [sys.executable, "-m", "analysis.cli", "--version"],
            env={**os.environ, compiled.SWITCH: kernel, "PYTHONPATH": str(root)},
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert asked.stdout.startswith("mlorg, version ")
        assert asked.stdout.endswith(", compiled\n" if told else ", interpreted\n")
