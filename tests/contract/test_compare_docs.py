"""The Python of docs/comparing.md runs, and its table names the columns that there are."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from analysis.study.family import Adjusted
from analysis.study.statistics import Paired

PAGE = (Path(__file__).parents[2] / "docs" / "comparing.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", BLOCKS)
def test_the_python_runs(code: str) -> None:
    exec(compile(code, "docs/comparing.md", "exec"), {})


def test_there_is_some() -> None:
    assert BLOCKS


def test_every_column_of_the_comparisons_is_explained() -> None:
    columns = {field.name for kind in (Paired, Adjusted) for field in fields(kind)}
    told = set(re.findall(r"`(\w+)`", PAGE)) | {"worlds", "mean_alternative", "mean_reference"}
    told |= {f"share_better{end}" for end in ("_low", "_high")}
    assert columns <= told
