"""Whatever is given to the loader: a scenario, or mistakes with places, in under a second."""

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from sim.process import PARAMETERS, Kind, Parameter
from sim.process.operation import OUTAGES
from sim.scenario import Scenario, ScenarioErrors, library, load, write
from sim.scenario.composition import QUANTITIES
from sim.scenario.own_figures import FigureForm
from sim.scenario.own_forms import Build, CapabilityForm, EffectForm
from sim.scenario.schema import ChangeForm, Compare, Human, Organisation, Portfolio, Staff
from sim.vocabulary import ROLES
from tests.contract.suggested import assert_a_remedy

# Not Phase.explain: it traces every line, and slows the loader tenfold.
FUZZ = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SHIPPED = sorted(library.library_folder().glob("**/*.yaml"))
TEXTS = [path.read_text("utf-8") for path in SHIPPED]


def outcome(content: bytes, folder: Path) -> Scenario | None:
    """The scenario, or None after looking at the mistakes."""
    path = folder / "study.yaml"
    path.write_bytes(content)
    start = time.process_time()
    try:
        return load(path)
    except ScenarioErrors as errors:
        _within(errors, content, str(path))
        _remedied(errors, content, path)
        return None
    finally:
        # A watchdog against hanging, not a measure: speed is shown by benchmarks/refusal.py.
        assert time.process_time() - start < 20


def _within(errors: ScenarioErrors, content: bytes, name: str) -> None:
    """Every mistake has a place that an editor can go to, and its message is one line."""
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    assert errors.mistakes
    for mistake in errors.mistakes:
        if mistake.file == name:
            assert 1 <= mistake.line <= len(lines)
            assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
        assert mistake.found
        assert str(mistake).isprintable()


def _remedied(errors: ScenarioErrors, content: bytes, path: Path) -> None:
    """What is suggested is accepted in the place of what was found."""
    offered = [one for one in errors.mistakes if one.suggestion and one.file == str(path)]
    for mistake in offered[:3]:
        assert_a_remedy(content.decode("utf-8-sig").replace("\r\n", "\n"), mistake, path)


MARKS = ["&a ", "*a", "!!x ", "\t", "\n", "  ", "'", '"', "[", "]", "{", "}", ": ", "- ", "---\n"]
MARKS += ["#", "\\", "\0", "\u202e", "\ufeff", "%", "? ", "|\n", ">", "<<: ", "no", ".inf", "1e400"]
MARKS += ["null", "0755", "9" * 400, "\r", "\x85", "@", "`", "é", "...\n", "[" * 30]


@FUZZ
@given(data=st.data())
def test_a_file_changed_here_and_there(data: st.DataObject, tmp_path: Path) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        end = min(len(text), at + data.draw(st.integers(0, 12)))
        piece = data.draw(st.sampled_from(MARKS) | st.text(max_size=5))
        text = text[:at] + piece + text[end:]
    outcome(text.encode("utf-8", "surrogatepass"), tmp_path)


@FUZZ
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes(content: bytes, tmp_path: Path) -> None:
    outcome(content, tmp_path)


@FUZZ
@given(text=st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,~ \n0.", max_size=80))
def test_texts_made_of_yaml_s_own_signs(text: str, tmp_path: Path) -> None:
    outcome(text.encode(), tmp_path)


OWN_FORMS = (CapabilityForm, EffectForm, FigureForm, Build)
FORMS = (Human, Organisation, Portfolio, Staff, ChangeForm, Compare, *OWN_FORMS)
KEYS = sorted({key for form in FORMS for key in form.model_fields} | set(PARAMETERS))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["3 days", "4 / year", "15 %", "never", "unlimited", "2027-01-01", "1e-3"])
    | st.sampled_from(
        ["+1", "-2", "1,5 days", "95.000 EUR", "95,000", "3 PT", "no", "none", "4 p.a."]
    )
    | st.sampled_from(["1.4.2027", "April 2027", "€ 95k", "70", "3", "2.5", "1.5 d", "operator s"])
    | st.sampled_from(
        [{"mean": "2 days"}, {"mean": 60}, {"lognormal": "2 d"}, {"low": 1, "high": 2}]
    )
)


