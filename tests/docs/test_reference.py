"""The reference pages are what the catalogues say, and every number has a source and a range."""

import re
from pathlib import Path

import pytest

from analysis.report.reference import PAGES
from sim.capabilities import CAPABILITIES
from sim.process import PARAMETERS
from sim.scenario.values import read_value
from sim.units import Distribution, MoneyRate, Value

DOCS = Path(__file__).parents[2] / "docs"
CITED = re.compile(r"\b[A-K]\d\d[a-z]?\b")


@pytest.mark.parametrize("name", PAGES)
def test_page_is_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def sources() -> set[str]:
    rows = (DOCS / "sources.md").read_text(encoding="utf-8").splitlines()
    return {row.split("|")[1].strip() for row in rows if row.startswith("| ")}


@pytest.mark.parametrize("row", PARAMETERS.values(), ids=lambda row: row.name)
def test_source_is_told(row: object) -> None:
    parameter = PARAMETERS[row.name]  # type: ignore[attr-defined]
    cited = CITED.findall(parameter.source)
    listed = sources()
    for figure in cited:
        assert figure in listed or any(known[:-1] == figure for known in listed), figure
    assert cited or parameter.source in ("assumption", "decision")


def test_no_listed_source_is_unused() -> None:
    texts = [row.source for row in PARAMETERS.values()]
    for one in CAPABILITIES.values():
        figures = [one.lead_time, *one.build.values(), *one.upkeep.values(), *one.adopt.values()]
        texts += [each.source for each in (*figures, one.price, one.licence) if each]
        texts += [effect.source for effect in one.effects]
    cited = {figure for text in texts for figure in CITED.findall(text)}
    listed = {known for known in sources() if CITED.fullmatch(known)}
    assert listed
    assert {known for known in listed if known not in cited and known[:-1] not in cited} == set()


def middle(value: Value) -> float:
    if isinstance(value, Distribution):
        return value.mean()
    if isinstance(value, MoneyRate):
        return value.cents_per_year
    assert isinstance(value, int | float)
    return value


@pytest.mark.parametrize("row", PARAMETERS.values(), ids=lambda row: row.name)
def test_default_lies_in_a_real_range(row: object) -> None:
    parameter = PARAMETERS[row.name]  # type: ignore[attr-defined]
    if parameter.source == "decision":
        assert parameter.low is None
        return
    low, default, high = (
        middle(read_value(parameter, text))
        for text in (parameter.low, parameter.default, parameter.high)
    )
    assert low <= default <= high
    assert low < high
