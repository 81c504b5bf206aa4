"""The JSON Schema for editors is current, complete, and agrees with the loader."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.scenario import json_schema, library, load
from sim.scenario.composition import QUANTITIES
from sim.scenario.own_forms import Adopt, Build, CapabilityForm, EffectForm, Upkeep
from sim.scenario.schema import Compare, Human, Organisation, Patch, Portfolio
from sim.stages import STAGES

SCHEMA = json_schema()
CHECK = Draft7Validator(SCHEMA)
FOLDER = library.library_folder()
OWN = FOLDER.parent / "docs" / "examples" / "own-capability.yaml"
SHIPPED = sorted({OWN, *FOLDER.glob("*.yaml"), *FOLDER.glob("library/*.yaml")})


def core(path: Path) -> Any:
    """A file as YAML 1.2 editors see it: dates are texts."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(path), default=str))


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_what_it_refers_to_is_written_as_in_a_uri() -> None:
    """Which the check above looks at only where a library for it happens to be installed."""
    found = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(SCHEMA)))
    assert found
    assert {one for one in found if quote(one, safe="#/") != one} == set()


def test_the_committed_schema_is_current() -> None:
    """If not: `mlorg schema > scenarios/schema.json`."""
    assert json.loads((FOLDER / "schema.json").read_text("utf-8")) == SCHEMA


def test_there_are_scenarios_to_check() -> None:
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_fits_the_schema_and_loads(path: Path) -> None:
    assert [error.message for error in CHECK.iter_errors(core(path))] == []
    load(path)


def test_every_parameter_is_described_with_all_that_is_known_of_it() -> None:
    for name, row in PARAMETERS.items():
        entry = SCHEMA["definitions"][f"process.{name}"]
        words = entry["description"]
        assert row.meaning in words
        assert f"Source: {row.source}" in words
        assert "default" in entry
        if row.low and row.high:
            assert f"{row.low} to {row.high}" in words
    assert set(PARAMETERS) <= set(SCHEMA["definitions"]["process"]["properties"])


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_default_fits_its_own_schema(name: str) -> None:
    entry = SCHEMA["definitions"][f"process.{name}"]
    default = entry["default"]
    if PARAMETERS[name].choices and default.startswith("["):
        default = default.strip("[]").split(", ") if default != "[]" else []
    nested: Any = default
    for part in reversed(name.split(".")):
        nested = {part: nested}
    for process in ({name: default}, nested):
        errors = CHECK.iter_errors({"name": "x", "process": process})
        assert [error.message for error in errors] == []


@pytest.mark.parametrize("form", [Human, Patch, Organisation, Portfolio, Compare])
def test_every_key_has_its_manual(form: Any) -> None:
    assert all(field.description for field in form.model_fields.values())


def test_names_are_offered() -> None:
    measures = SCHEMA["definitions"]["Compare"]["properties"]["measures"]["items"]
    assert measures["enum"] == list(MEASURES)
    assert SCHEMA["definitions"]["Organisation"]["properties"]["stage"]["enum"] == list(STAGES)


def effect(parameter: str, acts: dict[str, Any]) -> dict[str, Any]:
    return {"name": "x", "define_capabilities": {"a": {"effects": {parameter: acts}}}}


def test_every_effect_has_the_hover_text_of_its_parameter_and_takes_its_default() -> None:
    for name, row in PARAMETERS.items():
        entry = SCHEMA["definitions"][f"effect.{name}"]
        assert entry["description"] == SCHEMA["definitions"][f"process.{name}"]["description"]
        assert ("times" in entry["properties"]) == (row.kind in QUANTITIES)
    own = [effect("shift.loss", {"plus": "-3 %"}), effect("refresh.cadence", {"set": "never"})]
    own += [effect("shift.rate", {"times": {"value": 0.4, "low": 0.2, "high": "0.8"}})]
    assert [error.message for one in own for error in CHECK.iter_errors(one)] == []


@pytest.mark.parametrize("form", [CapabilityForm, EffectForm, Build, Upkeep, Adopt])
def test_every_key_of_a_definition_has_its_manual(form: Any) -> None:
    assert all(field.description for field in form.model_fields.values())


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"name": "x", "organistion": {}},
        {"name": "x", "horizon": 3},
        {"name": "x", "horizon": "3 wks"},
        {"name": "x", "organisation": {"staff": {"it_engineer": 2.5}}},
        {"name": "x", "organisation": {"stage": 9}},
        {"name": "x", "process": {"development.decision_exists": 1.5}},
        {"name": "x", "process": {"release.deploy.efort": "3 days"}},
        {"name": "x", "process": {"release": {"deploy": {"efort": "3 days"}}}},
        {"name": "x", "process": {"release.deploy.effort": {"lognormal": {"mean": "3 days"}}}},
        {"name": "x", "compare": {"decide_on": "thruput"}},
        {"name": "x", "alternatives": {"a": None}},
        {"name": "x", "portfolio": {"use_cases": "4"}},
        {"name": "x", "define_capabilities": {"Ours": {}}},
        {"name": "x", "define_capabilities": {"feature_store": {}}},
        {"name": "x", "define_capabilities": {f"c{one}": {} for one in range(51)}},
        {"name": "x", "define_capabilities": {"a": {"titel": "x"}}},
        {"name": "x", "define_capabilities": {"a": {"build": {"it_engineer": 3}}}},
        {"name": "x", "define_capabilities": {"a": {"price": {"low": "3 USD"}}}},
        effect("net_value", {"times": 2}),
        effect("shift.loss", {"times": 2, "set": "3 %"}),
        effect("shift.loss", {}),
        effect("release.deploy.by", {"times": 2}),
        effect("release.deploy.by", {"set": "automatick"}),
    ],
    ids=str,
)
def test_an_editor_sees_mistakes_too(document: Any) -> None:
    assert list(CHECK.iter_errors(document))
