"""Money and money per time: "1.2 M USD", "169_000 USD / year"."""

from __future__ import annotations

import re
from fractions import Fraction

from sim.units.mend import mending, one_meaning
from sim.units.parse import not_negative, period, plain, split
from sim.units.values import CURRENCIES, DAYS, LARGEST_MONEY, Money, MoneyRate, UnitError

MONEY_ALLOWED = 'money such as "169_000 USD", "100 k EUR" or "1.2 M GBP"'
MONEY_RATE_ALLOWED = 'money per time such as "169_000 USD / year" or "95 k EUR / year"'
_MULTIPLES = {"": 1, "k": 10**3, "M": 10**6}


def _cents(written: object, allowed: str) -> tuple[Fraction, str, str]:
    """Exact cents, currency, and what follows them."""
    number, rest = split(written, allowed)
    match = re.fullmatch(r"([kM]?)\s*([A-Z]{3})\b\s*(.*)", rest, re.DOTALL)
    one_meaning(written, _MULTIPLES[match[1]] if match else 1)
    if match is None or match[2] not in CURRENCIES:
        rate = " / year" if allowed == MONEY_RATE_ALLOWED else ""
        hint = None if rest else f"{plain(number)} USD{rate}"
        raise UnitError(f"the currency must be one of {', '.join(CURRENCIES)}", allowed, hint)
    amount = not_negative(number * _MULTIPLES[match[1]], LARGEST_MONEY, allowed)
    return amount * 100, match[2], match[3]


@mending(thousands=True)
def parse_money(written: object) -> Money:
    """An amount: "1.2 M USD".

    Raises:
        UnitError: no such amount.
    """
    cents, currency, rest = _cents(written, MONEY_ALLOWED)
    if rest:
        raise UnitError(f"an amount is not followed by {rest[:30]!r}", MONEY_ALLOWED)
    return Money(round(cents), currency)


@mending(thousands=True, ending=" / year")
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
    days = period(per[1], MONEY_RATE_ALLOWED, str(written).strip())
    return MoneyRate(round(cents * DAYS["year"] / days), currency)