def maps(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), values, max_size=5)


NESTED = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | maps(inner), max_leaves=12
)


@FUZZ
@example(document={"\xa0": None})  # a space that nobody can see
@given(document=maps(NESTED))
def test_any_structure(document: Any, tmp_path: Path) -> None:
    outcome(json.dumps({"name": "x", **document}, ensure_ascii=False).encode(), tmp_path)


VISIBLE = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufffc\ufffd")
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 ,()\u00e4\u4e2d.-]{0,20}[a-z0-9]", fullmatch=True)
DAYS = st.integers(0, 2000).map(lambda days: f"{days / 8} days")
SHARES = st.integers(0, 1000).map(lambda share: f"{share / 10} %")
FACTORS = st.integers(1, 30).map(lambda tenths: tenths / 10)


def distributions(quantities: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        quantities
        | st.builds(lambda mean: {"exponential": {"mean": mean}}, quantities)
        | st.builds(lambda mean, cv: {"lognormal": {"mean": mean, "cv": cv}}, quantities, FACTORS)
        | st.builds(lambda mean, k: {"weibull": {"mean": mean, "shape": k}}, quantities, FACTORS)
    )


STRATEGIES: dict[Kind, Callable[[Parameter], st.SearchStrategy[Any]]] = {
    Kind.DISTRIBUTION: lambda row: distributions(DAYS),
    Kind.NUMBERS: lambda row: distributions(st.integers(1, 100)),
    Kind.DURATION: lambda row: st.integers(40, 900).map(lambda days: f"{days} calendar days"),
    Kind.RATE: lambda row: st.integers(0, 100).map(lambda rate: f"{rate / 10} / quarter"),
    Kind.SHARE: lambda row: SHARES,
    Kind.NUMBER: lambda row: FACTORS,
    Kind.COUNT: lambda row: st.integers(0, 100),
    Kind.CHOICE: lambda row: st.sampled_from(row.choices),
    Kind.CHOICES: lambda row: st.permutations(row.choices),
    Kind.MONEY_RATE: lambda row: st.integers(0, 10**7).map(
        lambda cents: f"{cents / 100} USD / day"
    ),
}


CAREFUL = {
    *(f"operate.{outage}.by" for outage in OUTAGES),
    "release.deploy.by",
    "release.repair.by",
    "release.ci.by",
    "release.write_tests.by",
    "refresh.deploy.by",
    "refresh.retrain.by",
    "refresh.mend.by",
    "refresh.trigger",
    "update.develop.by",
    "diagnose.mend.by",
    "refresh.drift_seen",
    "noticing.by",
    "development.features",
}
"""Rows that some others do not go with, or that may be too much of something."""
FREE = sorted(PARAMETERS.keys() - CAREFUL)


def rows() -> st.SearchStrategy[dict[str, Any]]:
    def value(name: str) -> st.SearchStrategy[tuple[str, Any]]:
        row = PARAMETERS[name]
        drawn = STRATEGIES[row.kind](row)
        return st.tuples(st.just(name), drawn | st.just(row.none_word) if row.none_word else drawn)

    return st.lists(st.sampled_from(FREE).flatmap(value), max_size=6).map(dict)


FIGURES = {
    "build": st.fixed_dictionaries({}, optional=dict.fromkeys(ROLES, DAYS)),
    "lead_time": st.sampled_from(
        ["2 months", {"value": "5 days", "low": "0 days", "high": "1 year"}]
    ),
    "price": st.integers(0, 10**6).map(lambda dollars: f"{dollars} USD"),
    "licence": st.integers(0, 999).map(lambda dollars: f"{dollars} k USD / year"),
    "upkeep": st.fixed_dictionaries({}, optional=dict.fromkeys(ROLES, FACTORS)),
    "adopt": st.fixed_dictionaries({}, optional=dict.fromkeys(ROLES, st.just("2 days"))),
    "title": NAMES,
    "answers": st.text(VISIBLE, max_size=30),
}


