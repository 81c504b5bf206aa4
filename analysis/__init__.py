"""Studies of the model: paired replications, statistics, tables, sentences, the command line.

Importing this package is cheap: pandas, scipy and the model are imported when they are needed.
"""

from typing import TYPE_CHECKING, Any

from analysis.frames import Frames, frames

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study, compare

__all__ = ["Comparison", "Frames", "Study", "compare", "frames"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    from analysis.study import compare as home

    return getattr(home, name)
