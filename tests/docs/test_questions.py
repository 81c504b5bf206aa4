"""docs/questions.md shows what its commands print today, and says no number that they do not."""

import re

import pytest

from sim.capabilities import CAPABILITIES
from sim.stages import held
from tests.docs.questions import PAGE, asked, excerpt, made, stored

NUMBER = re.compile(r"(?<![\w.])[+-]?\d[\d_]*(?:\.\d+)?(?: [kM]\b)?")
BLOCK = re.compile(r"^<!-- ([\w-]+) -->\n(.*?)^<!-- end of \1 -->\n", re.MULTILINE | re.DOTALL)
# Commands, code, where links lead, and stages, which are names.
NO_RESULT = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|stages? \d|rule\s+\d", re.DOTALL)

GIVEN = {
    "Questions, and what came out": {"95"},
    "The way to the first deployment": {"40", "100"},
    "The capability trap": {"2001", "96", "1.6"},
    "Buy a platform, or build it?": {"0.3", "1.15", "0.1", "0.6"},
    "Feature store or continuous deployment first?": {"40"},
}
"""Numbers that go in and do not come out: of what is asked, of the scenario, of the catalogue."""


def sections() -> dict[str, str]:
    """What the page says under each of its titles."""
    text = PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^##? ", text, flags=re.MULTILINE)
    return {title: body for title, _, body in (part.partition("\n") for part in parts[1:])}


def unknown(section: str, given: set[str]) -> list[str]:
    """The numbers in the words of a section that are neither in a block of it nor given.

    With a sign a number has to be there with this sign, without one with any.
    """
    known = {number for block in BLOCK.finditer(section) for number in NUMBER.findall(block[2])}
    known |= {number.lstrip("+-") for number in known} | given
    words = " ".join(NO_RESULT.sub(" ", BLOCK.sub("", section)).split())
    return [number for number in NUMBER.findall(words) if number not in known]


def test_every_command_has_its_block_under_it_and_no_block_is_left_over() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert sorted(found[1] for found in BLOCK.finditer(page)) == sorted(asked())
    for name in asked():
        assert page.index(f" --out {name}\n") < page.rindex(f"<!-- end of {name} -->")
        assert "paired worlds" in stored(name)


def test_there_are_sections_with_given_numbers() -> None:
    assert set(GIVEN) <= set(sections())
    for title, given in GIVEN.items():
        assert given <= set(NUMBER.findall(BLOCK.sub("", sections()[title])))


@pytest.mark.parametrize("title", sections())
def test_every_number_in_words_is_in_a_block_of_the_section(title: str) -> None:
    """If not: the words say what no longer comes out."""
    assert unknown(sections()[title], GIVEN.get(title, set())) == []


def test_a_number_that_does_not_come_out_is_noticed() -> None:
    section = "Better (+3.5 M, stage 4):\n<!-- one -->\n+3.5 M 2\n<!-- end of one -->\n"
    assert unknown(section, set()) == []
    assert unknown(section.replace("(+3.5 M", "(3.5 M"), set()) == []
    assert unknown(section.replace("(+3.5 M", "(-3.5 M"), set()) == ["-3.5 M"]
    assert unknown(section.replace("(+3.5 M", "(+3.5 k"), set()) == ["+3.5 k"]
    assert unknown(section.replace("stage 4", "4"), set()) == ["4"]
    assert unknown(section.replace("stage 4", "4"), {"4"}) == []


def test_what_is_left_out_of_what_is_printed_is_seen() -> None:
    printed = "pick 'b'.\n- Better than 'a', too.\n- All cost 3.\n\n'b' against 'a'\nrow\n\nnet 1\n"
    assert list(excerpt(printed)) == ["pick 'b'.", "...", "", "net 1"]


def test_the_upkeep_that_the_trap_is_made_of_is_that_of_the_catalogue() -> None:
    """Of stage 4, in engineers."""
    figures = [CAPABILITIES[name].upkeep.get("it_engineer") for name in held(4)]
    assert f"{sum(float(one.value) for one in figures if one):.3g}" == "1.6"


@pytest.mark.slow
@pytest.mark.parametrize("name", asked())
def test_the_page_shows_what_is_printed(name: str) -> None:
    """If not: python -m tests.docs.questions, and then its words."""
    assert stored(name) == made(name)
