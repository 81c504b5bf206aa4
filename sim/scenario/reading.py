"""How the reader of a field refuses: with reasons, and no suggestion that it would refuse too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from sim.scenario.errors import ScenarioErrors
from sim.scenario.read import read_text
from sim.scenario.tree import Written
from sim.units import UnitError

Json = dict[str, Any]


def read_by(read: Callable[[object], Any], schema: Json) -> tuple[PlainValidator, WithJsonSchema]:
    """The annotations of a field that is read by a function."""
    return PlainValidator(refusing(read)), WithJsonSchema(schema)


def read_knowing(
    read: Callable[[object, tuple[str, ...]], Any], schema: Json
) -> tuple[PlainValidator, WithJsonSchema]:
    """The annotations of a field whose reader is told of capabilities beyond the built-in ones.

    Whoever validates gives their names as the context; nothing: there are none.
    """

    def reader(written: object, info: ValidationInfo) -> Any:
        own: tuple[str, ...] = info.context or ()
        return refusing(lambda one: read(one, own))(written)

    return PlainValidator(reader), WithJsonSchema(schema)


def refusing(read: Callable[[object], Any]) -> Callable[[object], Any]:
    """A reader whose refusals carry their parts through pydantic."""

    def reader(written: object) -> Any:
        try:
            return read(written)
        except UnitError as error:
            parts = {
                "found": error.message,
                "allowed": error.allowed,
                "suggestion": tried(read, written, error),
                "path": error.path,
                "step": error.step,
            }
            raise PydanticCustomError("mistake", "{found}", parts) from None

    return reader


def tried(read: Callable[[object], Any], written: object, error: UnitError) -> str | None:
    """The suggestion of a refusal, if the reader takes it in the place of what it refused."""
    if error.suggestion is None:
        return None
    try:
        read(_replaced(written, error.path, plain(error.suggestion)))
    except UnitError as later:
        # Another mistake elsewhere in the same map or list does not speak against it.
        return error.suggestion if error.path and later.path != error.path else None
    except ScenarioErrors:
        return None
    return error.suggestion


def plain(suggestion: str) -> object:
    """What a suggestion means in a file.

    Raises:
        ScenarioErrors: it could not stand in a file.
    """
    if suggestion[0] not in "{['\"":
        return Written(suggestion, True)
    return read_text(suggestion, "", []).plain()


def _replaced(written: Any, path: tuple[str | int, ...], value: object) -> object:
    """A value with another in the place that a path leads to."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(written, Mapping):
        inner = _replaced(written[str(first)], rest, value)
        return {**written, str(first): inner}
    items = list(written)
    items[int(first)] = _replaced(items[int(first)], rest, value)
    return items
