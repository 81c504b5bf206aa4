"""What a model delivers and loses between known dates, against closed forms and plain integration.

The ledger rounds: the integral of what age has left to a unit of ticks x FULL in each posting, and
factors to 1 / FULL. Shares here are whole numbers of FULLths, so only the integrals differ.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise, permutations
from math import exp, expm1, log

import pytest
from scipy.integrate import quad

import sim
from sim.history import History
from sim.ledgers.books import Books
from sim.ledgers.causes import BAD_TRAINING, PIPELINE_BREAK, SHIFT, SKEW
from sim.ledgers.prospects import Prospect, RunOff
from sim.ledgers.value import FULL, GRAIN
from sim.organisation.model import Model, Observed, Truth
from sim.organisation.portfolio import Portfolio
from sim.organisation.quality import fresh_integral
from sim.organisation.use_case import UseCase
from tests.builders import DAY, YEAR, lived, quiet

WORTH = 41_200_000
HALF_LIFE = 100
DECAYING = {
    "decay.drifting": "100 %",
    "decay.share.slow": "100 %",
    "decay.half_life.slow": f"{HALF_LIFE} days",
    "value.mean": "412_000 USD / year",
}
RATE = log(2) / HALF_LIFE / DAY


def left(ages: Iterable[tuple[int, int]]) -> float:
    """The integral of what age has left, over spans of age, in ticks."""
    total = 0.0
    for young, old in ages:
        total += exp(-RATE * young) * -expm1(-RATE * (old - young)) / RATE
    return total


def known_dates(cadence: int, history: History) -> list[int]:
    """When the model's training data were new: before day 0 once, then at each refresh."""
    dates = [entry.at for entry in history.events or () if entry.what == "is refreshed"]
    return [dates[0] - cadence * DAY, *dates]


def test_decay_between_known_refreshes_is_its_integral() -> None:
    process = {**DECAYING, "refresh.cadence": "40 days"}
    history = lived(quiet(process, models=1, horizon="300 days"))
    dates, end = known_dates(40, history), 300 * DAY
    assert len(dates) >= 8
    spans = [(max(0, date) - date, until - date) for date, until in pairwise([*dates, end])]
    value = history.whole.closing.value
    delivered = value["delivered"] / (6 * FULL**3)
    postings = len(history.snapshots) + len(dates)
    assert delivered == pytest.approx(WORTH * left(spans), abs=WORTH * postings / FULL)
    assert value["potential"] == WORTH * end
    assert value["stale"] == (value["potential"] * GRAIN) - value["delivered"]


def test_a_decay_2_percent_off_is_seen() -> None:
    history = lived(quiet({**DECAYING, "decay.half_life.slow": "102 days"}, models=1))
    delivered = history.whole.closing.value["delivered"] / GRAIN
    assert delivered != pytest.approx(WORTH * left([(0, 100 * DAY)]), rel=1e-3)


@pytest.mark.parametrize("sets", [(), ("value.mean",)])
def test_without_decay_everything_is_delivered(sets: tuple[str, ...]) -> None:
    process = dict.fromkeys(sets, "100_000 USD / year")
    history = lived(quiet(process, models=3))
    assert history.measures["quality"] == 1.0
    assert history.measures["value_lost"] == 0.0
    worth = 100_000 if sets else 412_000
    assert history.measures["value_delivered"] == pytest.approx(3 * worth)


class Story:
    """A portfolio of models whose incidents come on days that a test knows."""

    def __init__(self) -> None:
        self.books = Books(0, keeps_incidents=True)
        self.portfolio = Portfolio(self.books, 0)

    def model(self, entity: int, decay: float = RATE) -> Model:
        case = UseCase(entity, WORTH, decay, 0, 1, False)
        ways: object = None  # no way of working plays a part in value
        return Model(entity, ways, case, Observed(0), Truth(0), WORTH)  # type: ignore[arg-type]

    def add(self, model: Model) -> Model:
        self.portfolio.add(model, 0)
        return model

    def end(self, day: int) -> dict[str, int]:
        self.portfolio.settle(day * DAY)
        snapshot = self.books.close(day * DAY)
        assert self.books.imbalances() == []
        return dict(snapshot.value)


def charges(ticks: int, fresh: Fraction, shift: Fraction, skew: Fraction) -> dict[str, Fraction]:
    """Of one span: each factor's mean loss over the six orders in which they can be taken away.

    What is left is linear in what age has left, so its mean over the span can stand for it.
    """
    factors = {"stale": fresh / ticks, "shifted": shift, "skewed": skew}
    found = dict.fromkeys(factors, Fraction(0))
    for order in permutations(factors):
        remains = Fraction(1)
        for cause in order:
            found[cause] += remains * (1 - factors[cause]) * ticks / 6
            remains *= factors[cause]
    return {**found, "delivered": shift * skew * fresh}


