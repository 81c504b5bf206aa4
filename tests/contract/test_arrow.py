"""Columns laid out by mlorg itself are what Arrow makes of the same values, without pandas."""

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import arrow

pytestmark = pytest.mark.contract
NUMBERS = st.lists(st.none() | st.floats(), max_size=20)


def kept(made: pa.Array) -> list[Any]:
    made.validate(full=True)
    return made.to_pylist()


@given(st.lists(st.none() | st.text(max_size=4), max_size=20))
def test_text(values: list[str | None]) -> None:
    made = arrow.array("text", values)
    assert made.type == pa.string()
    assert kept(made) == values


def test_text_that_no_file_can_hold_is_refused_as_arrow_does() -> None:
    with pytest.raises(UnicodeEncodeError):
        arrow.array("text", ["a", "\ud800"])


@given(st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), max_size=20))
def test_whole_numbers(values: list[int | None]) -> None:
    made = arrow.array("integer", values)
    assert made.type == pa.int64()
    assert kept(made) == values


@given(NUMBERS)
def test_numbers_of_which_nan_is_missing(values: list[float | None]) -> None:
    expected = [None if value is None or math.isnan(value) else value for value in values]
    made = arrow.array("number", values)
    assert made.type == pa.float64()
    assert kept(made) == expected
    assert kept(arrow.array("number", np.array(values, float))) == expected


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("number", [1, 2], pa.int64()),
        ("number", [np.float64(1.5), None], pa.float64()),
        ("integer", [True, None], pa.bool_()),
        ("integer", [1.5], pa.float64()),
        ("text", [7], pa.int64()),
        ("truth", [True, None], pa.bool_()),
    ],
)
def test_whatever_is_of_another_kind_is_arrows_to_judge(
    kind: str, values: list[Any], found: pa.DataType
) -> None:
    assert arrow.array(kind, values).type == found


def test_repeated() -> None:
    made = arrow.repeated(["b", None, "\u00e4x", "b"], [2, 1, 2, 0])
    assert kept(made) == ["b", "b", None, "\u00e4x", "\u00e4x"]


def test_more_text_than_a_column_can_have_is_refused() -> None:
    with pytest.raises(OverflowError, match="2_147_483_650 bytes"):
        arrow.repeated(["ab"], [2**30 + 1])


def test_joined() -> None:
    both = [np.array([1.0]), np.array([2.0])]
    assert list(arrow.joined(both)) == [1.0, 2.0]
    assert arrow.joined([(1.0, None), np.array([2.0])]) == (1.0, None, 2.0)


def test_whole_numbers_of_numpy() -> None:
    assert kept(arrow.whole(np.array([3, -1]))) == [3, -1]


def test_a_comparison_of_what_is_not_skewed_imports_neither_pandas_nor_scipy_stats(
    root: Path, tmp_path: Path
) -> None:
    """They would take longer than the statistics, the tables and the verdict together."""
    program = (
        "import sys; from analysis.cli import cli\n"
        "words = ['compare', 'one-more-engineer', '--replications', '2', '--quiet', '--jobs', '1',"
        " '--set', 'horizon=1 quarter', '--set', 'history=0 days', '--no-report',"
        f" '--out', {str(tmp_path / 'run')!r}]\n"
        "cli(words, standalone_mode=False)\n"
        "dear = {'pandas', 'pyarrow.compute', 'scipy.stats'}\n"
        "sys.exit(', '.join(dear & sys.modules.keys()) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
