"""Rows of a replication as bytes, and back: exactly, and without running anything that was stored.

Rows are kept by column. A column of numbers is kept as their doubles, any other as JSON; the whole
is compressed. Whole numbers may be as long as they like, which the value ledger's are.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.moments import Array

_LEVEL = 1
"""Of zlib: the fastest. Higher levels cost more time than a small replication, and save little."""
_DOUBLES, _DOUBLES_OR_NONE = 0, 1
"""What stands in the head for a column of numbers; in the second, NaN is None."""
_NUMBERS = {float}, {float, type(None)}
_ALIKE = {int, str}
"""Kinds of columns whose JSON is kept, as other replications are likely to have the same."""
_NAN = float("nan")


def pack(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of one width, of text, numbers, None and sequences of these."""
    head: list[str] = []
    body: list[bytes] = []
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        form, doubles = _doubles(column, kinds)
        head.append(_text(column, kinds) if form is None else str(form))
        if form is not None:
            body.append(struct.pack(f"<{len(doubles)}d", *doubles))
    text = f"[{','.join(head)}]".encode()
    return zlib.compress(b"".join([struct.pack("<I", len(text)), text, *body]), _LEVEL)


def columns(packed: bytes) -> list[Sequence[Any]]:
    """The columns of the rows again; sequences come back as tuples.

    Raises:
        ValueError: these are no packed rows.
    """
    return _columns(packed, _numbers)


def arrays(packed: bytes) -> list[Sequence[Any] | Array]:
    """The same, columns of numbers as arrays: None is NaN.

    Raises:
        ValueError: these are no packed rows.
    """
    return _columns(packed, _array)


def unpack(packed: bytes) -> tuple[tuple[Any, ...], ...]:
    """The rows again.

    Raises:
        ValueError: these are no packed rows.
    """
    return tuple(zip(*columns(packed), strict=True))


def _doubles(column: Sequence[Any], kinds: set[type]) -> tuple[int | None, Sequence[float]]:
    """How a column of numbers is kept, and its doubles; None and nothing if it is none."""
    if kinds not in _NUMBERS:
        return None, ()
    if type(None) not in kinds:
        return _DOUBLES, column
    doubles = [_NAN if value is None else value for value in column]
    # NaN stands for None only where no number is NaN.
    mixed = sum(map(isnan, doubles)) > column.count(None)
    return (None, ()) if mixed else (_DOUBLES_OR_NONE, doubles)


def _text(column: Sequence[Any], kinds: set[type]) -> str:
    """A column as JSON. Names and quarters are the same in replication after replication."""
    if len(kinds) == 1 and kinds <= _ALIKE:
        return _same_text(next(iter(kinds)), column)
    return json.dumps(column, separators=(",", ":"))


@lru_cache(maxsize=64)
def _same_text(_kind: type, column: Sequence[Any]) -> str:
    """With the kind of all its values: 1 is True, but they are not written alike."""
    return json.dumps(column, separators=(",", ":"))


def _columns(packed: bytes, doubles: Callable[[bytes, int, int, int], Any]) -> list[Any]:
    """Columns; those of numbers are what `doubles` makes of the bytes, where theirs begin, how many
    there are, and of how they are kept."""
    try:
        raw = zlib.decompress(packed)
        (size,) = struct.unpack_from("<I", raw)
        head, start = _head(raw[4 : 4 + size]), 4 + size
        numbers = sum(isinstance(column, int) for column in head)
        length = (len(raw) - start) // 8 // max(numbers, 1)
        found: list[Any] = []
        for column in head:
            if isinstance(column, int):
                column, start = doubles(raw, start, length, column), start + 8 * length
            found.append(column)
    except (zlib.error, struct.error) as problem:
        raise ValueError(f"no packed rows: {problem}") from None
    return found


def _numbers(raw: bytes, start: int, length: int, form: int) -> Sequence[float | None]:
    values = struct.unpack_from(f"<{length}d", raw, start)
    return values if form == _DOUBLES else [None if one != one else one for one in values]


def _array(raw: bytes, start: int, length: int, _form: int) -> Array:
    import numpy as np

    return np.frombuffer(raw, "<f8", length, start)


@lru_cache(maxsize=256)
def _head(text: bytes) -> tuple[Any, ...]:
    """Kept, for replications of one cell have nearly all but their numbers in common."""
    head: tuple[Any, ...] = _tuples(json.loads(text))
    return head


def _tuples(value: Any) -> Any:
    """Lists, and lists in them, as tuples."""
    if not isinstance(value, list):
        return value
    return tuple(map(_tuples, value)) if list in set(map(type, value)) else tuple(value)
