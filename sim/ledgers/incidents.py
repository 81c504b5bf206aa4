"""The incident table: everything that befell a live model, from its onset to its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.compiled import mypyc_attr
from sim.ledgers.causes import CAUSE, DOWN, KINDS, STALE, UPSTREAM
from sim.ledgers.time import TimeLedger
from sim.ledgers.value import ValueLedger
from sim.vocabulary import INCIDENT


@mypyc_attr(acyclic=True, free_list_len=1)
class Incident:
    """Something is wrong with a model, whether anybody knows it.

    Times are in ticks after day 0, None for not yet. `lost` is the value that it has cost so far,
    there and at models that feed on it, in the unit of the value ledger, and `elsewhere` what of
    that was lost at those; `effort` the ticks of work per role that went into finding and mending
    it, `effort_of_all` what that of all that are over has come to, once it is one of them.
    """

    __slots__ = (
        "detected", "effort", "effort_of_all", "elsewhere", "entity", "kind", "lost", "onset",
        "resolved",
    )  # fmt: skip

    def __init__(self, kind: str, entity: int, onset: int) -> None:
        self.kind = kind
        self.entity = entity
        self.onset = onset
        self.detected: int | None = None
        self.resolved: int | None = None
        self.lost = 0
        self.elsewhere = 0
        self.effort: dict[str, int] = {}
        self.effort_of_all: dict[str, int] | None = None

    def spend(self, role: str, ticks: int) -> None:
        """Work went into it; it may be over when those who work on it have not heard of that."""
        self.effort[role] = self.effort.get(role, 0) + ticks
        if self.effort_of_all is not None:
            self.effort_of_all[role] = self.effort_of_all.get(role, 0) + ticks


class IncidentRow(NamedTuple):
    """A line of the incident table. Times in ticks after day 0; `lost`, and what of it was lost at
    models that feed on this one (`elsewhere`), in the value ledger's unit."""

    kind: str
    entity: int
    onset: int
    detected: int | None
    resolved: int | None
    effort: tuple[tuple[str, int], ...]
    lost: int
    elsewhere: int

    @classmethod
    def of(cls, incident: Incident) -> IncidentRow:
        """The line as things are now."""
        return cls(
            incident.kind,
            incident.entity,
            incident.onset,
            incident.detected,
            incident.resolved,
            tuple(sorted(incident.effort.items())),
            incident.lost,
            incident.elsewhere,
        )


class Counted:
    """What had befallen all incidents of one kind by a moment: as `Counts`, but that `open` is from
    onset to end or to then, and `lost` and `elsewhere` are of all, over or not."""

    __slots__ = (
        "begun", "elsewhere", "ended", "lasted", "lost", "noticed", "open", "unnoticed",
    )  # fmt: skip

    def __init__(self, counts: Counts, lasts: int, lost: int, elsewhere: int) -> None:
        self.begun, self.noticed, self.ended = counts.begun, counts.noticed, counts.ended
        self.unnoticed, self.lasted = counts.unnoticed, counts.lasted
        self.open = counts.lasted + lasts
        self.lost = counts.lost + lost
        self.elsewhere = counts.elsewhere + elsewhere

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counted):
            return NotImplemented
        return self._figures() == other._figures()

    def __hash__(self) -> int:
        raise TypeError("counts have no hash")

    def _figures(self) -> tuple[int, ...]:
        return (
            self.begun, self.noticed, self.ended, self.unnoticed, self.lasted, self.open,
            self.lost, self.elsewhere,
        )  # fmt: skip


_NONE_OPEN: Final[list[int]] = [0, 0, 0]


class Counts:
    """What befell all incidents of one kind. Times in ticks, amounts in the value ledger's unit.

    `unnoticed` is from onset to detection of all that were noticed; `lasted` from onset to end,
    `lost` and `elsewhere` (at models that feed on the one that it befell) what was lost to all that
    have ended.
    """

    __slots__ = ("begun", "elsewhere", "ended", "lasted", "lost", "noticed", "unnoticed")

    def __init__(self) -> None:
        self.begun = self.noticed = self.ended = 0
        self.unnoticed = self.lasted = self.lost = self.elsewhere = 0

    def so_far(self, open_: Sequence[int]) -> Counted:
        """As of a moment, by which those that are open have lasted, lost and lost elsewhere."""
        if not self.begun:  # most kinds, in most quarters
            return _NOTHING
        lasts, lost, elsewhere = open_
        return Counted(self, lasts, lost, elsewhere)


_NOTHING: Final = Counted(Counts(), 0, 0, 0)


