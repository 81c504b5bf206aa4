"""What to see in a figure, and what it says: in words made of the numbers that it shows."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.compare import Study

WIDTH = 100
"""Letters in a line."""


def caption(figure: str, of: Any, *more: Any, see: bool = True) -> str:
    """What to see in a figure of `analysis.figures`, and what it says in this case: two paragraphs.

    Args:
        figure: its name: "value_leaks".
        of: the study or history that it is of.
        more: whatever else the figure is called with.
        see: whether to begin with what there is to see, for who has not met such a figure yet.

    Raises:
        KeyError: there is no such figure.
    """
    from analysis.figures import TOLD
    from analysis.report.html.captions import SEE, described

    if figure in SEE:
        context = more[0] if more else of.contexts[0]
        to_see, said = SEE[figure], described(figure, of, context)
    else:
        module = TOLD[figure]
        to_see, said = module.SEE, module.told(module.analyse(of, *more))
    return f"{to_see}\n\n{said}" if see else said


def verdict(study: Study) -> list[str]:
    """What a study says, a string for each point, as `mlorg compare` prints it."""
    from analysis.report import sentences

    points = [line for block in sentences.blocks(study) for line in block]
    return [*points, *sentences.footers(study)]


def say(*paragraphs: str) -> None:
    """Prints paragraphs, wrapped to 100 letters, an empty line between them."""
    from sim.scenario.errors import printable

    each = (one for paragraph in paragraphs for one in paragraph.split("\n\n"))
    wrapped = (textwrap.fill(printable(one, 10_000), WIDTH) for one in each)
    sys.stdout.write("\n\n".join(wrapped) + "\n")
