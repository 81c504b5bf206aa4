"""Releases: what became of each that reached production, and of each defect on its way there."""

from collections.abc import Sequence
from typing import Final, Protocol

from sim.ledgers.flow import FlowLedger

OK: Final = "ok"
FAILED: Final = "failed"
ROLLED_BACK: Final = "rolled back"
RESTORED: Final = "restored"
RESTORING: Final = "ticks to restore"
RESULTS: Final = (OK, FAILED, ROLLED_BACK)
"""What becomes of a release that reaches production: it stays; it fails and is repaired; a canary
stops it before all traffic goes to it."""

PERSON: Final = "person"
PRODUCTION: Final = "production"
SILENT: Final = "silent"
DROPPED: Final = "dropped"
"""Where a defect ends, beside the tests that catch it: seen by whoever trains, by its failing in
production, by nobody; or dropped with a release that came to nothing."""

RELEASED: Final = "released"
"""The outcome, in the flow ledger, of an item that is released."""


class Carrier(Protocol):
    """A release on its way, with the defects that are still in it."""

    @property
    def wrong(self) -> Sequence[str]:
        """Kinds of defect."""


class ReleaseBook:
    """Counts releases by kind of item and result, and defects by kind and fate.

    Each item that is released has one release that stayed; each defect that was brought in has one
    fate, or is in a release that is still under way.
    """

    def __init__(self) -> None:
        self.results: dict[tuple[str, str], int] = {}
        self.brought_in: dict[str, int] = {}
        self.fates: dict[tuple[str, str], int] = {}
        self.under_way: dict[Carrier, None] = {}

    def count(self, item: str, result: str, by: int = 1) -> None:
        """A release of a kind of item has reached production, with this result."""
        self.results[item, result] = self.results.get((item, result), 0) + by

    def restore(self, item: str, ticks: int) -> None:
        """What had failed is in production after all, so many ticks later."""
        self.count(item, RESTORED)
        self.count(item, RESTORING, ticks)

    def bring_in(self, defect: str) -> None:
        """Work has brought in a defect."""
        self.brought_in[defect] = self.brought_in.get(defect, 0) + 1

    def end(self, defect: str, fate: str) -> None:
        """A defect is caught, shows, or stays unseen."""
        self.fates[defect, fate] = self.fates.get((defect, fate), 0) + 1

    def defects(self) -> dict[tuple[str, str], int]:
        """Defects by kind: brought in, and by fate."""
        return {(kind, "brought in"): n for kind, n in self.brought_in.items()} | self.fates

    def imbalances(self, flow: FlowLedger) -> list[str]:
        """Released items without a release, and defects that got lost; empty if all adds up."""
        return [*self._items(flow), *self._lost()]

    def _items(self, flow: FlowLedger) -> list[str]:
        kinds = {item for item, _ in self.results}
        kinds |= {item for item, book in flow.items.items() if RELEASED in book.outcomes}
        return [
            f"releases of {item}: {stayed} stayed != {released} items released"
            for item in sorted(kinds)
            if (stayed := self.results.get((item, OK), 0)) != (released := _released(flow, item))
        ]

    def _lost(self) -> list[str]:
        found = dict.fromkeys(self.brought_in, 0)
        for (defect, _), number in self.fates.items():
            found[defect] = found.get(defect, 0) + number
        clean = 0
        for carrier in self.under_way:
            clean += not carrier.wrong
            for defect in carrier.wrong:
                found[defect] = found.get(defect, 0) + 1
        nothing = [f"defects: {clean} releases are under way with none"] if clean else []
        return nothing + [
            f"defects, {defect}: brought in {self.brought_in.get(defect, 0)} != found {number}"
            for defect, number in found.items()
            if number != self.brought_in.get(defect, 0)
        ]


def _released(flow: FlowLedger, item: str) -> int:
    outcome = flow.items[item].outcomes.get(RELEASED) if item in flow.items else None
    return 0 if outcome is None else outcome.count
