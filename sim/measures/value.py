"""Measures of value: what models could deliver, what they do, and what becomes of the rest."""

from functools import partial

from sim.ledgers.causes import CAUSES, KINDS
from sim.ledgers.value import GRAIN
from sim.measures.money import terminal_value, total_cost
from sim.measures.registry import Measure
from sim.measures.window import CENT_TICKS, DAYS_PER_YEAR, Window
from sim.units import TICKS_PER_DAY
from sim.vocabulary import ROLES

_LOST = {
    "obsolete": ("obsolescence", "models that technology or business has left behind"),
    "down": ("outages", "models that are down themselves"),
    "upstream_down": ("outages upstream", "models that feed on one that is down"),
    "slow": ("slow services", "models whose service is slow"),
    "skewed": ("skew", "models whose serving differs from their training"),
    "shifted": ("shifts", "models that are wrong after a shift, a bad training or an upset"),
    "stale": ("old data", "the age of the training data"),
}


def _per_year(account: str, window: Window) -> float | None:
    return window.money(account) / window.years


def _lost(window: Window) -> float | None:
    return window.money(*CAUSES) / window.years


def _quality(window: Window) -> float | None:
    potential = window.money("potential")
    return window.money("delivered") / potential if potential else None


def _edge(window: Window) -> float | None:
    frontier = window.mean_amount("frontier")
    return window.money("delivered") / window.years / frontier if frontier else None


def _net(window: Window) -> float | None:
    return window.money("delivered") / window.years - total_cost(window)


def _per_person(window: Window) -> float | None:
    present = window.heads(ROLES[0]) + window.heads(ROLES[1])
    people_years = present / TICKS_PER_DAY / DAYS_PER_YEAR
    return window.money("delivered") / people_years if people_years else None


def _inherited(window: Window) -> float | None:
    lost = window.money(*CAUSES)
    elsewhere = window.incidents("elsewhere", *KINDS) / (GRAIN * CENT_TICKS)
    return elsewhere / lost if lost else None


def _with_terminal(without: str, window: Window) -> float | None:
    terminal = terminal_value(window)
    if terminal is None:
        return None
    cost = total_cost(window) if without == "net" else 0.0
    return window.money("delivered") / window.years - cost + terminal / window.years


def _lost_to(cause: str) -> Measure:
    short, words = _LOST[cause]
    return Measure(
        f"value_lost_{cause}",
        f"Value lost to {short}",
        "currency / year",
        "down",
        f"Value that live models could have delivered, per year, lost to {words}.",
        partial(_per_year, cause),
    )


MEASURES = (
    Measure(
        "net_value",
        "Net value",
        "currency / year",
        "up",
        "Value delivered less all cost, per year: staff, hiring, building, licences, machines. "
        "Later money counts the same as earlier: npv is the measure that discounts.",
        _net,
        can_be_negative=True,
    ),
    Measure(
        "value_delivered",
        "Value delivered",
        "currency / year",
        "up",
        "Value that live models deliver, per year: their worth times their quality.",
        partial(_per_year, "delivered"),
    ),
    Measure(
        "value_potential",
        "Value that could be delivered",
        "currency / year",
        "up",
        "Value that live models could deliver, per year, were each always as good as its training "
        "made it. Delivered and lost add up to it. A model that became obsolete counts for a "
        "while (obsolescence.horizon).",
        partial(_per_year, "potential"),
    ),
    Measure(
        "value_lost",
        "Value lost",
        "currency / year",
        "down",
        "Value that live models could have delivered and did not, per year: the sum by cause.",
        _lost,
    ),
    *(_lost_to(cause) for cause in CAUSES),
    Measure(
        "value_lost_inherited",
        "Lost value inherited",
        "share",
        "down",
        "Share of the lost value that is charged to an incident of another model, on which the one "
        "that loses it feeds. Old data of the other count as the model's own.",
        _inherited,
    ),
    Measure(
        "quality",
        "Quality",
        "share",
        "up",
        "Value delivered as a share of what live models could deliver.",
        _quality,
    ),
    Measure(
        "edge",
        "Edge",
        "share",
        "up",
        "Value delivered as a share of the frontier: what a portfolio would deliver that is always "
        "current. An obsolete model counts in it, switched off or not, until it would have been "
        "re-invented elsewhere.",
        _edge,
    ),
    Measure(
        "value_per_person",
        "Value per person",
        "currency / person and year",
        "up",
        "Value delivered per person of either role and year.",
        _per_person,
    ),
    Measure(
        "terminal_value",
        "Terminal value",
        "currency",
        "up",
        "What the models that are live at the horizon would still deliver if nobody touched them, "
        "as of the horizon: what is wrong with them stays so, nothing new goes wrong, they age as "
        "before, become obsolete at the rate of the last day, and later money is discounted "
        "(money.discount). What it costs to keep them (serving, licences, staff) is not "
        "subtracted. Not defined if it has no end.",
        terminal_value,
        by_quarter=False,
    ),
    Measure(
        "value_with_terminal",
        "Value with terminal value",
        "currency / year",
        "up",
        "Value delivered per year, with the terminal value spread over the years from day 0 to the "
        "horizon.",
        partial(_with_terminal, "gross"),
        by_quarter=False,
    ),
    Measure(
        "net_value_with_terminal",
        "Net value with terminal value",
        "currency / year",
        "up",
        "Net value per year, with the terminal value spread over the years from day 0 to the "
        "horizon.",
        partial(_with_terminal, "net"),
        by_quarter=False,
        can_be_negative=True,
    ),
)
