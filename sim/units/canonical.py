"""From values back to what people read; every text reads back to the identical value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sim.units.distribution import PURE_NUMBERS, Distribution
from sim.units.parse import parse_days, parse_duration, parse_number, parse_rate, parse_share
from sim.units.values import DAYS, TICKS_PER_DAY, Money, MoneyRate, Value

Human = str | list[str] | dict[str, dict[str, str]]
"""A value as it is written in a scenario file."""

_LONG_FIRST = (("year", 252), ("month", 21), ("week", 5), ("day", 1))


def _decimals(value: float) -> Iterator[str]:
    """Ever longer decimal texts of a number; the last one is exact."""
    for digits in (4, 6, 9, 12, 15, 17):
        yield f"{value:.{digits}g}"


def _first_exact(value: float, texts: Iterator[str], read: Callable[[str], float]) -> str:
    for candidate in texts:
        if read(candidate) == value:
            return candidate
    raise AssertionError(f"no text reads back to {value!r}")


def days_text(days: float) -> str:
    """A duration given in working days: 15.0 is "3 weeks"."""
    return _first_exact(days, _durations(days), parse_days)


def _durations(days: float) -> Iterator[str]:
    """Texts of a duration, the most readable first; the last one is exact."""
    whole = [unit for unit in _LONG_FIRST if days and days % unit[1] == 0]
    name, length = whole[0] if whole else ("day", 1)
    for digits in (4, 6):
        yield _singular(f"{days / length:.{digits}g} {name}s")
        yield _singular(f"{days * 365 / 252:.{digits}g} calendar days")
    for decimal in _decimals(days / length):
        yield _singular(f"{decimal} {name}s")


def _singular(words: str) -> str:
    return words.removesuffix("s") if words.startswith("1 ") else words


def duration_text(ticks: int) -> str:
    """A duration given in ticks."""
    return _first_exact(ticks, _durations(ticks / TICKS_PER_DAY), parse_duration)


def rate_text(per_day: float) -> str:
    """A rate given per working day: 4 / 252 is "4 / year"."""
    texts = (
        f"{decimal} / {unit}"
        for unit in ("year", "day")
        for decimal in _decimals(per_day * DAYS[unit])
    )
    return _first_exact(per_day, texts, parse_rate)


def share_text(share: float) -> str:
    """A share: 0.15 is "15 %"."""
    percent = (f"{decimal} %" for decimal in _decimals(share * 100) if "e" not in decimal)
    for candidate in percent:
        if parse_share(candidate) == share:
            return candidate
    return number_text(share)


def number_text(number: float) -> str:
    """A plain number: 3.0 is "3"."""
    return _first_exact(number, _decimals(number), parse_number)


def _money(cents: int, currency: str) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:_}.{rest:02d} {currency}" if rest else f"{whole:_} {currency}"


def money_text(money: Money) -> str:
    """An amount: "169_000 USD"."""
    return _money(money.cents, money.currency)


def money_rate_text(rate: MoneyRate) -> str:
    """Money per time: "169_000 USD / year"."""
    return f"{_money(rate.cents_per_year, rate.currency)} / year"


def distribution_human(distribution: Distribution) -> Human:
    """A distribution: a plain quantity if fixed, else {family: {argument: quantity}}."""
    words = {
        name: number_text(value)
        if name in PURE_NUMBERS or distribution.unit == "number"
        else days_text(value)
        for name, value in distribution.arguments
    }
    return words["value"] if distribution.family == "fixed" else {distribution.family: words}


_WRITERS: dict[str, Callable[[Any], Human]] = {
    "distribution of durations": distribution_human,
    "distribution of numbers": distribution_human,
    "duration": duration_text,
    "rate": rate_text,
    "share": share_text,
    "number": number_text,
    "count": str,
    "choice": str,
    "ordered choices": list,
    "money per time": money_rate_text,
}


def human(value: Value, kind: str, none_word: str | None = None) -> Human:
    """A value as one writes it in a scenario file.

    Args:
        value: what a process parameter holds.
        kind: what kind of value that is (`sim.process.Kind`).
        none_word: what None means here, "never" or "unlimited".
    """
    return (none_word or "never") if value is None else _WRITERS[kind](value)


def text(value: Value, kind: str, none_word: str | None = None) -> str:
    """`human` on one line, maps and lists in YAML's flow style."""
    return _flow(human(value, kind, none_word))


def _flow(words: Human | dict[str, str]) -> str:
    if isinstance(words, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in words.items()) + "}"
    return f"[{', '.join(words)}]" if isinstance(words, list) else words
