"""The command as a process: what it imports, how it is interrupted, what a pipe gets."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.typed import SCENARIO, count, results

LONG = SCENARIO.replace("replications: 4", "replications: 100000")
HEAVY = ("matplotlib", "numpy", "pandas", "pyarrow", "pydantic", "rich", "ruamel", "scipy")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(root))
    (tmp_path / "s.yaml").write_text(SCENARIO)
    (tmp_path / "long.yaml").write_text(LONG)
    return tmp_path


def mlorg(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "analysis.cli", *arguments]


def imported(code: str) -> set[str]:
    """The top-level modules, and those of sim, that a piece of code has imported."""
    code += "\nimport sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = done.stderr.split()
    return {name.split(".")[0] for name in names} | {n for n in names if n.startswith("sim.")}


HELP = """
from analysis.cli import cli
for arguments in {arguments}:
    try: cli(arguments)
    except SystemExit as end: assert not end.code
"""


def test_help_imports_nothing_heavy(here: Path) -> None:
    found = imported(HELP.format(arguments=[["--help"], ["compare", "--help"], ["run", "-h"]]))
    assert not found & {*HEAVY, "simpy", "sim"}
    assert "click" in found


def test_checking_imports_no_tables(here: Path) -> None:
    found = imported(HELP.format(arguments=[["check", "s.yaml"]]))
    assert not found & {"matplotlib", "numpy", "pandas", "pyarrow", "scipy"}


def test_the_package_is_cheap_to_import(here: Path) -> None:
    assert not imported("import analysis, analysis.study.replicate") & {*HEAVY, "simpy", "sim"}


def start(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        mlorg(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever started the tests may have told them to ignore Ctrl-C, as a shell does with what
        # it runs in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


@pytest.fixture(autouse=True)
def nobody_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ends every command that a failing test has left running."""
    started: list[subprocess.Popen[str]] = []
    begin = start

    def remembering(*arguments: str) -> "subprocess.Popen[str]":
        started.append(begin(*arguments))
        return started[-1]

    monkeypatch.setitem(globals(), "start", remembering)
    yield
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def processor_seconds(process: int) -> float:
    """User time of a process so far; 0 if there is none."""
    try:
        ticks = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11]
    except OSError:
        return 0.0
    return int(ticks) / os.sysconf("SC_CLK_TCK")


def wait_until_at_work(process: int) -> None:
    """Waits until a command has used so much processor time that it is past its imports."""
    deadline = time.monotonic() + 120
    while processor_seconds(process) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def without_progress(err: str) -> list[str]:
    """The lines that are no progress, of which a slow machine prints some."""
    return [line for line in err.splitlines() if not line.endswith(" replications")]


