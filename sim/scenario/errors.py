"""What is wrong with a scenario: every mistake, with its place and what may be written instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SETTING = "--set"
"""What the place of a mistake in a setting begins with, where others have a file's name."""
OPTION = "--"
"""What the place of any mistake on the command line begins with."""
MOST_MISTAKES = 100
"""More are counted, not shown: nobody mends more in one go."""

LONGEST_LIST = 600
"""In characters: of what is allowed no more is shown, so that what was meant is not cut off."""


def printable(words: object, longest: int = 80) -> str:
    """A text as it can be shown safely: no control characters, no reversed writing, not endless.

    Spaces other than the common one are shown by their number too: nobody could tell them apart.
    """
    shown = str(words)[: longest + 1]
    shown = "".join(map(_shown, shown))
    return shown if len(shown) <= longest else shown[: longest - 3] + "..."


def _shown(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake.

    Args:
        file: the file it is in; for a value given on the command line that option, such as
            "--set 'portfolio.models=x'".
        line: from 1; for "--set" the number of the option.
        column: from 1.
        where: the key, dots between its parts; "" for the file as a whole.
        found: what is there, and what is wrong with it.
        allowed: what may be there.
        suggestion: what was probably meant, or None.
    """

    file: str
    line: int
    column: int
    where: str
    found: str
    allowed: str = ""
    suggestion: str | None = None

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        allowed = f"; allowed: {_shortened(self.allowed)}" if self.allowed else ""
        meant = f"; did you mean: {self.suggestion}" if self.suggestion else ""
        place = self.file if self.is_set else f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {where}{self.found}{allowed}{meant}"

    @property
    def is_set(self) -> bool:
        """Whether the mistake is in a value given on the command line."""
        return self.file.startswith("--")


def _shortened(choices: str) -> str:
    """The first of many choices, and how many more there are."""
    if len(choices) <= LONGEST_LIST:
        return choices
    shown = choices[:LONGEST_LIST].rpartition(", ")[0]
    more = choices[len(shown) :].count(", ")
    return f"{shown} and {more} more" if shown else choices[:LONGEST_LIST]


def _order(one: Mistake) -> tuple[str, int, int, str]:
    return (OPTION if one.is_set else one.file, one.line, one.column, str(one))


class ScenarioErrors(Exception):  # noqa: N818 (there is one exception and it holds all the errors)
    """A scenario cannot be used.

    Args:
        mistakes: all that is wrong, in the order of the files' lines; at most `MOST_MISTAKES`.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        distinct = sorted(set(mistakes), key=_order)
        self.mistakes = tuple(distinct[:MOST_MISTAKES])
        self.omitted = len(distinct) - len(self.mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        more = [f"... and {self.omitted} more"] if self.omitted else []
        return "\n".join([*map(str, self.mistakes), *more])

    def __reduce__(self) -> tuple[type, tuple[tuple[Mistake, ...]]]:
        return ScenarioErrors, (self.mistakes,)
