"""The table of docs/guarantee.md: 500 studies of each case of tests/theory/promises.py.

    python -m tests.theory.guarantee        writes it anew (some six minutes of a core)

`test_guarantee.py` makes the first hundred of each again.
"""

import re
from pathlib import Path

from tests.theory.promises import CHAPTERS
from tests.theory.proof import HEADS, MACRO, Row, line, read

PAGE = Path(__file__).parents[2] / "docs" / "guarantee.md"
_PLACE = re.compile(r"(?<=<!-- guarantee -->\n).*?(?=<!-- end -->)", re.DOTALL)


def table() -> list[str]:
    """The lines of the table, printed as they are found."""
    lines = [line(*HEADS), line(*("---" for _ in HEADS))]
    for chapter in CHAPTERS.values():
        for proof in chapter(MACRO):
            lines.append(proof.row())
            print(lines[-1], flush=True)
    return lines


def rows() -> dict[tuple[str, str], Row]:
    """What the page says, by promise and case."""
    found = _PLACE.search(PAGE.read_text())
    assert found is not None
    head, _, *lines = found[0].splitlines()
    assert head == line(*HEADS)
    return dict(read(one) for one in lines)


def main() -> None:
    """Writes the page with the table in its place."""
    text = "\n".join([*table(), ""])
    PAGE.write_text(_PLACE.sub(lambda _: text, PAGE.read_text(), count=1))


if __name__ == "__main__":
    main()