def workers_of(process: int) -> list[int]:
    """Waits until the command has two worker processes, and they have begun to work."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        at_work = [int(child) for child in children if _is_at_work(int(child))]
        if len(at_work) >= 2:
            return at_work
        time.sleep(0.05)
    raise AssertionError("no workers")


def _is_at_work(process: int) -> bool:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return b"spawn_main" in command and processor_seconds(process) >= 0.5  # past its imports


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_says_in_a_line_what_is_kept(here: Path, jobs: str) -> None:
    running = start("compare", "long.yaml", "--jobs", jobs, "--out", "out")
    workers = workers_of(running.pid) if jobs == "2" else []
    deadline = time.monotonic() + 120
    while not count(here / "out"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 130, err
    assert out == ""
    (line,) = without_progress(err)
    told = re.fullmatch(
        r"Interrupted: (\d+) replications? (is|are) kept in out; "
        r"the same command goes on from there\.",
        line,
    )
    assert told is not None
    assert int(told[1]) == count(here / "out") > 0
    left = {path.name for path in (here / "out").iterdir()}
    assert left == {".lock", "journal.sqlite", "scenario.yaml"}
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


@pytest.mark.slow
def test_an_interrupt_keeps_what_was_there(here: Path) -> None:
    subprocess.run(mlorg("compare", "s.yaml", "--out", "out"), capture_output=True, check=True)
    before = results(here / "out")
    running = start("compare", "long.yaml", "--jobs", "1", "--out", "out")  # with more worlds
    wait_until_at_work(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=120)
    assert results(here / "out") == before


def test_an_interrupt_of_a_command_that_does_not_run_is_the_same(here: Path) -> None:
    code = "import analysis.cli as c, click\n"
    code += "def stop(*_, **__): raise KeyboardInterrupt\n"
    code += "import sim.scenario; sim.scenario.load = stop\n"
    code += "import sys; sys.argv = ['mlorg', 'check', 's.yaml']; c.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "Interrupted: nothing was written.\n"


@pytest.mark.slow
def test_progress_is_for_terminals_and_data_for_pipes(here: Path) -> None:
    done = subprocess.run(
        mlorg("compare", "s.yaml", "--jobs", "1"), capture_output=True, text=True, check=True
    )
    assert "\x1b" not in done.stdout + done.stderr
    where = ["Results", "Report"]  # nothing else
    assert [line.partition(":")[0] for line in without_progress(done.stderr)] == where
    assert max(map(len, done.stdout.splitlines())) > 80  # nothing is folded or cut off


@pytest.mark.slow
def test_a_terminal_gets_a_bar_on_stderr_only(here: Path) -> None:
    (here / "some.yaml").write_text(SCENARIO.replace("replications: 4", "replications: 30"))
    master, slave = pty.openpty()
    with (here / "out").open("wb") as out:
        running = subprocess.Popen(
            mlorg("compare", "some.yaml", "--jobs", "1", "--json"),
            stdout=out,
            stderr=slave,
            env={**os.environ, "TERM": "xterm-256color"},
        )
    os.close(slave)
    shown = _all_of(master)
    assert running.wait(30) == 0
    assert b"\x1b" not in (here / "out").read_bytes()
    assert b"replications" in shown
    assert b"/120" in shown


def _all_of(terminal: int) -> bytes:
    """What is shown until nobody holds the terminal any more."""
    shown = b""
    with contextlib.suppress(OSError):
        while select.select([terminal], [], [], 60)[0] and (more := os.read(terminal, 65536)):
            shown += more
    return shown


def test_a_reader_that_leaves_early_gets_no_traceback(here: Path) -> None:
    for arguments in (["show", "s.yaml"], ["check", "s.yaml"], ["--help"]):
        for reader in ("head -n 1", "true", "sleep 0 <&-"):
            command = f"{' '.join(mlorg(*arguments))} | {reader}; exit ${{PIPESTATUS[0]}}"
            bash = ["bash", "-c", command]
            done = subprocess.run(bash, capture_output=True, text=True, check=False)
            assert done.stderr == "", command
            assert done.returncode in (0, 141), command


@pytest.mark.slow
def test_the_report_is_made_though_the_reader_of_the_verdict_has_left(here: Path) -> None:
    command = " ".join(mlorg("compare", "s.yaml", "--jobs", "1", "--quiet", "--out", "out"))
    done = subprocess.run(["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"], check=False)
    assert done.returncode in (0, 141)
    assert (here / "out" / "report.html").exists()
    assert len(list((here / "out" / "figures").iterdir())) > 3


def test_nor_does_one_that_has_left_before_the_first_line(here: Path) -> None:
    for arguments in (["check", "s.yaml"], ["show", "s.yaml"]):
        read, write = os.pipe()
        os.close(read)
        with os.fdopen(write, "wb") as nobody:
            done = subprocess.run(
                mlorg(*arguments), stdout=nobody, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("arguments", [["compare", "nobody.yaml"], ["compare", "s.yaml", "--jobz"]])
def test_wrong_input_is_status_2_in_no_time(here: Path, arguments: list[str]) -> None:
    done = subprocess.run(mlorg(*arguments), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in here.iterdir()) == ["long.yaml", "s.yaml"]


@pytest.mark.slow
def test_neither_hash_seed_nor_number_of_jobs_changes_a_byte(here: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            mlorg("compare", "s.yaml", "--jobs", seed, "--out", seed),
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
    names = ("runs.parquet", "timeline.parquet", "scenario.yaml", "manifest.json")
    for name in names:
        assert len({(here / seed / name).read_bytes() for seed in ("1", "2")}) == 1
