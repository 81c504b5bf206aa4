"""The sponsor, who trusts as far as what is seen, and what that comes to for the backlog."""

from typing import TYPE_CHECKING

from tests.invariants.oracle.records import Steps

if TYPE_CHECKING:
    from tests.invariants.oracle.replay import Replay

MILLION = 10**6


class Sponsor:
    """Confidence from the beginning on, in millionths in the books."""

    def __init__(self, book: "Replay") -> None:
        self.book = book
        self.start = self.confidence = self._row("start")
        self.level = Steps()
        self.over = self.said = False
        self._won = False
        self._show()

    def _row(self, row: str) -> float:
        return self.book.way.process[f"sponsor.{row}"]

    def limit(self, most: float) -> float:
        """How many use cases may be in progress of as many as the people could have."""
        if self.over:
            return 0
        if not self._follows or most == float("inf"):
            return most
        return max(1, int(most * (self.confidence / self.start if self.start else 0.0) + 1e-9))

    @property
    def _follows(self) -> bool:
        return self.book.way.process["sponsor.confidence"] == "follows"

    def sees_release(self) -> None:
        """A new model is live; what that wins counts once another has made room for it."""
        self._won = True

    def settle(self) -> None:
        """By now it has made room."""
        if self._won:
            self._won = False
            self._move(self._row("release_adds") * (1 - self.confidence))

    def sees_shelved(self) -> None:
        """A pilot has come to nothing."""
        self._move(-self._row("shelved_takes") * self.confidence)

    def sees_incident(self, live: int) -> None:
        """Something visible has gone wrong with one of so many models."""
        self._move(-self._row("incident_takes") / max(1, live) * self.confidence)

    def _move(self, by: float) -> None:
        if not by or not self._follows or self.over:
            return
        self.confidence += by
        self._show()
        self.over = self.confidence < self._row("ends_below")
        self.book.seen["the sponsor moves the limit"] += 1
        self.book.backlog.admit()

    def _show(self) -> None:
        self.level.change(int(self.confidence * MILLION + 0.5) - self.level.value, self.book.now)

    def ends(self, entry: object) -> None:
        """The log says that the initiative is over."""
        assert self.over, "there was confidence left"
        assert not self.said
        self.said = True
        self.book.seen["the sponsor ends it"] += 1

    def rest(self) -> None:
        """Nothing is left to be said."""
        assert self.over == self.said
        assert not self._won
