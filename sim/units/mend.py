"""What a refused quantity probably meant: other people's signs and words as they are written here.

Nothing of this is ever accepted silently: a rewriting is only offered, and only once it has been
read without complaint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import wraps
from typing import TypeVar

from sim.units.values import UnitError

_LONGEST = 80
_CURRENCY = r"(?:USD|EUR|GBP)"


def _words(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in pairs)


# In this order: signs of currencies, multiples, "per year", units of time.
_REWRITTEN = _words(
    (r"\bT(?=€|EUR\b)", "k "),
    (r"€|\beuros?\b|\beur\b", " EUR "),
    (r"(?:\bUS)?\$|\b(?:us )?dollars?\b|\busd\b", " USD "),
    (r"£|\bpounds?\b|\bgbp\b", " GBP "),
    (rf"^\s*({_CURRENCY})\s+([0-9][0-9.,'_ ]*(?:[km]\b)?)", r"\2 \1 "),
    (r"(?<=[0-9 ])(?:k|tsd\.?|thousand)(?=\s)", " k "),
    (rf"(?<=[0-9 ])(?:mio\.?|mn|millions?|m)(?=\s+{_CURRENCY})", " M "),
    (r"\b(?:p\.\s?a\.?|pa|per annum|an?nually|yearly)(?=\s|$)", "/ year"),
    (r"\b(?:p\.\s?m\.?|monthly)(?=\s|$)", "/ month"),
    (r"(?:\btimes|\bx)?\s+an?\s+(?=(?:day|week|month|quarter|year)\b)", " / "),
    (r"(?<=[0-9])\s*(?:times|x)\s*(?=/|per\b)", " "),
    (r"/\s*(?:a|y|yr|jahr)\s*$", "/ year"),
    (r"/\s*(?:mo|mth|monat)\s*$", "/ month"),
    (r"/\s*(?:d|tag)\s*$", "/ day"),
    (r"(?<![a-z])(?:pt|md|pd|(?:person|man|fte|business)[- ]?days?|d|tagen?|tage?)\s*$", "days"),
    (r"(?<![a-z])(?:person|man)[- ]?months?\s*$", "months"),
    (r"(?<![a-z])(?:h|hrs?|std\.?|stunden?|(?:person|man)[- ]?hours?)\s*$", "hours"),
    (r"(?<![a-z])(?:w|wks?|wochen?)\s*$", "weeks"),
    (r"(?<![a-z])(?:mo|mos|mths?|monate?n?)\s*$", "months"),
    (r"(?<![a-z])(?:q|qtrs?|quartale?n?)\s*$", "quarters"),
    (r"(?<![a-z/] )(?<![a-z/])(?:y|yrs?|a|jahre?n?)\s*$", "years"),
    (r"\s*/\s*", " / "),
    (r"\s*(?:percent|per cent|pct|prozent)\s*$", " %"),
)
_LEADING = re.compile(r"([0-9](?:[0-9.,'_ ]*[0-9])?)(.*)", re.DOTALL)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,' _])[0-9]{3})(?:\1[0-9]{3})*")
_GROUPS_AND_COMMA = re.compile(r"([1-9][0-9]{0,2}(?:[.' ][0-9]{3})+),([0-9]+)")
_GROUPS_AND_DOT = re.compile(r"([1-9][0-9]{0,2}(?:[,' ][0-9]{3})+)\.([0-9]+)")
_THREE_DECIMALS = re.compile(r"([0-9][0-9_]*\.[0-9]{3})(?![0-9eE])", re.ASCII)
Read = TypeVar("Read")
_MULTIPLES = {"k": 10**3, "M": 10**6}


def mending(
    thousands: bool = False, ending: str = ""
) -> Callable[[Callable[[object], Read]], Callable[[object], Read]]:
    """Let a reader refuse with a suggestion only if it would accept that suggestion.

    Args:
        thousands: whether "95.000" and "95,000" are more likely 95 thousand than 95.
        ending: what may have been forgotten, such as " / year".
    """

    def decorate(strict: Callable[[object], Read]) -> Callable[[object], Read]:
        @wraps(strict)
        def read(written: object) -> Read:
            try:
                return strict(written)
            except UnitError as error:
                options = _options(str(written).strip(), error.suggestion, thousands, ending)
                # What "+1" means depends on what there is; whoever knows that may say it.
                silent = error.step is not None
                error.suggestion = None if silent else first_accepted(strict, options)
                raise

        return read

    return decorate


def one_meaning(written: object, multiple: int = 1) -> None:
    """Refuse 95.000, which is 95 to some and 95 thousand to others.

    Raises:
        UnitError: the number has three digits behind its dot.
    """
    match = _THREE_DECIMALS.match(str(written).strip(" +-"))
    if match:
        number = Fraction(match[1].replace("_", ""))
        amount, said = number * multiple, f"{float(number):.12g}"
        small = f"{int(amount):_}" if amount.denominator == 1 else f"{float(amount):.2f}"
        found = f"{said} or {said} thousand?"
        raise UnitError(found, f"{int(amount * 1000):_} or {small}")


def first_accepted(read: Callable[[str], object], options: Iterable[str]) -> str | None:
    """The first of some texts that a reader takes."""
    return next((one for one in options if _accepts(read, one)), None)


def _accepts(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except UnitError:
        return False
    return True


def _options(line: str, hint: str | None, thousands: bool, ending: str) -> Iterator[str]:
    text = rewritten(line, thousands) if len(line) <= _LONGEST else None
    if text is not None and text != line:
        yield text
    if hint is not None:
        yield hint
    if text is not None and ending:
        yield f"{text}{ending}"


def rewritten(line: str, thousands: bool) -> str | None:
    """A text in the words and signs of this package; None if its number has two meanings."""
    text = " ".join(line.split())
    for pattern, word in _REWRITTEN:
        text = pattern.sub(word, text)
    match = _LEADING.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    number, rest = match[1], match[2].strip()
    if thousands and rest[:1] in _MULTIPLES and re.fullmatch(r"[0-9]+[.,][0-9]{3}", number):
        return f"{_multiplied(number, rest[0])} {rest[1:].strip()}"
    plain = _number(number, thousands)
    return None if plain is None else f"{plain} {rest}".rstrip()


def _multiplied(number: str, multiple: str) -> str:
    """Thousands or millions with three decimals, in full."""
    whole = Fraction(number.replace(",", ".")) * _MULTIPLES[multiple]
    return f"{int(whole):_}"


def _number(number: str, thousands: bool) -> str | None:
    """A number as it is written here; None if it has two meanings."""
    for pattern in (_GROUPS_AND_COMMA, _GROUPS_AND_DOT):
        if match := pattern.fullmatch(number):
            return f"{_underscored(match[1])}.{match[2]}"
    if match := _GROUPED.fullmatch(number):
        twofold = match[1] in ".," and number.count(match[1]) == 1
        if not twofold or thousands:
            return _underscored(number)
        return None if match[1] == "," else number
    return re.sub(r"\A([0-9]+),([0-9]+)\Z", r"\1.\2", number)


def _underscored(number: str) -> str:
    return f"{int(re.sub('[^0-9]', '', number)):_}"
