"""What the book-keeper writes down: whole sittings, whole waits, steps of levels."""

from dataclasses import dataclass, field


@dataclass
class Sitting:
    """Somebody works on something, from `begin`; `end` None: still at the end of the log.

    Finding back (`switch`) comes first, then the work itself; overhead is spread evenly.
    """

    desk: str
    item: str
    step: str
    rank: str
    kind: str
    begin: int
    load: int
    switch: int
    elapsed: int
    end: int | None = None
    finished: bool = False

    def done(self, at: int) -> int:
        """How much of the load is done by some moment, in whole ticks."""
        sat = self.sat(at)
        return self.load if sat == self.elapsed else self.load * sat // self.elapsed

    def sat(self, at: int) -> int:
        """Ticks at the desk until some moment."""
        return max(0, (at if self.end is None else min(at, self.end)) - self.begin)

    def split(self, at: int) -> tuple[int, int, int]:
        """Work itself, finding back, overhead, up to some moment."""
        done = self.done(at)
        back = min(done, self.switch)
        return done - back, back, self.sat(at) - done


@dataclass
class Wait:
    """Something waits for somebody, in the queue of one class; `new` on its first wait there."""

    desk: str
    item: str
    step: str
    rank: str
    begin: int
    new: bool = True
    end: int | None = None

    def ticks(self, at: int) -> int:
        """Ticks waited until some moment."""
        return max(0, (at if self.end is None else min(at, self.end)) - self.begin)


@dataclass
class Steps:
    """A number that changes by steps, as the list of its steps."""

    value: int = 0
    steps: list[tuple[int, int]] = field(default_factory=list)

    def change(self, by: int, now: int) -> None:
        """The number changes."""
        self.value += by
        self.steps.append((now, by))

    def area(self, at: int) -> int:
        """Its integral from the beginning to some moment."""
        return sum(by * (at - when) for when, by in self.steps if when < at)

    def before(self, at: int) -> int:
        """What it was just before some moment."""
        return sum(by for when, by in self.steps if when < at)
