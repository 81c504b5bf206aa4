"""The Python of docs/comparing.md, studies.md and sweeps.md runs; the first names all columns."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from analysis.study.family import Adjusted
from analysis.study.statistics import Paired

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "comparing.md").read_text()


@pytest.mark.parametrize(
    "name",
    ["comparing.md", "studies.md", pytest.param("sweeps.md", marks=pytest.mark.slow)],
)
def test_the_python_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```python\n(.*?)^```", (DOCS / name).read_text(), re.MULTILINE | re.DOTALL
    )
    assert blocks
    for code in blocks:
        exec(compile(code, name, "exec"), {})


def test_every_column_of_the_comparisons_is_explained() -> None:
    columns = {field.name for kind in (Paired, Adjusted) for field in fields(kind)}
    told = set(re.findall(r"`(\w+)`", PAGE)) | {"worlds", "mean_alternative", "mean_reference"}
    told |= {f"share_better{end}" for end in ("_low", "_high")}
    assert columns <= told
