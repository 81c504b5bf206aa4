"""What people can reckon that it costs to keep a model alive: what portfolio management asks."""

from sim.organisation.ways import Ways
from sim.process.operation import OUTAGES, TICKETS
from sim.units import DAYS, TICKS_PER_YEAR, Distribution, MoneyRate
from sim.vocabulary import ROLES


def yearly_upkeep(ways: Ways) -> float:
    """Cents a year of people's time for a model's routine operations, outages and refreshes."""
    tickets = _cost(ways, {f"operate.{name}": 1.0 for name in (*TICKETS, *OUTAGES)}, rated=True)
    cadence = ways.cadence
    if not cadence:
        return tickets
    a_year = TICKS_PER_YEAR / cadence
    steps = ("refresh.retrain", "refresh.check", "refresh.test", "refresh.deploy")
    return tickets + _cost(ways, dict.fromkeys(steps, a_year), rated=False)


def _cost(ways: Ways, steps: dict[str, float], *, rated: bool) -> float:
    total = 0.0
    for step, times in steps.items():
        role = ways.word(f"{step}.by")
        if role in ROLES:
            often = ways.number(f"{step}.rate") * DAYS["year"] if rated else times
            total += often * _days(ways, step) * _daily_pay(ways, role)
    return total


def _days(ways: Ways, step: str) -> float:
    effort = ways.process[f"{step}.effort"]
    assert isinstance(effort, Distribution)
    return effort.mean()


def _daily_pay(ways: Ways, role: str) -> float:
    pay = ways.process[f"people.salary.{role}"]
    assert isinstance(pay, MoneyRate)
    return pay.cents_per_year / DAYS["year"] / ways.number(f"people.focus.{role}")
