"""Every capability file: its words, its figures, its sources, its effects. Read, never repeated."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

import sim.capabilities
from sim.capabilities import CAPABILITIES
from sim.capability import ASSUMPTION, DECISION, Capability, Effect, Figure, How
from sim.process import PARAMETERS, Kind
from sim.scenario.composition import (
    QUANTITIES,
    amount,
    effects_of,
    factor,
    required_by,
    superseded_by,
    way_of_working,
)
from sim.scenario.values import default, read_value
from sim.units import (
    Distribution,
    MoneyRate,
    Value,
    parse_days,
    parse_money,
    parse_money_rate,
    parse_number,
)
from sim.vocabulary import MODEL, ROLES

FOLDER = Path(sim.capabilities.__file__).parent
CITED = re.compile(r"\b[A-K]\d\d[a-z]?\b")
every = pytest.mark.parametrize("row", CAPABILITIES.values(), ids=lambda row: row.name)


def test_what_lies_in_the_folder_is_found_by_name_and_in_that_order() -> None:
    files = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    assert list(CAPABILITIES) == files
    assert [row.name for row in CAPABILITIES.values()] == files


@every
def test_it_says_what_it_is_and_what_it_answers(row: Capability) -> None:
    for words in (row.title, row.story, row.answers):
        assert words
        assert words == " ".join(words.split())
    assert row.story.endswith(".")
    assert row.answers.endswith(".")
    assert row.effects


def figures(row: Capability) -> Iterator[tuple[str, Figure, list[float]]]:
    """What each figure is of, and its low, value and high as numbers."""
    for what, read in (("build", parse_days), ("adopt", parse_days), ("upkeep", parse_number)):
        for role, figure in getattr(row, what).items():
            assert role in ROLES
            yield f"{what} {role}", figure, list(map(read, _three(figure)))
    yield "lead time", row.lead_time, list(map(parse_days, _three(row.lead_time)))
    if row.price is not None:
        yield "price", row.price, [parse_money(text).cents for text in _three(row.price)]
    if row.licence is not None:
        rates = [parse_money_rate(text).cents_per_year for text in _three(row.licence)]
        yield "licence", row.licence, rates


def _three(figure: Figure) -> tuple[str, str, str]:
    return figure.low, figure.value, figure.high


@every
def test_every_figure_lies_in_a_real_range(row: Capability) -> None:
    for what, _, (low, value, high) in figures(row):
        assert low <= value <= high, what
        assert low < high, what
    assert row.build
    assert row.upkeep


def listed() -> set[str]:
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    return {row.split("|")[1].strip() for row in page.splitlines() if row.startswith("| ")}


@every
def test_every_figure_has_a_source(row: Capability) -> None:
    known = listed()
    sources = [figure.source for _, figure, _ in figures(row)]
    sources += [effect.source for effect in row.effects if effect.source != DECISION]
    for source in sources:
        cited = CITED.findall(source)
        assert cited or source == ASSUMPTION, source
        assert all(one in known or any(k[:-1] == one for k in known) for one in cited), source


def size(value: Value) -> float:
    if isinstance(value, Distribution):
        return value.mean()
    if isinstance(value, MoneyRate):
        return value.cents_per_year
    assert isinstance(value, int | float)
    return value


def in_numbers(effect: Effect) -> list[float]:
    """Low, value and high of an effect."""
    row = PARAMETERS[effect.parameter]
    three = (effect.low, effect.value, effect.high)
    if effect.how is How.SET:
        return [size(read_value(row, text)) for text in three if text is not None]
    if effect.how is How.TIMES:
        return list(map(parse_number, three))
    return [amount(row, Effect(row.name, How.PLUS, str(t), None, None, "")) for t in three]


@every
def test_every_effect_acts_on_a_row_with_a_value_that_is_allowed_there(row: Capability) -> None:
    for effect in row.effects:
        parameter = PARAMETERS[effect.parameter]
        if effect.how is How.SET:
            assert read_value(parameter, effect.value) != default(parameter.name) or (
                row.supersedes  # it takes back what that has set
            )
        else:
            assert parameter.kind in QUANTITIES
        if parameter.kind in (Kind.CHOICE, Kind.CHOICES):
            assert (effect.source, effect.low, effect.high) == (DECISION, None, None)
        else:
            low, value, high = in_numbers(effect)
            assert low <= value <= high
            assert low < high


@every
def test_no_capability_acts_twice_on_a_row(row: Capability) -> None:
    acted = [(effect.parameter, effect.how) for effect in row.effects]
    assert len(acted) == len(set(acted))


def test_what_is_required_and_superseded_exists_and_is_no_circle() -> None:
    for name, row in CAPABILITIES.items():
        assert set(row.requires) <= CAPABILITIES.keys()
        assert set(row.supersedes) <= CAPABILITIES.keys()
        assert name not in required_by(name)
        assert name not in superseded_by(name)


def test_whatever_is_held_shares_stay_shares_and_nothing_falls_below_zero() -> None:
    """For each row, under every choice of what acts on it. The composition itself refuses."""
    acting = {
        name: sorted({one for one, _ in effects})
        for name, effects in effects_of(CAPABILITIES).items()
    }
    for parameter, names in acting.items():
        for count in range(len(names) + 1):
            for some in combinations(names, count):
                held = {need for name in some for need in {name, *required_by(name)}}
                assert parameter in way_of_working(held)


@every
def test_without_its_effects_it_changes_nothing(row: Capability) -> None:
    needs = required_by(row.name)
    before = way_of_working(needs)
    assert way_of_working({row.name, *needs}) != before
    catalogue = CAPABILITIES.extended([replace(row, effects=())])
    assert way_of_working({row.name, *needs}, catalogue) == before


@every
def test_only_what_reaches_models_one_by_one_is_adopted(row: Capability) -> None:
    """What acts on no row of a model is there for all as soon as it is there."""
    reaches = any(PARAMETERS[effect.parameter].scope == MODEL for effect in row.effects)
    assert bool(row.adopt) >= reaches


def test_a_factor_is_a_plain_number() -> None:
    (effect,) = (one for one in CAPABILITIES["ml_canvas"].effects if one.how is How.TIMES)
    assert factor(effect) == 0.7
