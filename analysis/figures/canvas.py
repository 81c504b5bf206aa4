"""The paper that figures are drawn on: sizes, writing, and SVG that is the same every time.

Nothing here is global: no pyplot, and the style is in force only while a figure is made.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Sequence
from functools import wraps
from itertools import pairwise
from typing import Any, Final, ParamSpec

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.palette import INK, RULE
from analysis.report.words import bare

WIDTH: Final = 10.0
"""Inches; at 1200 pixels a point is 1.7 of them."""
SMALL: Final = 8.5
"""Points of the writing inside of a figure."""
_STYLE: Final[dict[Any, Any]] = {
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # where it comes to be in any case, without looking for what is in its way
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
    "figure.facecolor": "white",
    "svg.hashsalt": "mlorg",
    "svg.fonttype": "none",
    "text.parse_math": False,  # a name may hold dollars
    "text.usetex": False,
}
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\s*")
_P = ParamSpec("_P")


def styled(make: Callable[_P, Figure]) -> Callable[_P, Figure]:
    """A function that makes a figure, made to do so in the house style, whatever the caller's."""

    @wraps(make)
    def made(*args: _P.args, **kwargs: _P.kwargs) -> Figure:
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(_STYLE)
            return make(*args, **kwargs)

    return made


class Picture(Figure):
    """A figure that a notebook shows as it is, with no backend chosen.

    As PNG: code hosts show SVG in notebooks without its text, or not at all.
    """

    def _repr_png_(self) -> bytes:
        return png(self)


def paper(height: float) -> Picture:
    """An empty figure of the common width; height in inches. Its parts find their own places."""
    return Picture(figsize=(WIDTH, height), layout="constrained")


def svg(figure: Figure) -> bytes:
    """A figure as SVG: the same bytes each time; text stays text; no date, nothing to fetch."""
    out = io.BytesIO()
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(out, metadata=nothing)
    return _DOCTYPE.sub(b"", out.getvalue())


def png(figure: Figure) -> bytes:
    """A figure as PNG, 100 dots an inch, of 256 colours; nothing in it says when it was made."""
    from PIL import Image  # comes with matplotlib

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
    out, dots = io.BytesIO(), Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    dots.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def name(words: object, longest: int = 30) -> str:
    """A name from a scenario as figures show it."""
    from sim.scenario.errors import printable

    return printable(words, longest)


def where(title: str, context: str | None) -> str:
    """A title that says of which context it speaks."""
    return title if context is None else f"{title}: '{name(context)}'"


def in_units(axis: object, unit: str) -> None:
    """Tick labels as the reports write numbers: 1.5 M, shares in percent."""
    axis.set_major_locator(MaxNLocator(nbins=4, min_n_ticks=2))  # type: ignore[attr-defined]
    axis.set_major_formatter(  # type: ignore[attr-defined]
        FuncFormatter(lambda value, _: bare(float(value), unit))
    )


def rows(ax: Axes, labels: Sequence[str], places: Sequence[float] = ()) -> None:
    """One row for each label, the first on top; 1 apart unless their places say otherwise."""
    at = list(places or range(len(labels)))
    ax.set_yticks(at, labels)
    ax.set_ylim(max(at, default=0) + 0.6, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def key(entries: Sequence[tuple[str, str]]) -> list[Patch]:
    """Legend entries of (colour, words)."""
    return [Patch(facecolor=c, edgecolor=RULE, linewidth=0.4, label=w) for c, w in entries]


def apart(wanted: Sequence[float], least: float) -> list[float]:
    """Places for labels as near as can be to where they are wanted, `least` apart at least."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = list(wanted)
    for _ in range(60):
        for below, above in pairwise(order):
            short = least - (found[above] - found[below])
            if short > 1e-9:
                found[below] -= short / 2
                found[above] += short / 2
    return found
