"""What all tests share: kinds of tests, nothing skipped, settings of Hypothesis."""

import os
from pathlib import Path

import hypothesis
import pytest

from tests.nothing_skipped import (  # noqa: F401  (hooks)
    pytest_make_collect_report,
    pytest_runtest_makereport,
)

# Tests look into the kernel, and break it to see whether anybody notices: where one is compiled,
# they read its sources all the same. That both come to the same is tested apart.
os.environ.setdefault("MLORG_KERNEL", "interpreted")

KINDS = ("theory", "invariants", "worlds", "directions", "contract", "golden", "docs")
ROOT = Path(__file__).parent.parent

# Times vary with the load of the machine. The same tree passes or fails every time; what luck may
# still find is looked for apart (`make explore`), and what it finds becomes an example.
hypothesis.settings.register_profile("same", deadline=None, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test with its kind: the folder of tests/ that it lies in."""
    for item in items:
        kind = item.path.relative_to(ROOT / "tests").parts[0]
        if kind not in KINDS:
            folders = ", ".join(f"tests/{kind}" for kind in KINDS)
            raise pytest.UsageError(f"{item.path}: a test lies in one of {folders}")
        item.add_marker(kind)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT
