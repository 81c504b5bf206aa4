"""The golden results: what some scenarios have given since the changelog last said otherwise.

Refresh them with `python -m tests.golden.results`, in the same commit as a line under "Results
changed" in the changelog.
"""

import json
from pathlib import Path
from typing import Any

import sim
from sim.history import History
from tests.worlds.logs import digest

FOLDER = Path(__file__).parent
STORED = FOLDER / "results.json"
SCENARIOS: dict[str, tuple[str | Path, list[str]]] = {
    "stage 2": ("stage-2-retailer", ["horizon=1 year", "history=1 year"]),
    "stage 3": ("stage-3-retailer", ["horizon=1 year", "history=1 year"]),
    "everything": (FOLDER / "everything.yaml", []),
}


def history(name: str) -> History:
    """One replication of one of the scenarios."""
    source, sets = SCENARIOS[name]
    return sim.simulate(sim.load(source, sets), replication=1, events=True)


def result(name: str) -> dict[str, Any]:
    """What is stored of it."""
    lived = history(name)
    assert lived.events is not None
    return {
        "digest": digest(lived),
        "events": len(lived.events),
        "measures": dict(lived.measures),
    }


def stored() -> dict[str, Any]:
    """The results in the repository."""
    return json.loads(STORED.read_text())


def refresh() -> None:
    """Replaces them by those of today."""
    results = {name: result(name) for name in SCENARIOS}
    STORED.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    refresh()
