"""Days: dates, and moments counted from day 0; and what dates in other writings mean."""

from __future__ import annotations

import re
from datetime import date

from sim.scenario.values import scalar
from sim.units import UnitError, parse_duration

DATE_ALLOWED = "a date such as 2027-06-01, from 1900 to 2199"
_MOST_YEARS = 10
"""A bare number above it is rather one of months."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OTHER_MONTHS = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_YEAR = r"(?P<y>(?:19|20|21)[0-9]{2})"
_MONTH, _DAY = r"(?P<m>[0-9]{1,2})", r"(?P<d>[0-9]{1,2})"
_NAMED = r"(?P<name>[a-zä]{3,9})\.?"
_WRITINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}",
        rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th|\.)? {_NAMED},? {_YEAR}",
        rf"{_NAMED} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_NAMED},? {_YEAR}",
        rf"Q(?P<q>[1-4])[ /-]?{_YEAR}",
        rf"{_YEAR}[ /-]?Q(?P<q>[1-4])",
        rf"{_YEAR}[-/]{_MONTH}",
        rf"{_MONTH}[-/.]{_YEAR}",
        _YEAR,
    )
)
# 01/04/2027 is January in some countries and April in others: only 13 and more decide.
_EITHER = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/{_YEAR}")


def read_date(written: object) -> date:
    """A date such as 2027-01-01, from the year 1900 to 2199.

    Raises:
        UnitError: it is none.
    """
    line = scalar(written)
    try:
        if len(line) != 10 or not line.isascii():
            raise ValueError
        day = date.fromisoformat(line)
    except ValueError:
        raise UnitError(f"{line[:40]!r} is no date", DATE_ALLOWED, date_meant(line)) from None
    if not 1900 <= day.year <= 2199:
        raise UnitError("an absurd year", DATE_ALLOWED)
    return day


def read_moment(written: object) -> int | date:
    """A day: ticks after day 0 (negative before it), or a date.

    Raises:
        UnitError: it is neither.
    """
    line = scalar(written)
    if line[:4].isdigit() and line[4:5] == "-":
        return read_date(line)
    try:
        return -parse_duration(line[1:]) if line.startswith("-") else _after(line)
    except UnitError as error:
        error.allowed = f"a date such as 2027-06-01, or a duration after day 0: {error.allowed}"
        if error.suggestion and line.startswith("-"):
            error.suggestion = f"-{error.suggestion}"
        error.suggestion = date_meant(line) or _months(line) or error.suggestion
        raise


def _months(line: str) -> str | None:
    bare = re.fullmatch(r"-?[0-9]{1,2}", line)
    return f"{line} month{'' if line.lstrip('-') == '1' else 's'}" if bare else None


def long_duration(line: str) -> str | None:
    """The duration that a bare number means where durations are long: years or months."""
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9])?", line.strip()):
        return None
    number = line.strip()
    unit = "year" if float(number) <= _MOST_YEARS else "month"
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def _after(line: str) -> int:
    return parse_duration(line.removeprefix("+"))


def date_meant(line: str) -> str | None:
    """The date that a text in another writing means, if there is just one."""
    words = " ".join(line.split())[:40]
    match = next((match for one in _WRITINGS if (match := one.fullmatch(words))), None)
    numbers = _numbers(match.groupdict()) if match else _either(words)
    try:
        return date(*numbers).isoformat() if numbers else None
    except ValueError:
        return None


def _numbers(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    month = _month(parts)
    return (int(parts["y"] or 0), month, int(parts.get("d") or 1)) if month else None


def _month(parts: dict[str, str | None]) -> int | None:
    if quarter := parts.get("q"):
        return 3 * int(quarter) - 2
    name = (parts.get("name") or "")[:3].lower()
    if name:
        return _MONTHS.index(name) + 1 if name in _MONTHS else _OTHER_MONTHS.get(name)
    return int(parts.get("m") or 1)


def _either(words: str) -> tuple[int, int, int] | None:
    match = _EITHER.fullmatch(words)
    if match is None:
        return None
    one, other = int(match[1]), int(match[2])
    if one <= 12 < other or one == other:
        return int(match["y"]), one, other
    return (int(match["y"]), other, one) if other <= 12 < one else None
