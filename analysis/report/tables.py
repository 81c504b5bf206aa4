"""Tables for a terminal, for a pipe, and as JSON.

Cells hold names that strangers wrote: every cell is made printable, and none is read as markup.
"""

from __future__ import annotations

import json
import math
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.compare import Comparison, Study

Bounds = tuple[float, float]
AT_ONCE = (
    "All measures at once: intervals that hold together for all comparisons of the study (max-t "
    "bootstrap); the others hold each by itself."
)
_LONGEST_CELL = 200
_LONGEST_FOLDED = 2_000
"""Of a column that is folded: what it says may be some sentences long."""
_NARROW = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column heads and rows of texts; columns named in `right` are numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    """Lines below the table."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Widest width of columns, in letters; longer cells are folded."""


def show(table: Table, file: IO[str] | None = None) -> None:
    """Prints a table: with rules and colours to a terminal, else aligned by spaces only."""
    out = file or sys.stdout
    if out.isatty():
        _show_rich(table, out)
        out.write("".join(f"{_safe(note)}\n" for note in table.notes))
    else:
        out.write(plain(table))


def plain(table: Table) -> str:
    """The table as lines of aligned columns, as wide as they have to be.

    Heads are folded where they would make a column wider, cells only at the table's limits.
    """
    from rich.cells import cell_len

    body = [_folded(table, row) for row in table.rows]
    rows = [_heads(table, body), *body]
    columns = zip(*rows, strict=True)
    widths = [max(cell_len(line) for cell in column for line in cell) for column in columns]
    lines = [
        _line(table, part, widths, cell_len)
        for row in rows
        for part in zip_longest(*row, fillvalue="")
    ]
    return "\n".join([_safe(table.title), *lines, *map(_safe, table.notes), ""])


def _folded(table: Table, row: Sequence[str]) -> list[list[str]]:
    """Each cell of a row as its lines."""
    limits = [table.limits.get(head, _LONGEST_CELL) for head in table.heads]
    return [_fold(cell, limit) for cell, limit in zip(_cells(table, row), limits, strict=True)]


def _cells(table: Table, row: Sequence[str]) -> list[str]:
    """The cells of a row, safe to show."""
    longest = (_LONGEST_FOLDED if head in table.limits else _LONGEST_CELL for head in table.heads)
    return [_safe(cell, most) for cell, most in zip(row, longest, strict=True)]


def _heads(table: Table, body: Sequence[list[list[str]]]) -> list[list[str]]:
    """The heads as lines, no wider than their columns or a dozen letters; they end level."""
    found = []
    for place, head in enumerate(table.heads):
        widest = max((len(line) for row in body for line in row[place]), default=0)
        found.append(_fold(_safe(head), max(widest, _NARROW)))
    tallest = max(map(len, found))
    return [[""] * (tallest - len(lines)) + lines for lines in found]


def _fold(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]


def _line(table: Table, row: Sequence[str], widths: Sequence[int], width_of: Any) -> str:
    cells = []
    for head, cell, width in zip(table.heads, row, widths, strict=True):
        space = " " * (width - width_of(cell))
        cells.append(space + cell if head in table.right else cell + space)
    return "  ".join(cells).rstrip()


def _show_rich(table: Table, out: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(title=Text(_safe(table.title)), title_justify="left")
    for head in table.heads:
        shown.add_column(Text(_safe(head)), justify="right" if head in table.right else "left")
    for row in table.rows:
        shown.add_row(*map(Text, _cells(table, row)))
    Console(file=out, highlight=False).print(shown)


def _safe(cell: str, longest: int = _LONGEST_CELL) -> str:
    from sim.scenario.errors import printable

    return printable(cell, longest)


def as_json(document: object) -> str:
    """A document as JSON in ASCII; what is not a number is null."""
    return json.dumps(_strict(document), indent=2, allow_nan=False)


def _strict(document: Any) -> Any:
    if isinstance(document, dict):
        return {str(key): _strict(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [_strict(value) for value in document]
    if isinstance(document, float) and not math.isfinite(document):
        return None
    return document


def differences(study: Study) -> list[Table]:
    """Every comparison of a study on a line, a table for each two alternatives in a context."""
    from itertools import groupby

    def place(one: Comparison) -> tuple[int, str, str]:
        return study.contexts.index(one.context), one.alternative, one.reference

    # Sorting keeps the study's order of measures within a table.
    pairs = zip(study.comparisons, study.simultaneous, strict=True)
    groups = groupby(sorted(pairs, key=lambda pair: place(pair[0])), lambda pair: place(pair[0]))
    found = [_differences(study, list(group)) for _, group in groups]
    return [*found[:-1], *(replace(last, notes=(AT_ONCE,)) for last in found[-1:])]


def _differences(study: Study, group: list[tuple[Comparison, Bounds]]) -> Table:
    from analysis.report.words import confidence, quoted

    one, _ = group[0]
    where = "" if one.context is None else f"{quoted(one.context)}: "
    heads = (
        "measure",
        "difference",
        f"{confidence(study.scenario.confidence)} interval",
        "all measures at once",
        "better in",
        "verdict",
        "p (Holm)",
        "means",
        "worlds",
        "variance saved",
    )
    rows = tuple(_difference(study, one, together) for one, together in group)
    title = f"{where}{quoted(one.alternative)} against {quoted(one.reference)}"
    return Table(title, heads, rows, frozenset(heads) - {"measure", "verdict"})


def _difference(study: Study, one: Comparison, together: Bounds) -> tuple[str, ...]:
    from analysis.report.words import bare, better_in, interval, percent, quantity

    paired, unit = one.paired, study.unit(one.measure)
    alone = paired.low, paired.high
    if paired.alike and not paired.certain:  # an interval without width would claim too much
        alone = together = math.nan, math.nan
    return (
        one.measure,
        quantity(paired.difference, unit, signed=True),
        interval(*alone, unit),
        interval(*together, unit),
        "-" if one.verdict == "no data" else better_in(paired.share_better, paired.share_equal),
        verdict(one),
        _p(one.adjusted.p_holm),
        f"{bare(paired.mean_alternative, unit)} / {bare(paired.mean_reference, unit)}",
        _worlds(one),
        percent(paired.variance_saved),
    )


def verdict(one: Comparison) -> str:
    """The verdict of a comparison as a table says it."""
    return f"{one.verdict}, certain" if one.paired.certain else one.verdict


def _worlds(one: Comparison) -> str:
    """How many, and of how many where the measure is not reached in all."""
    both, all_of_them = one.paired.both_defined, one.paired.worlds
    return str(both) if both == all_of_them else f"{both} of {all_of_them}"


def _p(p: float) -> str:
    if math.isnan(p):
        return "-"
    return "< 0.0001" if p < 0.0001 else f"{p:.4f}"
