"""What is found out once for a study and asked for again: kept with it, for as long as it lives."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from analysis.study.compare import Study

_R = TypeVar("_R")


def remembered(study: Study, what: Hashable, find: Callable[[], _R]) -> _R:
    """What `find` returns, which is called the first time only. It lies beside the fields of the
    study, which is frozen, as those of `cached_property` do."""
    kept: dict[Hashable, _R] = vars(study).setdefault("_remembered", {})
    if what not in kept:
        kept[what] = find()
    return kept[what]
