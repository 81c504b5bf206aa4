"""Whether a study ends or is one of a steady state, and what was cut, as every output says it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.steady import Cut

METHOD = "MSER-5"
_TIMES_LONGER = 3
"""Of the cut, how long a run should be: it is then in the first third."""


def kind(study: Study) -> str:
    """What kind of simulation it was: "Terminating simulation", with which a sentence begins."""
    return "Terminating simulation" if study.cut is None else "Steady-state simulation"


def made(study: Study) -> str:
    """What was cut, as part of a sentence that has said the kind; "" where there is an end."""
    cut = study.cut
    if cut is None:
        return ""
    if cut.refused:
        return ", nothing concluded and nothing cut"
    series = "one series" if cut.series == 1 else f"{cut.series} series"
    return f", first {cut.made} of {cut.of} quarters cut ({METHOD} over {series}, one cut for all)"


def span(study: Study) -> str:
    """The time that measures are taken over."""
    cut = study.cut
    if cut is None or cut.refused:
        return "from day 0 to the horizon"
    return f"steady state, first {cut.made} of {cut.of} quarters cut"


def note(study: Study) -> str:
    """The same as a line below a table."""
    if study.cut is None:
        return "Terminating: from day 0 to the horizon."
    words = span(study)
    return f"{words[:1].upper()}{words[1:]}."


def refusal(study: Study) -> str | None:
    """Why nothing is concluded, and what to do; None where something may be."""
    cut = study.cut
    if cut is None or not cut.refused:
        return None
    if not cut.of:
        return (
            "no verdict: none of the measures is defined in every quarter, so it cannot be told "
            "when the beginning has worn off. Compare one more that is, such as live_models."
        )
    return (
        f"no verdict: the run is too short for a steady state. {METHOD} would cut the first "
        f"{cut.quarters} of {cut.of} quarters, which is more than half: what is left is no more "
        f"than the end of the beginning, or there is no steady state. {_longer(cut)}"
    )


def _longer(cut: Cut) -> str:
    years = math.ceil(_TIMES_LONGER * cut.quarters / 4)
    return f"A horizon of {years} years may show one; where it does not, say ends: at_horizon."
