"""The command `mlorg`, which also tells a file of its progress: python -m tests.contract.killed
FILE ARGUMENTS. Whoever kills it knows by that when to strike, and what must not be lost."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis import cli
from analysis.report import terminal


def main() -> None:
    """Runs the command."""
    with Path(sys.argv.pop(1)).open("w", buffering=1) as file:

        @contextmanager
        def progress(_quiet: bool) -> Iterator[Callable[[int, int], None]]:
            yield lambda done, total: print(done, total, file=file)

        terminal.progress = progress  # type: ignore[assignment]
        cli.main()


if __name__ == "__main__":
    main()
