"""A team: the posts of a role, filled or vacant, and what its people have lived through lately."""

from sim.ledgers.books import Books
from sim.ledgers.observers import Tally
from sim.organisation.desk import Desk
from sim.organisation.source import Source
from sim.vocabulary import PULLED, SWITCHING, TOIL_KINDS, WORK_KINDS

_WORKED = (*WORK_KINDS, SWITCHING)


Lived = tuple[int, int, int, int, int]
"""What a team has lived through so far, in ticks: toil, all work, overtime, people x time, and
items that others waited for x time."""


class Team:
    """Posts, vacancies and hires of one role. Vacancies and hires are numbered from 1.

    Of the last quarter that the team has looked back on: `toil` is the share of toil in what the
    people worked, `overtime` what they worked beyond regular days over these, `waiting` how much
    that others wait for waited for each of them. `looks_back` says that it will do so again.
    """

    leaving: Source
    """When somebody leaves: set when the story begins."""

    def __init__(self, role: str, desk: Desk, posts: int, books: Books, now: int) -> None:
        self.role = role
        self.desk = desk
        self.posts, self._vacant = books.time.open_posts(role, posts, now)
        self._left = books.amount(f"leavers, {role}")
        self._hired = books.amount(f"hires, {role}")
        self._dismissed = books.amount(f"dismissals, {role}")
        books.amount(f"people at first, {role}").total = desk.heads.value
        self._time = books.time
        self._sought: dict[int, None] = {}
        self._unsought: list[int] = []
        self._vacancies = 0
        self._seen: Lived = (0, 0, 0, 0, 0)
        self._known = 0
        """So many accounts of time there were when these were looked up."""
        self._toil: list[Tally] = []
        self._worked: list[Tally] = []
        self._asked_of = [lane for name, lane in desk.lanes.items() if name not in PULLED]
        self.toil = self.overtime = self.waiting = 0.0
        self.looks_back = False

    @property
    def heads(self) -> int:
        """How many there are."""
        return self.desk.heads.value

    @property
    def hires(self) -> int:
        """How many have been hired so far."""
        return self._hired.total

    def set_posts(self, posts: int, now: int, *, at_once: bool) -> int:
        """Another number of posts: new ones are filled at once, or vacant; of those that go, vacant
        ones go first. Returns how many people come."""
        change = posts - self.posts.value
        self.posts.change(change, now)
        if change > 0 and not at_once:
            self._open(change, now)
            return 0
        while change < 0 and self._sought:
            self._sought.popitem()
            self._vacant.change(-1, now)
            change += 1
        self.desk.set_heads(self.heads + change)
        come = max(0, change)
        self._hired.total += come
        self._dismissed.total += come - change
        return come

    def leaves(self, luck: float, now: int) -> None:
        """Somebody leaves, and the post is vacant."""
        self.desk.lose_one(luck)
        self._left.total += 1
        self._open(1, now)

    def joins(self, vacancy: int, now: int) -> None:
        """Somebody comes, and a vacancy is filled."""
        del self._sought[vacancy]
        self._vacant.change(-1, now)
        self._hired.total += 1
        self.desk.set_heads(self.heads + 1)

    def still_wants(self, vacancy: int) -> bool:
        """Whether a post is vacant yet and has not been given up."""
        return vacancy in self._sought

    def unsought(self) -> list[int]:
        """Numbers of the vacancies that nobody has begun to fill; from now on somebody has."""
        numbers, self._unsought = self._unsought, []
        return numbers

    def look_back(self, now: int) -> None:
        """Reads from the ledgers what the people have lived through since they did so last."""
        self.desk.post_sittings()
        before, self._seen = self._seen, self._so_far(now)
        toil, worked, overtime, present, waited = _since(self._seen, before)
        self.toil = toil / worked if worked else 0.0
        self.overtime = overtime / present if present else 0.0
        self.waiting = waited / present if present else 0.0

    def _so_far(self, now: int) -> Lived:
        waited = 0
        for lane in self._asked_of:
            waited += lane.length.up_to(now)
        if len(self._time.spent) != self._known:  # accounts are opened, and never closed
            self._known = len(self._time.spent)
            self._toil, self._worked = self._accounts(TOIL_KINDS), self._accounts(_WORKED)
        return (
            _ticks(self._toil),
            _ticks(self._worked),
            self._time.overtime[self.role].up_to(now),
            self.desk.heads.up_to(now),
            waited,
        )

    def _open(self, posts: int, now: int) -> None:
        self._vacant.change(posts, now)
        for _ in range(posts):
            self._vacancies += 1
            self._sought[self._vacancies] = None
            self._unsought.append(self._vacancies)

    def _accounts(self, kinds: tuple[str, ...]) -> list[Tally]:
        found = [self._time.spent.get((self.role, kind)) for kind in kinds]
        return [tally for tally in found if tally is not None]


def _since(now: Lived, then: Lived) -> Lived:
    return (
        now[0] - then[0], now[1] - then[1], now[2] - then[2], now[3] - then[3], now[4] - then[4]
    )  # fmt: skip


def _ticks(accounts: list[Tally]) -> int:
    total = 0
    for tally in accounts:
        total += tally.ticks
    return total
