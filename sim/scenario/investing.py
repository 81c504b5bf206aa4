"""Types of the fields that say when capabilities are built, and what that may cost."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from sim.measures import MEASURES, SEEN
from sim.scenario.days import read_moment
from sim.scenario.fields import MONEY_JSON, MONEY_RATE_JSON, NUMBER, WHEN_JSON
from sim.scenario.reading import Json, read_by
from sim.scenario.values import choice, scalar, word
from sim.units import (
    Money,
    MoneyRate,
    UnitError,
    nearest,
    parse_money,
    parse_money_rate,
    parse_number,
    parse_share,
)

_START_JSON: Json = {"anyOf": [{"enum": ["now", "never"]}, *WHEN_JSON["anyOf"]]}
_ONE_WORD: Json = {"type": "string", "minLength": 1, "maxLength": 60}
_WORDS_JSON: Json = {"anyOf": [_ONE_WORD, {"type": "array", "items": _ONE_WORD}]}
_SEEN = {name: row for name, row in MEASURES.items() if name in SEEN}
_SEEN_JSON: Json = {
    "enum": list(_SEEN),
    "markdownEnumDescriptions": [row.meaning for row in _SEEN.values()],
}
_THRESHOLD_JSON: Json = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*-?\s*{NUMBER}\s*%?\s*$"}]
}
_BUDGET_JSON: Json = {
    "anyOf": [
        {"const": "unlimited"},
        MONEY_RATE_JSON,
        MONEY_JSON,
    ]
}


def _start(written: object) -> int | date | str:
    line = scalar(written)
    if line in ("now", "never"):
        return 0 if line == "now" else line
    try:
        return read_moment(written)
    except UnitError as error:
        error.allowed = f"now, never, {error.allowed}"
        error.suggestion = nearest(line, ("now", "never")) or error.suggestion
        raise


def _words(written: object) -> tuple[str, ...]:
    if isinstance(written, list | tuple):
        words = tuple(word(one) for one in written)
    else:
        words = (word(written),)
    if len(set(words)) < len(words):
        raise UnitError("a name is there twice", "each once")
    return words


def _seen(written: object) -> str:
    return choice(written, tuple(_SEEN))


def _threshold(written: object) -> float:
    line = scalar(written)
    if "%" in line:
        return parse_share(line)
    minus = line.startswith("-")
    size = parse_number(line.removeprefix("-").strip())
    return -size if minus else size


def _budget(written: object) -> Money | MoneyRate | None:
    line = scalar(written)
    if line == "unlimited":
        return None
    try:
        return parse_money_rate(line) if "/" in line or " per " in line else parse_money(line)
    except UnitError as error:
        error.allowed += '; or "unlimited"'
        raise


Start = Annotated[int | date | str, *read_by(_start, _START_JSON)]
Words = Annotated[tuple[str, ...], *read_by(_words, _WORDS_JSON)]
Seen = Annotated[str, *read_by(_seen, _SEEN_JSON)]
Threshold = Annotated[float, *read_by(_threshold, _THRESHOLD_JSON)]
Budget = Annotated[Money | MoneyRate | None, *read_by(_budget, _BUDGET_JSON)]
