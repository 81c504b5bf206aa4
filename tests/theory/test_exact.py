"""What holds in a queue whatever the luck: Little's law to the last tick, and two equal worlds."""

from collections import Counter
from collections.abc import Iterable

import pytest

import sim
from sim.organisation.journal import Entry
from tests.theory import cases
from tests.theory.agreement import Case, DisagreementError, check_queues, load, observe
from tests.theory.views import at_stop, mean_number

SHORT = ("horizon=1 quarter", "history=0 days", "compare.replications=2")
CASES = [value for value in vars(cases).values() if isinstance(value, Case)]


def paths(events: Iterable[Entry], end: int) -> Counter[tuple[str, str]]:
    """Ticks by (kind of item, "waiting" or the resource that works on it), from the event log."""
    spent: Counter[tuple[str, str]] = Counter()
    doing: dict[tuple, tuple[str, int]] = {}
    for entry in events:
        if entry.item:
            who = (entry.item, entry.entity, entry.number)
            state, since = doing.pop(who, ("", entry.at))
            spent[entry.item, state] += entry.at - since
            if entry.what != "closes":
                doing[who] = (entry.resource if entry.what == "begins" else "waiting", entry.at)
    for (kind, *_), (state, since) in doing.items():
        spent[kind, state] += end - since
    return spent


def numbers(events: Iterable[Entry], end: int) -> Counter[str]:
    """Integral of the number of open items of each kind, counted in and out."""
    level: Counter[str] = Counter()
    area: Counter[str] = Counter()
    for entry in events:
        change = {"opens": 1, "closes": -1}.get(entry.what, 0)
        area[entry.item] += change * (end - entry.at)
        level[entry.item] += change
    return area


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_little_s_law_holds_exactly(case: Case) -> None:
    """L x T from counting items in and out, W x N from their paths, both from the event log."""
    history = sim.simulate(load(case, *SHORT), events=True)
    events, window = history.events or (), history.whole
    end, kinds = window.closing.at, {stop.item for stop in window.closing.stops}
    area, path = numbers(events, end), paths(events, end)
    for kind in kinds:
        assert area[kind] == sum(ticks for (item, _), ticks in path.items() if item == kind)
        assert area[kind] == window.closing.open_items[kind]
        assert path[kind, "waiting"] == window.flow(kind, "waiting")
    for (kind, state), ticks in path.items():
        assert state in ("", "waiting") or ticks == at_stop(window, kind, "working", state)[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_books_balance(case: Case) -> None:
    assert sim.simulate(load(case, *SHORT)).check() == []


NEVER = 10**18
FIRST_COME = {
    cases.M_M_C: {"data_scientist": 3},
    cases.SLOTS: {"training": 2},
    cases.M_G_1: {"it_engineer": 1},
    cases.M_D_1: {"it_engineer": 1},
    cases.INTERFERENCE: {"data_scientist": 2},
    cases.TANDEM: {"data_scientist": 2, "it_engineer": 1},
}
"""Cases without priorities, and the servers at each of their queues."""


@pytest.mark.parametrize("case", FIRST_COME, ids=lambda case: case.name)
def test_each_is_served_by_the_first_who_is_free(case: Case) -> None:
    """Lindley 1952, Kiefer and Wolfowitz 1955: on arrival, or when the first of all is free."""
    events = sim.simulate(load(case, *SHORT), events=True).events or ()
    for resource, servers in FIRST_COME[case].items():
        free = [-NEVER] * servers
        served = visits(events, resource)
        assert len(served) > 100
        for arrived, began, ended in served:
            assert began == max(arrived, min(free))
            free[free.index(min(free))] = ended


def visits(events: Iterable[Entry], resource: str) -> list[tuple[int, int, int]]:
    """When those who were served arrived, began and ended, in ticks and in that order."""
    came: dict[tuple, int] = {}
    found: dict[tuple, tuple[int, int, int]] = {}
    for entry in events:
        who = (entry.item, entry.entity, entry.number)
        if entry.what == "begins" and entry.resource == resource:
            found[who] = (came[who], entry.at, NEVER)
        elif entry.what == "ends" and entry.resource == resource:
            found[who] = (*found[who][:2], entry.at)
        elif entry.what in ("opens", "ends"):
            came[who] = entry.at
    return sorted(found.values())


def test_meetings_are_slower_work() -> None:
    """80 % of the day and 80 % of the effort: the same queue, but for the rounding to ticks."""
    focus = ("process.people.focus.data_scientist=80 %", *cases.M_M_C.steps["explore"].planted(0.8))
    fewer = "compare.replications=3"
    plain, slowed = observe(cases.M_M_C, fewer), observe(cases.M_M_C, fewer, *focus)
    assert slowed["wait"] == pytest.approx(plain["wait"], rel=1e-4)
    assert slowed["data_scientist"] == pytest.approx(plain["data_scientist"], rel=1e-4)


def test_nobody_waits_where_servers_have_no_limit() -> None:
    """M/M/infinity: as many machines are busy as there is work offered."""
    scenario = load(cases.SLOTS, "organisation.training_slots=unlimited")
    windows = [sim.simulate(scenario, replication=number).whole for number in range(5)]
    assert [at_stop(window, "use case", "waiting", "training")[1] for window in windows] == [0] * 5
    busy = [mean_number("use case", "training")(window) for window in windows]
    # Over T days the mean of M/M/infinity with mean service s varies by 2 x offered x s / T.
    error = (2 * 1.4 * 0.1 / (210 * 5)) ** 0.5
    assert sum(busy) / 5 == pytest.approx(1.4, abs=3 * error)


ANOTHER_MECHANISM = {
    "urgent work waits": (cases.PREEMPTIVE, "process.people.preempting=[]"),
    "tickets are protected": (cases.PREEMPTIVE, "process.people.preemptible=[improvement]"),
    "finding back takes time": (cases.PREEMPTIVE, "process.people.switching=0.05 days"),
    "urgent work interrupts": (cases.WAITING, "process.people.preempting=[operations]"),
    "another order": (
        cases.WAITING,
        "process.people.priorities="
        "[onboarding, incident, duties, operations, refresh, release, new, improvement]",
    ),
    "one server fewer, each 3/2 as fast": (
        cases.M_M_C,
        "organisation.staff.data_scientist=2",
        *cases.M_M_C.steps["explore"].planted(2 / 3),
    ),
    "shifts are noticed late": (cases.INTERFERENCE, "process.noticing.shift.user=0.01 days"),
    "departures too regular": (cases.TANDEM, "process.development.explore.effort=0.1 days"),
    "a limit of work in progress": (cases.TANDEM, "process.demand.wip_per_data_scientist=5"),
}
"""Case, and settings that leave all loads as they are. 20 replications are enough to see them."""


@pytest.mark.slow
@pytest.mark.parametrize("name", ANOTHER_MECHANISM)
def test_another_mechanism_is_not_taken_for_the_right_one(name: str) -> None:
    case, *sets = ANOTHER_MECHANISM[name]
    sample = observe(case, "compare.replications=20", *sets)
    with pytest.raises(DisagreementError):
        check_queues(case, sample)
