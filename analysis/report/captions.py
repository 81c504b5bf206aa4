"""What to see in a figure, and what it says: in words made of the numbers that it shows."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.compare import Study

WIDTH = 100
"""Letters in a line."""


def caption(figure: str, of: Any, *more: Any) -> str:
    """What to see in a figure of `analysis.figures`, and what it says in this case.

    Args:
        figure: its name: "value_leaks".
        of: the study or history that it is of.
        more: whatever else the figure is called with.

    Raises:
        KeyError: there is no such figure.
    """
    from analysis.figures import TOLD
    from analysis.report.html.captions import SEE, described

    if figure in SEE:
        context = more[0] if more else of.contexts[0]
        return f"{SEE[figure]} {described(figure, of, context)}"
    module = TOLD[figure]
    return f"{module.SEE} {module.told(module.analyse(of, *more))}"


def verdict(study: Study) -> list[str]:
    """What a study says, a string for each point, as `mlorg compare` prints it."""
    from analysis.report import sentences

    points = [line for block in sentences.blocks(study) for line in block]
    return [*points, *sentences.footers(study)]


def say(*paragraphs: str) -> None:
    """Prints paragraphs, wrapped to 100 letters, an empty line between them."""
    from sim.scenario.errors import printable

    wrapped = (textwrap.fill(printable(one, 10_000), WIDTH) for one in paragraphs)
    sys.stdout.write("\n\n".join(wrapped) + "\n")