def test_shift_and_skew_are_charged_by_their_mean_over_all_orders() -> None:
    """Day 10 a shift takes 3/8, day 30 skew takes 1/4, day 55 the shift is learnt (data of day 50),
    day 80 the skew is mended; the end is on day 100."""
    story = Story()
    model = story.add(story.model(1))
    whole, one, other = Fraction(1), Fraction(5, 8), Fraction(3, 4)
    spans = [  # from, until, data date, shift, skew
        (0, 10, 0, whole, whole),
        (10, 30, 0, one, whole),
        (30, 55, 0, one, other),
        (55, 80, 50, whole, other),
        (80, 100, 50, whole, whole),
    ]
    story.portfolio.begin(model, SHIFT, 10 * DAY, 3 / 8)
    skew = story.portfolio.begin(model, SKEW, 30 * DAY, 1 / 4)
    assert skew is not None
    story.portfolio.learn(model, 50 * DAY, 55 * DAY)
    story.portfolio.end(model, skew, 80 * DAY)
    value = story.end(100)
    mine: dict[str, Fraction] = {}
    for since, until, data, shift, skewed in spans:
        fresh = Fraction(left([((since - data) * DAY, (until - data) * DAY)]))
        for cause, ticks in charges((until - since) * DAY, fresh, shift, skewed).items():
            mine[cause] = mine.get(cause, Fraction(0)) + ticks * WORTH
    for cause, amount in mine.items():
        theirs = Fraction(value[cause], GRAIN)
        assert abs(theirs - amount) <= WORTH * len(spans) / FULL, cause
    assert mine["stale"] > 0
    rows = {row.kind: row for row in story.books.incidents.table()}
    assert rows[SHIFT].lost == value["shifted"]
    assert rows[SKEW].lost == value["skewed"]
    assert (rows[SHIFT].onset, rows[SHIFT].resolved) == (10 * DAY, 55 * DAY)


def test_a_model_feels_its_upstream() -> None:
    """Staleness by a power, a shift there charged to that incident, an outage there as its own."""
    story = Story()
    upstream, model = story.model(1), story.model(2, decay=0.0)
    story.add(upstream)
    story.portfolio.feed(model, upstream, 0.5)
    story.add(model)
    story.portfolio.begin(upstream, BAD_TRAINING, 20 * DAY, 0.75)
    down = story.portfolio.begin(upstream, PIPELINE_BREAK, 60 * DAY)
    assert down is not None
    value = story.end(70)
    fresh = left([(0, 20 * DAY)]), left([(20 * DAY, 60 * DAY)])
    half = [
        exp(-RATE / 2 * a * DAY) * -expm1(-RATE / 2 * (b - a) * DAY) / (RATE / 2)
        for a, b in ((0, 20), (20, 60))
    ]
    mine = fresh[0] + fresh[1] / 4 + half[0] + half[1] / 2
    assert value["delivered"] / GRAIN == pytest.approx(WORTH * mine, rel=1e-6)
    assert value["down"] == value["upstream_down"] == WORTH * 10 * DAY * GRAIN
    rows = {row.kind: row for row in story.books.incidents.table()}
    assert rows[PIPELINE_BREAK].lost == 2 * WORTH * 10 * DAY * GRAIN
    assert rows[PIPELINE_BREAK].elsewhere == WORTH * 10 * DAY * GRAIN
    assert 0 < rows[BAD_TRAINING].elsewhere < rows[BAD_TRAINING].lost


def test_incremental_and_whole_integrals_agree() -> None:
    model = Story().model(1)
    whole = fresh_integral(model, 0, 300 * DAY)
    days = sum(fresh_integral(model, day * DAY, (day + 1) * DAY) for day in range(300))
    assert abs(whole - days) <= 300


@pytest.mark.parametrize("decay", [0.0, 0.3, 2.5])
@pytest.mark.parametrize("rates", [(0.15, 0.077), (0.0, 0.05), (0.4, 0.0)])
def test_terminal_value_is_its_integral(decay: float, rates: tuple[float, float]) -> None:
    model = Prospect(1, 0, 0, WORTH, 0.6, decay)
    closed = RunOff((model,), *rates).total
    obsolescence, discount = rates

    def earned(years: float) -> float:
        alive, paled = exp(-obsolescence * years), exp(-discount * years)
        return WORTH * 0.6 * exp(-decay * years) * alive * paled

    assert closed == pytest.approx(quad(earned, 0, float("inf"))[0], rel=1e-6)


def test_terminal_value_of_a_history_is_what_a_longer_one_would_deliver() -> None:
    """Nobody touches the models: what they deliver in the ten years after is the closed form's."""
    process = {**DECAYING, "money.discount": "0 %"}
    short = sim.simulate(quiet(process, models=4, horizon="50 days"))
    long = sim.simulate(quiet(process, models=4, horizon="13 years"))

    def delivered(history: History) -> float:
        return history.whole.money("delivered")

    terminal = short.measures["terminal_value"]
    assert terminal == pytest.approx(delivered(long) - delivered(short), rel=1e-6)
    per_year = short.measures["value_with_terminal"]
    assert per_year == pytest.approx(delivered(long) * 252 / 50, rel=1e-6)


def test_what_has_no_end_has_no_terminal_value() -> None:
    endless = sim.simulate(quiet({"money.discount": "0 %"}, models=1))
    assert endless.measures["terminal_value"] is None
    assert endless.measures["net_value_with_terminal"] is None
    nothing = sim.simulate(quiet({"money.discount": "0 %"}))
    assert nothing.measures["terminal_value"] == 0.0


def test_what_is_wrong_at_the_horizon_stays_so() -> None:
    def terminal(change: Callable[[Story, Model], object]) -> float:
        from sim.organisation.run_off import _prospect

        story = Story()
        model = story.add(story.model(1))
        change(story, model)
        found = _prospect(model, 10 * DAY)
        assert found.decay == pytest.approx(RATE * YEAR)
        return found.quality

    plain = terminal(lambda story, model: None)
    assert plain == pytest.approx(exp(-RATE * 10 * DAY))
    shifted = terminal(lambda story, model: story.portfolio.begin(model, SHIFT, DAY, 0.25))
    assert shifted == pytest.approx(0.75 * plain)
    assert terminal(lambda story, model: story.portfolio.begin(model, PIPELINE_BREAK, DAY)) == 0
