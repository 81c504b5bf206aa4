"""The table of docs/guarantee.md: 500 studies of each case of tests/theory/promises.py.

    python -m tests.theory.guarantee              writes it anew (some eight minutes of a core)
    python -m tests.theory.guarantee CHAPTER ...  only the rows of these chapters

`test_guarantee.py` makes the first hundred of each again.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.theory.promises import CHAPTERS
from tests.theory.proof import HEADS, MACRO, Row, line, read

PAGE = Path(__file__).parents[2] / "docs" / "guarantee.md"
_PLACE = re.compile(r"(?<=<!-- guarantee -->\n).*?(?=<!-- end -->)", re.DOTALL)


def table(chapters: Sequence[str], before: Sequence[str] = ()) -> list[str]:
    """The lines of the table, printed as they are found: those of some chapters take the places of
    earlier ones, or come last."""
    lines = list(before) or [line(*HEADS), line(*("---" for _ in HEADS))]
    places = {read(one)[0]: place for place, one in enumerate(lines[2:], 2)}
    for chapter in chapters:
        for proof in CHAPTERS[chapter](MACRO):
            print(row := proof.row(), flush=True)
            place = places.get((proof.promise, proof.case), len(lines))
            lines[place : place + 1] = [row]
    return lines


def rows() -> dict[tuple[str, str], Row]:
    """What the page says, by promise and case."""
    head, _, *lines = told()
    assert head == line(*HEADS)
    return dict(read(one) for one in lines)


def told() -> list[str]:
    """The lines of the page's table."""
    found = _PLACE.search(PAGE.read_text())
    assert found is not None
    return found[0].splitlines()


def main() -> None:
    """Writes the page with the table in its place."""
    chosen = sys.argv[1:]
    lines = table(chosen, told()) if chosen else table(list(CHAPTERS))
    text = "\n".join([*lines, ""])
    PAGE.write_text(_PLACE.sub(lambda _: text, PAGE.read_text(), count=1))


if __name__ == "__main__":
    main()
