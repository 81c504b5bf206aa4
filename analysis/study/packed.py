"""Rows of a replication as bytes, and back: exactly, and without running anything that was stored.

Rows are kept by column. A column of numbers is kept as their doubles, any other as JSON; the whole
is compressed. Whole numbers may be as long as they like, which the value ledger's are.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_LEVEL = 1
"""Of zlib: the fastest. Higher levels cost more time than a small replication, and save little."""
_DOUBLES, _DOUBLES_OR_NONE = 0, 1
"""What stands in the head for a column of numbers; in the second, NaN is None."""
_NUMBERS = {float}, {float, type(None)}


def pack(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of one width, of text, numbers, None and sequences of these."""
    head: list[Any] = []
    body: list[bytes] = []
    for column in zip(*rows, strict=True):
        form = _form(column)
        head.append(column if form is None else form)
        if form is not None:
            values = (float("nan") if value is None else value for value in column)
            body.append(struct.pack(f"<{len(column)}d", *values))
    text = json.dumps(head, separators=(",", ":")).encode()
    return zlib.compress(b"".join([struct.pack("<I", len(text)), text, *body]), _LEVEL)


def columns(packed: bytes) -> list[Sequence[Any]]:
    """The columns of the rows again; sequences come back as tuples.

    Raises:
        ValueError: these are no packed rows.
    """
    try:
        return _columns(zlib.decompress(packed))
    except (zlib.error, struct.error) as problem:
        raise ValueError(f"no packed rows: {problem}") from None


def unpack(packed: bytes) -> tuple[tuple[Any, ...], ...]:
    """The rows again.

    Raises:
        ValueError: these are no packed rows.
    """
    return tuple(zip(*columns(packed), strict=True))


def _form(column: Sequence[Any]) -> int | None:
    """How a column of numbers is kept; None if it is none."""
    kinds = set(map(type, column))
    if kinds not in _NUMBERS:
        return None
    if type(None) not in kinds:
        return _DOUBLES
    # NaN stands for None only where no number is NaN.
    return None if any(value != value for value in column) else _DOUBLES_OR_NONE


def _columns(raw: bytes) -> list[Sequence[Any]]:
    (size,) = struct.unpack_from("<I", raw)
    head, start = _head(raw[4 : 4 + size]), 4 + size
    numbers = sum(isinstance(column, int) for column in head)
    length = (len(raw) - start) // 8 // max(numbers, 1)
    found: list[Sequence[Any]] = []
    for column in head:
        if isinstance(column, int):
            values = struct.unpack_from(f"<{length}d", raw, start)
            start += 8 * length
            column = values if column == _DOUBLES else _with_none(values)
        found.append(column)
    return found


@lru_cache(maxsize=256)
def _head(text: bytes) -> tuple[Any, ...]:
    """Kept, for replications of one cell have nearly all but their numbers in common."""
    head: tuple[Any, ...] = _tuples(json.loads(text))
    return head


def _with_none(values: Sequence[float]) -> list[float | None]:
    return [None if value != value else value for value in values]


def _tuples(value: Any) -> Any:
    """Lists, and lists in them, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
