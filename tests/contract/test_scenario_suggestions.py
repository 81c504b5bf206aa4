"""Every suggestion, put in the place of what was found, is accepted."""

from pathlib import Path

import pytest

from tests.contract.planted_habits import HABITS
from tests.contract.planted_mistakes import PLANTED
from tests.contract.suggested import assert_a_remedy, mistakes_in

TEXTS = {**{name: text for name, (text, _) in PLANTED.items()},
         **{name: text for name, (text, *_) in HABITS.items()}}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_is_refused_and_what_is_meant_is_offered(habit: str, tmp_path: Path) -> None:
    text, where, meant = HABITS[habit]
    found = {one.where: one for one in mistakes_in(text, tmp_path / "study.yaml")}
    assert list(found) == [where]
    assert found[where].suggestion == meant
    assert found[where].allowed


@pytest.mark.parametrize("planted", TEXTS)
def test_a_suggestion_is_never_refused_at_the_next_check(planted: str, tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    for mistake in mistakes_in(TEXTS[planted], path):
        if mistake.suggestion is not None:
            assert_a_remedy(TEXTS[planted], mistake, path)


def message(text: str, folder: Path) -> str:
    (one,) = mistakes_in(text, folder / "study.yaml")
    return str(one)


def test_a_change_is_told_from_a_total(tmp_path: Path) -> None:
    line = message(HABITS["one more"][0], tmp_path)
    assert "'+1': head-counts are totals, not changes; allowed: a whole number" in line


def test_people_are_whole(tmp_path: Path) -> None:
    line = message("name: x\norganisation: {staff: {data_scientist: 2.5}}\n", tmp_path)
    assert "people are whole" in line
    assert "people.focus" in line


def test_the_choices_are_said_where_yaml_sees_no_word(tmp_path: Path) -> None:
    assert message(HABITS["no without quotes"][0], tmp_path).endswith(
        "allowed: user, operator, checks, monitoring"
    )


def test_a_thousand_with_a_dot_is_asked_about(tmp_path: Path) -> None:
    line = message(HABITS["dot for thousands"][0], tmp_path)
    assert "95 or 95 thousand?; allowed: 95_000 or 95; " in line


def test_a_moment_shows_a_date(tmp_path: Path) -> None:
    assert "a date such as 2027-06-01" in message(HABITS["date April 2027"][0], tmp_path)


SALARY = "name: x\nseed: 1\nprocess: {people.salary.%s: 95_000 EUR / year}\n"


@pytest.mark.parametrize(
    ("mine", "other", "usual"),
    [
        ("data_scientist", "it_engineer", "145_000 USD / year"),
        ("it_engineer", "data_scientist", "169_000 USD / year"),
    ],
)
def test_one_salary_in_another_currency_is_found_where_it_is_written(
    mine: str, other: str, usual: str, tmp_path: Path
) -> None:
    lines = [str(one) for one in mistakes_in(SALARY % mine, tmp_path / "study.yaml")]
    line = next(line for line in lines if other in line)
    column = 12 + len(f"people.salary.{mine}: ") - 1
    assert f"study.yaml:3:{column}: process.people.salary.{mine}: EUR, but " in line
    assert f"people.salary.{other} still has its default, {usual}; allowed: one currency" in line


def test_money_of_a_change_counts_too(tmp_path: Path) -> None:
    process = "process: {people.salary.it_engineer: 95_000 EUR / year}"
    line = message(f"name: x\nchanges:\n  a: {{at: 1 year, {process}}}\n", tmp_path)
    assert "study.yaml:3:" in line
    assert "changes.a.process.people.salary.it_engineer" in line


CURRENCIES = """\
name: x
seed: 1
organisation: {investment_budget: 100 k GBP}
process: {people.salary.it_engineer: 95_000 EUR / year}
define_capabilities: {tool: {licence: 5 k USD / year, price: 9 k EUR}}
investments: {tool: {start: now}}
alternatives: {a: {}, b: {process: {value.mean: 400 k USD / year}}}
compare: {precision: 50 k USD / year}
"""


def test_all_mistakes_of_currency_are_found_in_one_round(tmp_path: Path) -> None:
    """Mended as each line says, nothing is left."""
    lines = [str(one) for one in mistakes_in(CURRENCIES, tmp_path / "study.yaml")]
    words = [line.partition("yaml:")[2].partition(" ")[2] for line in lines]
    assert set(words) == {
        "organisation.investment_budget: GBP, but the scenario counts in EUR; allowed: an amount "
        "in EUR",
        "process.money.usd: 1, but people.salary.it_engineer is in EUR; allowed: what one USD "
        "costs in EUR, such as 0.9",
        *(
            f"process.people.salary.it_engineer: EUR, but {other} still has its default, {usual} "
            f"USD / year; allowed: one currency: set process.{other} too"
            for other, usual in (
                ("demand.credit_half", "5_000_000"),
                ("value.mean", "412_000"),
                ("people.salary.data_scientist", "169_000"),
            )
        ),
        "define_capabilities.tool.licence: USD, but what people cost is in EUR; allowed: one "
        "currency",
        "alternatives.b.process.value.mean: USD, but people.salary.it_engineer is in EUR; allowed: "
        "one currency",
        "compare.precision: USD, but the scenario counts in EUR; allowed: an amount in EUR",
    }
    rest = "people.salary.data_scientist: 9 EUR / year, value.mean: 9 EUR / year, money.usd: 0.9"
    mended = (
        CURRENCIES.replace("GBP", "EUR")
        .replace("USD", "EUR")
        .replace(
            "95_000 EUR / year", f"95_000 EUR / year, demand.credit_half: 9 k EUR / year, {rest}"
        )
    )
    assert mistakes_in(mended, tmp_path / "study.yaml") == []
