"""From what people write to values: "3 weeks", "4 / year", "15 %", "1.2 M USD".

"60 calendar days" is accepted and means 60 x 252 / 365 working days. What could be read in two
ways (0755; 1,000) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction

from sim.units.values import (
    CURRENCIES,
    DAYS,
    FASTEST_PER_DAY,
    LARGEST_MONEY,
    LARGEST_NUMBER,
    LONGEST_DAYS,
    SMALLEST,
    TICKS_PER_DAY,
    Money,
    MoneyRate,
    UnitError,
)

_PERIODS: dict[str, Fraction] = {
    **{name: Fraction(days) for name, days in DAYS.items()},
    "hour": Fraction(1, 8),
    "working day": Fraction(1),
    "calendar day": Fraction(252, 365),
    "calendar week": Fraction(7 * 252, 365),
}
_MULTIPLES = {"": 1, "k": 10**3, "M": 10**6}
# Groups of three after an underscore, no leading zero, a short exponent: all that a reader reads
# in one way, and nothing that takes long to compute.
_WHOLE = r"[0-9]{1,3}(?:_[0-9]{3})+|0|[1-9][0-9]{0,17}"
_NUMBER = rf"[+-]?(?:{_WHOLE})(?:\.[0-9]{{1,30}})?(?:[eE][+-]?[0-9]{{1,2}})?"
_QUANTITY = re.compile(rf"({_NUMBER}|\.[0-9]{{1,30}})\s*(.*)", re.ASCII | re.DOTALL)
_LOOKS_NUMERIC = re.compile(r"[+-]?[0-9.]", re.ASCII)
_LONGEST_TEXT = 80

DURATION_ALLOWED = (
    "a number and one unit: hours, days, weeks, months, quarters, years, calendar days"
)
RATE_ALLOWED = 'a rate such as "4 / year", "0.5 / day" or "1 per 90 days"'
SHARE_ALLOWED = 'a share from 0 to 1, such as "15 %" or "0.15"'
MONEY_ALLOWED = 'money such as "169_000 USD", "100 k EUR" or "1.2 M GBP"'
MONEY_RATE_ALLOWED = 'money per time such as "169_000 USD / year"'


def _split(written: object, allowed: str) -> tuple[Fraction, str]:
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
    if 0 < abs(number) < SMALLEST:
        raise UnitError("absurdly small", allowed, "0")
    return number, match[2].rstrip(" ")


def _plain(number: Fraction) -> str:
    return f"{float(number):.12g}"


def _not_a_number(line: str, allowed: str) -> UnitError:
    bare = line.lower().lstrip("+-.").split(" ")[0]
    if bare in ("nan", "inf", "infinity"):
        return UnitError("not a finite number", allowed)
    if re.match(r"[+-]?0[0-9]", line):
        hint = line.lstrip("+-0") or "0"
        return UnitError("a leading zero can be read in two ways", allowed, hint)
    if re.match(r"[+-]?[0-9]+,[0-9]", line):
        return UnitError("a comma can be read in two ways", allowed, line.replace(",", "_", 1))
    return UnitError("no number that can be read", allowed)


def _not_negative(number: Fraction, largest: int | Fraction, allowed: str) -> Fraction:
    if number < 0:
        raise UnitError("a negative value makes no sense here", allowed)
    if number > largest:
        raise UnitError("absurdly large", allowed)
    return number


def _period(word: str, allowed: str, before: str) -> Fraction:
    """The length in working days of a unit of time, written in singular or plural."""
    name = " ".join(word.lower().split())
    name = name[:-1] if name.endswith("s") else name
    if name in _PERIODS:
        return _PERIODS[name]
    if not name:
        raise UnitError("the unit is missing", allowed, f"{before} days")
    near = nearest(name, _PERIODS)
    plural = "s" if word.endswith("s") else ""
    hint = f"{before.removesuffix(word)}{near}{plural}" if near else None
    raise UnitError(f"no unit of time is called {word[:30]!r}", allowed, hint)


def parse_days(written: object) -> float:
    """Working days as a fraction: "3 weeks" is 15.0.

    Raises:
        UnitError: no such duration.
    """
    return float(_exact_days(written))


def _exact_days(written: object) -> Fraction:
    number, rest = _split(written, DURATION_ALLOWED)
    if re.search("[0-9]", rest):
        raise UnitError("one number and one unit are wanted", DURATION_ALLOWED)
    days = number * _period(rest, DURATION_ALLOWED, str(written).strip())
    limit = f"{DURATION_ALLOWED}; at most 1000 years"
    return _not_negative(days, LONGEST_DAYS, limit)


def parse_duration(written: object) -> int:
    """A duration in ticks: "3 weeks" is 15 * TICKS_PER_DAY.

    Raises:
        UnitError: no such duration.
    """
    return round(_exact_days(written) * TICKS_PER_DAY)


def parse_rate(written: object) -> float:
    """Events per working day: "1 per 90 days" is 1 / 90.

    Raises:
        UnitError: no such rate.
    """
    number, rest = _split(written, RATE_ALLOWED)
    per = re.fullmatch(r"(?:/|per\b)\s*(.+)", rest, re.DOTALL)
    if per is None:
        unit = rest.lower().removesuffix("s") or "year"
        hint = f"{_plain(number)} / {unit}" if unit in _PERIODS else None
        raise UnitError("a number per time is wanted", RATE_ALLOWED, hint)
    days = _per(per[1], str(written).strip())
    return float(_not_negative(number / days, FASTEST_PER_DAY, RATE_ALLOWED))


def _per(rest: str, line: str) -> Fraction:
    """What a rate is divided by: "year", "90 days"."""
    if not _LOOKS_NUMERIC.match(rest):
        return _period(rest, RATE_ALLOWED, line)
    days = _exact_days(rest)
    if days == 0:
        raise UnitError("a rate cannot be per no time at all", RATE_ALLOWED)
    return days


def parse_share(written: object) -> float:
    """A share from 0 to 1: "15 %" and "0.15" are 0.15.

    Raises:
        UnitError: no such share.
    """
    number, rest = _split(written, SHARE_ALLOWED)
    if rest not in ("", "%"):
        raise UnitError(f"a share has no unit {rest[:30]!r}", SHARE_ALLOWED)
    share = number / 100 if rest else number
    if not 0 <= share <= 1:
        percent = f"{_plain(number)} %" if 2 <= number <= 100 and not rest else None
        raise UnitError("a share lies between 0 and 1, or 0 % and 100 %", SHARE_ALLOWED, percent)
    return float(share)


def parse_number(written: object) -> float:
    """A plain number that is not negative.

    Raises:
        UnitError: no such number.
    """
    allowed = "a plain number without a unit, from 0 to 1e9"
    number, rest = _split(written, allowed)
    if rest:
        hint = _plain(number) if rest.isalpha() else None
        raise UnitError(f"a plain number has no unit {rest[:30]!r}", allowed, hint)
    return float(_not_negative(number, LARGEST_NUMBER, allowed))


def parse_count(written: object) -> int:
    """A whole number that is not negative.

    Raises:
        UnitError: no such count.
    """
    allowed = "a whole number, from 0 to 1e9"
    number, rest = _split(written, allowed)
    if rest:
        hint = _plain(number) if rest.isalpha() else None
        raise UnitError(f"a count has no unit {rest[:30]!r}", allowed, hint)
    if number.denominator != 1:
        raise UnitError("not a whole number", allowed, str(round(number)))
    return int(_not_negative(number, LARGEST_NUMBER, allowed))


def _cents(written: object, allowed: str) -> tuple[Fraction, str, str]:
    """Exact cents, currency, and what follows them."""
    number, rest = _split(written, allowed)
    match = re.fullmatch(r"([kM]?)\s*([A-Z]{3})\b\s*(.*)", rest, re.DOTALL)
    if match is None or match[2] not in CURRENCIES:
        rate = " / year" if allowed == MONEY_RATE_ALLOWED else ""
        hint = None if rest else f"{_plain(number)} USD{rate}"
        raise UnitError(f"the currency must be one of {', '.join(CURRENCIES)}", allowed, hint)
    amount = _not_negative(number * _MULTIPLES[match[1]], LARGEST_MONEY, allowed)
    return amount * 100, match[2], match[3]


def parse_money(written: object) -> Money:
    """An amount: "1.2 M USD".

    Raises:
        UnitError: no such amount.
    """
    cents, currency, rest = _cents(written, MONEY_ALLOWED)
    if rest:
        raise UnitError(f"an amount is not followed by {rest[:30]!r}", MONEY_ALLOWED)
    return Money(round(cents), currency)


def parse_money_rate(written: object) -> MoneyRate:
    """Money per time: "169_000 USD / year".

    Raises:
        UnitError: no such rate of money.
    """
    cents, currency, rest = _cents(written, MONEY_RATE_ALLOWED)
    per = re.fullmatch(r"(?:/|per\b)\s*(.+)", rest, re.DOTALL)
    if per is None:
        hint = f"{str(written).strip()} / year"
        raise UnitError("money per time is wanted", MONEY_RATE_ALLOWED, hint)
    days = _period(per[1], MONEY_RATE_ALLOWED, str(written).strip())
    return MoneyRate(round(cents * DAYS["year"] / days), currency)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is spelt most like a word, if any is near."""
    near = get_close_matches(str(word)[:60], list(choices), n=1, cutoff=0.6)
    return near[0] if near else None
