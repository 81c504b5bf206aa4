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
