"""docs/scenarios.md: its examples are run, its figures are those of the code."""

import math
import re
from pathlib import Path

import pytest

from sim.process import operation
from sim.scenario import (
    ScenarioErrors,
    defaults,
    fields,
    load,
    own_figures,
    own_forms,
    read,
    resolve,
    schema,
    work,
)
from sim.scenario.own_forms import CapabilityForm
from sim.scenario.schema import Human
from sim.scenario.values import default
from sim.units import DAYS, FAMILIES, Distribution

PAGE = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text("utf-8")
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "own-capability.yaml"
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


def test_the_example_of_an_own_capability_is_the_file() -> None:
    (text,) = blocks("yaml example")
    assert text == EXAMPLE.read_text("utf-8")
    assert load(EXAMPLE).alternatives == ("as today", "managed serving")


def test_the_python_runs() -> None:
    for code in blocks("python"):
        exec(compile(code, "docs/scenarios.md", "exec"), {})


def test_every_key_and_family_is_on_the_page() -> None:
    for key in Human.model_fields:
        assert f"| `{key}` |" in PAGE
    for key in CapabilityForm.model_fields:
        assert re.search(rf"^\| [^|]*`{key}`[^|]* \|", PAGE, re.MULTILINE)
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
        f"at most {own_forms.MOST_OWN} capabilities",
        f"1 to {fields.MOST_LETTERS} small letters",
        f"at most {own_figures.LONGEST_LEAD // fields.YEAR} years | 0 days",
        f"existing model, at most {own_figures.LONGEST_ADOPTION // DAYS['year']} years",
        f"a factor, up to {own_figures.LARGEST_FACTOR};",
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


TICKETS = re.findall(r"^\| `(operate\.\w+)`[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$", PAGE, re.MULTILINE)


def test_the_arithmetic_of_operations_is_that_of_the_defaults() -> None:
    days = {}
    for name, rate, effort, total in TICKETS:
        every, each = default(f"{name}.rate"), default(f"{name}.effort")
        assert isinstance(every, float)
        assert isinstance(each, Distribution)
        assert every * DAYS["year"] == pytest.approx(float(rate))
        assert each.mean() == pytest.approx(float(effort))
        assert float(rate) * float(effort) == pytest.approx(float(total))
        days[name] = float(total)
    assert days.keys() == {f"operate.{name}" for name in (*operation.TICKETS, *operation.OUTAGES)}
    assert days.pop("operate.pipeline_break") + days.pop("operate.degradation") == 4
    assert math.fsum(days.values()) == pytest.approx(18)


def test_the_defaults_of_a_comparison_are_on_the_page() -> None:
    words = " ".join(PAGE.split())
    assert f"| {', '.join(defaults.MEASURES)}; the first" in words
    assert f"{defaults.MEASURES[0]} decides, in {defaults.REPLICATIONS} replications" in words


def test_the_precedence_is_written_where_it_is_applied() -> None:
    rule = "default < capabilities held < extends < file < context < alternative < --set"
    assert rule in PAGE
    assert rule in (resolve.__doc__ or "")
