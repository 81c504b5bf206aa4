"""Types of the fields that a scenario file may hold: how each is read, and its JSON Schema."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic_core import PydanticCustomError

from sim.capabilities import CAPABILITIES
from sim.measures import MEASURES
from sim.scenario.days import long_duration, read_date, read_moment
from sim.scenario.reading import Json, read_by, read_knowing
from sim.scenario.values import choice, scalar, several, word
from sim.stages import STAGES
from sim.units import (
    DAYS,
    TICKS_PER_DAY,
    UnitError,
    nearest,
    parse_count,
    parse_duration,
    parse_rate,
    parse_share,
)

YEAR = DAYS["year"] * TICKS_PER_DAY
LONGEST_HORIZON = 100 * YEAR
LONGEST_HISTORY = 50 * YEAR
MOST_STAFF = 100_000
MOST_MODELS = 1_000_000
MOST_REPLICATIONS = 100_000
_HEADS, _SLOTS = "head-counts", "training slots"

MOST_LETTERS = 40
"""Most letters in the name of a capability."""
_OWN_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{MOST_LETTERS - 1}}}", re.ASCII)

NUMBER = r"[0-9][0-9_]*(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?"
_TIME = (
    r"([Hh]our|([Ww]orking |[Cc]alendar )?[Dd]ay|([Cc]alendar )?[Ww]eek"
    r"|[Mm]onth|[Qq]uarter|[Yy]ear)s?"
)
DURATION_JSON: Json = {"type": "string", "pattern": rf"^\s*{NUMBER}\s*{_TIME}\s*$"}
RATE_JSON: Json = {
    "type": "string",
    "pattern": rf"^\s*{NUMBER}\s*(/|per)\s*({NUMBER}\s*)?{_TIME}\s*$",
}
SHARE_JSON: Json = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": rf"^\s*{NUMBER}\s*%?\s*$"},
    ]
}
NUMBER_JSON: Json = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": rf"^{NUMBER}$"}]
}
# Three digits behind the dot are refused: 95.000 is 95 to some and 95 thousand to others.
AMOUNT = r"[0-9][0-9_]*(\.([0-9]{1,2}|[0-9]{4,}))?([eE][+-]?[0-9]{1,2})?"
MONEY_RATE_JSON: Json = {
    "type": "string",
    "pattern": rf"^\s*{AMOUNT}\s*[kM]?\s*(USD|EUR|GBP)\s*(/|per)\s*{_TIME}\s*$",
}


MONEY_JSON: Json = {
    "type": "string",
    "pattern": rf"^\s*{AMOUNT}\s*[kM]?\s*(USD|EUR|GBP)\s*$",
}


def count_json(low: int, high: int) -> Json:
    """The JSON Schema of a whole number; 1_000 is a text to YAML 1.2."""
    whole = {"type": "integer", "minimum": low, "maximum": high}
    return {"anyOf": [whole, {"type": "string", "pattern": "^[0-9]{1,3}(_[0-9]{3})+$"}]}


def _count(low: int, high: int, what: str = "") -> Callable[[object], int]:
    """A reader of whole numbers; `what` says of which ones a sign would look like a change."""
    allowed = f"a whole number from {low} to {high}"

    def read(written: object) -> int:
        value = _whole(scalar(written), what)
        if not low <= value <= high:
            raise UnitError(f"{value} is {'too few' if value < low else 'absurdly many'}", allowed)
        return value

    return read


def _whole(line: str, what: str) -> int:
    try:
        return parse_count(line)
    except UnitError as error:
        if error.step is not None and what:
            error.message = f"{what} are totals, not changes"
        elif error.step is not None:
            error.message, error.suggestion = "a sign has no place here", line.lstrip("+ ")
        elif what == _HEADS and "not a whole" in error.message:
            error.message = "people are whole; who has only part of a day for this: people.focus"
        raise


def _duration(low: int, high: int, allowed: str) -> Callable[[object], int]:
    def read(written: object) -> int:
        line = scalar(written)
        try:
            ticks = parse_duration(line)
        except UnitError as error:
            error.suggestion = long_duration(line) or error.suggestion
            raise
        if not low <= ticks <= high:
            raise UnitError("too short" if ticks < low else "absurdly long", allowed)
        return ticks

    return read


def _slots(written: object) -> int | None:
    return None if scalar(written) == "unlimited" else _count(1, MOST_STAFF, _SLOTS)(written)


def _reserve(written: object) -> float:
    share = parse_share(scalar(written))
    if share >= 1:
        raise UnitError("nobody would be left for the work", "a share below 100 %")
    return share


def _confidence(written: object) -> float:
    share = parse_share(scalar(written))
    if not 0.5 <= share <= 0.9999:
        raise UnitError("no useful confidence", "from 50 % to 99.99 %", "95 %")
    return share


def _refused(character: str, forbidden: str) -> bool:
    return character in forbidden or not character.isprintable()


def _titled(longest: int, forbidden: str) -> Callable[[object], str]:
    allowed = f"1 to {longest} visible characters, none of {' '.join(forbidden)}"

    def read(written: object) -> str:
        line = word(written)
        bad = [character for character in line if _refused(character, forbidden)]
        if bad:
            raise UnitError(f"{bad[0]!r} may not stand in a name", allowed)
        if not 0 < len(line) <= longest or line != line.strip() or line.strip(".") == "":
            raise UnitError("no name: empty, too long, only dots, or with spaces around", allowed)
        return unicodedata.normalize("NFC", line)

    return read


def _own_name(written: object) -> str:
    line = word(written)
    if line in CAPABILITIES:
        raise UnitError(f"{line} is built in", "a name of your own", f"own_{line}"[:MOST_LETTERS])
    if not _OWN_NAME.fullmatch(line):
        hint = "_".join(re.findall("[a-z0-9]+", line.lower()))[:MOST_LETTERS]
        found = f"{line[:60]!r} is no name of a capability"
        allowed = f"a small letter, then small letters, digits and _; at most {MOST_LETTERS}"
        raise UnitError(found, allowed, hint or None)
    return line


_read_name = _titled(60, "/\\<>&\"'`")


def is_name(text: str) -> bool:
    """Whether a text may be the name of an alternative, a context or a change."""
    try:
        return _read_name(text) == text
    except UnitError:
        return False


def _question(written: object) -> str:
    line = word(written).strip()
    if any(not one.isprintable() and one != "\n" and not one.isspace() for one in line):
        raise UnitError("an invisible character", "visible text")
    return line


def _stage(written: object) -> int:
    known = tuple(str(number) for number in STAGES)
    line = scalar(written)
    if line not in known:
        raise UnitError(f"no stage {line[:40]!r}", ", ".join(known), nearest(line, known))
    return int(line)


def _capability(written: object, own: tuple[str, ...]) -> str:
    return choice(written, (*CAPABILITIES, *own))


def _capabilities(written: object, own: tuple[str, ...]) -> tuple[str, ...]:
    return several(written, (*CAPABILITIES, *own))


def _measure(written: object) -> str:
    return choice(written, tuple(MEASURES))


def _deciding(written: object) -> str:
    name = _measure(written)
    if MEASURES[name].better == "neither":
        choices = [one for one, row in MEASURES.items() if row.better != "neither"]
        found = f"neither more nor less of {name} is better, so it cannot decide"
        raise UnitError(found, ", ".join(choices))
    return name


def _measures(written: object) -> tuple[str, ...]:
    names = several(written, tuple(MEASURES))
    if not names:
        raise UnitError("no measure", f"some of {', '.join(MEASURES)}")
    return names


def _extends(written: object) -> str:
    return scalar(written)


_NAME_JSON: Json = {"type": "string", "minLength": 1, "maxLength": 120}
_MEASURE_JSON: Json = {
    "enum": list(MEASURES),
    "markdownEnumDescriptions": [row.meaning for row in MEASURES.values()],
}
_DECIDING_JSON: Json = {"enum": [name for name, row in MEASURES.items() if row.better != "neither"]}
_SLOTS_JSON: Json = {"anyOf": [{"const": "unlimited"}, count_json(1, MOST_STAFF)]}
_DATE_JSON: Json = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
WHEN_JSON: Json = {
    "anyOf": [_DATE_JSON, {"type": "string", "pattern": rf"^-?\s*{NUMBER}\s*{_TIME}\s*$"}]
}
_STAGE_JSON: Json = {
    "enum": list(STAGES),
    "markdownEnumDescriptions": [f"{row.title}. {row.story}" for row in STAGES.values()],
}
OWN_NAME_PATTERN = f"^{_OWN_NAME.pattern}$"
_CAPABILITY_JSON: Json = {
    "enum": list(CAPABILITIES),
    "markdownEnumDescriptions": [
        f"{row.title}. Answers: {row.answers}" for row in CAPABILITIES.values()
    ],
}
_ANY_CAPABILITY_JSON: Json = {
    "anyOf": [_CAPABILITY_JSON, {"type": "string", "pattern": OWN_NAME_PATTERN}]
}
_CAPABILITIES_JSON: Json = {"type": "array", "uniqueItems": True, "items": _ANY_CAPABILITY_JSON}
_CONFIDENCE_JSON: Json = SHARE_JSON

Title = Annotated[str, *read_by(_titled(120, "/\\<>"), _NAME_JSON)]
Name = Annotated[str, *read_by(_read_name, {**_NAME_JSON, "maxLength": 60})]
Question = Annotated[str, *read_by(_question, {"type": "string"})]
Extends = Annotated[str, *read_by(_extends, {"type": "string"})]
Day = Annotated[date, *read_by(read_date, _DATE_JSON)]
When = Annotated[int | date, *read_by(read_moment, WHEN_JSON)]
Horizon = Annotated[
    int,
    *read_by(_duration(TICKS_PER_DAY, LONGEST_HORIZON, "1 day to 100 years"), DURATION_JSON),
]
History = Annotated[
    int, *read_by(_duration(0, LONGEST_HISTORY, "0 days to 50 years"), DURATION_JSON)
]
Seed = Annotated[int, *read_by(_count(0, 10**9), count_json(0, 10**9))]
StageNumber = Annotated[int, *read_by(_stage, _STAGE_JSON)]
OwnName = Annotated[str, *read_by(_own_name, {"type": "string", "pattern": OWN_NAME_PATTERN})]
Line = Annotated[str, *read_by(_titled(200, "\\<>"), {**_NAME_JSON, "maxLength": 400})]
CapabilityName = Annotated[str, *read_knowing(_capability, _ANY_CAPABILITY_JSON)]
Capabilities = Annotated[tuple[str, ...], *read_knowing(_capabilities, _CAPABILITIES_JSON)]
People = Annotated[int, *read_by(_count(0, MOST_STAFF, _HEADS), count_json(0, MOST_STAFF))]
Reserve = Annotated[float, *read_by(_reserve, SHARE_JSON)]
Slots = Annotated[int | None, *read_by(_slots, _SLOTS_JSON)]
Models = Annotated[int, *read_by(_count(0, MOST_MODELS, "models"), count_json(0, MOST_MODELS))]
Rate = Annotated[float, *read_by(lambda written: parse_rate(scalar(written)), RATE_JSON)]
Measures = Annotated[
    tuple[str, ...], *read_by(_measures, {"type": "array", "items": _MEASURE_JSON, "minItems": 1})
]
Deciding = Annotated[str, *read_by(_deciding, _DECIDING_JSON)]
Replications = Annotated[
    int, *read_by(_count(2, MOST_REPLICATIONS), count_json(2, MOST_REPLICATIONS))
]
Confidence = Annotated[float, *read_by(_confidence, _CONFIDENCE_JSON)]


def at_most(number: int) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """A check that a map has no more than some entries."""

    def check(entries: Mapping[str, Any]) -> Mapping[str, Any]:
        if len(entries) > number:
            parts = {"found": f"{len(entries)} entries", "allowed": f"at most {number}"}
            raise PydanticCustomError("mistake", "{found}", parts)
        return entries

    return check
