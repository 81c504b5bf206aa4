"""How long the reader takes to refuse what a hostile stranger may write: under a second each.

`python -m benchmarks.refusal` prints the slowest; exit status 1 if one takes a second or more.
"""

import sys
import tempfile
import time
from pathlib import Path

import sim
from sim.scenario import ScenarioErrors

LONGEST_SECONDS = 1.0

HOSTILE: dict[str, str] = {
    "brackets": "[" * 60_000,
    "braces": "{" * 60_000,
    "questions": "? " * 30_000,
    "wide list": "name: [" + "a, " * 20_000 + "]",
    "wide map": "name: {" + ", ".join(f"k{number}: 1" for number in range(4000)) + "}",
    "own capabilities": "name: x\ndefine_capabilities: {"
    + ", ".join(f"c{one}: {{requires: [c{one + 1}]}}" for one in range(1500))
    + "}",
    "own capabilities, all of all": "name: x\ndefine_capabilities:\n"
    + "".join(
        f"  c{one}: {{requires: [{', '.join(f'c{other}' for other in range(50))}]}}\n"
        for one in range(50)
    ),
    "one long word": "name: " + "x" * 60_000,
    "one long text": "name: '" + "x " * 30_000 + "'",
    "escapes": 'name: "' + "\\x41" * 15_000 + '"',
    "comments": "# a\n" * 15_000,
    "directives": "%a\n" * 20_000,
    "markers": "---\n" * 15_000,
    "blank": "\n" * 60_000,
    "unknown keys": "".join(f"k{number}: 1\n" for number in range(4500)),
    "nearly a parameter": "name: x\nprocess:\n"
    + "".join(f"  release.deplyo.efort{number}: 1\n" for number in range(2000)),
    "nearly a family": "name: x\nalternatives:\n"
    + "".join(
        f"  a{number}: {{process: {{noticing.shift.user: {{expo: 1}}}}}}\n" for number in range(500)
    ),
    "alternatives": "name: x\nalternatives:\n"
    + "".join(f"  a{number}: {{portfolio: {{models: {number}}}}}\n" for number in range(900)),
    "anchors": "name: x\n" + "".join(f"k{number}: &a{number} 1\n" for number in range(2000)),
}


def seconds(text: str, folder: Path) -> float:
    """Processor time to refuse a text.

    Raises:
        ValueError: it was accepted.
    """
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    try:
        sim.load(path)
    except ScenarioErrors:
        return time.process_time() - start
    raise ValueError("a hostile text was accepted")


def main() -> int:
    """Refuses every text three times and prints the slowest median."""
    with tempfile.TemporaryDirectory() as folder:
        taken = {
            name: sorted(seconds(text, Path(folder)) for _ in range(3))[1]
            for name, text in HOSTILE.items()
        }
    slowest = max(taken, key=lambda name: taken[name])
    print(f"slowest of {len(taken)} refusals: {slowest}, {taken[slowest]:.2f} s (bar 1 s)")
    return int(taken[slowest] >= LONGEST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
