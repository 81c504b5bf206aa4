"""How long a comparison goes on: so many replications, or until it is precise enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, Protocol

from sim.measures import MEASURES
from sim.scenario.defaults import MAX_REPLICATIONS, REPLICATIONS
from sim.scenario.ending import FIXED_ONLY, OPEN_TOO
from sim.scenario.errors import Mistake, ScenarioErrors, printable
from sim.scenario.places import Places
from sim.scenario.reading import Json, read_by, tried
from sim.scenario.tolerance import (
    FIRST_LOOK,
    MOST_REPLICATIONS,
    NO_ZONE,
    NONE,
    Tolerance,
    read_tolerance,
    read_zone,
    tolerance_text,
)
from sim.scenario.tree import Entry, Map
from sim.scenario.values import scalar
from sim.units import UnitError, parse_count

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario

FIXED: Final = ("replications",)
OPEN: Final = ("precision", "indifference", "max_replications")
"""Keys of `compare` that say when to end; they exclude the others."""
_ASKS: Final = ("precision", "indifference")
_INSTEAD = "either replications, or precision with max_replications"


class Asked(Protocol):
    """What the forms of a comparison have in common."""

    @property
    def model_fields_set(self) -> set[str]:
        """The keys that are written."""


class Ending(NamedTuple):
    """When a comparison ends, and how its replications are made."""

    replications: int
    """Of each alternative; the most, where something is asked for."""
    precision: Tolerance | None
    indifference: Tolerance | None
    """None: as the precision."""
    antithetic: bool


def _amount(written: object) -> str:
    return scalar(written).strip(" ")


def _most(written: object) -> int:
    allowed = f"a whole number from {FIRST_LOOK} to {MOST_REPLICATIONS}"
    number = parse_count(scalar(written))
    if number < FIRST_LOOK:
        found = f"{number} is too few: the first look is after {FIRST_LOOK} replications"
        raise UnitError(found, allowed, str(FIRST_LOOK))
    if number > MOST_REPLICATIONS:
        raise UnitError(f"{number} is absurdly many", allowed)
    return number


def _switch(written: object) -> bool:
    line = scalar(written)
    if line not in ("true", "false"):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(line.lower())
        raise UnitError(f"{line[:40]!r} is neither", "true, false", meant)
    return line == "true"


_UNIT = r"\s*[^0-9\s.].*$"
_AMOUNT_JSON: Json = {
    "type": "string",
    "pattern": rf"^\s*[0-9][0-9_.]*([eE][+-]?[0-9]{{1,2}})?{_UNIT}",
}
_ZONE_JSON: Json = {"anyOf": [{"const": NONE}, _AMOUNT_JSON]}
_MOST_JSON: Json = {
    "anyOf": [
        {"type": "integer", "minimum": FIRST_LOOK, "maximum": MOST_REPLICATIONS},
        {"type": "string", "pattern": "^[0-9]{1,3}(_[0-9]{3})+$"},
    ]
}

Precision = Annotated[str, *read_by(_amount, _AMOUNT_JSON)]
Indifference = Annotated[str, *read_by(_amount, _ZONE_JSON)]
MaxReplications = Annotated[int, *read_by(_most, _MOST_JSON)]
Switch = Annotated[bool, *read_by(_switch, {"type": "boolean"})]


def ending(compare: Asked | None, decide_on: str) -> Ending:
    """When a comparison ends, as a form says it, in which there are no mistakes."""

    def given(name: str, default: Any) -> Any:
        written = compare is not None and name in compare.model_fields_set
        return getattr(compare, name) if written else default

    unit = MEASURES[decide_on].unit
    precision, zone = given("precision", None), given("indifference", None)
    most = given("max_replications", MAX_REPLICATIONS)
    asks = precision is not None or zone is not None
    return Ending(
        replications=most if asks else given("replications", REPLICATIONS),
        precision=None if precision is None else read_tolerance(precision, unit),
        indifference=None if zone is None else read_zone(zone, unit),
        antithetic=given("antithetic", False),
    )


def ending_words(ending: Ending, decide_on: str) -> dict[str, str]:
    """An ending, as in a scenario file."""
    unit = MEASURES[decide_on].unit
    asked = {"precision": ending.precision, "indifference": ending.indifference}
    words = {key: tolerance_text(one, unit) for key, one in asked.items() if one is not None}
    key = "max_replications" if words else "replications"
    pairs = {"antithetic": "true"} if ending.antithetic else {}
    return {**words, key: str(ending.replications), **pairs}


def mistakes_of(
    compare: Asked | None, decide_on: str, alternatives: int, places: Places
) -> Iterator[Mistake]:
    """What is wrong with how long a comparison is to go on."""
    if compare is None:
        return
    written = compare.model_fields_set
    yield from _contradictions(written, places)
    yield from _unread(compare, decide_on, places)
    yield from _unpaired(compare, places)
    asked = [key for key in _ASKS if key in written]
    if asked and alternatives < 2:
        found = "there is one alternative, so there is no difference"
        yield places.mistake(("compare", asked[0]), found, "two alternatives or more")


def _contradictions(written: set[str], places: Places) -> Iterator[Mistake]:
    for key in OPEN:
        if key in written and "replications" in written:
            found = f"{key} and replications exclude each other"
            yield places.mistake(("compare", key), found, _INSTEAD)
            return
    if "max_replications" in written and not written & set(_ASKS):
        found = "max_replications ends what is asked for, and nothing is"
        yield places.mistake(("compare", "max_replications"), found, _INSTEAD)


def _unread(compare: Asked, decide_on: str, places: Places) -> Iterator[Mistake]:
    unit = MEASURES[decide_on].unit
    for key, read in _READERS.items():
        if key not in compare.model_fields_set:
            continue
        text = getattr(compare, key)
        try:
            found = read(text, unit)
        except UnitError as error:
            meant = tried(partial(_read, read, unit), text, error)
            words = f"{text!r}: {error.message} ({decide_on} decides)"
            yield places.mistake(("compare", key), words, error.allowed, meant)
        else:
            if found == NO_ZONE and "precision" not in compare.model_fields_set:
                words = "nothing is selected, and no precision is asked for"
                yield places.mistake(("compare", key), words, _INSTEAD)


def _read(read: Callable[[str, str], Tolerance], unit: str, written: object) -> Tolerance:
    return read(str(written), unit)


_READERS: Final[Mapping[str, Callable[[str, str], Tolerance]]] = {
    "precision": read_tolerance,
    "indifference": read_zone,
}


def _unpaired(compare: Asked, places: Places) -> Iterator[Mistake]:
    given: dict[str, Any] = {key: getattr(compare, key) for key in compare.model_fields_set}
    if given.get("antithetic") and not is_paired(given.get("replications", REPLICATIONS)):
        yield places.mistake(("compare", "replications"), *unpaired(given["replications"]))


def is_paired(replications: int) -> bool:
    """Whether replications make antithetic pairs, and more than one."""
    return replications % 2 == 0 and replications >= 4


def unpaired(replications: int) -> tuple[str, str, str]:
    """What is wrong with a number of replications that are no pairs: found, allowed, meant."""
    found = f"{replications} antithetic replications are no two pairs or more"
    return found, "an even number from 4", str(max(4, replications + replications % 2))


def settled(below: Map, above: Map) -> Map:
    """The lower layer, less how long it goes on where the upper one says that in another way."""
    old, new = below.get("compare"), above.get("compare")
    if not (isinstance(old, Map) and isinstance(new, Map)):
        return below
    asks = [key for key in _ASKS if key in new.entries]
    dropped = OPEN if "replications" in new.entries else FIXED if asks else ()
    if not set(dropped) & old.entries.keys():
        return below
    entry = Entry(below.entries["compare"].key, old.without(dropped))
    return Map(below.mark, {**below.entries, "compare": entry}, below.table)


def foreign(scenario: Scenario, currency: str, places: Places) -> Iterator[Mistake]:
    """Amounts in another currency than what the scenario counts in."""
    asked = {"precision": scenario.precision, "indifference": scenario.indifference}
    for key, one in asked.items():
        if one is not None and one.currency not in ("", currency):
            found = f"{one.currency}, but the scenario counts in {currency}"
            yield places.mistake(("compare", key), found, f"an amount in {currency}")


def ended(
    scenario: Scenario, replications: int | None, precision: str | None, most: int | None
) -> dict[str, Any]:
    """What of a scenario is another, if it ends as the command line says.

    Raises:
        ScenarioErrors: it cannot.
    """
    if replications is not None:
        return _fixed(scenario, replications, precision, most)
    if precision is None and most is None:
        return {}
    if precision is None and not scenario.is_open:
        found = "max_replications ends what is asked for, and nothing is"
        raise _refused("--max-replications", most, found, _INSTEAD)
    return {
        "precision": scenario.precision if precision is None else _precision(scenario, precision),
        "replications": _most_of(scenario, most),
    }


def _fixed(
    scenario: Scenario, replications: int, precision: str | None, most: int | None
) -> dict[str, Any]:
    other = {"--precision": precision, "--max-replications": most}
    for flag, value in other.items():
        if value is not None:
            raise _refused(flag, value, "--replications is given, too", _INSTEAD)
    if scenario.antithetic and not is_paired(replications):
        raise _refused("--replications", replications, *unpaired(replications))
    return {"replications": replications, "precision": None, "indifference": None}


def _precision(scenario: Scenario, written: str) -> Tolerance:
    unit = MEASURES[scenario.decide_on].unit
    try:
        found = read_tolerance(written, unit)
    except UnitError as error:
        words = f"{error.message} ({scenario.decide_on} decides)"
        meant = tried(partial(_read, read_tolerance, unit), written, error)
        raise _refused("--precision", written, words, error.allowed, meant) from None
    if found.currency not in ("", scenario.currency):
        words = f"{found.currency}, but the scenario counts in {scenario.currency}"
        raise _refused("--precision", written, words, f"an amount in {scenario.currency}")
    if scenario.steady:
        raise _refused("--precision", written, OPEN_TOO, FIXED_ONLY)
    if len(scenario.alternatives) < 2:
        words = "there is one alternative, so there is no difference"
        raise _refused("--precision", written, words, "two alternatives or more")
    return found


def _most_of(scenario: Scenario, most: int | None) -> int:
    if most is None:
        return scenario.replications if scenario.is_open else MAX_REPLICATIONS
    try:
        return _most(most)
    except UnitError as error:
        raise _refused(
            "--max-replications", most, error.message, error.allowed, error.suggestion
        ) from None


def _refused(
    flag: str, value: object, found: str, allowed: str, meant: str | None = None
) -> ScenarioErrors:
    mistake = Mistake(f"{flag} '{printable(value, 60)}'", 1, 1, "", found, allowed, meant)
    return ScenarioErrors([mistake])
