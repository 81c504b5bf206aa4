"""Studies of the model: paired replications, statistics, tables, figures, the command line.

The names and arguments of the functions are those of the commands. Importing this package is cheap:
pandas, scipy, matplotlib and the model are imported when they are needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.frames import Frames, frames

if TYPE_CHECKING:
    from analysis import figures
    from analysis.report.captions import caption, say, verdict
    from analysis.study.compare import Comparison, Study, compare
    from analysis.study.stored import load
    from analysis.study.sweep.problem import problem
    from analysis.study.sweep.result import Sweep, sweep

__all__ = [
    "Comparison",
    "Frames",
    "Study",
    "Sweep",
    "caption",
    "compare",
    "figures",
    "frames",
    "load",
    "problem",
    "say",
    "sweep",
    "verdict",
]

_HOMES = {
    "Comparison": "analysis.study.compare",
    "Study": "analysis.study.compare",
    "caption": "analysis.report.captions",
    "compare": "analysis.study.compare",
    "Sweep": "analysis.study.sweep.result",
    "load": "analysis.study.stored",
    "say": "analysis.report.captions",
    "verdict": "analysis.report.captions",
    "problem": "analysis.study.sweep.problem",
    "sweep": "analysis.study.sweep.result",
}


def __getattr__(name: str) -> Any:
    if name == "figures":
        return import_module("analysis.figures")
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """What is imported when it is needed stands there, too, so that it is found by completion."""
    return sorted({*globals(), *__all__})
