"""Columns of tables as Arrow arrays. What is of the right kind is laid out with numpy: Arrow's own
way from Python's values imports pandas first, which takes half a second, and is slower.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.study.moments import Array

Values = Sequence[Any]
KINDS = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
}
"""The kinds of columns that there are, as Arrow calls them."""
_PLAIN: dict[str, type] = {"text": str, "integer": int, "number": float}


def array(kind: str, values: Values | Array | pa.Array) -> pa.Array:
    """The values of a column as they are: nothing is converted, but whole numbers to numbers. NaN
    in numbers is a missing value.

    Args:
        kind: what they should be, one of `KINDS`.
        values: Python's, an array of numbers, or what is an Arrow array already.

    Returns:
        An array of that kind where the values are of it, or of whatever they are.

    Raises:
        TypeError, OverflowError, pa.ArrowException: they are of several kinds, or too large.
    """
    if isinstance(values, pa.Array):
        return values
    if isinstance(values, np.ndarray):
        return _numbers(values)
    plain, made = _PLAIN.get(kind), None
    if plain is not None and set(map(type, values)) <= {plain, type(None)}:
        made = _MAKE[kind](values)
    return pa.array(values, from_pandas=kind == "number") if made is None else made


@lru_cache(maxsize=16)
def texts(values: tuple[str, ...]) -> pa.Array:
    """A column of text; for many replications the same, and then made once."""
    return array("text", values)


def repeated(kind: str, values: Sequence[Any], times: Sequence[int]) -> pa.Array:
    """Each of some values of a kind so many times."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    every = np.repeat([places[value] for value in values], times)
    return array(kind, list(places)).take(_laid_out(pa.int64(), every.astype(np.int64)))


def joined(columns: Sequence[Values | Array]) -> Values | Array:
    """Pieces of a column as one."""
    if all(isinstance(one, np.ndarray) for one in columns):
        return np.concatenate(columns)
    return tuple(chain.from_iterable(columns))


def distinct(columns: Sequence[pa.ChunkedArray]) -> int:
    """How many rows are different from all others before them, by some of their columns."""
    rows, kinds = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        found = column.combine_chunks().dictionary_encode(null_encoding="encode")
        if kinds * len(found.dictionary) >= 2**62:
            rows, kinds = _counted(rows)
        rows = rows * len(found.dictionary) + _counts(found.indices)
        kinds *= len(found.dictionary)
    return _counted(rows)[1]


def _counts(found: pa.Int32Array) -> NDArray[np.int32]:
    """Whole numbers of which none is missing; Arrow's own way imports pandas."""
    return np.frombuffer(found.buffers()[1], np.int32, len(found), 4 * found.offset)


def _counted(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    kinds, numbered = np.unique(rows, return_inverse=True)
    return numbered, kinds.size


def _texts(values: Values) -> pa.Array | None:
    missing = np.array([value is None for value in values])
    known = ["" if value is None else value for value in values] if missing.any() else values
    try:
        sizes = list(map(len, known)) if (body := "".join(known)).isascii() else _bytes(known)
        encoded = body.encode()
    except UnicodeEncodeError:
        return None
    if len(encoded) >= 2**31:
        return None
    ends = np.cumsum([0, *sizes]).astype("<i4")
    buffers = [_valid(missing), pa.py_buffer(ends), pa.py_buffer(encoded)]
    return pa.Array.from_buffers(pa.string(), len(values), buffers)


def _bytes(values: Values) -> list[int]:
    return [len(value.encode()) for value in values]


def _integers(values: Values) -> pa.Array | None:
    missing = np.array([value is None for value in values])
    try:
        found = np.array([0 if value is None else value for value in values], dtype=np.int64)
    except OverflowError:
        return None
    return _laid_out(pa.int64(), found, missing)


def _numbers(values: Values | Array) -> pa.Array:
    found = np.array(values, dtype=np.float64)  # None is NaN
    return _laid_out(pa.float64(), found, np.isnan(found))


_MAKE: dict[str, Callable[[Values], pa.Array | None]] = {
    "text": _texts,
    "integer": _integers,
    "number": _numbers,
}


def _laid_out(
    kind: pa.DataType, values: NDArray[Any], missing: NDArray[np.bool_] | None = None
) -> pa.Array:
    valid = None if missing is None else _valid(missing)
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(values)])


def _valid(missing: NDArray[np.bool_]) -> pa.Buffer | None:
    """Arrow's bits for what is there; None if all is."""
    return pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
