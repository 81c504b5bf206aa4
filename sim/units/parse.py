"""From what people write to values: "3 weeks", "4 / year", "15 %", "1.2 M USD".

"60 calendar days" is accepted and means 60 x 252 / 365 working days. What could be read in two
ways (0755; 1,000; money of 95.000; a total of +1) is refused, with what was probably meant.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction

from sim.units.mend import mending, one_meaning
from sim.units.values import (
    DAYS,
    FASTEST_PER_DAY,
    LARGEST_NUMBER,
    LONGEST_DAYS,
    SMALLEST,
    TICKS_PER_DAY,
    UnitError,
)

_PERIODS: dict[str, Fraction] = {
    **{name: Fraction(days) for name, days in DAYS.items()},
    "hour": Fraction(1, 8),
    "working day": Fraction(1),
    "calendar day": Fraction(252, 365),
    "calendar week": Fraction(7 * 252, 365),
}
# Groups of three after an underscore, no leading zero, a short exponent: all that a reader reads
# in one way, and nothing that takes long to compute.
_WHOLE = r"[0-9]{1,3}(?:_[0-9]{3})+|0|[1-9][0-9]{0,17}"
_NUMBER = rf"[+-]?(?:{_WHOLE})(?:\.[0-9]{{1,30}})?(?:[eE][+-]?[0-9]{{1,2}})?"
_QUANTITY = re.compile(rf"({_NUMBER}|\.[0-9]{{1,30}})\s*(.*)", re.ASCII | re.DOTALL)
_LOOKS_NUMERIC = re.compile(r"[+-]?[0-9.]", re.ASCII)
_LONGEST_TEXT = 80
_MORE_OR_FEWER = re.compile(r"([0-9]{1,9}) (more|additional|extra|fewer|less)", re.ASCII)

DURATION_ALLOWED = (
    "a number and one unit: hours, days, weeks, months, quarters, years, calendar days"
)
RATE_ALLOWED = 'a rate such as "4 / year", "0.5 / day" or "1 per 90 days"'
SHARE_ALLOWED = 'a share from 0 to 1, such as "15 %" or "0.15"'


def split(written: object, allowed: str) -> tuple[Fraction, str]:
    """The number a text begins with, and the rest."""
    line = str(written).strip(" ")
    if len(line) > _LONGEST_TEXT:
        raise UnitError(f"{len(line)} characters are too many for a quantity", allowed)
    if not line.isascii():
        raise UnitError("a character that is not a plain letter, digit or sign", allowed)
    match = _QUANTITY.fullmatch(line)
    if match is None or re.match(r"[0-9._,]", match[2]):
        raise _not_a_number(line, allowed)
    number = Fraction(match[1].replace("_", ""))
    if line.startswith("+"):
        raise _change(round(number), "values", allowed)
    if 0 < abs(number) < SMALLEST:
        raise UnitError("absurdly small", allowed, "0")
    return number, match[2].rstrip(" ")


def _change(step: int, what: str, allowed: str) -> UnitError:
    """The refusal of "+1", which means one more to its writer and would be read as one."""
    error = UnitError(f"{what} are totals, not changes", f"{allowed}, without a sign")
    error.step = step
    return error


def plain(number: Fraction) -> str:
    return f"{float(number):.12g}"


def _not_a_number(line: str, allowed: str) -> UnitError:
    bare = line.lower().lstrip("+-.").split(" ")[0]
    if bare in ("nan", "inf", "infinity"):
        return UnitError("not a finite number", allowed)
    if re.match(r"[+-]?0[0-9]", line):
        hint = line.lstrip("+-0") or "0"
        return UnitError("a leading zero can be read in two ways", allowed, hint)
    if re.match(r"[+-]?[0-9]+,[0-9]", line):
        return UnitError("a comma can be read in two ways", f"{allowed}; 1.5, 1_500")
    return UnitError("no number that can be read", allowed)


def not_negative(number: Fraction, largest: int | Fraction, allowed: str) -> Fraction:
    if number < 0:
        raise UnitError("a negative value makes no sense here", allowed)
    if number > largest:
        raise UnitError("absurdly large", allowed)
    return number


def period(word: str, allowed: str, before: str) -> Fraction:
    """The length in working days of a unit of time, written in singular or plural."""
    name = " ".join(word.lower().split())
    name = name[:-1] if name.endswith("s") else name
    if name in _PERIODS:
        return _PERIODS[name]
    if not name:
        one = before.removeprefix("+") == "1"
        raise UnitError("the unit is missing", allowed, f"{before} {'day' if one else 'days'}")
    near = nearest(name, _PERIODS)
    plural = "s" if word.endswith("s") else ""
    hint = f"{before.removesuffix(word)}{near}{plural}" if near else None
    raise UnitError(f"no unit of time is called {word[:30]!r}", allowed, hint)


@mending()
def parse_days(written: object) -> float:
    """Working days as a fraction: "3 weeks" is 15.0.

    Raises:
        UnitError: no such duration.
    """
    return float(_exact_days(written))


def _exact_days(written: object) -> Fraction:
    number, rest = split(written, DURATION_ALLOWED)
    if re.search("[0-9]", rest):
        raise UnitError("one number and one unit are wanted", DURATION_ALLOWED)
    days = number * period(rest, DURATION_ALLOWED, str(written).strip())
    limit = f"{DURATION_ALLOWED}; at most 1000 years"
    return not_negative(days, LONGEST_DAYS, limit)


@mending()
def parse_duration(written: object) -> int:
    """A duration in ticks: "3 weeks" is 15 * TICKS_PER_DAY.

    Raises:
        UnitError: no such duration.
    """
    return round(_exact_days(written) * TICKS_PER_DAY)


@mending(ending=" / year")
def parse_rate(written: object) -> float:
    """Events per working day: "1 per 90 days" is 1 / 90.

    Raises:
        UnitError: no such rate.
    """
    number, rest = split(written, RATE_ALLOWED)
    per = re.fullmatch(r"(?:/|per\b)\s*(.+)", rest, re.DOTALL)
    if per is None:
        raise UnitError("a number per time is wanted", RATE_ALLOWED, _as_rate(number, rest))
    days = _per(per[1], str(written).strip())
    return float(not_negative(number / days, FASTEST_PER_DAY, RATE_ALLOWED))


def _as_rate(number: Fraction, unit: str) -> str | None:
    """What a rate without "/" means: 4 is four a year, "90 days" is every 90 days."""
    if not unit or (unit.lower() in _PERIODS and number != 1):
        return f"{plain(number)} / {unit or 'year'}"
    return f"1 per {plain(number)} {unit}" if number else None


def _per(rest: str, line: str) -> Fraction:
    """What a rate is divided by: "year", "90 days"."""
    if not _LOOKS_NUMERIC.match(rest):
        return period(rest, RATE_ALLOWED, line)
    days = _exact_days(rest)
    if days == 0:
        raise UnitError("a rate cannot be per no time at all", RATE_ALLOWED)
    return days


@mending()
def parse_share(written: object) -> float:
    """A share from 0 to 1: "15 %" and "0.15" are 0.15.

    Raises:
        UnitError: no such share.
    """
    number, rest = split(written, SHARE_ALLOWED)
    if rest not in ("", "%"):
        raise UnitError(f"a share has no unit {rest[:30]!r}", SHARE_ALLOWED)
    share = number / 100 if rest else number
    if not 0 <= share <= 1:
        percent = f"{plain(number)} %" if 2 <= number <= 100 and not rest else None
        raise UnitError("a share lies between 0 and 1, or 0 % and 100 %", SHARE_ALLOWED, percent)
    return float(share)


@mending()
def parse_number(written: object) -> float:
    """A plain number that is not negative.

    Raises:
        UnitError: no such number.
    """
    allowed = "a plain number without a unit, from 0 to 1e9"
    number, rest = split(written, allowed)
    if rest:
        hint = plain(number) if rest.isalpha() else None
        hint = plain(number / 100) if rest == "%" else hint
        raise UnitError(f"a plain number has no unit {rest[:30]!r}", allowed, hint)
    return float(not_negative(number, LARGEST_NUMBER, allowed))


@mending(thousands=True)
def parse_count(written: object) -> int:
    """A whole number that is not negative.

    Raises:
        UnitError: no such count.
    """
    allowed = "a whole number, from 0 to 1e9"
    if (step := _step(str(written).strip(" "))) is not None:
        raise _change(step, "whole numbers", allowed)
    one_meaning(written)
    number, rest = split(written, allowed)
    if rest:
        hint = plain(number) if rest.isalpha() else None
        raise UnitError(f"a count has no unit {rest[:30]!r}", allowed, hint)
    if number.denominator != 1:
        raise UnitError("not a whole number", allowed, str(math.ceil(number)))
    return int(not_negative(number, LARGEST_NUMBER, allowed))


def _step(line: str) -> int | None:
    """The change that "+1", "-1" or "2 more" says, or None if a text says none."""
    if re.fullmatch(rf"[+-] ?(?:{_WHOLE})", line, re.ASCII):
        return int(line.replace("_", "").replace(" ", ""))
    match = _MORE_OR_FEWER.fullmatch(line)
    if match is None:
        return None
    return -int(match[1]) if match[2] in ("fewer", "less") else int(match[1])


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is spelt most like a word, if any is near."""
    near = get_close_matches(str(word)[:60], list(choices), n=1, cutoff=0.6)
    return near[0] if near else None
