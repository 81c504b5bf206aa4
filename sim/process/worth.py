"""What a model is worth, and what makes it worth less: decay, shifts, skew, obsolescence."""

from sim.process.parameter import Kind, Parameter, decision, share


def _half_life(domain: str, default: str, low: str, high: str) -> Parameter:
    return Parameter(
        f"decay.half_life.{domain}",
        Kind.DURATION,
        "working days",
        default,
        low,
        high,
        "F01, F04, F05, assumption",
        f"Age of the training data at which half of a model's lift is gone, where the world moves "
        f"at a {domain} pace.",
        none_word="never",
    )


def _lag(lag: str, who: str, mean: str, low: str, high: str, source: str, words: str) -> Parameter:
    return Parameter(
        f"noticing.{lag}.{who}",
        Kind.DISTRIBUTION,
        "working days",
        {"exponential": {"mean": mean}},
        low,
        high,
        source,
        words,
        scope="model",
    )


def _lags(
    lag: str, what: str, source: str, rows: tuple[tuple[str, str, str, str], ...]
) -> tuple[Parameter, ...]:
    return tuple(
        _lag(lag, who, mean, low, high, source, f"How long {what} goes unnoticed {_WHERE[who]}.")
        for who, mean, low, high in rows
    )


_WHERE = {
    "user": "where nobody looks and a user complains in the end",
    "operator": "where operators look after the service",
    "checks": "where simple checks look at inputs and outputs",
    "monitoring": "where logged inputs, predictions and latency are monitored for drift",
}
WATCHERS = tuple(_WHERE)

ROWS = (
    Parameter(
        "value.mean",
        Kind.MONEY_RATE,
        "USD / year",
        "412_000 USD / year",
        "165_000 USD / year",
        "824_000 USD / year",
        "assumption",
        "Value of a use case in a year in which its model is as good as it can be: the mean of a "
        "lognormal whose median is 250 k USD and whose sigma is 1.",
    ),
    Parameter(
        "value.sigma",
        Kind.NUMBER,
        "sigma of the logarithm",
        "1",
        "0.5",
        "1.5",
        "assumption",
        "How far the values of use cases lie apart; their mean stays.",
    ),
    share(
        "decay.drifting",
        "share of use cases",
        "91 %",
        ("80 %", "95 %"),
        "Share of use cases whose models decay with the age of their training data.",
        source="F01",
    ),
    share(
        "decay.share.slow",
        "share of use cases",
        "40 %",
        ("20 %", "60 %"),
        "Share of use cases in domains that move slowly; those neither slow nor fast are medium.",
    ),
    share(
        "decay.share.fast",
        "share of use cases",
        "20 %",
        ("5 %", "40 %"),
        "Share of use cases in domains that move fast.",
    ),
    _half_life("slow", "540 calendar days", "270 calendar days", "1080 calendar days"),
    _half_life("medium", "180 calendar days", "90 calendar days", "360 calendar days"),
    _half_life("fast", "42 calendar days", "21 calendar days", "84 calendar days"),
    Parameter(
        "shift.rate",
        Kind.RATE,
        "shifts / model and year",
        "0.04 / year",
        "0 / year",
        "0.2 / year",
        "assumption",
        "Sudden shifts that hit one model alone and make it wrong until it is retrained.",
    ),
    Parameter(
        "shift.domain.rate",
        Kind.RATE,
        "shifts / domain and year",
        "0.25 / year",
        "0.1 / year",
        "1 / year",
        "F04, F05",
        "Sudden shifts of a domain, each of which may hit every model of it.",
    ),
    share(
        "shift.domain.hits",
        "share of models",
        "35 %",
        ("20 %", "60 %"),
        "Chance that a shift of its domain makes a model wrong.",
        source="F04",
    ),
    Parameter(
        "shift.domains",
        Kind.COUNT,
        "domains",
        "5",
        "2",
        "20",
        "assumption",
        "Domains of the business; a use case is of one of them, each as likely.",
    ),
    share(
        "shift.loss",
        "share of a model's lift",
        "40 %",
        ("10 %", "80 %"),
        "Lift that a model lacks while it is wrong after a shift or a bad training.",
    ),
    share(
        "skew.loss",
        "share of a model's lift",
        "15 %",
        ("2 %", "60 %"),
        "Lift that a model lacks while serving differs from training.",
        source="G04, G13",
    ),
    Parameter(
        "obsolescence.rate",
        Kind.RATE,
        "changes / model and year",
        "0.15 / year",
        "0.05 / year",
        "0.4 / year",
        "assumption",
        "Changes of technology or business that make a live model worthless.",
    ),
    Parameter(
        "obsolescence.horizon",
        Kind.DURATION,
        "working days",
        "1 year",
        "0.5 years",
        "3 years",
        "assumption",
        "How long after it became obsolete a use case counts as value that could be had: by then "
        "it would have been invented anew.",
    ),
    Parameter(
        "obsolescence.warning",
        Kind.DURATION,
        "working days",
        "6 months",
        "3 months",
        "1 year",
        "assumption",
        "How long before a use case becomes obsolete the signs can be seen by those who look.",
    ),
    share(
        "obsolescence.sensed",
        "share of changes",
        "0 %",
        ("0 %", "30 %"),
        "Chance that the signs of coming obsolescence are seen in time: nobody looks, by default. "
        "The use case is then re-invented with the business before it is too late.",
    ),
    decision(
        "noticing.by",
        "user",
        WATCHERS,
        "Who or what is the first to notice that something is wrong with a live model.",
        scope="model",
    ),
    *_lags(
        "shift",
        "a shift",
        "B10, G01, G09, I06, assumption",
        (
            ("user", "60 calendar days", "18 calendar days", "180 calendar days"),
            ("operator", "45 calendar days", "14 calendar days", "135 calendar days"),
            ("checks", "14 calendar days", "4 calendar days", "42 calendar days"),
            ("monitoring", "2 calendar days", "0.6 calendar days", "6 calendar days"),
        ),
    ),
    *_lags(
        "skew",
        "a difference between training and serving, which shows no before and after,",
        "B10, G01, G13, I06, assumption",
        (
            ("user", "360 calendar days", "108 calendar days", "1080 calendar days"),
            ("operator", "270 calendar days", "81 calendar days", "810 calendar days"),
            ("checks", "60 calendar days", "18 calendar days", "180 calendar days"),
            ("monitoring", "7 calendar days", "2 calendar days", "21 calendar days"),
        ),
    ),
    *_lags(
        "outage",
        "a broken pipeline or a slow service",
        "G09, I06, assumption",
        (
            ("user", "3 calendar days", "1 calendar day", "9 calendar days"),
            ("operator", "1 calendar day", "0.3 calendar days", "3 calendar days"),
            ("checks", "0.5 calendar days", "0.15 calendar days", "1.5 calendar days"),
            ("monitoring", "0.1 calendar days", "0.03 calendar days", "0.3 calendar days"),
        ),
    ),
)
