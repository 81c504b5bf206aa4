"""Numbers of a scenario that a sweep may vary: of what kind they are, as text and as a number.

Tables give a number in one unit: durations in working days, rates per year, shares as parts of one,
money in its currency (per year). `read` makes that number of a text, `write` a text of it; a text
that could not stand in a scenario is not refused here, but where the scenario is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sim.units import (
    DAYS,
    UnitError,
    parse_count,
    parse_days,
    parse_money,
    parse_money_rate,
    parse_number,
    parse_rate,
    parse_share,
)

YEAR: Final = DAYS["year"]
_DIGITS = 12
"""Significant digits of a number in a table: what is computed, such as a third, has no more."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A kind of number.

    Args:
        name: what it is called.
        unit: the unit of its numbers in tables; "currency" stands for that of the text.
        read: from text to number; raises UnitError.
        write: from number to text.
        whole: whether only whole numbers make sense.
    """

    name: str
    unit: str
    read: Callable[[str], float]
    write: Callable[[float, str], str]
    whole: bool = False

    def number(self, text: str) -> float:
        """The number of a text, in the unit of tables.

        Raises:
            UnitError: it is none.
        """
        return rounded(self.read(text))


def rounded(value: float) -> float:
    """A number without the rounding errors of how it was computed."""
    return float(f"{value:.{_DIGITS}g}")


def _plain(value: float) -> str:
    return f"{value:.{_DIGITS}g}"


def _signed(read: Callable[[str], float]) -> Callable[[str], float]:
    """A reader that takes a minus, too."""

    def reader(text: str) -> float:
        bare = text.strip()
        return -read(bare[1:].strip()) if bare.startswith("-") else read(bare)

    return reader


def _share_or_number(text: str) -> float:
    return parse_share(text) if "%" in text else parse_number(text)


def _money(text: str) -> float:
    return parse_money(text).cents / 100


def _money_rate(text: str) -> float:
    return parse_money_rate(text).cents_per_year / 100


def _days(value: float, _: str) -> str:
    return f"{_plain(value)} days"


COUNT: Final = Quantity("count", "", parse_count, lambda value, _: _plain(value), whole=True)
NUMBER: Final = Quantity("number", "", parse_number, lambda value, _: _plain(value))
SHARE: Final = Quantity("share", "share", parse_share, lambda value, _: f"{_plain(100 * value)} %")
DURATION: Final = Quantity("duration", "working days", parse_days, _days)
MOMENT: Final = Quantity("duration after day 0", "working days", _signed(parse_days), _days)
RATE: Final = Quantity(
    "rate",
    "1 / year",
    lambda text: parse_rate(text) * YEAR,
    lambda value, _: f"{_plain(value)} / year",
)
MONEY: Final = Quantity(
    "money", "currency", _money, lambda value, currency: f"{value:.2f} {currency}"
)
MONEY_RATE: Final = Quantity(
    "money per time",
    "currency / year",
    _money_rate,
    lambda value, currency: f"{value:.2f} {currency} / year",
)
THRESHOLD: Final = Quantity("number", "", _signed(_share_or_number), lambda value, _: _plain(value))

BY_KIND: Final[Mapping[str, Quantity]] = {
    "distribution of durations": DURATION,
    "distribution of numbers": NUMBER,
    "duration": DURATION,
    "rate": RATE,
    "share": SHARE,
    "number": NUMBER,
    "count": COUNT,
    "money per time": MONEY_RATE,
}
"""What a process parameter of a kind is; kinds that are words are not here. Of a distribution it is
the mean."""


def signed(quantity: Quantity) -> Quantity:
    """The same, where a minus makes sense."""
    return Quantity(quantity.name, quantity.unit, _signed(quantity.read), quantity.write)


def either_money(text: str) -> Quantity:
    """Money, or money per time, whichever a text is."""
    return MONEY_RATE if "/" in text or " per " in text else MONEY


def currency_of(text: str) -> str:
    """The currency that a text of money names; "" if it names none."""
    for read in (parse_money_rate, parse_money):
        try:
            return read(text).currency
        except UnitError:
            continue
    return ""
