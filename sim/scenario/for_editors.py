"""The JSON Schema of scenario files, for editors: completion, hover, diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sim.process import PARAMETERS, Parameter
from sim.scenario.fields import (
    DURATION_JSON,
    MONEY_RATE_JSON,
    NUMBER_JSON,
    RATE_JSON,
    SHARE_JSON,
    count_json,
)
from sim.scenario.own_schema import ROW_BY_ROW, complete_own, effect_definitions
from sim.scenario.reading import Json
from sim.scenario.schema import Human
from sim.scenario.values import PERMUTATIONS, default
from sim.units import FAMILIES, text
from sim.units.distribution import PURE_NUMBERS

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest dialect that editors' YAML servers know whole."""


def json_schema() -> Json:
    """The JSON Schema of the human form of a scenario."""
    schema: Json = _tidied(Human.model_json_schema(by_alias=True))
    definitions: Json = {
        name: form for name, form in schema.pop("$defs").items() if name not in ROW_BY_ROW
    }
    complete_own(schema, definitions)
    for holder in (schema, *definitions.values()):
        if "process" in holder.get("properties", {}):
            holder["properties"]["process"]["$ref"] = "#/definitions/process"
    definitions.pop("ProcessTable")
    process = {
        "durations": _distribution(DURATION_JSON),
        "numbers": _distribution(NUMBER_JSON),
        **{f"process.{name}": _parameter(row) for name, row in PARAMETERS.items()},
        "process": _group(""),
        **effect_definitions(_manual),
    }
    return {
        "$schema": _DIALECT,
        **_moved(schema),
        "definitions": {**_moved(definitions), **process},
    }


def _tidied(node: Any) -> Any:
    """Without titles made of field names, and without null: what is left out is not written."""
    if isinstance(node, list):
        return [_tidied(one) for one in node if one != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    tidy = {
        key: _tidied(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and (key, value) != ("default", None)
    }
    if isinstance(words := tidy.get("description"), str):
        tidy["description"] = " ".join(words.split())
    choices = tidy.get("anyOf")
    if not choices or len(choices) > 1:
        return tidy
    return {**choices[0], **{key: value for key, value in tidy.items() if key != "anyOf"}}


def _moved(node: Any) -> Any:
    """References as draft 7 has them. It ignores what stands beside one, so that is wrapped."""
    if isinstance(node, list):
        return [_moved(one) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" not in node:
        return {key: _moved(value) for key, value in node.items()}
    target = str(node["$ref"]).replace("#/$defs/", "#/definitions/")
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return {**rest, "allOf": [{"$ref": target}]} if rest else {"$ref": target}


def _group(prefix: str) -> Json:
    """A map of parameters: dotted names, or nested maps, or both."""
    names = [name for name in PARAMETERS if name.startswith(prefix)]
    properties: Json = {
        name.removeprefix(prefix): {"$ref": f"#/definitions/process.{name}"} for name in names
    }
    for part in _prefixes(name.removeprefix(prefix) for name in names):
        inner = _group(f"{prefix}{part}.")
        inner["description"] = f"All of `{prefix}{part}`: {', '.join(inner['properties'])}"
        # A row may be the beginning of others' names: defect.version, defect.version.shows.
        properties[part] = {"anyOf": [properties[part], inner]} if part in properties else inner
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _prefixes(names: Iterable[str]) -> Iterable[str]:
    """What stands before a dot in names: of "a.b.c" both "a" and "a.b"."""
    found: dict[str, None] = {}
    for name in names:
        parts = name.split(".")
        found.update({".".join(parts[:count]): None for count in range(1, len(parts))})
    return found


def _parameter(row: Parameter) -> Json:
    none = (
        {}
        if row.none_word is None
        else {"anyOf": [{"const": row.none_word}, _KINDS[row.kind](row)]}
    )
    return {
        **(none or _KINDS[row.kind](row)),
        "description": _manual(row),
        "default": _default(row),
    }


def _default(row: Parameter) -> Any:
    value = default(row.name)
    if row.kind == "count" and isinstance(value, int):
        return value
    return row.default if isinstance(row.default, dict | int) else _text(row)


def _text(row: Parameter) -> str:
    return text(default(row.name), row.kind, row.none_word)


def _manual(row: Parameter) -> str:
    between = f" Range: {row.low} to {row.high}." if row.low and row.high else ""
    unit = "" if row.choices else f" Unit: {row.unit}."
    return f"{row.meaning}{unit} Default: {_text(row)}.{between} Source: {row.source}."


def _choices(row: Parameter) -> Json:
    items: Json = {"type": "array", "uniqueItems": True, "items": {"enum": list(row.choices)}}
    return {**items, "minItems": len(row.choices)} if row.name in PERMUTATIONS else items


def _distribution(quantity: Json) -> Json:
    """Exactly a quantity, or one family with one set of its arguments."""
    families = {
        family: {"anyOf": [_arguments(names, quantity) for names in sets]}
        for family, sets in FAMILIES.items()
    }
    family = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": families,
    }
    return {"anyOf": [quantity, family]}


def _arguments(names: tuple[str, ...], quantity: Json) -> Json:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(names),
        "properties": {name: NUMBER_JSON if name in PURE_NUMBERS else quantity for name in names},
    }


_KINDS: dict[str, Callable[[Parameter], Json]] = {
    "distribution of durations": lambda row: {"allOf": [{"$ref": "#/definitions/durations"}]},
    "distribution of numbers": lambda row: {"allOf": [{"$ref": "#/definitions/numbers"}]},
    "duration": lambda row: dict(DURATION_JSON),
    "rate": lambda row: dict(RATE_JSON),
    "share": lambda row: dict(SHARE_JSON),
    "number": lambda row: dict(NUMBER_JSON),
    "count": lambda row: count_json(0, 10**9),
    "choice": lambda row: {"enum": list(row.choices)},
    "ordered choices": _choices,
    "money per time": lambda row: dict(MONEY_RATE_JSON),
}
