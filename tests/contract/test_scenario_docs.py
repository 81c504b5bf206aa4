"""docs/scenarios.md: its examples are run, its figures are those of the code."""

import re
from pathlib import Path

import pytest

from sim.scenario import ScenarioErrors, fields, load, read, resolve, schema, work
from sim.scenario.schema import Human
from sim.units import DAYS, FAMILIES

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
BLOCKS = re.findall(r"^```([^\n]*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def blocks(info: str) -> list[str]:
    return [body for head, body in BLOCKS if head == info]


@pytest.mark.parametrize("text", blocks("yaml"), ids=lambda text: text.split("name: ")[1][:20])
def test_an_example_is_right(text: str, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text)
    assert load(path).cells


def test_the_mistakes_are_answered_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (text,), (shown,) = blocks("yaml mistakes"), blocks("text")
    monkeypatch.chdir(tmp_path)
    Path("example.yaml").write_text(text)
    with pytest.raises(ScenarioErrors) as caught:
        load("example.yaml")
    assert f"{caught.value}\n" == shown


def test_the_python_runs() -> None:
    for code in blocks("python"):
        exec(compile(code, "docs/scenarios.md", "exec"), {})


def test_every_key_and_family_is_on_the_page() -> None:
    for key in Human.model_fields:
        assert f"| `{key}` |" in PAGE
    for family in FAMILIES:
        assert f"{{{family}: " in PAGE


def test_the_figures_are_those_of_the_code() -> None:
    figures = [
        f"{read.LARGEST_FILE // 1024} kB",
        f"{read.MOST_PIECES:,} pieces",
        f"{read.DEEPEST} levels",
        f"{read.LONGEST_TEXT:,} characters",
        f"{schema.MOST_CELLS} alternatives",
        f"{schema.MOST_CHANGES} changes",
        f"{fields.MOST_STAFF:,} people",
        f"{fields.MOST_MODELS:,} models",
        f"{fields.MOST_REPLICATIONS:,} replications",
        f"{work.MOST_EVENTS:.0e}".replace("e+0", "e"),
        f"{work.MOST_EVENTS_IN_ALL:.0e}".replace("e+", "e"),
        f"a week has {DAYS['week']}, a month {DAYS['month']}",
        f"a quarter {DAYS['quarter']}, a year {DAYS['year']}",
    ]
    words = " ".join(PAGE.split())
    assert [figure for figure in figures if figure not in words] == []


def test_the_precedence_is_written_where_it_is_applied() -> None:
    rule = "default < stage < extends < file < context < alternative < --set"
    assert rule in PAGE
    assert rule in (resolve.__doc__ or "")
