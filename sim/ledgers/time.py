"""Ledger 1, time: where every hour of every person and every training slot goes."""

from collections.abc import Iterable, Iterator

from sim.ledgers.observers import Level, Tally


class TimeLedger:
    """Time by resource and kind, in ticks.

    Work is posted by the sitting, idle time is watched by the level of free people, head-count by
    the level of heads: three observers, so that a forgotten posting breaks the balance. Roles have
    posts, too, filled or vacant: of posts and of vacancies there are levels of their own. What
    people work beyond a regular day is posted as overtime, beside the kinds that it is spent on.
    """

    def __init__(self) -> None:
        self.spent: dict[tuple[str, str], Tally] = {}
        self.heads: dict[str, Level] = {}
        self.free: dict[str, Level] = {}
        self.posts: dict[str, Level] = {}
        self.vacant: dict[str, Level] = {}
        self.overtime: dict[str, Level] = {}
        """The moment alone is posted to, so that what is paid by the hour can be metered."""

    def open(self, resource: str, heads: int, now: int) -> tuple[Level, Level]:
        """Starts to keep the time of a resource; returns its levels of heads and of free ones."""
        self.heads[resource] = Level(heads, now)
        self.free[resource] = Level(heads, now)
        self.overtime[resource] = Level(0, now)
        return self.heads[resource], self.free[resource]

    def open_posts(self, role: str, posts: int, now: int) -> tuple[Level, Level]:
        """Starts to keep the posts of a role, all filled; returns the levels of posts and of
        vacant ones."""
        self.posts[role] = Level(posts, now)
        self.vacant[role] = Level(0, now)
        return self.posts[role], self.vacant[role]

    def account(self, resource: str, kind: str) -> Tally:
        """The account of one kind of time; the same object each time it is asked for."""
        return self.spent.setdefault((resource, kind), Tally())

    def expect(self, accounts: Iterable[tuple[str, str]]) -> None:
        """Opens accounts, by resource and kind, that time may be posted to."""
        for resource, kind in accounts:
            self.account(resource, kind)

    def settle(self, now: int) -> None:
        """Brings the levels up to date."""
        for levels in (self.heads, self.free, self.posts, self.vacant, self.overtime):
            for level in levels.values():
                level.settle(now)

    def names(self) -> Iterator[tuple[str, str]]:
        """Resource and kind of every account: of work, of idle time, of vacant posts."""
        yield from self.spent
        for resource in self.free:
            yield resource, "idle"
        for role in self.vacant:
            yield role, "vacant"

    def figures(self) -> list[int]:
        """What each of them has come to."""
        figures = [tally.ticks for tally in self.spent.values()]
        figures += [level.area for level in self.free.values()]
        figures += [level.area for level in self.vacant.values()]
        return figures

    def imbalances(self) -> list[str]:
        """Resources whose kinds of time do not add up to head-count x time and overtime, and roles
        whose time of heads and of vacancies does not add up to posts x time; empty if all do."""
        return [
            *(
                f"time of {resource}: heads and overtime {self._present(resource)} != "
                f"kinds {self._kinds(resource)} ticks"
                for resource in self.heads
                if self._present(resource) != self._kinds(resource)
            ),
            *(
                f"posts of {role}: {posts.area} != heads + vacant {self._filled_or_not(role)} ticks"
                for role, posts in self.posts.items()
                if posts.area != self._filled_or_not(role)
            ),
        ]

    def _filled_or_not(self, role: str) -> int:
        return self.heads[role].area + self.vacant[role].area

    def _present(self, resource: str) -> int:
        return self.heads[resource].area + self.overtime[resource].area

    def _kinds(self, resource: str) -> int:
        total = self.free[resource].area
        for (owner, _), tally in self.spent.items():
            if owner == resource:
                total += tally.ticks
        return total
