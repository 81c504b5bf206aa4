"""How far off a comparison may be: an amount of a measure in its unit, or a share of a mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from sim.units import (
    CURRENCIES,
    Money,
    UnitError,
    nearest,
    parse_days,
    parse_money,
    parse_money_rate,
    parse_number,
    parse_share,
    share_text,
)

FIRST_LOOK: Final = 30
"""Replications after which a study is first looked at that may end when it is precise enough."""
MOST_REPLICATIONS: Final = 100_000
NONE: Final = "none"
"""The indifference zone of a study that selects nothing."""
_NUMBER = re.compile(r"[0-9][0-9_.,eE+]*")
_MULTIPLE = re.compile(r"\s*[kM]\b")


class Tolerance(NamedTuple):
    """An amount of a measure, in its unit; `relative`: as a share of the baseline's mean."""

    size: float
    relative: bool = False
    currency: str = ""
    """What the amount is in, where it is money."""


NO_ZONE: Final = Tolerance(0.0)


def read_tolerance(written: str, unit: str) -> Tolerance:
    """A tolerance of a measure: "50 k USD / year", "3 days", "2 points", "5 %".

    Args:
        written: a text.
        unit: the measure's, with the word "currency" for money.

    Raises:
        UnitError: it is none, or is nothing.
    """
    line = written.strip()
    found = _relative(line) if line.endswith("%") else _amount(line, unit)
    if not found.size > 0:
        raise UnitError("nothing is ever so precise", f"more than 0: {_allowed(unit)}")
    return found


def read_zone(written: str, unit: str) -> Tolerance:
    """An indifference zone: a tolerance, or "none".

    Raises:
        UnitError: it is neither.
    """
    if written.strip() == NONE:
        return NO_ZONE
    try:
        return read_tolerance(written, unit)
    except UnitError as error:
        error.allowed += f'; or "{NONE}": nothing is selected'
        raise


def tolerance_text(tolerance: Tolerance, unit: str) -> str:
    """The text that reads back to a tolerance."""
    if tolerance == NO_ZONE:
        return NONE
    if tolerance.relative:
        return share_text(tolerance.size)
    for text in _texts(tolerance, unit):
        if read_tolerance(text, unit) == tolerance:
            return text
    raise AssertionError(f"no text reads back to {tolerance!r}")


def _texts(tolerance: Tolerance, unit: str) -> Iterator[str]:
    size = 100 * tolerance.size if unit == "share" else tolerance.size
    decimals = [f"{size:.{digits}g}" for digits in (4, 6, 9, 12, 15, 17)]
    for decimal in sorted(decimals, key=lambda text: "e" in text):
        yield f"{decimal} {_words(unit, tolerance.currency)}"


def _words(unit: str, currency: str) -> str:
    """What stands behind the number."""
    named = {"share": "points", "working days": "days"}.get(unit, unit)
    return named.replace("working days", "days").replace("currency", currency)


def _allowed(unit: str) -> str:
    examples = {
        "share": '"2 points"',
        "working days": '"3 days"',
        "currency": '"500 k USD"',
        "currency / year": '"50 k USD / year"',
    }
    example = examples.get(unit, f'"2 {_words(unit, "USD")}"')
    return f'an amount in the unit of what decides, such as {example}, or "5 %" of the mean'


def _relative(line: str) -> Tolerance:
    try:
        return Tolerance(parse_share(line), relative=True)
    except UnitError as error:
        error.allowed = 'a share of the mean of the baseline up to 100 %, such as "5 %"'
        raise


def _amount(line: str, unit: str) -> Tolerance:
    """An amount in the measure's unit.

    Raises:
        UnitError: it is in none, or in another.
    """
    if _NUMBER.fullmatch(line):
        raise _refusal("the unit is missing", line, unit, _with_unit(line, unit))
    read = _READERS.get(unit)
    try:
        return read(line) if read else _with_rest(line, unit)
    except UnitError as error:
        raise _refusal(error.message, line, unit, error.suggestion) from None


def _with_unit(number: str, unit: str) -> str:
    """A bare number in the unit; of shares, 0.02 is two points."""
    if unit == "share" and re.fullmatch(r"0\.[0-9]+", number):
        number = f"{100 * float(number):.12g}"
    return f"{number} {_words(unit, CURRENCIES[0])}"


def _refusal(found: str, line: str, unit: str, hint: str | None) -> UnitError:
    """The refusal, with a remedy only if it is one: the unit meant, or what is missing of it."""
    number, words = _NUMBER.match(line), _words(unit, CURRENCIES[0])
    multiple = number and (_MULTIPLE.match(line, number.end()) or number)
    near = multiple and nearest(line[multiple.end() :].strip(), [words])
    meant = f"{line[: multiple.end()]} {words}" if multiple and near else None
    whole = f"{line} / {words.partition(' / ')[2]}"
    fits = (one for one in (hint, meant, whole) if one is not None and _fits(one, unit))
    return UnitError(found, _allowed(unit), next(fits, None))


def _fits(text: str, unit: str) -> bool:
    if _NUMBER.fullmatch(text):
        return False
    read = _READERS.get(unit)
    try:
        return (read(text) if read else _with_rest(text, unit)).size > 0
    except UnitError:
        return False


def _rate(line: str) -> Tolerance:
    rate = parse_money_rate(line)
    return Tolerance(rate.cents_per_year / 100, currency=rate.currency)


def _money(line: str) -> Tolerance:
    return _of(parse_money(line))


def _of(money: Money) -> Tolerance:
    return Tolerance(money.cents / 100, currency=money.currency)


def _points(line: str) -> Tolerance:
    match = re.fullmatch(r"(\S+)\s*(?:percentage )?points?", line)
    if match is None:
        raise UnitError("a difference of shares is in points", "")
    points = Fraction(repr(parse_number(match[1])))
    if points > 100:
        raise UnitError("no two shares differ by so much", "")
    return Tolerance(float(points / 100))


_READERS: dict[str, Callable[[str], Tolerance]] = {
    "share": _points,
    "working days": lambda line: Tolerance(parse_days(line)),
    "currency": _money,
    "currency / year": _rate,
}


def _with_rest(line: str, unit: str) -> Tolerance:
    """A number, money or a duration, and then the very words of the unit."""
    first, _, rest = unit.partition(" / ") if "currency" in unit or "days" in unit else ("", "", "")
    tail = f" / {rest}" if first else f" {unit}"
    squeezed = re.sub(r"\s*/\s*", " / ", " ".join(line.split()))
    if not squeezed.endswith(tail):
        raise UnitError(f"not in {_words(unit, CURRENCIES[0])}", "")
    return _HEADS[first](squeezed.removesuffix(tail))


_HEADS: dict[str, Callable[[str], Tolerance]] = {
    "": lambda text: Tolerance(parse_number(text)),
    "currency": _money,
    "working days": lambda text: Tolerance(parse_days(text)),
}
