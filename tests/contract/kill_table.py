"""The table of docs/studies.md: studies that were killed, and what became of them.

python -m tests.contract.kill_table          prints it (a few minutes)
python -m tests.contract.kill_table --write  puts it into its place on the page, too
"""

import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.contract.kills import KINDS, PHASES, Kill, killed_until_it_ends, undisturbed
from tests.contract.typed import results

PAGE = Path(__file__).parents[2] / "docs" / "studies.md"
BEGIN, END = "<!-- kills: begin -->\n", "<!-- kills: end -->\n"
LEAST = 50
"""Kills in all."""


def killed(here: Path, least: int = LEAST, seed: int = 1) -> tuple[list[Kill], list[bool]]:
    """Kills studies until there have been so many kills.

    Returns:
        The kills, and for each study whether it ended with the bytes of one that nobody disturbed.
    """
    whole, ending = undisturbed(here)
    luck, kills, same = random.Random(seed), [], []
    while len(kills) < least:
        out = f"out-{len(same)}"
        kills += killed_until_it_ends(here, out, luck, ending)
        same.append(results(here / out) == whole)
    return kills, same


def table(kills: Sequence[Kill], same: Sequence[bool]) -> list[str]:
    """The lines of the table, and what became of the studies."""
    found = list(_rows(kills))
    return [
        f"| killed | times | {' | '.join(PHASES)} | told to be done | lost of these |",
        f"| --- |{' ---: |' * (len(PHASES) + 3)}",
        *found,
        "",
        f"{len(kills)} kills of {len(same)} studies; {sum(same)} of {len(same)} ended with the "
        "same bytes (tables, manifest, report, pictures) as a study that nobody disturbed.",
    ]


def _rows(kills: Sequence[Kill]) -> Iterator[str]:
    for kind in KINDS:
        yield _row(kind, [one for one in kills if one.kind == kind])
    yield _row("in all", kills)


def _row(name: str, kills: Sequence[Kill]) -> str:
    phases = (sum(one.phase == phase for one in kills) for phase in PHASES)
    told = sum(one.told for one in kills)
    lost = sum(max(0, one.told - one.kept) for one in kills)
    return _line([name, len(kills), *phases, told, lost])


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main() -> int:
    """Prints the table; 0 if nothing was lost and all bytes were the same."""
    with TemporaryDirectory() as here:
        kills, same = killed(Path(here))
    lines = table(kills, same)
    print("\n".join(lines))
    if "--write" in sys.argv[1:]:
        page = PAGE.read_text()
        text = "\n".join(lines) + "\n"
        PAGE.write_text(re.sub(f"{BEGIN}.*{END}", f"{BEGIN}{text}{END}", page, flags=re.DOTALL))
    return 0 if all(same) and all(one.kept >= one.told for one in kills) else 1


if __name__ == "__main__":
    sys.exit(main())
