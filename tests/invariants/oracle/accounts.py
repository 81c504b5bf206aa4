"""The accounts of a moment, added up from the records, and where the ledgers differ from them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sim.capabilities import CAPABILITIES
from sim.history import History
from sim.ledgers.books import Snapshot
from sim.stages import stage_of
from sim.units import parse_money_rate
from tests.builders import YEAR
from tests.invariants.oracle.backlog import DESK
from tests.invariants.oracle.replay import TRAINING, Replay


def time(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """Ticks by resource and kind since the beginning."""
    spent: Counter[tuple[str, str]] = Counter()
    for sitting in book.people.sittings:
        desk = sitting.desk
        work, back, overhead = sitting.split(at)
        spent[desk, sitting.kind] += work
        spent[desk, "switching"] += back
        spent[desk, "overhead"] += overhead
    return spent + idle(book, spent, at)


def idle(book: Replay, spent: Mapping[tuple[str, str], int], at: int) -> Counter[tuple[str, str]]:
    """What is left of the heads' time."""
    rest: Counter[tuple[str, str]] = Counter()
    for desk, bench in book.people.benches.items():
        busy = sum(ticks for (owner, _), ticks in spent.items() if owner == desk)
        rest[desk, "idle"] = bench.level.area(at) - busy
        assert rest[desk, "idle"] >= 0
    return rest


def stops(book: Replay, at: int) -> dict[tuple[str, ...], tuple[int, int]]:
    """Visits and ticks by item, step, state, resource and class."""
    visits: Counter[tuple[str, ...]] = Counter()
    ticks: Counter[tuple[str, ...]] = Counter()
    for wait in (*book.people.waits, *book.backlog.waits):
        stop = (wait.item, wait.step, "waiting", wait.desk, wait.rank)
        visits[stop] += wait.new and wait.begin < at
        ticks[stop] += wait.ticks(at)
    for sitting in book.people.sittings:
        stop = (sitting.item, sitting.step, "working", sitting.desk, sitting.rank)
        visits[stop] += sitting.finished and sitting.end < at
        ticks[stop] += sitting.sat(at)
    left = ("use case", "backlog", "working", DESK, "new")
    visits[left] = len([moment for moment in book.backlog.left if moment < at])
    return {stop: (visits[stop], ticks[stop]) for stop in visits.keys() | ticks.keys()}


