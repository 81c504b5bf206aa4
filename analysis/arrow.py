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

    Sizes = NDArray[np.int64]
    Truths = NDArray[np.bool_]
Values = Sequence[Any]
KINDS = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
}
"""The kinds of columns that there are, as Arrow calls them."""
LARGEST = 2**31
"""As many bytes of text are too many for a column: Arrow counts them with 32 bits."""
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


@lru_cache(maxsize=64)
def kept(kind: str, values: tuple[Any, ...]) -> pa.Array:
    """`array`, for a column that many replications have in common: it is made once."""
    return array(kind, values)


def repeated(values: Sequence[str | None], times: Sequence[int]) -> pa.Array:
    """Each of some texts so many times.

    Raises:
        OverflowError: they come to more bytes than a column of texts can have.
    """
    pieces = [b"" if value is None else value.encode() for value in values]
    many = sum(len(piece) * count for piece, count in zip(pieces, times, strict=True))
    if many >= LARGEST:
        raise OverflowError(f"{many:_} bytes of text in a column are too many")
    body = b"".join(piece * count for piece, count in zip(pieces, times, strict=True))
    missing = np.repeat([value is None for value in values], times)
    return _text(np.repeat(list(map(len, pieces)), times), body, missing)


def joined(columns: Sequence[Values | Array]) -> Values | Array:
    """Pieces of a column as one."""
    if all(isinstance(one, np.ndarray) for one in columns):
        return np.concatenate(columns)
    return tuple(chain.from_iterable(columns))


def whole(values: Sizes) -> pa.Array:
    """Whole numbers of which none is missing."""
    return _laid_out(pa.int64(), values, np.zeros(0, dtype=np.bool_))


def _texts(values: Values) -> pa.Array | None:
    missing = _missing(values)
    known = ["" if value is None else value for value in values] if missing.any() else values
    try:
        sizes = list(map(len, known)) if (body := "".join(known)).isascii() else _bytes(known)
        encoded = body.encode()
    except UnicodeEncodeError:
        return None
    return _text(sizes, encoded, missing) if len(encoded) < LARGEST else None


def _text(sizes: Sequence[int] | Sizes, body: bytes, missing: Truths) -> pa.Array:
    """Texts of so many bytes each, which lie one behind the other."""
    ends = np.zeros(len(missing) + 1, dtype="<i4")
    np.cumsum(sizes, dtype=ends.dtype, out=ends[1:])
    buffers = [_valid(missing), pa.py_buffer(ends), pa.py_buffer(body)]
    return pa.Array.from_buffers(pa.string(), len(missing), buffers)


def _bytes(values: Values) -> list[int]:
    return [len(value.encode()) for value in values]


def _integers(values: Values) -> pa.Array | None:
    missing = _missing(values)
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


def _laid_out(kind: pa.DataType, values: NDArray[Any], missing: Truths) -> pa.Array:
    return pa.Array.from_buffers(kind, len(values), [_valid(missing), pa.py_buffer(values)])


def _missing(values: Values) -> Truths:
    return np.array([value is None for value in values], dtype=np.bool_)


def _valid(missing: Truths) -> pa.Buffer | None:
    """Arrow's bits for what is there; None if all is."""
    return pa.py_buffer(np.packbits(~missing, bitorder="little")) if missing.any() else None
