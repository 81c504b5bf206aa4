"""Measures of a replication that nobody can write to, and that can travel between processes."""

from __future__ import annotations

from typing import Any, NoReturn


class Measured(dict[str, "float | None"]):
    """Values by measure, frozen."""

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("results are frozen: copy them with dict(...) to change them")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple[type, tuple[dict[str, float | None]]]:
        return Measured, (dict(self),)
