"""Every measure from day 0 to the horizon, from the records and what its meaning says."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from tests.builders import DAY, QUARTER, YEAR
from tests.invariants.oracle import accounts
from tests.invariants.oracle.replay import ROLES, TRAINING, Replay
from tests.invariants.oracle.stories import Item

_TOIL = ("release", "refresh", "operations", "incident", "rework")
_NEVER = ("expired", "turned down", "not deployed")
_NOT_WORKED = ("overhead", "idle")

Number = Fraction | float | None


def _over(part: float, whole: float) -> Number:
    return Fraction(part) / Fraction(whole) if whole else None


class Measured:
    """The measures of one replication, once its log has been followed to the horizon."""

    def __init__(self, book: Replay) -> None:
        self.book = book
        self.end = book.world.horizon
        begin, end = accounts.time(book, 0), accounts.time(book, self.end)
        self.spent = Counter({account: end[account] - begin[account] for account in end})
        stops, before = accounts.stops(book, self.end), accounts.stops(book, 0)
        self.stops = {stop: stops[stop][1] - before.get(stop, (0, 0))[1] for stop in stops}

    def all(self) -> dict[str, Number]:
        """By name."""
        return {**self.flow(), **self.people(), **self.portfolio()}

    def flow(self) -> dict[str, Number]:
        """What comes out, how long it takes, what it waits for."""
        released = self._ended("use case", "released")
        return {
            "throughput": Fraction(released * QUARTER, self.end),
            "refreshes": Fraction(self._ended("refresh", "released") * YEAR, self.end),
            "lead_time_first_release": self._median("use case", from_start=False),
            "cycle_time_first_release": self._median("use case", from_start=True),
            "lead_time_refresh": self._median("refresh", from_start=False),
            "wip": self._level("use cases in progress"),
            "age_of_wip": self._age(),
            "flow_efficiency": _over(self._use_cases("working"), self._under_way()),
            **{
                f"waiting_for_{desk}": _over(self._use_cases("waiting", desk), self._under_way())
                for desk in (*ROLES, TRAINING)
            },
        }

    def people(self) -> dict[str, Number]:
        """Where the time goes, and the money."""
        cost = Fraction(self._spent("salaries"), 100 * YEAR)
        released = self._ended("use case", "released")
        return {
            "toil_share": self._share(ROLES, _TOIL),
            **{f"toil_share_{role}": self._share((role,), _TOIL) for role in ROLES},
            "new_value_share": self._share(("data_scientist",), ("new_value",)),
            **{
                f"cost_{kind}": Fraction(self._spent(kind), 100 * self.end)
                for kind in ("hiring", "building", "licences", "compute")
            },
            **{f"utilisation_{role}": self._utilisation(role) for role in ROLES},
            "staff_cost": cost * YEAR / self.end,
            "cost_per_first_release": _over(cost, released),
        }

    def portfolio(self) -> dict[str, Number]:
        """The models in production."""
        live, shifted = self._area("live models"), self._area("shifted models")
        return {
            "live_models": Fraction(live, self.end),
            "fresh_models": Fraction(live - shifted, self.end),
            "stale_share": _over(shifted, live),
        }

    def _spent(self, kind: str) -> int:
        begin, end = (accounts.money(self.book, at) for at in (0, self.end))
        return sum(end[one] - begin[one] for one in end if one[0] == kind)

    def _area(self, level: str) -> int:
        return accounts.levels(self.book, self.end)[level] - accounts.levels(self.book, 0)[level]

    def _level(self, level: str) -> Fraction:
        return Fraction(self._area(level), self.end)

    def _ended(self, kind: str, *outcomes: str) -> int:
        counts = [accounts.outcomes(self.book, at) for at in (0, self.end)]
        return sum(counts[1][kind, outcome] - counts[0][kind, outcome] for outcome in outcomes)

    def _use_cases(self, state: str, desk: str | None = None) -> int:
        return sum(
            ticks
            for (item, _, was, where, _), ticks in self.stops.items()
            if (item, was) == ("use case", state) and desk in (None, where)
        )

    def _under_way(self) -> int:
        everything = self._use_cases("working") + self._use_cases("waiting")
        return everything - self._use_cases("waiting", accounts.DESK)

    def _share(self, roles: tuple[str, ...], kinds: tuple[str, ...]) -> Number:
        mine = {account: t for account, t in self.spent.items() if account[0] in roles}
        worked = sum(ticks for (_, kind), ticks in mine.items() if kind not in _NOT_WORKED)
        return _over(sum(ticks for (_, kind), ticks in mine.items() if kind in kinds), worked)

    def _utilisation(self, role: str) -> Number:
        level = self.book.people.benches[role].level
        present = level.area(self.end) - level.area(0)
        return _over(present - self.spent[role, "idle"], present)

    def _age(self) -> Number:
        started = [item.started for item in self._of("use case") if item.ended is None]
        ages = [self.end - moment for moment in started if moment is not None]
        return _over(sum(ages), len(ages) * DAY)

    def _of(self, kind: str) -> list[Item]:
        return [item for item in self.book.all if item.kind == kind]

    def _median(self, kind: str, *, from_start: bool) -> Number:
        """Kaplan-Meier: the age that half of those at risk at each age do not survive."""
        seen = list(self._seen(kind, from_start))
        surviving = Fraction(1)
        for age in sorted({leaves for _, leaves, ends in seen if ends}):
            at_risk = [1 for enters, leaves, _ in seen if enters < age <= leaves]
            ended = [1 for _, leaves, ends in seen if ends and leaves == age]
            surviving *= 1 - Fraction(len(ended), len(at_risk))
            if surviving <= Fraction(1, 2):
                return Fraction(int(age), DAY)
        return None

    def _seen(self, kind: str, from_start: bool) -> Iterator[tuple[float, float, bool]]:
        """For each item: from which age it was watched, until which, whether it was released."""
        for item in self._of(kind):
            born = item.started if from_start else item.opened
            if born is None or not item.can_succeed or (item.ended is not None and item.ended <= 0):
                continue
            leaves = self.end - born if item.ended is None else item.ended - born
            if item.outcome in _NEVER:
                leaves = float("inf")
            enters = max(0, -born)
            if leaves > enters:
                yield enters, leaves, item.ended is not None and item.outcome == "released"


__all__ = ["Measured"]
