"""HTML that is safe by being made: every text is escaped, unless it was made here.

Names in a scenario may hold anything; what is not printable is shown by its number.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from analysis.report.tables import Table

_EMPTY = frozenset({"img", "meta", "br", "hr"})
_LONGEST = 10_000


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def text(words: object) -> Html:
    """Any words as HTML that shows just these words."""
    from sim.scenario.errors import printable

    return words if isinstance(words, Html) else Html(html.escape(printable(words, _LONGEST)))


def tag(name: str, /, *inside: object, **attributes: object) -> Html:
    """An element; texts inside and values of attributes are escaped.

    An attribute that is None is left out; underscores at an attribute's end are dropped.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{together(inside)}</{name}>")


def together(parts: Iterable[object]) -> Html:
    """Parts one after the other."""
    return Html("".join(map(text, parts)))


def lines(parts: Iterable[object]) -> Html:
    """Parts, each on a line of its own."""
    return Html("\n".join(map(text, parts)))


def items(words: Iterable[object]) -> Html:
    """A list."""
    return tag("ul", *(tag("li", one) for one in words))


def table(shown: Table) -> Html:
    """A table with its caption; the first cell of each row says what the row is about."""
    heads = tag(
        "tr", *(tag("th", head, scope="col", class_=_side(shown, head)) for head in shown.heads)
    )
    rows = [tag("tr", *_cells(shown, row)) for row in shown.rows]
    body = tag("table", tag("caption", shown.title), tag("thead", heads), tag("tbody", *rows))
    notes = [tag("p", note, class_="note") for note in shown.notes]
    return tag("div", body, *notes, class_="wide")


def _cells(shown: Table, row: tuple[str, ...]) -> list[Html]:
    first, *rest = zip(shown.heads, row, strict=True)
    return [
        tag("th", first[1], scope="row"),
        *(tag("td", cell.strip(), class_=_side(shown, head)) for head, cell in rest),
    ]


def _side(shown: Table, head: str) -> str | None:
    return "number" if head in shown.right else None
