"""What each capability does, alone, in the stage before the one that it belongs to.

`python -m analysis.report.effects` writes the table of docs/effects.md anew (some ten minutes).
Each is there from day 0 (`held`), or is built by the organisation's own people from then on
(`built`), in the library's organisation that is at home in that stage; with what it requires on
both sides of the comparison. Read from the catalogues: a new capability appears by being there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from analysis.report.words import bare, title, unit_text

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.statistics import Paired
    from sim.scenario.machine import Scenario

PAGE: Final = Path(__file__).parents[2] / "docs" / "effects.md"
MAIN: Final = ("net_value", "value_delivered", "throughput", "toil_share", "staff_cost")
"""The five main measures: those that a scenario is asked for if it says nothing."""
REPLICATIONS: Final = 8
HORIZON: Final = "4 years"
RESERVE: Final = "10 %"
"""Of everybody's time, kept free for building, whether anything is built or not."""
BASELINE: Final = "as it is"
SHOULD_PAY: Final = "net_value"


def stages() -> dict[int, list[str]]:
    """By the stage before it belongs: the capabilities. What belongs to none answers the risk of
    the last."""
    from sim.capabilities import CAPABILITIES
    from sim.stages import STAGES

    belongs = {name: row.number - 1 for row in STAGES.values() for name in row.capabilities}
    found: dict[int, list[str]] = {number: [] for number in STAGES}
    for name in CAPABILITIES:
        found[belongs.get(name, max(STAGES))].append(name)
    return found


def organisation(stage: int) -> str:
    """The organisation of the library that is at home in a stage."""
    from sim.scenario import library

    [name] = [one for one in library.organisations() if one.startswith(f"stage-{stage}-")]
    return name


def needs(name: str, stage: int) -> list[str]:
    """What a capability requires and an organisation of the stage does not hold."""
    from sim.capabilities import CAPABILITIES
    from sim.scenario.composition import required_by
    from sim.stages import held

    return sorted(required_by(name, CAPABILITIES) - held(stage))


def reference(name: str, stage: int) -> str:
    """The alternative that differs from the one with the capability by nothing else."""
    lacking = needs(name, stage)
    return f"with {', '.join(lacking)}" if lacking else BASELINE


def _comes(names: list[str]) -> dict[str, Any]:
    return {"changes": {"comes": {"at": "0 days", "with": names}}} if names else {}


def parts(stage: int, names: list[str]) -> dict[str, Any]:
    """The scenario file of a stage: with each capability, held or built."""
    from sim.vocabulary import ROLES

    alternatives: dict[str, Any] = {BASELINE: {}}
    for name in names:
        lacking = needs(name, stage)
        alternatives[reference(name, stage)] = _comes(lacking)
        alternatives[f"with {', '.join([*lacking, name])}"] = _comes([*lacking, name])
        alternatives[f"{name} built"] = {**_comes(lacking), "investments": {name: {"start": "now"}}}
    return {
        "name": f"One capability more at stage {stage}",
        "extends": organisation(stage),
        "horizon": HORIZON,
        "organisation": {"improvement_reserve": dict.fromkeys(ROLES, RESERVE)},
        "baseline": BASELINE,
        "alternatives": alternatives,
        "compare": {"measures": list(MAIN), "decide_on": SHOULD_PAY},
    }


def scenario(stage: int, names: list[str]) -> Scenario:
    """The study of a stage."""
    import sim

    with TemporaryDirectory() as folder:
        path = Path(folder) / "effects.yaml"
        path.write_text(json.dumps(parts(stage, names)), encoding="utf-8")
        return sim.load(path)


def effects(study: Study, stage: int, name: str, *, built: bool = False) -> list[Paired]:
    """What a capability changes of each main measure, in the same worlds."""
    from analysis.study.comparisons import paired_by

    other = f"{name} built" if built else f"with {', '.join([*needs(name, stage), name])}"
    return [paired_by(study, None, one, other, reference(name, stage)) for one in MAIN]


def compared(stage: int, names: list[str], replications: int, jobs: int | None) -> Study:
    """All of a stage in the same worlds."""
    from analysis.study.compare import compare

    return compare(scenario(stage, names), replications=replications, jobs=jobs)


def table(replications: int = REPLICATIONS, jobs: int | None = None) -> list[str]:
    """The lines of the table."""
    lines = list(_head())
    for stage, names in stages().items():
        if names:
            study = compared(stage, names, replications, jobs)
            lines += [_line(study, stage, name) for name in names]
    return lines


def _head() -> Iterator[str]:
    from sim.measures import MEASURES

    titles = [f"{title(one)}, {unit_text(MEASURES[one].unit)}" for one in MAIN]
    titles = [one.replace("currency", "USD") for one in titles]
    cells = ["capability", "at", *titles, "net value if built", "pays?"]
    yield f"| {' | '.join(cells)} |"
    yield f"| {' | '.join(['---'] * len(cells))} |"


def _line(study: Study, stage: int, name: str) -> str:
    held = effects(study, stage, name)
    built = effects(study, stage, name, built=True)[MAIN.index(SHOULD_PAY)]
    cells = [
        f"`{name}`",
        f"stage {stage}",
        *(_difference(one, measure) for one, measure in zip(held, MAIN, strict=True)),
        _difference(built, SHOULD_PAY),
        _pays(built),
    ]
    return f"| {' | '.join(cells)} |"


def _difference(pair: Paired, measure: str) -> str:
    from sim.measures import MEASURES

    unit = MEASURES[measure].unit.replace("currency", "USD")
    if not pair.both_defined:
        return "-"
    if pair.identical or pair.alike:
        return bare(pair.difference, unit, signed=True)
    bounds = f"{bare(pair.low, unit, signed=True)} to {bare(pair.high, unit, signed=True)}"
    return f"{bare(pair.difference, unit, signed=True)} ({bounds})"


def _pays(pair: Paired) -> str:
    if pair.low > 0:
        return "yes"
    return "no" if pair.high < 0 else "not told apart"


def write() -> None:
    """Puts the table in its place on the page, and prints it."""
    rows = "\n".join([*table(), ""])
    place = r"(?<=<!-- effects -->\n).*?(?=<!-- end -->)"
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(place, lambda _: rows, page, count=1, flags=re.DOTALL), encoding="utf-8")
    print(rows)


if __name__ == "__main__":
    write()
