"""The blocks of docs/questions.md: what the commands of the page print, and what became of plans.

python -m tests.docs.questions [NAME ...]     writes them anew, all if none is named (some minutes)

A command that ends with `--out NAME` has a block of this name on the page, between two comments.
On the page commands take a first look; here they live all replications, and figures mean something.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import analysis
from analysis.report.programme import Reached, reached
from analysis.report.words import bare, number, title, unit_text
from analysis.study.compare import Study
from sim.measures import MEASURES
from tests.directions.table import cells
from tests.docs.console import commands

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "questions.md"
REPLICATIONS = {"fewer-duties": 10, "twenty-five-years": 8, "ageing": 12}
"""Of these studies, which take long or say enough with fewer; of others those of their file."""
CAPABILITIES = {
    "first-deployment": ("simple_serving", "environments"),
    "capability-trap": ("training_pipelines", "retraining_triggers"),
    "twenty-five-years": ("training_pipelines",),
    "ageing": ("training_pipelines",),
    "leapfrog": ("training_pipelines", "continuous_deployment"),
    "buy-or-build": ("training_pipelines", "retraining_triggers", "managed_platform"),
}
"""What is told when it is there, and when all models have it."""
MEANS = {
    "first-deployment": ("waiting_for_it_engineer",),
    "capability-trap": ("refreshes",),
    "monitoring": ("throughput",),
}
"""Measures that the page speaks of and the study does not ask for."""
CLOSER = ("'serving first' against 'strategy first'",)
"""Pairs of which all is shown: the page speaks of them, and neither is the baseline or the best."""
LEFT_OUT = (
    "- Better than", "- All cost", "- Cost of staff", "- Building with", "- Undecided",
    "- Terminal value", "*: ", "(n): ", "Toil: ", "Terminating: ", "Luck only: ",
)  # fmt: skip
"""How lines begin that the page does without; "..." stands where some were."""
FOLDED = ("<details>", "<summary>What it prints</summary>", "")
STEPS = {"built": "is there", "adopted by all": "is with all models"}


def asked() -> dict[str, list[str]]:
    """The arguments of each command of the page, by the name of its block, without a first look."""
    found = {}
    for command in commands(PAGE.read_text(encoding="utf-8")):
        _, *arguments = shlex.split(command.text)
        *arguments, out, name = arguments
        assert out == "--out", command
        place = arguments.index("--replications")
        del arguments[place : place + 2]
        if name in REPLICATIONS:
            arguments += ["--replications", str(REPLICATIONS[name])]
        found[name] = arguments
    return found


def stored(name: str) -> str:
    """The block of the page as it is."""
    found = re.search(_place(name), PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, f"there is no block {name}"
    return found[0]


def made(name: str, jobs: int = 1) -> str:
    """The block as it should be: the study is lived again, by the command."""
    with TemporaryDirectory() as folder:
        out = ["--out", folder, "--jobs", str(jobs), "--details", "--no-report", "--quiet"]
        command = [sys.executable, "-m", "analysis.cli", *asked()[name], *out]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        study = analysis.load(folder)
        assert isinstance(study, Study)
        table = [cells(row) for row in _table(study, name)]
    return "\n".join(
        [*table, "", *FOLDED, "```", *excerpt(done.stdout), "```", "", "</details>", ""]
    )


def excerpt(printed: str) -> Iterator[str]:
    """The lines that the page shows."""
    left_out = False
    for place, paragraph in enumerate(printed.split("\n\n")):
        lines = [line for line in paragraph.splitlines() if line]
        pair = re.search(r"'[^']+' against '[^']+'$", lines[0])
        if pair is not None and pair[0] not in CLOSER:
            continue
        if place:
            yield ""
        for line in lines:
            if not line.startswith(LEFT_OUT):
                yield line
            elif not left_out:
                yield "..."
            left_out = line.startswith(LEFT_OUT)


def put(name: str, block: str) -> None:
    """Puts a block in its place on the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        re.sub(_place(name), lambda _: block, page, count=1, flags=re.DOTALL), encoding="utf-8"
    )


def _place(name: str) -> str:
    return rf"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)"


def _table(study: Study, name: str) -> Iterator[list[str]]:
    """What became of what is built, and means of measures, for each alternative; or nothing."""
    scenario = study.scenario
    if name not in CAPABILITIES and name not in MEANS:
        return
    head = ["", *scenario.alternatives]
    yield from (head, ["---"] * len(head))
    for context in study.contexts:
        for row in (*_months(study, name, context), *_means(study, name, context)):
            yield row if context is None else [f"{context}: {row[0]}", *row[1:]]


def _months(study: Study, name: str, context: str | None) -> Iterator[list[str]]:
    names = study.scenario.alternatives
    plans = [reached(study, context, alternative) or {} for alternative in names]
    known = study.scenario.cells[0].world.capabilities
    for capability in CAPABILITIES.get(name, ()):
        for what, words in STEPS.items():
            if what == "built" or known[capability].adopt:
                told = [_when(one, what, capability) for one in plans]
                yield [f"months until `{capability}` {words}", *told]


def _when(plan: Mapping[tuple[str, str], Reached], what: str, capability: str) -> str:
    """In the median world; where not all get there, in how many; nothing of what nobody begins."""
    if ("begun", capability) not in plan:
        return "-"
    step = plan.get((what, capability))
    if step is None:
        return "in no world"
    worlds = f"in {len(step.months)} of {step.worlds} worlds"
    middle = step.quantile(0.5)
    if middle is None:
        return worlds
    return number(middle) + (f", {worlds}" if step.share < 1 else "")


def _means(study: Study, name: str, context: str | None) -> Iterator[list[str]]:
    for measure in MEANS.get(name, ()):
        unit = MEASURES[measure].unit
        means = [
            bare(float(study.values(context, measure, alternative)[0].mean()), unit)
            for alternative in study.scenario.alternatives
        ]
        yield [f"{title(measure)}, {unit_text(unit)}", *means]


def write(names: Sequence[str]) -> None:
    """Writes blocks of the page anew, and says which are done."""
    for name in names:
        put(name, made(name, jobs=2))
        print(name, flush=True)


if __name__ == "__main__":
    write(sys.argv[1:] or list(asked()))
