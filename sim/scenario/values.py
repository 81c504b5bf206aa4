"""The value of one process parameter: from what is written to what the model uses, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from sim.process import PARAMETERS, Parameter
from sim.scenario.ambiguous import AMBIGUOUS
from sim.units import (
    UnitError,
    Value,
    nearest,
    parse_count,
    parse_distribution,
    parse_duration,
    parse_money_rate,
    parse_number,
    parse_rate,
    parse_share,
)
from sim.vocabulary import NEVER

PERMUTATIONS = ("people.priorities",)
"""Lists that must name every choice once; other lists name some."""

_ABSENT = frozenset(
    [
        "no",
        "off",
        "none",
        "nobody",
        "no one",
        "nothing",
        "null",
        "n/a",
        "infinite",
        "infinity",
        "inf",
    ]
)
_SCALARS: Mapping[str, Callable[[object], Value]] = {
    "duration": parse_duration,
    "rate": parse_rate,
    "share": parse_share,
    "number": parse_number,
    "count": parse_count,
    "money per time": parse_money_rate,
}


def read_value(row: Parameter, written: object) -> Value:
    """The value of a parameter.

    Args:
        row: which parameter.
        written: a text, a list of texts, or a map of texts, as in a scenario file.

    Raises:
        UnitError: it is no such value.
    """
    if row.none_word is not None and written == row.none_word:
        return None
    if row.kind in ("distribution of durations", "distribution of numbers"):
        return _distribution(row, written)
    if row.kind == "ordered choices":
        return _choices(row, written)
    if row.kind == "choice":
        return choice(written, row.choices)
    return _hinting(row, written)


def _hinting(row: Parameter, written: object) -> Value:
    """Say of every refusal that the word for "none" would do, where it would."""
    try:
        return _SCALARS[row.kind](scalar(written))
    except UnitError as error:
        if row.none_word is not None:
            if isinstance(written, str) and written.lower() in _ABSENT:
                error.suggestion = row.none_word
            error.allowed += f'; or "{row.none_word}"'
        raise


def scalar(written: object) -> str:
    """A text that is there and is one text.

    Raises:
        UnitError: it is nothing, a list or a map.
    """
    if isinstance(written, int | float):
        return str(written)
    if not isinstance(written, str):
        kind = "a map" if isinstance(written, Mapping) else "a list"
        raise UnitError(f"{kind} where one value is wanted", "one value")
    if nothing(written):
        raise UnitError("nothing is written here", "a value")
    return written


def nothing(written: object) -> bool:
    """True for an empty text, or one that YAML takes for null."""
    empty = isinstance(written, str) and written in ("", "~", "null", "Null", "NULL")
    return empty and getattr(written, "plain", True)


def word(written: object) -> str:
    """A text that every reader of YAML takes for a text.

    Raises:
        UnitError: it is none, or `no` and its like without quotes.
    """
    line = scalar(written)
    if getattr(written, "plain", False) and line.lower() in AMBIGUOUS:
        found = f"{str(line)!r} without quotes is read by many as true, false or nothing"
        raise UnitError(found, "a word", f'"{line}"')
    return str(line)


def choice(written: object, choices: Sequence[str]) -> str:
    """One of some words.

    Raises:
        UnitError: it is none of them.
    """
    allowed, hint = ", ".join(choices), _nobody(written, choices)
    try:
        line = word(written)
    except UnitError as error:
        error.allowed, error.suggestion = allowed, hint
        raise
    if line not in choices:
        found = f"{line[:60]!r} is none of the choices"
        raise UnitError(found, allowed, hint or nearest(line, choices))
    return line


def _nobody(written: object, choices: Sequence[str]) -> str | None:
    """The choice for "nobody", if that was written and there is one."""
    absent = isinstance(written, str) and written.lower() in _ABSENT
    return NEVER if absent and NEVER in choices else None


def several(written: object, choices: Sequence[str]) -> tuple[str, ...]:
    """Some of some words, each once.

    Raises:
        UnitError: it is no list, or holds another word, or one twice.
    """
    if not isinstance(written, list | tuple):
        absent = isinstance(written, str) and (nothing(written) or written.lower() in _ABSENT)
        hint = "[]" if absent else f"[{written}]"
        raise UnitError("no list", f"a list of {', '.join(choices)}", hint)
    words = tuple(_item(index, one, choices) for index, one in enumerate(written))
    for one in words:
        if words.count(one) > 1:
            raise UnitError(f"{one!r} is there twice", "each once")
    return words


def _item(index: int, written: object, choices: Sequence[str]) -> str:
    try:
        return choice(written, choices)
    except UnitError as error:
        error.path = (index,)
        raise


def _choices(row: Parameter, written: object) -> tuple[str, ...]:
    words = several(written, row.choices)
    missing = [one for one in row.choices if one not in words]
    if row.name in PERMUTATIONS and missing:
        allowed = f"each of {', '.join(row.choices)}, once"
        raise UnitError(f"{', '.join(missing)} missing from the order", allowed)
    return words


def _distribution(row: Parameter, written: object) -> Value:
    unit = "days" if row.kind == "distribution of durations" else "number"
    if isinstance(written, Mapping):
        return parse_distribution(_checked(written), unit)
    return parse_distribution(scalar(written), unit)


def _checked(written: Mapping[str, object]) -> Mapping[str, object]:
    """A map of maps of single texts, or else an error that says where."""
    for family, arguments in written.items():
        if isinstance(arguments, Mapping):
            for name, value in arguments.items():
                _at((family, name), value)
        else:
            _at((family,), arguments)
    return written


def _at(path: tuple[str, ...], value: object) -> None:
    try:
        scalar(value)
    except UnitError as error:
        error.path = path
        raise


@cache
def default(name: str) -> Value:
    """The default of a parameter."""
    row = PARAMETERS[name]
    return read_value(row, row.default)
