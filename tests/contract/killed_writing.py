"""The command `mlorg`, which ends at a step of the writing of its results:

    python -m tests.contract.killed_writing STEP SIGNAL FILE ARGUMENTS

A step is whatever it asks of the file system there: to make a folder, to open a file for writing,
to move or remove one. Before step number STEP it sends itself the signal, and tells FILE which it
was. So any step can be hit, and none by luck.
"""

import os
import sys
from pathlib import Path

from analysis import cli
from analysis.study.folder import _FRESH

STEPS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "open")


class Assassin:
    """Hears of each step, and strikes at one."""

    def __init__(self, step: int, signal: int, file: Path) -> None:
        self._left, self._signal, self._file, self._writing = step, signal, file, False

    def __call__(self, event: str, about: tuple[object, ...]) -> None:
        """Called by Python before each step, and before much else."""
        if event not in STEPS or (event == "open" and "w" not in str(about[1])):
            return
        place = str(about[0])
        self._writing |= event == "os.mkdir" and Path(place).name == _FRESH
        if not self._writing:
            return
        self._left -= 1
        if not self._left:
            to = about[1] if event == "os.rename" else ""
            self._file.write_text(f"{event} {place} {to}")
            os.kill(os.getpid(), self._signal)


def main() -> None:
    """Runs the command."""
    step, signal, file = sys.argv[1:4]
    del sys.argv[1:4]
    sys.addaudithook(Assassin(int(step), int(signal), Path(file)))
    cli.main()


if __name__ == "__main__":
    main()
