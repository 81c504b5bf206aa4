"""What the book-keeper writes down: whole sittings, whole waits, steps of levels."""

from dataclasses import dataclass, field


@dataclass
class Sitting:
    """Somebody works on something, from `begin`; `end` None: still at the end of the log.

    Finding back (`switch`) comes first, then the work itself; overhead is spread evenly over what
    is sat at one pace.
    """

    desk: str
    item: str
    step: str
    rank: str
    kind: str
    begin: int
    load: int
    switch: int
    pace: float
    end: int | None = None
    finished: bool = False
    paces: list[tuple[int, int, int]] = field(default_factory=list)
    """Since when at each pace, how much was done before, how long the rest takes."""

    def __post_init__(self) -> None:
        self.paces.append((self.begin, 0, int(self.load / self.pace + 0.5)))

    def go_on(self, pace: float, now: int) -> None:
        """At this pace from now on."""
        if pace != self.pace:
            done = self.done(now)
            self.pace = pace
            self.paces.append((now, done, int((self.load - done) / pace + 0.5)))

    @property
    def due(self) -> int:
        """When it will be done."""
        since, _, lasts = self.paces[-1]
        return since + lasts

    def done(self, at: int) -> int:
        """How much of the load is done by some moment, in whole ticks."""
        until = self.begin + self.sat(at)
        since, before, lasts = [piece for piece in self.paces if piece[0] <= until][-1]
        sat = until - since
        return self.load if sat == lasts else before + (self.load - before) * sat // lasts

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
