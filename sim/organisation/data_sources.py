"""Data sources: how adequate each is for models, a stock that work raises and all users share."""

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sim.units import Value

_UNKNOWN: Final = -1.0


class DataSources:
    """The data sources of the business, numbered from 0.

    They are as adequate in the beginning as the world of the first day has them: around the mean
    of `data.adequacy`, evenly spread on both sides by `data.spread` of the way to the nearer end.
    From then on each is raised by work, and by nothing else.
    """

    def __init__(self, process: Mapping[str, Value], luck: Callable[[str, int], float]) -> None:
        mean, spread = process["data.adequacy"], process["data.spread"]
        assert isinstance(mean, float)
        assert isinstance(spread, float)
        self._mean = mean
        self._reach = spread * min(mean, 1 - mean)
        self._luck = luck
        self.mendings = 0
        """How often any source was mended: as long as this stays, no training reaches further."""
        self._adequacy = array("d")
        """Of each source, as far as anybody has asked for one; else `_UNKNOWN`."""

    def lift(self, sources: tuple[int, ...]) -> float:
        """The share of its value that a model reaches that is trained on these today."""
        if not sources:
            return 1.0
        total = 0.0
        for source in sources:
            total += self.adequacy(source)
        return total / len(sources)

    def adequacy(self, source: int) -> float:
        """How adequate a source is today."""
        known = self._adequacy[source] if source < len(self._adequacy) else _UNKNOWN
        return self._at_first(source) if known == _UNKNOWN else known

    def _at_first(self, source: int) -> float:
        adequacy = self._mean
        if self._reach:
            adequacy += self._reach * (2 * self._luck("data.adequacy", source) - 1)
        missing = source + 1 - len(self._adequacy)
        if missing > 0:
            self._adequacy.extend([_UNKNOWN] * missing)
        self._adequacy[source] = adequacy
        return adequacy

    def mend(self, sources: Iterable[int], share: float) -> None:
        """Mends a share of what each of these lacks."""
        for source in sources:
            adequacy = self.adequacy(source)
            self._adequacy[source] = adequacy + share * (1 - adequacy)
            self.mendings += 1
