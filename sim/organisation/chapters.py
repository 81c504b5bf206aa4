"""Chapters of one organisation's story, made ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.organisation.story import Afterword

if TYPE_CHECKING:
    from sim.organisation.organisation import Organisation


class Chapters:
    """One object each for all models that it may befall, made when somebody asks first."""

    __slots__ = ("_afterwords", "_org", "_ready")

    def __init__(self, org: Organisation) -> None:
        # What `functools.cache` does; but that takes longer to make than all that is kept here,
        # and each replication makes its own.
        self._org = org
        self._ready: dict[tuple[Any, ...], Callable[..., None]] = {}
        self._afterwords: dict[tuple[Any, ...], Afterword] = {}

    def ready(self, chapter: Callable[..., None], *about: Any) -> Callable[..., None]:
        """A chapter with what it is about, ready to be called."""
        asked = (chapter, *about)
        known = self._ready.get(asked)
        if known is None:
            known = self._ready[asked] = partial(chapter, self._org, *about)
        return known

    def afterword(self, chapter: Callable[..., None], *about: Any) -> Afterword:
        """Whoever does the rest by a chapter when some work is done."""
        asked = (chapter, *about)
        known = self._afterwords.get(asked)
        if known is None:
            known = self._afterwords[asked] = Afterword(self.ready(chapter, *about))
        return known
