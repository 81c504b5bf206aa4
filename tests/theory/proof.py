"""A promise put to the proof in many studies: how often it was kept, and what chance does."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy import stats

MACRO = 500
"""Studies of each case."""
PART = 100
"""As many of them, the first, are made again by every run of the slow tests."""
LEVEL = 0.95
SELDOM = 0.0005
"""How often chance alone may put a share out of its bounds."""
HEADS = ("promise", "case", "nominal", "found", "broken method", "found then", f"first {PART}")


@dataclass(frozen=True)
class Proof:
    """What a promise came to, study by study, and what it came to when it was broken."""

    promise: str
    case: str
    kept: Sequence[bool]
    """Of each study, whether the promise was kept."""
    broken: str
    then: Sequence[bool]
    """The same for the broken method."""
    exact: bool = False
    """Whether the share is to be the nominal one, and not at least that."""

    def row(self) -> str:
        """A line of the table."""
        return line(
            self.promise,
            self.case,
            f"{'' if self.exact else 'at least '}{LEVEL:.0%}",
            f"{share(self.kept):.1%}",
            self.broken,
            f"{share(self.then):.1%}",
            self.part(),
        )

    def part(self) -> str:
        """In how many of the first studies the promise was kept, properly and broken."""
        return f"{sum(self.kept[:PART])}, {sum(self.then[:PART])}"


@dataclass(frozen=True)
class Row:
    """What stands in a line of the table, read back."""

    kept: float
    then: float
    exact: bool
    part: str

    @property
    def holds(self) -> bool:
        """Whether the share is what was promised, within what chance does in so many studies."""
        return self.kept >= low() and (not self.exact or self.kept <= high())

    @property
    def seen(self) -> bool:
        """Whether the broken method is found out."""
        return self.then < low()


def read(row: str) -> tuple[tuple[str, str], Row]:
    """Promise and case of a line of the table, and what came out."""
    promise, case, nominal, kept, _, then, part = (cell.strip() for cell in row.split("|")[1:-1])
    return (promise, case), Row(_share(kept), _share(then), not nominal.startswith("at"), part)


def _share(text: str) -> float:
    return round(float(text.removesuffix("%")) / 100, 6)


def low() -> float:
    """The least share that chance makes of the nominal one."""
    return float(stats.binom.ppf(SELDOM, MACRO, LEVEL)) / MACRO


def high() -> float:
    """The largest."""
    return float(stats.binom.isf(SELDOM, MACRO, LEVEL)) / MACRO


def line(*cells: str) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def share(found: Sequence[bool]) -> float:
    """The share that is true."""
    return sum(found) / len(found)
