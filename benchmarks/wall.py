"""Wall-clock times of whole commands, by turns."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

Command = Sequence[str]


def mlorg(*arguments: str) -> Command:
    """The installed command if there is one beside this Python, else the module of a checkout."""
    installed = Path(sys.executable).parent / "mlorg"
    program = (str(installed),) if installed.exists() else (sys.executable, "-m", "analysis.cli")
    return (*program, *arguments)


def medians(commands: Mapping[str, Callable[[int], Command]], rounds: int) -> dict[str, float]:
    """Median seconds of each command, made for the number of its round.

    Raises:
        subprocess.CalledProcessError: a command failed.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            times[name].append(_seconds(command(number)))
    return {name: median(seconds) for name, seconds in times.items()}


def together(*commands: Command) -> float:
    """Seconds until all of some commands have ended that begin at once.

    Raises:
        subprocess.CalledProcessError: a command failed.
    """
    start = perf_counter()
    begun = [
        subprocess.Popen(one, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for one in commands
    ]
    for process in begun:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)
    return perf_counter() - start


def _seconds(command: Command) -> float:
    return together(command)
