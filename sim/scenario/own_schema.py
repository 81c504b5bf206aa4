"""The JSON Schema of `define_capabilities`: each effect as its parameter wants it."""

from __future__ import annotations

from collections.abc import Callable

from sim.capabilities import CAPABILITIES
from sim.process import PARAMETERS, Parameter
from sim.scenario.composition import QUANTITIES
from sim.scenario.own_forms import MOST_OWN
from sim.scenario.reading import Json

ROW_BY_ROW = ("EffectForm", "SetForm", "FigureForm")
"""Forms that are said row by row instead."""
_SIGNED: Json = {"type": ["string", "number"], "description": "With a minus: less."}
_RANGED: Json = {"$ref": "#/definitions/effect_ranged"}
_FIGURE: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["value"],
    "properties": {
        "value": {"description": "The figure."},
        "low": {"type": ["string", "number"], "description": "The lowest that it may be."},
        "high": {"type": ["string", "number"], "description": "The highest that it may be."},
        "source": {"type": "string", "description": "Where the figure comes from."},
    },
}
"""Of what kind the value is, only the loader says: for each parameter it would be long."""


def complete_own(schema: Json, definitions: Json) -> None:
    """Say, in place, what names and effects there may be."""
    defined = schema["properties"]["define_capabilities"]
    defined |= {
        "maxProperties": MOST_OWN,
        "additionalProperties": False,
        "propertyNames": {"not": {"enum": list(CAPABILITIES)}},
    }
    effects = definitions["CapabilityForm"]["properties"]["effects"]
    rows = {name: {"$ref": f"#/definitions/effect.{name}"} for name in PARAMETERS}
    kept = {key: words for key, words in effects.items() if key == "description"}
    effects.clear()
    effects.update({**kept, "type": "object", "additionalProperties": False, "properties": rows})


def effect_definitions(manual: Callable[[Parameter], str]) -> Json:
    """What may happen to each parameter, with the parameter's own hover text."""
    return {
        "effect_ranged": _FIGURE,
        "effect_amount": {"anyOf": [_SIGNED, _RANGED]},
        **{f"effect.{row.name}": _effect(row, manual(row)) for row in PARAMETERS.values()},
    }


def _effect(row: Parameter, words: str) -> Json:
    acting = {"times": "Factor", "plus": "effect_amount"} if row.kind in QUANTITIES else {}
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {
            "set": {"anyOf": [{"$ref": f"#/definitions/process.{row.name}"}, _RANGED]},
            **{how: {"$ref": f"#/definitions/{name}"} for how, name in acting.items()},
        },
        "description": words,
    }
