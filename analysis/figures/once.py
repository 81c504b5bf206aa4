"""What a figure shows is found out once for a study: its picture and its words share it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from analysis.study.remembered import remembered

if TYPE_CHECKING:
    from analysis.study.compare import Study

_R = TypeVar("_R")


def once(analyse: Callable[[Study, str | None], _R]) -> Callable[..., _R]:
    """An analysis, made to keep its result, which is frozen, with the study that it is of."""

    @wraps(analyse)
    def found(study: Study, context: str | None = None) -> _R:
        context = study.contexts[0] if context is None else context
        return remembered(study, (analyse, context), lambda: analyse(study, context))

    return found