def outcomes(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """How many items have ended, and how."""
    ended = [item for item in book.all if item.ended is not None and item.ended < at]
    return Counter((item.kind, item.outcome) for item in ended)


def levels(book: Replay, at: int) -> dict[str, int]:
    """The areas under the levels that only measures read."""
    return {
        "live models": book.production.live_level.area(at),
        "shifted models": book.production.shifted.area(at),
        "frontier": book.production.worth.area(at),
        "use cases in progress": book.backlog.in_progress.area(at),
        "sponsor's confidence": book.sponsor.level.area(at),
        **{name: level.area(at) for name, level in book.at_stake.items()},
        **_capabilities(book, at),
    }


def _held(book: Replay, at: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """What was held by the plan, and for how long: nothing is built in these worlds."""
    since, held = -book.world.history, book.world.held
    plan = [(change.at, change.held) for change in book.world.changes if change.held is not None]
    for until, then in [*plan, (at, ())]:
        if since < at:
            yield held, min(until, at) - since
        since, held = until, then


def _capabilities(book: Replay, at: int) -> Counter[str]:
    areas: Counter[str] = Counter()
    for held, ticks in _held(book, at):
        areas["stage"] += stage_of(held) * ticks
        areas["capabilities held"] += len(held) * ticks
        areas["capabilities owned"] += len(held) * ticks
    return areas


def money(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """What was spent, in cents a year x ticks. No price but salaries changes in these worlds."""
    process = book.world.process

    def price(row: str) -> int:
        return process[f"money.{row}"].cents_per_year

    spent = Counter({("salaries", role): pay.area(at) for role, pay in book.pay.items()})
    for role, cents in book.hired.items():
        spent["hiring", role] = cents.before(at) * YEAR
    spent["compute", "serving"] = book.production.live_level.area(at) * price("serving")
    for desk, bench in book.people.benches.items():
        if desk not in book.pay:
            owned = desk == TRAINING and book.world.training_slots is not None
            row = "slot" if owned else "elastic"
            spent["compute", desk] = bench.level.area(at) * price(row)
    return spent + _licences(book, at)


def _licences(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """By capability, from the plan: nothing else says what is held."""
    paid: Counter[tuple[str, str]] = Counter()
    for held, ticks in _held(book, at):
        for name in held:
            licence = CAPABILITIES[name].licence
            if licence is not None:
                paid["licences", name] += parse_money_rate(licence.value).cents_per_year * ticks
    return paid


def amounts(book: Replay, at: int) -> dict[str, int]:
    """What is only added up."""
    return {name: steps.before(at) for name, steps in book.posted.items()}


def releases(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """All releases stay in production."""
    ended = outcomes(book, at)
    return Counter({(kind, "ok"): n for (kind, out), n in ended.items() if out == "released"})


def incidents(book: Replay, at: int) -> Counter[tuple[str, str]]:
    """How many there were, and for how long."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in book.production.befell:
        if one.onset < at:
            over = one.resolved is not None and one.resolved < at
            counts[one.kind, "begun"] += 1
            counts[one.kind, "open"] += (one.resolved if over else at) - one.onset
            counts[one.kind, "ended"] += over
            counts[one.kind, "lasted"] += one.resolved - one.onset if over else 0
        if one.detected is not None and one.detected < at:
            counts[one.kind, "noticed"] += 1
            counts[one.kind, "unnoticed"] += one.detected - one.onset
    return counts


def differences(book: Replay, history: History) -> list[str]:
    """Every account of every closing that is not what it should be."""
    # Counts at the very beginning depend on whether the books were opened before or after.
    later = [shot for shot in history.snapshots if shot.at > history.snapshots[0].at]
    return [line for shot in later for line in _of(book, shot)]


def _of(book: Replay, shot: Snapshot) -> Iterator[str]:
    at = shot.at
    heads = {desk: bench.level.area(at) for desk, bench in book.people.benches.items()}
    items = {kind: steps.area(at) for kind, steps in book.open.items()}
    yield from _unlike("time", time(book, at), shot.time, 0, at)
    yield from _unlike("heads", heads, shot.heads, 0, at)
    yield from _unlike("stops", stops(book, at), dict(shot.stops), (0, 0), at)
    yield from _unlike("outcomes", outcomes(book, at), shot.outcomes, 0, at)
    yield from _unlike("open items", items, shot.open_items, 0, at)
    yield from _unlike("levels", levels(book, at), shot.levels, 0, at)
    yield from _unlike("money", money(book, at), shot.money, 0, at)
    yield from _unlike("amounts", amounts(book, at), shot.amounts, 0, at)
    yield from _unlike("releases", releases(book, at), shot.releases, 0, at)
    told = {
        (kind, what): getattr(counted, what)
        for kind, counted in shot.incidents.items()
        for what in ("begun", "ended", "lasted", "noticed", "open", "unnoticed")
    }
    yield from _unlike("incidents", incidents(book, at), told, 0, at)


def _unlike(
    ledger: str, mine: Mapping[Any, Any], theirs: Mapping[Any, Any], nothing: Any, at: int
) -> Iterator[str]:
    # A named tuple and a tuple of the same words are the same key.
    for account in sorted({*map(_plain, mine), *map(_plain, theirs)}, key=str):
        right, posted = mine.get(account, nothing), theirs.get(account, nothing)
        if right != posted:
            yield f"{ledger} at {at}, {account}: {posted} in the ledger, {right} by the log"


def _plain(key: Any) -> Any:
    return tuple(key) if isinstance(key, tuple) else key


__all__ = ["DESK", "differences"]