def own_capabilities() -> st.SearchStrategy[dict[str, Any]]:
    """Capabilities of which none leads out of bounds: sets, and factors that make less of it."""

    def effect(name: str) -> st.SearchStrategy[tuple[str, Any]]:
        row = PARAMETERS[name]
        sets = st.fixed_dictionaries({"set": STRATEGIES[row.kind](row)})
        less = st.integers(0, 10).map(lambda tenths: {"times": tenths / 10})
        acts = sets | less if row.kind in QUANTITIES else sets
        return st.tuples(st.just(name), acts)

    effects = st.lists(st.sampled_from(FREE).flatmap(effect), max_size=4).map(dict)
    figures = st.fixed_dictionaries({}, optional={**FIGURES, "effects": effects})
    return st.dictionaries(st.sampled_from(["ours", "our_2"]), figures, max_size=2)


HEADS = st.fixed_dictionaries({}, optional={role: st.integers(1, 50) for role in ROLES})
ORGANISATIONS = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from([2, 3]),
        "staff": HEADS,
        "training_slots": st.integers(1, 9) | st.just("unlimited"),
        "improvement_reserve": st.fixed_dictionaries(
            {"it_engineer": st.sampled_from(["15 %", 0.3])}
        ),
    },
)
PATCHES = st.fixed_dictionaries({}, optional={"organisation": ORGANISATIONS, "process": rows()})


@st.composite
def valid(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario that is right: alternatives and contexts differ, changes have their own days."""
    names = draw(st.lists(NAMES, min_size=8, max_size=8, unique_by=str.casefold))
    days = draw(st.permutations(range(-100, 700, 100)))
    kinds = [{"stage": 3}, {"staff": {"it_engineer": 3}}, {"process": draw(rows()), "stage": 2}]
    scenario: dict[str, Any] = {
        "name": draw(NAMES),
        "question": draw(st.text(VISIBLE, max_size=30)),
        "begins": draw(st.dates(date(1901, 1, 1), date(2198, 12, 31)).map(str)),
        "seed": draw(st.integers(0, 10**9)),
        "horizon": "4 years",
        **draw(PATCHES),
        "alternatives": {
            name: {**draw(PATCHES), "portfolio": {"models": models}}
            for models, name in enumerate(names[: draw(st.integers(1, 3))])
        },
        "contexts": {
            name: {"portfolio": {"use_cases": f"{number} / year"}}
            for number, name in enumerate(names[3 : 3 + draw(st.integers(0, 2))])
        },
        "changes": {
            name: {"at": f"{day} days", **draw(st.sampled_from(kinds))}
            for name, day in zip(names[5 : 5 + draw(st.integers(0, 3))], days, strict=False)
        },
        "define_capabilities": draw(own_capabilities()),
        "compare": {"replications": 2},
    }
    return scenario


@pytest.mark.slow
@FUZZ
@given(document=valid())
def test_what_is_right_is_read_and_reads_back_resolved(document: Any, tmp_path: Path) -> None:
    scenario = outcome(json.dumps(document, ensure_ascii=False).encode(), tmp_path)
    assert scenario is not None
    assert scenario.alternatives == tuple(document["alternatives"])
    again = outcome(write(scenario).encode(), tmp_path)
    assert again == scenario
    assert again.hash == scenario.hash


@FUZZ
@given(document=valid(), data=st.data())
def test_any_value_in_any_place(document: Any, data: st.DataObject, tmp_path: Path) -> None:
    holder = document
    while True:
        key = data.draw(st.sampled_from(sorted(holder)))
        inner = holder[key]
        if not isinstance(inner, dict) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    holder[key] = data.draw(NESTED)
    outcome(json.dumps(document, ensure_ascii=False).encode(), tmp_path)
