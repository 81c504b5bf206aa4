"""Intervals of the picture of waiting: drawn to their end, or seen to be cut."""

import pytest
from matplotlib.figure import Figure

from analysis.figures.estimates import Estimate
from analysis.figures.waiting_steps import Bar, Panel, draw


@pytest.mark.parametrize(("high", "arrows", "end"), [(8.0, 0, 8.0), (30.0, 1, 10.0)])
def test_a_whisker_that_is_cut_ends_in_an_arrow(high: float, arrows: int, end: float) -> None:
    bar = Bar("training", (("working", 5.0),), Estimate(5.0, 2.0, high))
    ax = Figure().subplots()
    draw(Panel("refresh", "as it is", 3, (bar,)), ax, 10.0)
    assert [line.get_marker() for line in ax.lines].count(">") == arrows
    assert max(float(x) for line in ax.lines for x in line.get_xdata()) == end
    [label] = [text for text in ax.texts if text.get_text() == "5"]
    assert end < label.get_position()[0] < ax.get_xlim()[1]
