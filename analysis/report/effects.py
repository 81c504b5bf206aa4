"""What each capability does, alone, in the stage before the one that it belongs to.

`python -m analysis.report.effects` writes the table of docs/effects.md anew (some fifteen minutes
of one core). Each is there from day 0 (`held`), or is built by the organisation's own people from
then on (`built`), in the library's organisation that is at home in that stage; with what it
requires on both sides of the comparison. Read from the catalogues: a new capability appears by
being there. Every stage is a study of its own. With `--out FOLDER` each is kept there as a run
folder: a run that was interrupted goes on with the same command, `--stage` lives some of them only,
and `--stored` makes the table of what is there without simulating anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from analysis.report.words import bare, number, title, unit_text

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.family import Adjusted
    from analysis.study.statistics import Paired
    from sim.scenario.machine import Scenario

PAGE: Final = Path(__file__).parents[2] / "docs" / "effects.md"
MAIN: Final = ("net_value", "value_delivered", "throughput", "toil_share", "staff_cost")
"""The five main measures: those that a scenario is asked for if it says nothing."""
WORLDS: Final[Mapping[int, int]] = {1: 100, 2: 100, 3: 100, 4: 48, 5: 20}
"""Worlds for each stage. The more models, the longer one takes: from 0.7 s of a core at stage 1 to
12 s at stage 5."""
LEVEL: Final = 0.95
"""Confidence of all answers of "pays?" together."""
HORIZON: Final = "4 years"
RESERVE: Final = "10 %"
"""Of everybody's time, kept free for building, whether anything is built or not."""
BASELINE: Final = "as it is"
SHOULD_PAY: Final = "net_value"
_DECIDES: Final = MAIN.index(SHOULD_PAY)


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


def place(folder: Path, stage: int) -> Path:
    """Where the study of a stage is kept."""
    return folder / f"stage-{stage}"


def live(stage: int, folder: Path, worlds: int | None = None, jobs: int | None = None) -> None:
    """Lives what is missing of the study of a stage, and keeps it; says on stderr how far it is.

    Args:
        stage: the stage before that of the capabilities.
        folder: where the studies of all stages are kept.
        worlds: how many there shall be; as `WORLDS` has it if None.
        jobs: worker processes; all cores if None.

    Raises:
        FolderError: the folder holds something else, or what another version has simulated.
    """
    from analysis.study.compare import compare

    def report(done: int, total: int) -> None:
        click.echo(f"\rstage {stage}: {done} of {total} replications", err=True, nl=done == total)

    wanted = worlds or WORLDS[stage]
    study, out = scenario(stage, stages()[stage]), place(folder, stage)
    compare(study, replications=wanted, jobs=jobs, out=out, report=report)


def read(folder: Path, stage: int) -> Study:
    """The study of a stage that a folder holds; nothing is simulated.

    Raises:
        FolderError: it is not there, or not as it was written.
    """
    from analysis.study.stored import read as of_folder

    return of_folder(place(folder, stage))


def table(studies: Mapping[int, Study]) -> list[str]:
    """The lines of the table; whether it pays is judged of all capabilities together.

    Args:
        studies: by stage.
    """
    from analysis.study.family import adjust

    tried = [(stage, name) for stage in studies for name in stages()[stage]]
    pairs = [effects(studies[stage], stage, name, built=True)[_DECIDES] for stage, name in tried]
    lines = list(_head())
    for (stage, name), pair, judged in zip(tried, pairs, adjust(pairs, LEVEL), strict=True):
        held = effects(studies[stage], stage, name)
        cells = [
            f"`{name}`",
            f"stage {stage}",
            str(pair.worlds),
            *(_difference(one, measure) for one, measure in zip(held, MAIN, strict=True)),
            _difference(pair, SHOULD_PAY),
            pays(pair, judged),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def first_world(study: Study, stage: int) -> str:
    """What comes of a stage's first world: that of another model differs, and so the table would,
    too. It takes seconds to find out, and not minutes."""
    values = study.values(None, SHOULD_PAY, *study.scenario.alternatives)
    mean = sum(float(worlds[0]) for worlds in values) / len(values)
    return f"{mean:_.0f} at stage {stage}"


def _head() -> Iterator[str]:
    from sim.measures import MEASURES

    titles = [f"{title(one)}, {unit_text(MEASURES[one].unit)}" for one in MAIN]
    titles = [one.replace("currency", "USD") for one in titles]
    cells = ["capability", "at", "worlds", *titles, "net value if built", "pays?"]
    yield f"| {' | '.join(cells)} |"
    yield f"| {' | '.join(['---'] * len(cells))} |"


def _difference(pair: Paired, measure: str) -> str:
    from sim.measures import MEASURES

    unit = MEASURES[measure].unit.replace("currency", "USD")
    if not pair.both_defined:
        return "-"
    if pair.identical or pair.alike:
        return bare(pair.difference, unit, signed=True)
    bounds = f"{bare(pair.low, unit, signed=True)} to {bare(pair.high, unit, signed=True)}"
    return f"{bare(pair.difference, unit, signed=True)} ({bounds})"


def pays(pair: Paired, judged: Adjusted) -> str:
    """Whether it pays to build a capability: "yes", "no", "not told apart" or "no difference".

    Args:
        pair: with it built, and without it.
        judged: the same as one of the comparisons of all capabilities.
    """
    if pair.identical:
        return "no difference"
    chance = "certain" if pair.certain else f"p {_chance(judged.p_holm)}"
    if not judged.decided:
        return f"not told apart ({chance})"
    return f"{'yes' if pair.difference > 0 else 'no'} ({chance})"


def _chance(p: float) -> str:
    return "< 0.001" if p < 0.001 else number(p)


def put(rows: list[str], name: str = "effects", end: str = "end") -> None:
    """Puts lines in their place on the page, between two comments."""
    place = rf"(?<=<!-- {name} -->\n).*?(?=<!-- {end} -->)"
    lines = "\n".join([*rows, ""])
    page = re.sub(
        place, lambda _: lines, PAGE.read_text(encoding="utf-8"), count=1, flags=re.DOTALL
    )
    PAGE.write_text(page, encoding="utf-8")


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the studies are kept.")
@click.option("--stage", "only", type=int, multiple=True, help="Lives this one alone; no table.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; all cores if not given.")
@click.option("--stored", "simulates_nothing", is_flag=True, help="Simulates nothing.")
def main(
    out: Path | None, only: tuple[int, ...], jobs: int | None, simulates_nothing: bool
) -> None:
    """Write the table of docs/effects.md anew, and print it."""
    with ExitStack() as until_done:
        folder = out or Path(until_done.enter_context(TemporaryDirectory()))
        for stage, names in stages().items():
            if names and not simulates_nothing and stage in (only or WORLDS):
                live(stage, folder, jobs=jobs)
        if not only:
            studies = {stage: read(folder, stage) for stage, names in stages().items() if names}
            rows = table(studies)
            put(rows)
            firsts = [first_world(study, stage) for stage, study in studies.items()]
            put([f"{', '.join(firsts)}."], "first worlds", "end of first worlds")
            click.echo("\n".join(rows))


if __name__ == "__main__":
    main()