class IncidentBook:
    """Counts incidents by kind: begun, noticed, ended, open; and what they have cost.

    Those that are over are kept one by one only on request: there may be very many.
    """

    def __init__(self, *, keeps_all: bool = False) -> None:
        self.open: dict[Incident, None] = {}
        self.counts = {kind: Counts() for kind in KINDS}
        self.effort: dict[str, int] = {}
        """Ticks of work per role that went into all that have ended."""
        self.over: list[Incident] | None = [] if keeps_all else None

    def begin(self, kind: str, entity: int, now: int) -> Incident:
        """Something has gone wrong."""
        incident = Incident(kind, entity, now)
        self.open[incident] = None
        self.counts[kind].begun += 1
        return incident

    def notice(self, incident: Incident, now: int) -> None:
        """Somebody knows of it."""
        incident.detected = now
        counts = self.counts[incident.kind]
        counts.noticed += 1
        counts.unnoticed += now - incident.onset

    def end(self, incident: Incident, now: int) -> None:
        """It is mended, or its model is no more."""
        incident.resolved = now
        counts = self.counts[incident.kind]
        counts.ended += 1
        counts.lasted += now - incident.onset
        counts.lost += incident.lost
        counts.elsewhere += incident.elsewhere
        del self.open[incident]
        incident.effort_of_all = self.effort  # what comes late is added there by itself
        for role, ticks in incident.effort.items() if incident.effort else ():
            self.effort[role] = self.effort.get(role, 0) + ticks
        if self.over is not None:
            self.over.append(incident)

    def so_far(self, now: int) -> dict[str, Counted]:
        """What every count and every sum has come to by now, by kind."""
        open_: dict[str, list[int]] = {}
        for incident in self.open:
            sums = open_.get(incident.kind)
            if sums is None:
                sums = open_[incident.kind] = [0, 0, 0]
            sums[0] += now - incident.onset
            sums[1] += incident.lost
            sums[2] += incident.elsewhere
        return {
            kind: counts.so_far(open_.get(kind, _NONE_OPEN)) for kind, counts in self.counts.items()
        }

    def imbalances(self) -> list[str]:
        """Counts that the incidents themselves do not confirm."""
        open_ = dict.fromkeys(KINDS, 0)
        for incident in self.open:
            open_[incident.kind] += 1
        found = [
            f"incidents: {kind}, {counts.begun} begun, {counts.ended} ended, {open_[kind]} open"
            for kind, counts in self.counts.items()
            if counts.begun != counts.ended + open_[kind]
        ]
        return [*found, *self._notices()]

    def _notices(self) -> list[str]:
        """What was noticed, where the table is kept that tells."""
        if self.over is None:
            return []
        found = {kind: [0, 0] for kind in KINDS}
        for row in self.table():
            if row.detected is not None:
                found[row.kind][0] += 1
                found[row.kind][1] += row.detected - row.onset
        return [
            f"incidents: {kind}, {counts.noticed} noticed after {counts.unnoticed} ticks, not as "
            "in the table"
            for kind, counts in self.counts.items()
            if [counts.noticed, counts.unnoticed] != found[kind]
        ]

    def area(self, cause: str, now: int) -> int:
        """Incidents x ticks by now of all kinds that are charged to a cause."""
        area = 0
        for kind, counts in self.counts.items():
            if CAUSE[kind] == cause:
                area += counts.lasted
        for incident in self.open:
            if CAUSE[incident.kind] == cause:
                area += now - incident.onset
        return area

    def losses(self, value: ValueLedger) -> list[str]:
        """Causes of lost value that the incidents together do not account for."""
        lost = {cause: amount.total for cause, amount in value.lost.items() if cause != STALE}
        lost[DOWN] += lost.pop(UPSTREAM)
        found = dict.fromkeys(lost, 0)
        elsewhere = 0
        for kind, counts in self.counts.items():
            found[CAUSE[kind]] += counts.lost
            elsewhere += counts.elsewhere
        for incident in self.open:
            found[CAUSE[incident.kind]] += incident.lost
            elsewhere += incident.elsewhere
        pairs = {cause: (lost[cause], found[cause]) for cause in lost}
        pairs["elsewhere"] = (value.inherited.total, elsewhere)
        return [
            f"incidents: {what} lost {charged} != {theirs} of all incidents"
            for what, (charged, theirs) in pairs.items()
            if charged != theirs
        ]

    def work(self, time: TimeLedger) -> list[str]:
        """Roles whose time on incidents is not that of all incidents together."""
        found = dict(self.effort)
        for incident in self.open:
            for role, ticks in incident.effort.items():
                found[role] = found.get(role, 0) + ticks
        spent = {
            role: tally.ticks for (role, kind), tally in time.spent.items() if kind == INCIDENT
        }
        return [
            f"incidents: {role} spent {ticks} != {found.get(role, 0)} ticks of all incidents"
            for role, ticks in spent.items()
            if ticks != found.get(role, 0)
        ]

    def table(self) -> tuple[IncidentRow, ...]:
        """All incidents so far, by onset; those that are over only if they are kept."""
        rows = [IncidentRow.of(incident) for incident in (*(self.over or ()), *self.open)]
        return tuple(sorted(rows, key=lambda row: (row.onset, row.entity, row.kind)))
