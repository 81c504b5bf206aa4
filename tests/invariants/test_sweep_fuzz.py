"""Whatever stands in the block `sweep`: a scenario, or mistakes with places and remedies."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.process import PARAMETERS
from sim.scenario.sweep_form import DESIGNS
from tests.invariants.test_scenario_fuzz import FUZZ, LEAVES, outcome

PATHS = [
    "portfolio.models",
    "portfolio.use_cases",
    "horizon",
    "organisation.staff.it_engineer",
    "organisation.staff",
    "alternatives.a.portfolio.models",
    "contexts.a.portfolio.models",
    "changes.a.at",
    "define_capabilities.a.price",
    "seed",
    "models",
    *(f"process.{name}" for name in list(PARAMETERS)[::20]),
]
RANGES = st.lists(LEAVES, max_size=4) | st.dictionaries(
    st.sampled_from(["from", "to", "steps", "log", "form"]), LEAVES, max_size=4
)
NAMES = st.sampled_from(PATHS) | st.text(max_size=6)
OVER = (
    LEAVES
    | st.lists(NAMES | LEAVES, max_size=3)
    | st.dictionaries(NAMES, RANGES | LEAVES, max_size=3)
    | st.dictionaries(NAMES, st.dictionaries(NAMES, RANGES, max_size=2), max_size=2)
)
SWEEPS = st.fixed_dictionaries(
    {},
    optional={
        "over": OVER,
        "design": st.sampled_from(DESIGNS) | LEAVES,
        "points": st.integers(-1, 20_000) | LEAVES,
        "ovr": LEAVES,
    },
)


@FUZZ
@given(sweep=SWEEPS | LEAVES)
def test_any_sweep(sweep: Any, tmp_path: Path) -> None:
    document = {"name": "x", "alternatives": {"a": {}}, "sweep": sweep}
    outcome(json.dumps(document, ensure_ascii=False).encode(), tmp_path)
