"""Every mistake a scenario may hold: its place, what was found, and what was probably meant."""

from pathlib import Path

import pytest

from benchmarks.refusal import HOSTILE
from sim.scenario import Mistake, ScenarioErrors, load
from tests.contract.planted_mistakes import PLANTED, Expected


def mistakes_of(text: str | bytes, folder: Path, sets: tuple[str, ...] = ()) -> list[Mistake]:
    """The mistakes of a text; nothing is written."""
    path = folder / "study.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    before = sorted(folder.iterdir())
    with pytest.raises(ScenarioErrors) as caught:
        load(path, sets)
    assert sorted(folder.iterdir()) == before
    assert "Traceback" not in str(caught.value)
    return list(caught.value.mistakes)


def places(mistakes: list[Mistake]) -> list[Expected]:
    return [(one.line, one.column, one.where, one.suggestion) for one in mistakes]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_mistake_is_placed_and_a_remedy_named(planted: str, tmp_path: Path) -> None:
    text, expected = PLANTED[planted]
    found = mistakes_of(text, tmp_path)
    assert places(found) == expected
    assert {one.file for one in found} == {str(tmp_path / "study.yaml")}
    assert all(one.found for one in found)


BYTES: dict[str, tuple[bytes, tuple[int, int], str]] = {
    "Latin-1": ("name: x\nquestion: é\n".encode("latin-1"), (2, 11), "0xe9"),
    "UTF-16": ("name: x\n".encode("utf-16"), (1, 1), "UTF-16"),
    "UTF-16 without a mark": ("name: x\n".encode("utf-16-le"), (1, 2), "NUL"),
    "NUL": (b"name: x\0\n", (1, 8), "NUL"),
    "too large": (b"#" * 70_000, (1, 1), "too large"),
    "too large though resolved": (b"resolved: 1\n" + b"#" * 1_100_000, (1, 1), "too large"),
    "carriage returns": (b"name: x\rseed: 1\r", (1, 8), "invisible"),
}


@pytest.mark.parametrize("planted", BYTES)
def test_bytes_that_are_no_text(planted: str, tmp_path: Path) -> None:
    content, place, words = BYTES[planted]
    first = mistakes_of(content, tmp_path)[0]
    assert (first.line, first.column) == place
    assert words in first.found


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = (
        "name: x\nhorizon: 3\nseed: -1\nno: 1\norganisation: {stage: 9, staf: {}}\n"
        "process: {shift.rate: 3, foo: 1, development.decision_exists: 2}\n"
        "alternatives: {a: {portfolio: {models: 1.5}}}\nbaseline: b\ncompare: {replications: 0}\n"
        "changes: {c: {at: 2027-01-01, stage: 2}}\nname: y\n"
    )
    lines = [one.line for one in mistakes_of(text, tmp_path)]
    assert lines == [2, 3, 4, 4, 5, 5, 6, 6, 6, 7, 8, 9, 10, 11]


def test_a_message_is_one_line_that_an_editor_can_follow(tmp_path: Path) -> None:
    first = mistakes_of("name: x\nhorizon: 3 yeers\n", tmp_path)[0]
    assert str(first) == (
        f"{tmp_path / 'study.yaml'}:2:10: horizon: '3 yeers': no unit of time is called 'yeers'; "
        "allowed: a number and one unit: hours, days, weeks, months, quarters, years, calendar "
        "days; did you mean: 3 years"
    )


def test_an_outcome_is_called_one(tmp_path: Path) -> None:
    (one,) = mistakes_of("name: x\nprocess: {throughput: 3 / year}\n", tmp_path)
    assert one.found.startswith("throughput is a measure, an outcome")
    assert one.allowed == "a parameter of `mlorg list parameters`"


def test_more_mistakes_than_anyone_mends_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text("name: x\n" + "".join(f"k{number}: 1\n" for number in range(150)))
    with pytest.raises(ScenarioErrors) as caught:
        load(path)
    assert len(caught.value.mistakes) == 100
    assert "... and" in str(caught.value)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_refused(hostile: str, tmp_path: Path) -> None:
    assert mistakes_of(HOSTILE[hostile], tmp_path)
