"""Numbers, units and names as people read them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.machine import World

_MONEY = ("USD", "EUR", "GBP")
_LARGE = ((1e9, " G"), (1e6, " M"), (1e3, " k"))


def quantity(value: float | None, unit: str, *, signed: bool = False) -> str:
    """A value with its unit: shares as "41 %", money as "1.2 M USD"; "-" where undefined.

    With `signed` it is a difference: its sign is always shown, and shares differ by points.
    """
    if value is None or math.isnan(value):
        return "-"
    if unit.startswith("share"):
        return f"{number(100 * value, signed=signed)} {'points' if signed else '%'}"
    if unit.startswith(_MONEY):
        return f"{_scaled(value, signed)} {unit}"
    return f"{number(value, signed=signed)} {unit}"


def bare(value: float, unit: str, *, signed: bool = False) -> str:
    """`quantity` without its unit, which stands in a head; "-" where undefined."""
    if math.isnan(value):
        return "-"
    if unit.startswith(_MONEY):
        return _scaled(value, signed)
    return number(100 * value if unit.startswith("share") else value, signed=signed)


def unit_text(unit: str) -> str:
    """A unit for a head: shares are in percent."""
    return "%" if unit.startswith("share") else unit


def interval(low: float, high: float, unit: str) -> str:
    """The bounds of an interval of differences, the unit said by what stands before them.

    "168 to 765 k" could be thousands from end to end: then each end has its currency.
    """
    if math.isnan(low) or math.isnan(high):
        return "none"
    ends = [bare(low, unit), bare(high, unit)]
    if unit.startswith(_MONEY) and _is_scaled(ends[0]) != _is_scaled(ends[1]) and low and high:
        currency, *_ = unit.split()
        ends = [f"{end} {currency}" for end in ends]
    return " to ".join(ends)


def number(value: float, *, signed: bool = False) -> str:
    """Three significant digits, whole numbers in full."""
    if math.isnan(value):
        return "-"
    if abs(value) >= 99.95:
        text = f"{value:+,.0f}" if signed else f"{value:,.0f}"
        return text.replace(",", "_")
    value = value or 0.0  # no minus zero
    return f"{value:+.3g}" if signed else f"{value:.3g}"


def percent(share: float) -> str:
    """A share without decimals, but never "100 %" or "0 %" of what is not all or nothing."""
    if math.isnan(share):
        return "-"
    rounded = round(100 * share)
    if rounded in (0, 100) and share not in (0, 1):
        return "over 99 %" if rounded else "under 1 %"
    return f"{rounded} %"


def better_in(better: float, equal: float) -> str:
    """In how many worlds one is better than another; in how many they are equal, if in any."""
    tied = equal > 0 and not math.isnan(better)
    return f"{percent(better)}, equal in {percent(equal)}" if tied else percent(better)


def counted(count: int, what: str) -> str:
    """How many of something: "1 point", "3 points"."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


_MANY_DIGITS = re.compile(r"[0-9]+\.[0-9]{9,}(?:e[+-]?[0-9]+)?")
_ONE_OF_MANY = re.compile(r"(?<![0-9._])1 (day|week|month|year)s\b")


def rounded(text: str) -> str:
    """A text with its numbers to 12 digits: what is more than that comes of reckoning in binary,
    as in 12 x 0.3, and nobody has written it."""
    shorter = _MANY_DIGITS.sub(lambda found: f"{float(found[0]):.12g}", text)
    return text if shorter == text else _ONE_OF_MANY.sub(r"1 \1", shorter)


def confidence(share: float) -> str:
    """A confidence level: "95 %"."""
    return f"{100 * share:g} %"


def quoted(name: str | None) -> str:
    """A name from a scenario, safe to show and marked as a name."""
    from sim.scenario.errors import printable

    return f"'{printable(name)}'"


def title(measure: str) -> str:
    """What a measure is called within a sentence."""
    from sim.measures import MEASURES

    words = MEASURES[measure].title
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def period(world: World) -> str:
    """How long a world is lived and how long of that is studied."""
    from sim.units import duration_text

    return f"history {duration_text(world.history)}, horizon {duration_text(world.horizon)}"


def joined(parts: list[str], last: str = "and") -> str:
    """ "a, b and c" """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def _is_scaled(shown: str) -> bool:
    return shown.endswith(tuple(letter for _, letter in _LARGE))


def _scaled(value: float, signed: bool) -> str:
    for size, letter in _LARGE:
        if abs(value) >= size:
            return f"{number(value / size, signed=signed)}{letter}"
    return number(value, signed=signed)
